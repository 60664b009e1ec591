"""Write a list of records as a workbook, row by row, however long it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kazanlak_case.db.small_files import from_os_error
from kazanlak_case.domain.fields import FieldSpec
from kazanlak_case.export.formats import FORMAT_OF, CellValue
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _

ENDING = ".xlsx"
ID_WIDTH = 34


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
    require_target(out, ENDING)
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
    # What it sets aside while writing is people's data too: it lies where the list will, not in a shared folder.
    book = xlsxwriter.Workbook(part, {**how, "tmpdir": part.parent})
    sheet = book.add_worksheet()
    _write_heading(sheet, specs, book.add_format({"bold": True}))
    looks = [book.add_format({"num_format": FORMAT_OF[spec.kind].number_format}) for spec in specs]
    count = 0
    for count, row in enumerate(rows, 1):
        sheet.write_string(count, 0, str(row["id"]))
        for column, (spec, look) in enumerate(zip(specs, looks, strict=True), 1):
            if (value := row[spec.name]) is not None:
                shown = FORMAT_OF[spec.kind].value(spec, value, language)
                _write_cell(sheet, (count, column), shown, look=look)
    sheet.autofilter(0, 0, count, len(specs))
    book.close()
    return count


def _write_heading(sheet: Worksheet, specs: Sequence[FieldSpec], bold: Format) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, ID_WIDTH)
    sheet.write_string(0, 0, _("Id"), bold)
    for column, spec in enumerate(specs, 1):
        sheet.set_column(column, column, FORMAT_OF[spec.kind].width)
        sheet.write_string(0, column, _(spec.label), bold)


def _write_cell(sheet: Worksheet, at: tuple[int, int], shown: CellValue, *, look: Format) -> None:
    if isinstance(shown, date):
        sheet.write_datetime(*at, shown, look)
    elif isinstance(shown, str):
        sheet.write_string(*at, shown)
    else:
        sheet.write_number(*at, shown, look)
