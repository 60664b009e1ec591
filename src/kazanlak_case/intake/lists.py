"""Find the list in a workbook: by its headings, or where a mapping says."""

import itertools

from kazanlak_case.domain.workbook_errors import MappingError
from kazanlak_case.i18n import _
from kazanlak_case.intake.headings import Headings, find_headings, headings_at, key_of
from kazanlak_case.intake.mapping import ListMapping
from kazanlak_case.intake.targets import WITHOUT_VALUE
from kazanlak_case.intake.workbook import Sheet, Workbook

_ROWS_SEARCHED = 200


def find_list(book: Workbook, mapping: ListMapping) -> tuple[Headings, tuple[str, ...]] | None:
    """Find the headings of the list to take, and name further sheets that look like lists.

    Raises:
        MappingError: The mapping fits no sheet of the workbook.
    """
    sheets = [sheet for sheet in book.sheets if mapping.sheet in {"", sheet.name}]
    found = _by_mapping(sheets, mapping) if mapping.columns else find_headings(sheets)
    if mapping.columns and found is None:
        raise MappingError(
            path=mapping.name,
            detail=_("“{file}” has none of its columns").format(file=book.path.name),
        )
    if found is None:
        return None
    others = tuple(
        sheet.name for sheet in book.sheets if sheet is not found.sheet and find_headings([sheet])
    )
    return found, others


def _by_mapping(sheets: list[Sheet], mapping: ListMapping) -> Headings | None:
    best: Headings | None = None
    for sheet in sheets:
        found = (
            mapping.applied(_at(sheet, mapping.heading_rows))
            if mapping.heading_rows
            else _best_in(sheet, mapping)
        )
        if found and (best is None or found.recognised > best.recognised):
            best = found
    return best if best and best.recognised else None


def _at(sheet: Sheet, rows: tuple[int, int]) -> Headings:
    block = [
        (number, list(cells))
        for number, cells in itertools.islice(sheet.rows(), rows[1])
        if number >= rows[0]
    ]
    return headings_at(sheet, block or [(rows[0], [])])


def _best_in(sheet: Sheet, mapping: ListMapping) -> Headings | None:
    """Find the row whose cells the mapping knows best; the headings may be of two lines."""
    recognised = find_headings([sheet])
    candidates = [mapping.applied(recognised)] if recognised else []
    names = {key_of(name) for name in mapping.columns if not name.startswith("@")}
    for number, cells in itertools.islice(sheet.rows(), _ROWS_SEARCHED):
        known = sum(1 for cell in cells if isinstance(cell, str) and key_of(cell) in names)
        if known:
            candidates.append(mapping.applied(headings_at(sheet, [(number, list(cells))])))
    return max(candidates, key=_fit, default=None)


def _fit(headings: Headings) -> tuple[int, int, int]:
    named = sum(1 for column in headings.columns if column.target)
    taken = sum(
        1 for column in headings.columns if column.target and column.target not in WITHOUT_VALUE
    )
    return taken, named, -headings.first_row
