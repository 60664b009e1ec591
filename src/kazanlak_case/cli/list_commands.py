"""`list`: the records of any type, as far as the user may see them."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import Console, Facts
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import FieldSpec
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import _
from kazanlak_case.services.records import as_json, list_records, record_class, seen_fields

PAGE = 2000
"""Records in memory at once: a list of a hundred thousand is printed as it is read."""


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add("list", _list, about=_("List the records of a type."))
    takes_case_file(parser)
    parser.add_argument(
        "record",
        metavar="RECORDTYPE",
        help=_("one of: {names}").format(names=", ".join(RECORDS)),
    )
    parser.add_argument(
        "--xlsx", metavar="OUT", type=Path, help=_("write the list to an Excel workbook")
    )


def _list(words: argparse.Namespace, console: Console) -> int:
    cls = record_class(words.record)
    with opened(words) as file, file.reading(now_of(words)) as uow:
        action = Action.EXPORT if words.xlsx else Action.SEE
        specs = seen_fields(uow, cls, action)
        rows = rows_of(uow, words.record, specs=specs, action=action)
        if not words.xlsx:
            console.tell_rows(rows, ["id", *(spec.name for spec in specs)])
            return 0
        from kazanlak_case.export.list_xlsx import write_list

        record_leaving(file, "exported", now=now_of(words), facts=words.record)
        count = write_list(words.xlsx, specs, rows=rows, language=console.language)
    line = _("{count} rows written: {path}").format(count=count, path=words.xlsx)
    console.tell({"status": "written", "rows": count, "file": str(words.xlsx)}, [line])
    return 0


def rows_of(
    uow: UnitOfWork, name: str, *, specs: tuple[FieldSpec, ...], action: Action
) -> Iterator[Mapping[str, Facts]]:
    """Give the rows of a list, a page at a time."""
    after = None
    while page := list_records(uow, name, limit=PAGE, after=after, action=action):
        yield from (as_json(record, specs) for record in page)
        after = page[-1].id
