"""What commands take: their words, and how a moment or a file is read from them."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TypeAlias

from kazanlak_case.cli.console import Console
from kazanlak_case.db.opening import place_of
from kazanlak_case.i18n import LANGUAGES, _

Run: TypeAlias = Callable[[argparse.Namespace, Console], int]
"""Do what a command asks and give its exit code."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Where groups of commands add theirs."""

    parsers: "argparse._SubParsersAction[argparse.ArgumentParser]"

    def add(self, name: str, run: Run, *, about: str, more: str = "") -> argparse.ArgumentParser:
        """Add a command; `about` is one line, `more` what its help says beyond it."""
        parser = self.parsers.add_parser(
            name, help=about, description=f"{about} {more}".strip(), allow_abbrev=False
        )
        parser.add_argument(
            "--json", action="store_true", dest="speaks_json", help=_("facts as JSON, for scripts")
        )
        parser.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help=_("language of the answers"),
        )
        parser.set_defaults(run=run)
        return parser


def takes_case_file(parser: argparse.ArgumentParser, name: str = "FILE") -> None:
    """Let a command open a case file: which, as whom, with what password, when."""
    about = _("the case file (a .kcase folder), or the address of a central copy (postgresql://…)")
    parser.add_argument("file", metavar=name, type=place_of, help=about)
    takes_user(parser)
    takes_password(parser)
    takes_moment(parser)


def takes_user(parser: argparse.ArgumentParser) -> None:
    """Let a command be given by a certain user."""
    parser.add_argument(
        "--user", metavar=_("NAME"), help=_("who opens it (default: the file's first user)")
    )


def takes_password(parser: argparse.ArgumentParser) -> None:
    """Let a command find the password in a file."""
    parser.add_argument(
        "--password-file",
        metavar=_("TEXTFILE"),
        type=Path,
        help=_("a file whose first line is the password (default: it is asked for)"),
    )


def takes_moment(parser: argparse.ArgumentParser) -> None:
    """Let a command be performed as of another moment."""
    parser.add_argument(
        "--now",
        metavar=_("DATE"),
        type=moment,
        default=None,
        help=_("as of this day or moment, for tests and practice (2022-11-14 or 2022-11-14T09:30)"),
    )


def moment(text: str) -> datetime:
    """Read a day or a moment in ISO form; a day alone is its noon here.

    Raises:
        ValueError: It is neither; argparse says so.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).astimezone()
    return datetime.combine(day, time(12)).astimezone()


moment.__name__ = "DATE"  # argparse names it when a date is no date


def day(text: str) -> date:
    """Read a day in ISO form.

    Raises:
        ValueError: It is none; argparse says so.
    """
    return date.fromisoformat(text)


day.__name__ = "DATE"


def now_of(words: argparse.Namespace) -> datetime:
    """Give the moment a command is performed at."""
    said: datetime | None = words.now
    return said or datetime.now().astimezone()
