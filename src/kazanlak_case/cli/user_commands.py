"""`users`, `user-add`, `user-reset`, `user-remove`, `user-grant`, `password`: who may sign in."""

import argparse
from collections.abc import Callable
from pathlib import Path

from kazanlak_case.cli import passwords
from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.reference import code_lists
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services import users


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    takes_case_file(commands.add("users", _users, about=_("List who may sign in to a case file.")))
    parser = _about_user(
        commands, "user-add", _add, about=_("Add a user, with a one-time password.")
    )
    parser.add_argument("--role", required=True, metavar="CODE", help=_("the post"))
    parser.add_argument("--shown", metavar=_("NAME"), help=_("the name shown to people"))
    _about_user(
        commands,
        "user-reset",
        _reset,
        about=_("Give a user a one-time password in place of a forgotten one."),
    )
    _about_user(
        commands,
        "user-remove",
        _remove,
        about=_("Take a user's way in away, and encrypt the file under a new key."),
    )
    _about_user(
        commands,
        "user-grant",
        _grant,
        about=_("Hand a colleague the keys of confidential notes that you hold yourself."),
    )
    parser = commands.add("password", _password, about=_("Change your own password."))
    takes_case_file(parser)
    parser.add_argument(
        "--new-password-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the new password"),
    )


def _about_user(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace, Console], int],
    *,
    about: str,
) -> argparse.ArgumentParser:
    parser = commands.add(name, run, about=about)
    takes_case_file(parser)
    parser.add_argument("name", metavar=_("NAME"), help=_("the user name"))
    return parser


def _users(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        rows = [
            {
                "user": row.name,
                "shown": row.shown,
                "role": code_lists().label("role", row.role or "", console.language),
                "signs_in_here": row.has_password,
                "one_time_password": row.is_one_time,
                "waits_for_keys": row.waits,
            }
            for row in users.list_users(file)
        ]
    heading = (
        _("User"),
        _("Name shown"),
        _("Post"),
        _("Signs in here"),
        _("One-time password"),
        _("Waits for keys"),
    )
    console.tell_rows(rows, heading)
    return 0


def _add(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        password = users.add_user(
            file,
            name=words.name,
            display_name=words.shown,
            role=words.role,
            staff_member=None,
            now=now_of(words),
        )
    return _tell_password(words.name, password, console, status="added")


def _reset(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        password = users.reset_password(file, user=words.name, now=now_of(words))
    return _tell_password(words.name, password, console, status="reset")


def _tell_password(name: str, password: str, console: Console, *, status: str) -> int:
    """Show it this once: it is kept nowhere, and replaced at the first sign-in."""
    lines = [
        _("One-time password of {user}: {password}").format(user=name, password=password),
        _("It is shown only now. At the first sign-in an own password takes its place."),
    ]
    facts = {"status": status, "user": name, "one_time_password": password}
    console.tell(facts, lines)
    return 0


def _remove(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        users.remove_user(file, user=words.name, now=now_of(words))
    line = _(
        "{user} opens this file no more. What was copied before stays readable to whoever has it."
    )
    console.tell({"status": "removed", "user": words.name}, [line.format(user=words.name)])
    return 0


def _grant(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        given = users.grant_role_keys(file, user=words.name, now=now_of(words))
    line = ngettext("{count} key handed to {user}.", "{count} keys handed to {user}.", given)
    facts = {"status": "granted", "user": words.name, "count": given}
    console.tell(facts, [line.format(count=given, user=words.name)])
    return 0


def _password(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        user = file.unlocked.user
        old = passwords.existing(
            words.password_file, question=_("The present password once more: ")
        )
        question = _("New password of {user}: ").format(user=user)
        new = passwords.new(words.new_password_file, question=question)
        users.change_password(file, old=old, new=new, now=now_of(words))
    console.tell({"status": "changed", "user": user}, [_("The password is changed.")])
    return 0
