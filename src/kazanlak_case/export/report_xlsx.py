"""A report as a workbook for people: title, fund line, formats, a heading that stays, set up for printing."""

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.export.report_words import (
    cell_in_words,
    made_on,
    practice_mark,
    selection_in_words,
)
from kazanlak_case.export.xlsx_package import height_of
from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.report_model import Cell, ColumnKind, Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_ACCENT, _SOFT, _LINE = "#0B6E69", "#DCEFED", "#C9C4BA"
_LANDSCAPE_FROM = 90
"""Letters in all columns together from which a sheet is printed across."""
_SAFE: dict[str, bool] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""A text stays a text, whatever it begins with."""


class _Looks:
    """The formats of one workbook."""

    def __init__(self, workbook: "Workbook") -> None:
        base: dict[str, Any] = {
            "font_name": "Arial",
            "font_size": 10,
            "valign": "top",
            "text_wrap": True,
        }
        lined = base | {"border": 1, "border_color": _LINE}
        self.title = workbook.add_format({"font_name": "Arial", "font_size": 15, "bold": True})
        self.plain = workbook.add_format(base | {"font_size": 9, "font_color": "#5D6472"})
        self.heading = workbook.add_format(
            lined
            | {"bold": True, "bg_color": _ACCENT, "font_color": "#FFFFFF", "valign": "vcenter"}
        )
        self.section = workbook.add_format(
            lined | {"bold": True, "bg_color": _SOFT, "text_wrap": False}
        )
        self.note = workbook.add_format({"font_name": "Arial", "font_size": 9, "italic": True})
        self.cells = {
            ColumnKind.TEXT: workbook.add_format(lined),
            ColumnKind.REASONS: workbook.add_format(lined),
            ColumnKind.NUMBER: workbook.add_format(
                lined | {"num_format": "#,##0", "align": "right"}
            ),
            ColumnKind.DATE: workbook.add_format(
                lined | {"num_format": 'dd.mm.yyyy" г."', "align": "left"}
            ),
        }


def report_xlsx(report: Report, profile: MunicipalityProfile, *, now: datetime) -> bytes:
    """Write the workbook."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, **_SAFE}) as workbook:
        # made from the moment of the report, not from the computer's clock
        workbook.set_properties({"title": _(report.title), "created": now.replace(tzinfo=None)})
        sheet = workbook.add_worksheet(_sheet_name(_(report.title)))
        looks = _Looks(workbook)
        first = _head(sheet, report, profile, now=now, looks=looks)
        last = _body(sheet, report, looks, row=first)
        _notes(sheet, report, looks, row=last + 1)
        _print_setup(sheet, report, profile, heading=first)
    return stream.getvalue()


def _sheet_name(title: str) -> str:
    """Keep to what Excel takes: 31 letters, none of its signs."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("' ")


def _head(
    sheet: "Worksheet",
    report: Report,
    profile: MunicipalityProfile,
    *,
    now: datetime,
    looks: _Looks,
) -> int:
    """Write what stands above the table; answer the row of its heading."""
    sheet.write_string(0, 0, _(report.title), looks.title)
    sheet.set_row(0, 24)
    lines = (
        practice_mark() if report.is_practice else "",
        profile.name,
        profile.title,
        profile.fund_line,
        selection_in_words(profile, report.selection),
        made_on(now),
    )
    width = sum(column.width for column in report.columns)
    for row, line in enumerate((line for line in lines if line), start=1):
        sheet.merge_range(row, 0, row, len(report.columns) - 1, "", looks.plain)
        sheet.write_string(row, 0, line, looks.plain)
        sheet.set_row(row, height_of([line], [width], line=12))
    return sum(bool(line) for line in lines) + 2


def _body(sheet: "Worksheet", report: Report, looks: _Looks, *, row: int) -> int:
    """Write heading and rows; answer the last row used."""
    widths = [column.width for column in report.columns]
    sheet.set_row(row, height_of([_(column.label) for column in report.columns], widths))
    for at, column in enumerate(report.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(row, at, _(column.label), looks.heading)
    sheet.freeze_panes(row + 1, 0)
    for section in report.sections:
        if section.title:
            row += 1
            for at in range(len(report.columns)):
                sheet.write_string(row, at, _(section.title) if at == 0 else "", looks.section)
        for cells in section.rows:
            row += 1
            sheet.set_row(row, height_of([cell_in_words(cell) for cell in cells], widths))
            for at, (cell, column) in enumerate(zip(cells, report.columns, strict=True)):
                _write(sheet, row, at, cell=cell, look=looks.cells[column.kind])
    return row


def _write(sheet: "Worksheet", row: int, at: int, *, cell: Cell, look: object) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, at, cell, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), look)  # noqa: DTZ001 - Excel knows no zones
    else:
        sheet.write_string(row, at, cell_in_words(cell), look)


def _notes(sheet: "Worksheet", report: Report, looks: _Looks, *, row: int) -> None:
    for number, note in enumerate(report.notes, start=row + 1):
        sheet.write_string(
            number, 0, sentence(note), looks.note
        )  # runs over the empty cells beside it


def _print_setup(
    sheet: "Worksheet", report: Report, profile: MunicipalityProfile, *, heading: int
) -> None:
    if sum(column.width for column in report.columns) >= _LANDSCAPE_FROM:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading)
    sheet.set_header("&L&8" + profile.eu_line.replace("&", "&&"))
    page = _("page {number} of {count}").format(number="&P", count="&N")
    sheet.set_footer(f"&L&8{profile.name.replace('&', '&&')}&R&8{page}")
