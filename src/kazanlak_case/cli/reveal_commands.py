"""`reveal`: a key of the case file, for public tools."""

import argparse
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.export.key_reveal import AGE, KINDS, reveal_key
from kazanlak_case.i18n import _


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "reveal",
        _reveal,
        about=_("Write a key of the case file, for public tools: age or SQLCipher."),
        more=_("For the head of the house or of the central copy. That it was done is recorded."),
    )
    takes_case_file(parser)
    parser.add_argument(
        "kind", choices=KINDS, help=_("age: the key of bundles; sqlcipher: the key of the database")
    )
    parser.add_argument("out", metavar="OUT", type=Path, help=_("the file to be written"))


def _reveal(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        reveal_key(file, words.kind, words.out, now=now_of(words))
    use = (
        _("Bundles open with: age -d -i {path} BUNDLE")
        if words.kind == AGE
        else _("Its line goes first into a SQLCipher shell (4.5 or newer).")
    )
    lines = [
        _("The key is in {path}. That it was taken out is recorded in the case file.").format(
            path=words.out
        ),
        use.format(path=words.out),
        _("Whoever has this file reads everything. Delete it when you are done."),
    ]
    console.tell({"status": "revealed", "kind": words.kind, "file": str(words.out)}, lines)
    return 0
