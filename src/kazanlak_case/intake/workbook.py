"""Read a workbook or a text table into sheets of rows that keep their numbers; nothing is interpreted here."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import python_calamine as calamine

from kazanlak_case.domain.workbook_errors import (
    WorkbookEmptyError,
    WorkbookError,
    WorkbookProtectedError,
)
from kazanlak_case.i18n import _
from kazanlak_case.intake.cells import Cell, is_blank

Row = tuple[int, Sequence[Cell]]
"""A sheet's row: its number as the spreadsheet shows it, and its cells from column A on."""

Merged = tuple[int, int, int, int]
"""Joined cells: first row number, first column, last row number, last column (columns from 0)."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_DELIMITERS = ";,\t"
_MOST_CELLS = 1 << 25
_MOST_BYTES = 1 << 31
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_FAR_COLUMN = re.compile(rb'<(?:\w+:)?c\b[^>/]*?\sr="([A-Z]{2,3})(\d+)"[^>/]*>')
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: how many rows it has, and which cells are joined. Rows are read anew each time they are asked for."""

    name: str
    height: int
    merged: tuple[Merged, ...]
    source: "calamine.CalamineSheet | tuple[Sequence[Cell], ...]"

    @property
    def tells_numbers(self) -> bool:
        """Whether a figure and a text of figures are told apart: in a text table all is text."""
        return not isinstance(self.source, tuple)

    def rows(self) -> Iterator[Row]:
        """Give the rows in order, numbered from 1 as the spreadsheet shows them."""
        if isinstance(self.source, tuple):
            yield from enumerate(self.source, 1)
            return
        start = self.source.start
        if start is None:
            return
        # The reader gives empty rows above the first cell, but starts in its column.
        left: list[Cell] = [None] * start[1]
        for number, cells in enumerate(self.source.iter_rows(), 1):
            yield number, [*left, *cells] if left else cells

    def filled_rows(self, *, below: int) -> Iterator[Row]:
        """Give the rows; what stands in a cell joined downwards below the headings stands in each of its rows."""
        joined = [
            area
            for area in self.merged
            if area[0] > below and area[1] == area[3] and area[2] > area[0]
        ]
        if not joined:
            yield from self.rows()
            return
        tops = {(area[0], area[1]): area[2] for area in joined}
        columns = sorted({area[1] for area in joined})
        standing: dict[int, tuple[int, Cell]] = {}
        for number, cells in self.rows():
            filled = list(cells)
            for column in columns:
                if (number, column) in tops and column < len(filled):
                    standing[column] = (tops[number, column], filled[column])
                last, cell = standing.get(column, (0, None))
                if number <= last and column < len(filled) and is_blank(filled[column]):
                    filled[column] = cell
            yield number, filled


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file's sheets that hold anything."""

    path: Path
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path) -> Workbook:
    """Read a workbook (.xlsx, .xlsm, .xls, .ods) or a text table (.csv, .tsv).

    Raises:
        WorkbookError: It cannot be read; the classes below it say why.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise WorkbookError(path=path.name, detail=_why_unreadable(error)) from error
    if not head:
        raise WorkbookEmptyError(path=path.name)
    sheets = (
        _text_table(path) if path.suffix.lower() in _TEXT_SUFFIXES else _spreadsheet(path, head)
    )
    filled = tuple(sheet for sheet in sheets if sheet.height)
    if not filled:
        raise WorkbookEmptyError(path=path.name)
    return Workbook(path, filled)


def _why_unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("there is no such file")
    if isinstance(error, IsADirectoryError):
        return _("it is a folder")
    if isinstance(error, PermissionError):
        return _("this account may not read it, or another program holds it")
    return error.strerror or str(error)


def _spreadsheet(path: Path, head: bytes) -> Iterator[Sheet]:
    if head == _OLE and _ENCRYPTED in path.read_bytes():
        raise WorkbookProtectedError(path=path.name)
    if head.startswith(b"PK"):
        _refuse_giant(path)
    try:
        with calamine.load_workbook(path) as book:
            for about in book.sheets_metadata:
                if about.typ is calamine.SheetTypeEnum.WorkSheet:
                    yield _sheet(about.name, book.get_sheet_by_name(about.name))
    except calamine.PasswordError as error:
        raise WorkbookProtectedError(path=path.name) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise WorkbookError(path=path.name, detail=_("it is damaged or of another kind")) from error


def _sheet(name: str, sheet: calamine.CalamineSheet) -> Sheet:
    merged = tuple(
        (top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Sheet(name, sheet.end[0] + 1 if sheet.end else 0, merged, sheet)


def _refuse_giant(path: Path) -> None:
    """Refuse what would fill the memory: the reader lays a sheet out whole, up to its farthest cell."""
    try:
        with zipfile.ZipFile(path) as archive:
            for item in archive.infolist():
                if item.file_size > _MOST_BYTES:
                    raise WorkbookError(path=path.name, detail=_("it is too large"))
                if item.filename.startswith("xl/worksheets/") and item.filename.endswith(".xml"):
                    with archive.open(item) as part:
                        _refuse_far_cell(path, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise WorkbookError(path=path.name, detail=_("it is damaged or of another kind")) from error


def _refuse_far_cell(path: Path, part: IO[bytes]) -> None:
    height, width, tail = 1, 26, b""
    while chunk := part.read(_CHUNK):
        text = tail + chunk
        numbers = _ROW_NUMBER.findall(text)
        height = max(height, int(numbers[-1])) if numbers else height
        for letters, _row in _FAR_COLUMN.findall(text):
            width = max(width, _column_number(letters))
        if height * width > _MOST_CELLS:
            detail = _("something stands as far out as row {row}, column {column}: delete it there")
            raise WorkbookError(path=path.name, detail=detail.format(row=height, column=width))
        tail = text[-256:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text_table(path: Path) -> Iterator[Sheet]:
    data = path.read_bytes()
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookError(path=path.name, detail=_("it is not a text table"))
    text = _decoded(data)
    try:
        rows = tuple(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise WorkbookError(path=path.name, detail=_("it is damaged or of another kind")) from error
    height = max(
        (number for number, row in enumerate(rows, 1) if any(not is_blank(cell) for cell in row)),
        default=0,
    )
    yield Sheet(path.stem, height, (), rows)


def _decoded(data: bytes) -> str:
    """Read the text: UTF-16 and UTF-8 tell themselves, else it is what a Bulgarian Excel saves."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _delimiter(text: str) -> str:
    """Choose the sign that parts the most lines into the same number of cells."""
    sample = text[: _CHUNK // 16]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        try:
            widths = [
                len(row)
                for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
                if row
            ]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = widths.count(usual) * (usual - 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best
