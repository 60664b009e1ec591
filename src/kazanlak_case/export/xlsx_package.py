"""A workbook of one sheet, written row by row in flat memory.

The libraries at hand leave out what the import of ISUN needs: a part with shared strings, two rows of headings with
merged cells (domain.md 3.2, trap 1a). Measured for 100 000 rows of 35 columns on one machine: this 5 s of processor
time, rustpy-xlsxwriter 4 s without either, XlsxWriter in constant memory 35 s, openpyxl write-only 64 s.
"""

import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, BinaryIO, Self, TypeAlias
from xml.sax.saxutils import escape, quoteattr

Cell: TypeAlias = str | int | None

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
    "xl/worksheets/sheet1.xml": f"{_TYPE}.worksheet+xml",
    "xl/styles.xml": f"{_TYPE}.styles+xml",
    "xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
}

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROW = "\x00"
"""Stands for the row's number while the row is put together: no text has it, XML forbids it."""

_HIGHEST = 409.0
"""Points: Excel takes no higher row."""

_ROWS_AT_ONCE = 500
_COMPRESSION = 4
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The file depends on what it holds, not on when it was written."""

_DEFAULT, PLAIN, TEXT, TITLE, HEADING, WRAPPED = range(6)
"""Looks of a cell: as it comes, as text (leading zeros stay), title over a group, heading, text over several lines."""

_LINED = 'borderId="1" xfId="0" applyBorder="1"'
_CENTRED = (
    f'<xf numFmtId="0" fontId="1" fillId="2" {_LINED} applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EFEF"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/>'
    '<bottom style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    f'<xf numFmtId="0" fontId="0" fillId="0" {_LINED}/>'
    f'<xf numFmtId="49" fontId="0" fillId="0" {_LINED} applyNumberFormat="1"/>'
    f"{_CENTRED}{_CENTRED}"
    f'<xf numFmtId="49" fontId="0" fillId="0" {_LINED} applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def height_of(texts: Sequence[str], widths: Sequence[float], *, line: float = 13) -> float:
    """Estimate how high a row must be: programs do not agree on doing that themselves when they open a file."""
    lines = max(
        (math.ceil(len(text) / width) for text, width in zip(texts, widths, strict=True)), default=1
    )
    return min(max(lines, 1) * line + 2, _HIGHEST)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What a sheet looks like. Columns are numbered from 0.

    Attributes:
        widths: Of each column, in letters.
        merged: Ranges such as "B1:M1".
        frozen: Rows that stay in sight.
        own_text: Columns whose texts seldom repeat; the others are kept once each, in memory.
        as_text: Columns of digits that are no numbers.
        wrapped: Columns of texts over several lines.
        print_header: Printed at the right of the head of each page.
    """

    name: str
    widths: Sequence[float]
    merged: Sequence[str] = ()
    frozen: int = 0
    own_text: frozenset[int] = frozenset()
    as_text: frozenset[int] = frozenset()
    wrapped: frozenset[int] = frozenset()
    print_header: str = ""


def letters_of(column: int) -> str:
    """Name a column, numbered from 0: A to Z, then AA and on."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class SheetFile:
    """One workbook being written into `stream`; leaving the `with` statement finishes the file."""

    def __init__(self, stream: BinaryIO, layout: SheetLayout) -> None:
        self._layout = layout
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION)
        self._shared: dict[str, int] = {}
        self._uses = 0
        self._rows = 0
        self._waiting: list[str] = []
        self._cells = [f'<c r="{letters_of(at)}{_ROW}"' for at in range(len(layout.widths))]
        self._styles = [f' s="{_look_of(layout, at)}"' for at in range(len(layout.widths))]
        self._sheet: IO[bytes] = self._zip.open(
            _entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True
        )
        self._sheet.write(self._before_rows().encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._finish()
        else:
            self._sheet.close()
            self._zip.close()

    def write(
        self, cells: Sequence[Cell], *, look: int | None = None, height: float | None = None
    ) -> None:
        """Write the next row; a row must hold something, since an empty one ends the reading in ISUN.

        Raises:
            ValueError: The row is empty.
        """
        parts = [
            self._cell(at, cell, look)
            for at, cell in enumerate(cells)
            if cell is not None or look is not None
        ]
        if not any(cell not in {None, ""} for cell in cells):
            msg = "a row of the sheet is empty"
            raise ValueError(msg)
        self._rows += 1
        number = str(self._rows)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self._waiting.append(
            f'<row r="{number}"{tall}>{"".join(parts).replace(_ROW, number)}</row>'
        )
        if len(self._waiting) == _ROWS_AT_ONCE:
            self._flush()

    def _cell(self, at: int, cell: Cell, look: int | None) -> str:
        start = self._cells[at] + (self._styles[at] if look is None else f' s="{look}"')
        if cell is None:
            return f"{start}/>"
        if isinstance(cell, int):
            return f"{start}><v>{cell}</v></c>"
        if at in self._layout.own_text and look is None:
            return f'{start} t="inlineStr"><is>{_text(cell)}</is></c>'
        self._uses += 1
        return f'{start} t="s"><v>{self._shared.setdefault(cell, len(self._shared))}</v></c>'

    def _flush(self) -> None:
        self._sheet.write("".join(self._waiting).encode())
        self._waiting.clear()

    def _before_rows(self) -> str:
        pane = ""
        if self._layout.frozen:
            rows = self._layout.frozen
            pane = f'<pane ySplit="{rows}" topLeftCell="A{rows + 1}" activePane="bottomLeft" state="frozen"/>'
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
            for at, width in enumerate(self._layout.widths, start=1)
        )
        return (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView tabSelected="1" workbookViewId="0">{pane}</sheetView></sheetViews>'
            f"<cols>{columns}</cols><sheetData>"
        )

    def _after_rows(self) -> str:
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in self._layout.merged)
        if merged:
            merged = f'<mergeCells count="{len(self._layout.merged)}">{merged}</mergeCells>'
        header = ""
        if self._layout.print_header:
            header = f"<oddHeader>&amp;R{escape(self._layout.print_header.replace('&', '&&'))}</oddHeader>"
        return (
            f'</sheetData>{merged}<pageMargins left="0.3" right="0.3" top="0.7" bottom="0.6" header="0.4" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            f"<headerFooter>{header}<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
        )

    def _finish(self) -> None:
        self._flush()
        self._sheet.write(self._after_rows().encode())
        self._sheet.close()
        for name, content in self._small_parts():
            self._zip.writestr(_entry(name), _HEAD + content)
        self._zip.close()

    def _small_parts(self) -> Iterable[tuple[str, str]]:
        texts = "".join(f"<si>{_text(text)}</si>" for text in self._shared)
        yield (
            "xl/sharedStrings.xml",
            f'<sst xmlns="{_MAIN}" count="{self._uses}" uniqueCount="{len(self._shared)}">{texts}</sst>',
        )
        yield "xl/styles.xml", _STYLES
        sheet = f'<sheet name={quoteattr(self._layout.name)} sheetId="1" r:id="rId1"/>'
        yield (
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheet}</sheets></workbook>',
        )
        kinds = {
            "worksheet": "worksheets/sheet1.xml",
            "styles": "styles.xml",
            "sharedStrings": "sharedStrings.xml",
        }
        yield (
            "xl/_rels/workbook.xml.rels",
            _relations({f"{_LINKS}/{kind}": part for kind, part in kinds.items()}),
        )
        yield "_rels/.rels", _relations({f"{_LINKS}/officeDocument": "xl/workbook.xml"})
        kept = "".join(
            f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _PARTS.items()
        )
        yield (
            "[Content_Types].xml",
            (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{kept}</Types>'
            ),
        )


def _look_of(layout: SheetLayout, column: int) -> int:
    if column in layout.wrapped:
        return WRAPPED
    return TEXT if column in layout.as_text else PLAIN


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _relations(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _text(text: str) -> str:
    """Write a plain text, never a formatted one: ISUN reads those as empty."""
    return f'<t xml:space="preserve">{escape(_NOT_IN_XML.sub("", text))}</t>'
