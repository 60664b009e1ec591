"""`recovery-sheet`, `recover`: what helps when a password is lost."""

import argparse
from pathlib import Path

from kazanlak_case.cli import passwords
from kazanlak_case.cli.arguments import Commands, takes_case_file
from kazanlak_case.cli.arguments import now_of as moment_of
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.opening import place_of, users_of
from kazanlak_case.export.recovery_sheet_pdf import write_recovery_sheet
from kazanlak_case.i18n import _
from kazanlak_case.services.users import recover


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    parser = commands.add(
        "recovery-sheet",
        _recovery_sheet,
        about=_("Make a recovery sheet, to be printed once and kept in a safe."),
        more=_(
            "Sheet A gives a user of the file a new password. With --secret it is sheet B, which opens confidential notes; only who reads them makes it. The sheet made before opens nothing any more. Print the file, then delete it."
        ),
    )
    takes_case_file(parser)
    parser.add_argument("out", metavar="OUT.pdf", type=Path, help=_("the sheet to be written"))
    parser.add_argument(
        "--secret",
        metavar="CODE",
        default="",
        help=_(
            "whose confidential notes it opens, as in the profile's rights: psychologist, health"
        ),
    )
    _add_recover(commands)


def _add_recover(commands: Commands) -> None:
    parser = commands.add(
        "recover",
        _recover,
        about=_("Give a user a new password with recovery sheet A."),
        more=_(
            "The letters of the sheet and the new password are asked for, or read from files; they are never words of the command. Confidential notes stay closed to the user until a colleague hands the key over, or sheet B is used."
        ),
    )
    about = _("the case file (a .kcase folder), or the address of a central copy (postgresql://…)")
    parser.add_argument("file", metavar="FILE", type=place_of, help=about)
    parser.add_argument(
        "--user",
        metavar=_("NAME"),
        help=_("who gets the password (default: the file's first user)"),
    )
    parser.add_argument(
        "--sheet-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the sheet's letters (default: they are asked for)"),
    )
    parser.add_argument(
        "--new-password-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the new password"),
    )


def _recovery_sheet(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        write_recovery_sheet(
            file, words.out, now=moment_of(words), secret=words.secret, language=console.language
        )
    lines = [
        _("The recovery sheet is in {path}. The one made before opens nothing any more.").format(
            path=words.out
        ),
        _("Print it, put it into a safe, and delete the file."),
    ]
    kind = "B" if words.secret else "A"
    facts = {"status": "made", "sheet": kind, "secret": words.secret, "file": str(words.out)}
    console.tell(facts, lines)
    return 0


def _recover(words: argparse.Namespace, console: Console) -> int:
    user = words.user or users_of(words.file)[0]
    sheet = passwords.existing(words.sheet_file, question=_("Letters of recovery sheet A: "))
    new = passwords.new(
        words.new_password_file, question=_("New password of {user}: ").format(user=user)
    )
    recover(words.file, sheet=sheet, user=user, new_password=new)
    lines = [
        _("{user} has a new password. That it was done is recorded in the case file.").format(
            user=user
        ),
        _("Make a new recovery sheet if somebody saw the letters."),
    ]
    console.tell({"status": "recovered", "file": str(words.file), "user": user}, lines)
    return 0
