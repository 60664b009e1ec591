"""`new`, `prepare`, `enrol`, `move`: case files come into the world."""

import argparse
from datetime import datetime
from pathlib import Path

from kazanlak_case.cli import passwords
from kazanlak_case.cli.arguments import (
    Commands,
    now_of,
    takes_case_file,
    takes_moment,
    takes_password,
)
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.birth import FIRST_USER, NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.opening import FilePlace, place_of
from kazanlak_case.db.prepared_keys import all_secrets
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.errors import UnknownProfileError
from kazanlak_case.export.moving import move_case_file
from kazanlak_case.export.prepared_sheets import prepare_with_sheets
from kazanlak_case.export.starter import enrol
from kazanlak_case.i18n import _
from kazanlak_case.paths import resource

DEFAULT_PROFILE = "kazanlak"


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    _add_new(commands)
    _add_prepare(commands)
    _add_enrol(commands)
    _add_move(commands)


def _add_move(commands: Commands) -> None:
    parser = commands.add(
        "move",
        _move,
        about=_("Move the central copy from a file to a server, or back."),
        more=_(
            "All of it goes: records, log, users, keys. Where it was, nothing is deleted; it only says where the contents are now."
        ),
    )
    takes_case_file(parser, "FROM")
    parser.add_argument(
        "target",
        metavar="TO",
        type=place_of,
        help=_("the address of an empty database, or a new name ending in .kcase"),
    )


def _add_new(commands: Commands) -> None:
    parser = commands.add("new", _new, about=_("Make a new case file."))
    about = _("its name, ending in .kcase; or the address of an empty database (postgresql://…)")
    parser.add_argument("file", metavar="FILE", type=place_of, help=about)
    parser.add_argument("--site", required=True, metavar="CODE", help=_("site, as in the profile"))
    parser.add_argument(
        "--role", required=True, choices=("house", "centre"), help=_("a house, or the central copy")
    )
    parser.add_argument(
        "--profile",
        default=DEFAULT_PROFILE,
        metavar="P",
        help=_("name of a shipped profile, or a profile file (default: {name})").format(
            name=DEFAULT_PROFILE
        ),
    )
    parser.add_argument(
        "--user", default=FIRST_USER, metavar=_("NAME"), help=_("name of its first user")
    )
    takes_password(parser)
    takes_moment(parser)


def _add_prepare(commands: Commands) -> None:
    parser = commands.add(
        "prepare",
        _prepare,
        about=_("Prepare a house: write its starter, to be opened there with `enrol`."),
        more=_(
            "The starter opens with a one-time password: that of --one-time-file, else the second line of --password-file, else its first, else it is asked for."
        ),
    )
    takes_case_file(parser)
    parser.add_argument("--site", required=True, metavar="CODE", help=_("the house"))
    parser.add_argument("out", metavar="OUT", type=Path, help=_("the starter to be written"))
    parser.add_argument(
        "--one-time-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the one-time password"),
    )
    parser.add_argument(
        "--sheets",
        metavar="DIR",
        type=Path,
        help=_(
            "make the keys of the house's confidential notes now, and write a recovery sheet B for each profession into this folder"
        ),
    )


def _add_enrol(commands: Commands) -> None:
    parser = commands.add(
        "enrol",
        _enrol,
        about=_("Open a starter from the municipality: it becomes this house's case file."),
        more=_(
            "It needs the one-time password and a new one. --password-file may hold both: the one-time password in its first line, the new one in its second; without a second line the same password stays."
        ),
    )
    parser.add_argument("starter", metavar="STARTER", type=Path, help=_("the starter"))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the case file to be made"))
    takes_password(parser)
    parser.add_argument(
        "--one-time-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the one-time password"),
    )
    parser.add_argument(
        "--new-password-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the new password"),
    )
    takes_moment(parser)


def _new(words: argparse.Namespace, console: Console) -> int:
    profile_text = _profile_text(words.profile)
    question = _("New password of {user}: ").format(user=words.user)
    password = passwords.new(words.password_file, question=question)
    new = NewFile(words.site, words.role, profile_text, user=words.user)
    _make(words.file, new, password=password, now=now_of(words)).close()
    made = _("Made: {path}. It opens as {user}.").format(path=words.file, user=words.user)
    alone = _(
        "It knows no central copy yet: exchange begins with a starter made there (`prepare`)."
    )
    facts = {
        "status": "made",
        "file": str(words.file),
        "site": words.site,
        "role": words.role,
        "user": words.user,
    }
    console.tell(facts, [made, alone] if words.role == "house" else [made])
    return 0


def _make(place: FilePlace, new: NewFile, *, password: str, now: datetime) -> CaseFile:
    if isinstance(place, Path):
        return create_case_file(place, new, password=password, now=now)
    from kazanlak_case.db.server.founding import create_on_server

    return create_on_server(parse_address(place), new, password=password, now=now)


def _profile_text(name: str) -> str:
    """Read a profile: shipped under this name, or a file."""
    shipped = {path.stem: path for path in sorted(resource("profiles").glob("*.toml"))}
    path = shipped.get(name) or Path(name)
    if not path.is_file():
        raise UnknownProfileError(name=name, names=", ".join(shipped))
    with translating_disk(path):
        return path.read_text("utf-8")


def _prepare(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        password = passwords.new(
            words.one_time_file,
            question=_("One-time password for the house: "),
            shared=words.password_file,
        )
        starter, sheets = prepare_with_sheets(
            file,
            words.site,
            words.out,
            password=password,
            now=now_of(words),
            folder=words.sheets or Path(),
            secrets=all_secrets(file.profile) if words.sheets else (),
            language=console.language,
        )
    lines = [
        _("The starter for {site} is ready: {path}").format(site=words.site, path=starter.path),
        _("Take it to the house, and tell the one-time password separately."),
        *(
            _("Recovery sheet: {path}. Print it, put it into a safe, and delete the file.").format(
                path=path
            )
            for path in sheets
        ),
    ]
    facts = {"status": "prepared", "site": words.site, "file": str(starter.path)}
    if sheets:
        facts["sheets"] = " ".join(map(str, sheets))
    console.tell(facts, lines)
    return 0


def _enrol(words: argparse.Namespace, console: Console) -> int:
    one_time = passwords.existing(
        words.one_time_file or words.password_file, question=_("One-time password: ")
    )
    new = passwords.new(
        words.new_password_file,
        question=_("New password of {user}: ").format(user=FIRST_USER),
        shared=words.password_file,
    )
    enrol(
        words.starter, words.file, one_time_password=one_time, new_password=new, now=now_of(words)
    )
    line = _("The house's case file is ready: {path}. It opens as {user}.")
    facts = {"status": "enrolled", "file": str(words.file), "user": FIRST_USER}
    console.tell(facts, [line.format(path=words.file, user=FIRST_USER)])
    return 0


def _move(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        move_case_file(file, words.target, now=now_of(words))
    lines = [
        _("Moved and compared: everything is now at {target}").format(target=words.target),
        _("{path} is kept, and says where the contents are.").format(path=words.file),
    ]
    facts = {"status": "moved", "from": str(words.file), "to": str(words.target)}
    console.tell(facts, lines)
    return 0
