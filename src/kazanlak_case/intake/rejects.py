"""Write the refused rows as they were into a workbook, the reason beside, to be corrected and taken in again."""

import errno
import math
import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.file_errors import (
    CaseFileExistsError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
)
from kazanlak_case.i18n import N_, _
from kazanlak_case.intake.cells import Cell, as_text
from kazanlak_case.intake.checks import BORN, ENTERED, LEFT
from kazanlak_case.intake.findings import Finding, in_words
from kazanlak_case.intake.headings import Headings
from kazanlak_case.intake.plan import IntakePlan, Outcome, PlannedRow
from kazanlak_case.intake.targets import NAME_TARGETS, NUMBER_TARGETS
from kazanlak_case.intake.words import SEX

REASON = N_("Reason")

_OFFENDING = PatternFill("solid", fgColor="FFF4CCCC")
_HEAD = PatternFill("solid", fgColor="FFEDEDED")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_DAY, _MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
_NARROWEST, _WIDEST, _REASON_WIDTH = 12, 40, 60
_ROWS_MEASURED = 1_000
_A4 = 9
_LINE_HEIGHT = 15
_NOTES_AT_MOST = 5_000
"""Rows with a note at the cell: further ones are coloured only, for each note is a drawing in the file."""

_BESIDE = {
    "born_contradicts": frozenset({BORN}) | NUMBER_TARGETS,
    "sex_contradicts": frozenset({SEX}) | NUMBER_TARGETS,
    "exit_before_entry": frozenset({LEFT, ENTERED}),
    "entry_before_birth": frozenset({BORN, ENTERED}),
    "both_numbers": NUMBER_TARGETS,
    "no_name": NAME_TARGETS,
    "name_digits": NAME_TARGETS,
}


def write_rejects(plan: IntakePlan, out: Path) -> int:
    """Write the rejects workbook whole or not at all, and say how many rows it holds.

    Raises:
        UnfitTargetError: It would not be an .xlsx file.
        CaseFileExistsError: It is the list itself, which is not ours to write over.
        StorageError: It cannot be written.
    """
    if out.suffix.lower() != ".xlsx":
        raise UnfitTargetError(path=out.name, endings=".xlsx")
    if out.exists() and plan.path.exists() and out.samefile(plan.path):
        raise CaseFileExistsError(path=out.name)
    if not out.parent.is_dir():
        raise StorageError(path=out.name, detail=_("there is no such folder"))
    rejected = plan.of(Outcome.REJECTED)
    part = out.with_name(f".{out.name}.part")
    try:
        # A place that cannot be written is known before the first row is.
        with part.open("wb") as file:
            _book(plan.headings, rejected).save(file)
        part.replace(out)
    except OSError as error:
        raise _refusal(out, error) from error
    finally:
        part.unlink(missing_ok=True)
    return len(rejected)


def _refusal(out: Path, error: OSError) -> StorageError | ReadOnlyError | DiskFullError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFullError(path=out.name)
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return ReadOnlyError(path=out.name)
    return StorageError(path=out.name, detail=error.strerror or os.strerror(error.errno or 0))


def _book(headings: Headings, rejected: Sequence[PlannedRow]) -> Workbook:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_("Rejected"))
    last = max((column.index for column in headings.columns), default=0)
    last = max([last, *(_width(row.cells) - 1 for row in rejected)])
    _lay_out(sheet, headings, rejected, last=last)
    for at, heading in enumerate(_heading_rows(sheet, headings, last), 1):
        _append(sheet, at, heading)
    by_target = {column.target: column.index for column in headings.columns if column.target}
    for at, row in enumerate(rejected):
        cells = _row(sheet, row, by_target, last=last, notes=at < _NOTES_AT_MOST)
        _append(sheet, len(headings.block) + 1 + at, cells)
    return book


def _append(sheet: Any, number: int, cells: list[SheetCell]) -> None:
    """Add a row as high as its texts need: not every program works that out when it opens the file."""
    lines = 1
    for index, cell in enumerate(cells, 1):
        if cell.alignment.wrap_text and isinstance(cell.value, str):
            width = sheet.column_dimensions[get_column_letter(index)].width
            lines = max(
                lines, *(math.ceil(len(line) / (width - 3)) for line in cell.value.split("\n"))
            )
    if lines > 1:
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT
    sheet.append(cells)


def _lay_out(
    sheet: Any,  # the stubs do not know that a write-only sheet has columns and a page like any other
    headings: Headings,
    rejected: Sequence[PlannedRow],
    *,
    last: int,
) -> None:
    """Make the columns as wide as what stands in them, and the print one page wide."""
    for index in range(last + 1):
        texts = (
            as_text(row.cells[index]) for row in rejected[:_ROWS_MEASURED] if index < len(row.cells)
        )
        width = max(map(len, texts), default=0) + 2
        letter = get_column_letter(index + 1)
        sheet.column_dimensions[letter].width = min(max(width, _NARROWEST), _WIDEST)
    sheet.column_dimensions[get_column_letter(last + 2)].width = _REASON_WIDTH
    sheet.freeze_panes = f"A{len(headings.block) + 1}"
    sheet.print_title_rows = f"1:{len(headings.block)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(cells: Sequence[Cell]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell not in {None, ""}), default=0)


def _heading_rows(
    sheet: WriteOnlyWorksheet, headings: Headings, last: int
) -> Iterator[list[SheetCell]]:
    """Repeat the headings; one joined over several columns stands over each of them."""
    for at, (number, cells) in enumerate(
        zip(range(headings.first_row, headings.last_row + 1), headings.block, strict=False)
    ):
        texts = [cells[index] if index < len(cells) else None for index in range(last + 1)]
        for top, left, bottom, right in headings.sheet.merged:
            if top <= number <= bottom and left < len(texts) and top == number:
                for index in range(left, min(right, last) + 1):
                    texts[index] = texts[left]
        is_last = at == len(headings.block) - 1
        row = [_cell(sheet, text) for text in [*texts, _(REASON) if is_last else None]]
        for cell in row:
            cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAPPED
        yield row


def _row(
    sheet: WriteOnlyWorksheet, row: PlannedRow, by_target: dict[str, int], *, last: int, notes: bool
) -> list[SheetCell]:
    cells = [
        _cell(sheet, row.cells[index] if index < len(row.cells) else None)
        for index in range(last + 1)
    ]
    for cell in cells:
        cell.alignment = _TOP
    for reason in row.reasons:
        for index in _columns_of(reason, by_target):
            cells[index].fill = _OFFENDING
            if notes:
                cells[index].comment = Comment(
                    in_words(reason), "kazanlak-case", height=90, width=320
                )
    words = _cell(sheet, " ".join(in_words(reason) for reason in row.reasons))
    words.alignment = _WRAPPED
    return [*cells, words]


def _columns_of(reason: Finding, by_target: dict[str, int]) -> Iterator[int]:
    about = _BESIDE.get(reason.code) or frozenset({reason.target})
    return (index for target, index in by_target.items() if target in about)


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> SheetCell:
    """Keep a cell as it was; text stays text even if it begins like a formula."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell: SheetCell = WriteOnlyCell(sheet)
    cell.value = None if value == "" else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    elif isinstance(value, date):
        has_time = isinstance(value, datetime) and value.time() != time()
        cell.number_format = _MOMENT if has_time else _DAY
    return cell
