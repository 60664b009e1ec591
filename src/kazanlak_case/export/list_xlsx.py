"""Write a list of records as a workbook, row by row, however long it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kazanlak_case.db.reference import code_lists
from kazanlak_case.db.small_files import from_os_error
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.fields import FieldSpec, Kind
from kazanlak_case.i18n import _

ENDING = ".xlsx"
WIDTH = {Kind.NOTE: 50, Kind.DATE: 12, Kind.NUMBER: 10, Kind.REFERENCE: 34}
USUAL_WIDTH = 20
ID_WIDTH = 34
DAY = "dd.mm.yyyy"


def write_list(
    out: Path,
    specs: Sequence[FieldSpec],
    *,
    rows: Iterable[Mapping[str, object]],
    language: str,
) -> int:
    """Write the rows under the labels of their fields, codes in words, and tell how many there were.

    Raises:
        UnfitTargetError: It would not be an .xlsx file.
        DiskFullError, ReadOnlyError, StorageError: It cannot be written; nothing is left of it.
    """
    if out.suffix.lower() != ENDING:
        raise UnfitTargetError(path=out.name, endings=ENDING)
    part = out.with_name(f".{out.name}.part")
    try:
        count = _write(part, specs, rows=rows, language=language)
        part.replace(out)
    except OSError as error:
        raise from_os_error(error, out) from error
    except XlsxWriterException as error:  # what the library makes of a failed write
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError()
        raise from_os_error(cause, out) from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(
    part: Path, specs: Sequence[FieldSpec], *, rows: Iterable[Mapping[str, object]], language: str
) -> int:
    # Text that begins like a formula stays text; numbers written as text keep their zeros.
    how = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(part, how)
    sheet = book.add_worksheet()
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": DAY})
    _write_heading(sheet, specs, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        sheet.write_string(count, 0, str(row["id"]))
        for column, spec in enumerate(specs, 1):
            _write_cell(
                sheet, (count, column), spec, value=row[spec.name], day=day, language=language
            )
    sheet.autofilter(0, 0, count, len(specs))
    book.close()
    return count


def _write_heading(sheet: Worksheet, specs: Sequence[FieldSpec], bold: Format) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, ID_WIDTH)
    sheet.write_string(0, 0, _("Id"), bold)
    for column, spec in enumerate(specs, 1):
        sheet.set_column(column, column, WIDTH.get(spec.kind, USUAL_WIDTH))
        sheet.write_string(0, column, _(spec.label), bold)


def _write_cell(  # noqa: PLR0913 - one cell, by name
    sheet: Worksheet,
    at: tuple[int, int],
    spec: FieldSpec,
    *,
    value: object,
    day: Format,
    language: str,
) -> None:
    if value is None:
        return
    if spec.kind is Kind.DATE:
        sheet.write_datetime(*at, date.fromisoformat(str(value)), day)
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    elif spec.choices and spec.kind is Kind.CHOICE:
        sheet.write_string(*at, code_lists().label(spec.choices, str(value), language))
    else:
        sheet.write_string(*at, str(value))
