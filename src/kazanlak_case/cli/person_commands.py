"""`person`: everything kept about one person, for the person or for another program."""

import argparse
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext

ID_DIGITS = 32


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "person",
        _person,
        about=_("Write everything that is kept about one person."),
        more=_("The ending of OUT says for whom: .pdf for the person, .json for another program."),
    )
    takes_case_file(parser)
    parser.add_argument("person", metavar=_("PERSON"), help=_("the person's id"))
    parser.add_argument(
        "--out", metavar="OUT", type=Path, required=True, help=_("the file to be written")
    )
    parser.add_argument(
        "--with-notes",
        action="store_true",
        help=_("with the confidential notes whose key the user holds"),
    )


def _person(words: argparse.Namespace, console: Console) -> int:
    from kazanlak_case.export.person_file import write_person_file

    person = str(words.person).replace("-", "").lower()
    if len(person) != ID_DIGITS or set(person) - set("0123456789abcdef"):
        raise RecordMissingError(id=words.person)
    with opened(words) as file:
        written = write_person_file(
            file,
            RecordId(person),
            words.out,
            now=now_of(words),
            language=console.language,
            with_notes=words.with_notes,
        )
    facts = {
        "status": "written",
        "file": str(written.path),
        "records": written.records,
        "confidential_notes_left_out": written.sealed,
    }
    text = ngettext("{n} record written: {path}", "{n} records written: {path}", written.records)
    lines = [text.format(n=written.records, path=written.path)]
    if written.sealed:
        left = ngettext(
            "{n} confidential note is not in it.",
            "{n} confidential notes are not in it.",
            written.sealed,
        )
        lines.append(left.format(n=written.sealed))
    console.tell(facts, lines)
    return 0
