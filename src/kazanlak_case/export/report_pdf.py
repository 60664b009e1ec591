"""A report on paper: EU emblem and fund line, a table whose heading repeats, „стр. X от Y“, fonts embedded."""

import math
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from typing_extensions import override

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.report_words import (
    cell_in_words,
    made_on,
    practice_mark,
    selection_in_words,
)
from kazanlak_case.i18n import _, sentence
from kazanlak_case.paths import resource
from kazanlak_case.services.report_model import Column, ColumnKind, Report

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_REGULAR, _BOLD = "NotoSans", "NotoSans-SemiBold"
_ACCENT, _SOFT, _LINE, _MUTED = "#0B6E69", "#DCEFED", "#C9C4BA", "#5D6472"
_WARN = "#9A6700"
_EU_BLUE, _EU_GOLD = "#003399", "#FFCC00"
_MARGIN, _TOP, _BOTTOM = 40, 92, 52
_LANDSCAPE_FROM = 140
"""Letters in all columns together from which paper is turned."""
_PADDING = 3
"""Letters of room around each column's text."""
_LEFT_OUT = frozenset({"set"})
"""Columns for scripts only."""


def report_pdf(report: Report, profile: MunicipalityProfile, *, now: datetime) -> bytes:
    """Write the document."""
    _use_own_fonts()
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    columns = [column for column in report.columns if column.name not in _LEFT_OUT]
    wide = sum(column.width for column in columns) >= _LANDSCAPE_FROM
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=landscape(A4) if wide else A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        title=_(report.title),
        author=profile.name,
        subject=profile.title,
        lang="bg-BG",
        invariant=1,
    )
    mark = practice_mark() if report.is_practice else ""
    story = [*_head(report, profile, now), _table(report, columns, document.width), *_foot(report)]
    document.build(story, canvasmaker=_numbered_canvas(profile, made_on(now), mark))
    return stream.getvalue()


def _use_own_fonts() -> None:
    """Put our fonts before the library's own: else a Helvetica that is not embedded stays inside."""
    import reportlab.rl_config as config

    config.canvas_basefontname = config.defaultGraphicsFontName = _REGULAR
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if _REGULAR not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_REGULAR, str(resource("fonts/NotoSans_400Regular.ttf"))))
        pdfmetrics.registerFont(TTFont(_BOLD, str(resource("fonts/NotoSans_600SemiBold.ttf"))))
        pdfmetrics.registerFontFamily(
            _REGULAR, normal=_REGULAR, bold=_BOLD, italic=_REGULAR, boldItalic=_BOLD
        )


def _style(name: str, size: float, **more: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name, fontName=more.pop("font", _REGULAR), fontSize=size, leading=size * 1.35, **more
    )


def _paragraph(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), style)


def _head(report: Report, profile: MunicipalityProfile, now: datetime) -> list[Any]:
    from reportlab.platypus import Spacer

    plain = _style("plain", 9, textColor=_MUTED)
    lines = (profile.title, selection_in_words(profile, report.selection), made_on(now))
    return [
        _paragraph(_(report.title), _style("title", 17, font=_BOLD, spaceAfter=6)),
        *(_paragraph(line, plain) for line in lines if line),
        Spacer(0, 12),
    ]


def _table(report: Report, columns: list[Column], width: float) -> Any:
    """Make the table; a section's title goes over all columns."""
    from reportlab.platypus import LongTable, TableStyle

    body, right, bold = (
        _style("body", 8.5),
        _style("right", 8.5, alignment=2),
        _style("bold", 8.5, font=_BOLD),
    )
    heads = (
        _style("head", 8.5, font=_BOLD, textColor="#FFFFFF"),
        _style("n", 8.5, font=_BOLD, textColor="#FFFFFF", alignment=2),
    )
    rows = [
        [_paragraph(_(column.label), heads[column.kind is ColumnKind.NUMBER]) for column in columns]
    ]
    looks: list[tuple[Any, ...]] = []
    at = [report.columns.index(column) for column in columns]
    for section in report.sections:
        if section.title:
            looks += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("BACKGROUND", (0, len(rows)), (-1, len(rows)), _SOFT),
            ]
            rows.append([_paragraph(_(section.title), bold), *[""] * (len(columns) - 1)])
        rows += [
            [
                _paragraph(
                    cell_in_words(cells[number]),
                    right if column.kind is ColumnKind.NUMBER else body,
                )
                for number, column in zip(at, columns, strict=True)
            ]
            for cells in section.rows
        ]
    letters = sum(column.width + _PADDING for column in columns)
    table = LongTable(
        rows, [width * (column.width + _PADDING) / letters for column in columns], repeatRows=1
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), _ACCENT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                *looks,
            ]
        )
    )
    return table


def _foot(report: Report) -> list[Any]:
    """Write the notes and the places for signatures."""
    from reportlab.platypus import KeepTogether, Spacer

    small, line = _style("small", 8, textColor=_MUTED), _style("line", 9, spaceBefore=16)
    notes = [_paragraph(sentence(note), small) for note in report.notes]
    dots = "." * 46
    signatures = [
        _paragraph(f"{who} {dots}", line)
        for who in (_("Prepared by:"), _("Checked by:"), _("Approved by:"))
    ]
    return [Spacer(0, 10), *notes, KeepTogether([Spacer(0, 12), *signatures])]


def _numbered_canvas(profile: MunicipalityProfile, made: str, mark: str) -> Any:
    """Make a canvas that draws head and foot when the number of pages is known."""
    from reportlab.pdfgen.canvas import Canvas

    class NumberedCanvas(Canvas):
        """Keeps every page back until the last."""

        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self._kept: list[dict[str, Any]] = []

        @override
        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the library's way to begin a page, missing in its stubs

        @override
        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                _decorate(self, profile, made, page=(number, len(self._kept)))
                _stamp(self, mark)
                super().showPage()
            super().save()

    return NumberedCanvas


def _decorate(
    canvas: "Canvas", profile: MunicipalityProfile, made: str, *, page: tuple[int, int]
) -> None:
    """Draw what stands on every page (domain.md 8.3): emblem, fund line, municipality, page x of y."""
    from reportlab.lib.utils import simpleSplit

    width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to ask
    _emblem(canvas, _MARGIN, height - 68)
    canvas.setFillColor(_MUTED)
    left = _MARGIN + 66
    top = height - 38
    canvas.setFont(_BOLD, 8)
    canvas.drawString(left, top, profile.eu_line)
    canvas.setFont(_REGULAR, 7)
    for row, line in enumerate(
        simpleSplit(profile.fund_line, _REGULAR, 7, width - left - _MARGIN)[:3], start=1
    ):
        canvas.drawString(left, top - 3 - row * 9.5, line)
    canvas.setStrokeColor(_LINE)
    canvas.line(_MARGIN, 40, width - _MARGIN, 40)
    canvas.setFont(_REGULAR, 8)
    canvas.drawString(_MARGIN, 28, f"{profile.name} · {made}")
    number = _("page {number} of {count}").format(number=page[0], count=page[1])
    canvas.drawRightString(width - _MARGIN, 28, number)


def _stamp(canvas: "Canvas", mark: str) -> None:
    """Write the mark of practice data across the page, so that no cut of it can be taken for a real one."""
    if not mark:
        return
    width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to ask
    canvas.saveState()
    canvas.setFillColor(_WARN, alpha=0.14)
    canvas.setFont(_BOLD, 54)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35)
    canvas.drawCentredString(0, 0, mark)
    canvas.restoreState()


def _emblem(canvas: "Canvas", left: float, bottom: float) -> None:
    """Draw the emblem of the European Union: twelve stars in a circle, by its geometrical description."""
    height = 36.0
    canvas.setFillColor(_EU_BLUE)
    canvas.rect(left, bottom, height * 1.5, height, stroke=0, fill=1)
    canvas.setFillColor(_EU_GOLD)
    for hour in range(12):
        angle = math.radians(90 - hour * 30)
        _star(
            canvas,
            left + height * (0.75 + math.cos(angle) / 3),
            bottom + height * (0.5 + math.sin(angle) / 3),
            height / 18,
        )


def _star(canvas: "Canvas", x: float, y: float, radius: float) -> None:
    path = canvas.beginPath()
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * 0.382
        angle = math.radians(90 + point * 36)
        place = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        (path.lineTo if point else path.moveTo)(*place)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
