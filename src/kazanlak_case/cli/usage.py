"""The words of argparse itself in the reader's language: usage, headings, and what was wrong with the words given."""

import argparse
from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

ARGPARSE_SAYS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("not allowed with argument %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("%(prog)s: error: %(message)s\n"),
)
"""Texts of argparse that our commands can bring up."""


class WrongWordsError(Exception):
    """Words are missing that argparse itself could not miss."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def translate_argparse() -> None:
    """Let argparse speak through our catalogue.

    WORKAROUND: argparse asks the process-wide gettext domain, which follows the environment and not `--lang`
    (https://docs.python.org/3/library/gettext.html#gettext.textdomain).
    """
    speaking: dict[str, Callable[..., str]] = {"_": _, "ngettext": ngettext}
    vars(argparse).update(speaking)
