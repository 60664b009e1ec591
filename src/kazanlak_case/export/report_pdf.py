"""A report on paper: EU emblem and fund line, a table whose heading repeats, „стр. X от Y“, fonts embedded."""

from datetime import datetime
from typing import Any

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    LINE,
    MUTED,
    SOFT,
    paragraph,
    print_document,
    style,
    use_own_fonts,
    width_of_paper,
)
from kazanlak_case.export.report_words import (
    cell_in_words,
    made_on,
    practice_mark,
    selection_in_words,
)
from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.report_model import Column, ColumnKind, Report

_LANDSCAPE_FROM = 140
"""Letters in all columns together from which paper is turned."""
_PADDING = 3
"""Letters of room around each column's text."""
_LEFT_OUT = frozenset({"set"})
"""Columns for scripts only."""


def report_pdf(report: Report, profile: MunicipalityProfile, *, now: datetime) -> bytes:
    """Write the document."""
    use_own_fonts()
    columns = [column for column in report.columns if column.name not in _LEFT_OUT]
    wide = sum(column.width for column in columns) >= _LANDSCAPE_FROM
    width = width_of_paper(wide=wide)
    story = [*_head(report, profile, now), _table(report, columns, width), *_foot(report)]
    mark = practice_mark() if report.is_practice else ""
    return print_document(
        story, profile, title=_(report.title), made=made_on(now), mark=mark, wide=wide
    )


def _head(report: Report, profile: MunicipalityProfile, now: datetime) -> list[Any]:
    from reportlab.platypus import Spacer

    plain = style("plain", 9, textColor=MUTED)
    lines = (profile.title, selection_in_words(profile, report.selection), made_on(now))
    return [
        paragraph(_(report.title), style("title", 17, font=BOLD, spaceAfter=6)),
        *(paragraph(line, plain) for line in lines if line),
        Spacer(0, 12),
    ]


def _table(report: Report, columns: list[Column], width: float) -> Any:
    """Make the table; a section's title goes over all columns."""
    from reportlab.platypus import LongTable, TableStyle

    body, right, bold = (
        style("body", 8.5),
        style("right", 8.5, alignment=2),
        style("bold", 8.5, font=BOLD),
    )
    heads = (
        style("head", 8.5, font=BOLD, textColor="#FFFFFF"),
        style("n", 8.5, font=BOLD, textColor="#FFFFFF", alignment=2),
    )
    rows = [
        [paragraph(_(column.label), heads[column.kind is ColumnKind.NUMBER]) for column in columns]
    ]
    looks: list[tuple[Any, ...]] = []
    at = [report.columns.index(column) for column in columns]
    for section in report.sections:
        if section.title:
            looks += [
                ("SPAN", (0, len(rows)), (-1, len(rows))),
                ("BACKGROUND", (0, len(rows)), (-1, len(rows)), SOFT),
            ]
            rows.append([paragraph(_(section.title), bold), *[""] * (len(columns) - 1)])
        rows += [
            [
                paragraph(
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
                ("BACKGROUND", (0, 0), (-1, 0), ACCENT),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
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

    small, line = style("small", 8, textColor=MUTED), style("line", 9, spaceBefore=16)
    notes = [paragraph(sentence(note), small) for note in report.notes]
    dots = "." * 46
    signatures = [
        paragraph(f"{who} {dots}", line)
        for who in (_("Prepared by:"), _("Checked by:"), _("Approved by:"))
    ]
    return [Spacer(0, 10), *notes, KeepTogether([Spacer(0, 12), *signatures])]
