"""A list as a workbook: labels, codes in words, real dates, and text that stays text."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.fields import specs_of
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.domain.records import Person
from kazanlak_case.export.list_xlsx import write_list

SPECS = specs_of(Person)
EMPTY: dict[str, object] = dict.fromkeys([spec.name for spec in SPECS])
MARIA = EMPTY | {
    "id": "0" * 32,
    "given_name": "=cmd|'/c calc'!A1",
    "family_name": "https://example.bg",
    "sex": "f",
    "born_on": "1985-03-10",
    "national_id": "0503109277",
    "settlement": "40292",
}


def sheet_of(path: Path) -> Worksheet:
    sheet = load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_cells_hold_what_people_read(tmp_path: Path) -> None:
    out = tmp_path / "хора.xlsx"
    assert write_list(out, SPECS, rows=[MARIA], language="bg") == 1
    heading, row = sheet_of(out).iter_rows()
    cells = dict(zip([cell.value for cell in heading], row, strict=True))
    assert cells["Sex"].value == "жена"
    assert cells["Date of birth"].value == datetime(1985, 3, 10)
    assert cells["Date of birth"].number_format == "dd.mm.yyyy"
    assert cells["Personal number"].value == "0503109277"
    assert cells["Settlement"].value != "40292"
    for name in ("Given name", "Family name"):
        assert (cells[name].data_type, cells[name].hyperlink) == ("s", None)
    assert list(tmp_path.iterdir()) == [out]


def test_rows_are_taken_one_by_one_and_an_empty_list_has_headings(tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"

    def rows() -> Iterator[dict[str, object]]:
        for number in range(2500):
            yield MARIA | {"id": f"{number:032x}"}

    assert write_list(out, SPECS, rows=rows(), language="en") == 2500
    assert sheet_of(out).max_row == 2501
    assert write_list(out, SPECS, rows=[], language="en") == 0
    assert sheet_of(out).max_row == 1


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnfitTargetError):
        write_list(tmp_path / "x.csv", SPECS, rows=[MARIA], language="bg")
    with pytest.raises(StorageError):
        write_list(tmp_path / "no" / "x.xlsx", SPECS, rows=[MARIA], language="bg")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(StorageError):
        write_list(tmp_path / "folder.xlsx", SPECS, rows=[MARIA], language="bg")
    assert [one.name for one in tmp_path.iterdir()] == ["folder.xlsx"]
