"""The microdata file for ISUN 2020, exactly as its import reads it (domain.md 3.1, 3.2)."""

from collections.abc import Iterable
from typing import BinaryIO

from kazanlak_case.domain.rules.isun import Cell, IsunField
from kazanlak_case.export.xlsx_package import HEADING, TITLE, SheetFile, SheetLayout, letters_of

SHEET = "tablica"
"""The template's name; the import reads the first sheet, whatever it is called."""

PRINT_HEADER = "Приложение № 15"

_WIDTHS: dict[str, float] = {
    "row_no": 7, "age": 10, "phone": 18, "email": 22, "labour_status_entry": 30, "education_entry": 34,
    "address_oblast": 18, "address_settlement": 20, "other_disadvantage": 24, "hh_jobless": 20,
    "hh_jobless_children": 20, "hh_single_adult_children": 20, "activity": 24, "activity_oblast": 18,
    "activity_settlement": 20, "participation_state": 34, "dropout_reason": 28, "leaving_state": 34,
    "entry_date.year": 10, "entry_date.month": 8, "entry_date.day": 8,
    "exit_date.year": 11, "exit_date.month": 8, "exit_date.day": 8,
}  # fmt: skip
_WIDTH = 15
_OWN_TEXT = (
    "first_name",
    "middle_name",
    "last_name",
    "egn",
    "phone",
    "email",
    "other_disadvantage",
    "activity",
)
_AS_TEXT = ("egn", "phone")
_TITLE_HEIGHT, _HEADING_HEIGHT = 24, 66


def write_microdata(
    stream: BinaryIO, fields: tuple[IsunField, ...], rows: Iterable[tuple[Cell, ...]]
) -> int:
    """Write the rows (columns B to AI; the number comes first) and answer how many there were."""
    written = 0
    with SheetFile(stream, _layout(fields)) as sheet:
        sheet.write(_titles(fields), look=TITLE, height=_TITLE_HEIGHT)
        sheet.write(
            [field.heading or None for field in fields], look=HEADING, height=_HEADING_HEIGHT
        )
        for written, cells in enumerate(rows, start=1):
            sheet.write((written, *cells))
    return written


def _layout(fields: tuple[IsunField, ...]) -> SheetLayout:
    at = {field.name: number for number, field in enumerate(fields)}
    return SheetLayout(
        name=SHEET,
        widths=[_WIDTHS.get(field.name, _WIDTH) for field in fields],
        merged=_merged(fields),
        frozen=2,
        own_text=frozenset(at[name] for name in _OWN_TEXT),
        as_text=frozenset(at[name] for name in _AS_TEXT),
        print_header=PRINT_HEADER,
    )


def _titles(fields: tuple[IsunField, ...]) -> list[str | None]:
    """Write each group's title over its first column only: the others are merged with it."""
    titles: list[str | None] = []
    for before, field in zip((None, *fields), fields, strict=False):
        is_first = before is None or before.group != field.group
        titles.append(field.group if field.group and is_first else None)
    return titles


def _merged(fields: tuple[IsunField, ...]) -> list[str]:
    """Merge the title of each group in row 1, and the heading of each date over its three columns in row 2."""
    groups = _runs([field.group or None for field in fields])
    dates = _runs([field.name.partition(".")[0] if "." in field.name else None for field in fields])
    return [
        f"{letters_of(first)}{row}:{letters_of(last)}{row}"
        for row, runs in ((1, groups), (2, dates))
        for first, last in runs
    ]


def _runs(values: list[str | None]) -> list[tuple[int, int]]:
    """Find where equal values stand side by side: first and last place of each run."""
    runs: list[tuple[int, int]] = []
    for at, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][1] == at - 1 and values[at - 1] == value:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return [(first, last) for first, last in runs if last > first]
