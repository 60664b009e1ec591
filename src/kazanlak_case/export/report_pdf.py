"""A report on paper: EU emblem and fund line, a table whose heading repeats, „стр. X от Y“, fonts embedded."""

from datetime import datetime
from typing import Any

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.paper import (
    BOLD,
    MUTED,
    paragraph,
    print_document,
    style,
    use_own_fonts,
)
from kazanlak_case.export.paper_tables import rows_table
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
    story = [*_head(report, profile, now), _table(report, columns, wide=wide), *_foot(report)]
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


def _table(report: Report, columns: list[Column], *, wide: bool) -> Any:
    """Make the table; a section's title goes over all columns."""
    at = [report.columns.index(column) for column in columns]
    rows: list[list[str]] = []
    for section in report.sections:
        if section.title:
            rows.append([_(section.title)])
        rows += [[cell_in_words(cells[number]) for number in at] for cells in section.rows]
    letters = sum(column.width + _PADDING for column in columns)
    return rows_table(
        [_(column.label) for column in columns],
        rows,
        shares=[(column.width + _PADDING) / letters for column in columns],
        size=8.5,
        wide=wide,
        right=[n for n, column in enumerate(columns) if column.kind is ColumnKind.NUMBER],
    )


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
