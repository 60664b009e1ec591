"""What a workbook's columns hold, read as plain values for the window."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kazanlak_case.domain.workbook_errors import NoHeadingsError
from kazanlak_case.intake.cells import as_text, is_blank, one_line
from kazanlak_case.intake.lists import find_list
from kazanlak_case.intake.mapping import ListMapping, find_mapping
from kazanlak_case.intake.targets import IGNORED
from kazanlak_case.intake.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


ROWS_LOOKED_AT = 60
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column: where it stands, its heading, what it was taken for, and some of its cells."""

    letter: str
    heading: str
    target: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A list as found: its sheet and heading rows, its columns, and other sheets that look like lists."""

    path: Path
    sheet: str
    heading_rows: tuple[int, int]
    columns: tuple[ColumnSeen, ...]
    others: tuple[str, ...]
    mapping: ListMapping


def look_at(path: Path, name: str, folder: Path) -> ListSeen:
    """Read the headings of a workbook; `name` is a kept mapping, "" recognises by itself.

    Raises:
        WorkbookError, MappingError: It cannot be read, or the mapping does not fit.
    """
    mapping = find_mapping(name, folders=[folder]) if name else ListMapping()
    found = find_list(read_workbook(path), mapping)
    if found is None:
        raise NoHeadingsError(path=path.name)
    headings, others = found
    samples: dict[int, list[str]] = {column.index: [] for column in headings.columns}
    below = (
        cells
        for number, cells in headings.sheet.filled_rows(below=headings.last_row)
        if number > headings.last_row
    )
    for cells in islice(below, ROWS_LOOKED_AT):
        for at, kept in samples.items():
            if at < len(cells) and len(kept) < SAMPLES and not is_blank(cells[at]):
                kept.append(one_line(as_text(cells[at])))
    columns = tuple(
        ColumnSeen(
            column.letter, column.text, column.target or IGNORED, tuple(samples[column.index])
        )
        for column in headings.columns
    )
    rows = (headings.first_row, headings.last_row)
    return ListSeen(path, headings.sheet.name, rows, columns, others, mapping)
