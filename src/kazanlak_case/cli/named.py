"""Commands over things that have names, a form or a report: `--list` names them, else every word must be there."""

import argparse
from collections.abc import Mapping

from kazanlak_case.cli.console import Console, aligned
from kazanlak_case.cli.usage import WrongWordsError
from kazanlak_case.db.opening import place_of
from kazanlak_case.i18n import _


def takes_file_or_list(parser: argparse.ArgumentParser, about: str) -> None:
    """Let a command take a case file, or only name what there is."""
    parser.add_argument("file", metavar="FILE", nargs="?", type=place_of, help=_("the case file"))
    parser.add_argument("--list", action="store_true", dest="only_list", help=about)


def insist_on(wanted: Mapping[str, object]) -> None:
    """Ask for the words that are missing: argparse cannot, where `--list` needs none of them.

    Raises:
        WrongWordsError: Some are.
    """
    missing = [name for name, value in wanted.items() if value is None]
    if missing:
        raise WrongWordsError(", ".join(missing))


def tell_names(console: Console, kind: str, found: Mapping[str, str]) -> int:
    """Name what there is, each with its title."""
    facts = [{kind: name, "title": title} for name, title in found.items()]
    console.tell(facts, aligned(found.items()))
    return 0
