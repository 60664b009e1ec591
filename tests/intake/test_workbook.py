"""Every kind of file an office may bring; none ends in a traceback."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from kazanlak_case.domain.workbook_errors import (
    WorkbookEmptyError,
    WorkbookError,
    WorkbookProtectedError,
)
from kazanlak_case.intake.workbook import read_workbook

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def saved(path: Path, cells: dict[str, object], *, joined: str = "") -> Path:
    book = Book()
    for place, value in cells.items():
        book.active[place] = value
    if joined:
        book.active.merge_cells(joined)
    book.save(path)
    return path


def test_rows_keep_their_numbers_and_columns(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx", {"C3": "име", "D3": date(2020, 1, 2), "C5": 7}, joined="C3:D3"
    )
    (sheet,) = read_workbook(path).sheets
    rows = dict(sheet.rows())
    assert rows[3][2] == "име"
    assert rows[5][2] == 7
    assert (sheet.height, sheet.merged) == (5, ((3, 2, 3, 3),))


def test_what_is_joined_downwards_stands_in_each_row(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        {"A1": "глава", "A2": "улица", "B2": 1, "B3": 2, "B4": 3},
        joined="A2:A3",
    )
    (sheet,) = read_workbook(path).sheets
    rows = dict(sheet.filled_rows(below=1))
    assert [rows[number][0] for number in (2, 3)] == ["улица", "улица"]
    assert rows[4][0] in {None, ""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [["Име", "ЕГН"], ["Иван „Ванката“ Петров", "8503109277"], ["", ""], ["Мария", "1"]]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    (sheet,) = read_workbook(path).sheets
    assert [list(cells) for _number, cells in sheet.rows()] == lines
    assert sheet.height == 4


def test_a_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("това е писмо", "utf-8")
    with pytest.raises(WorkbookError) as refused:
        read_workbook(path)
    assert refused.value.code == "workbook"
    assert refused.value.facts["path"] == "a.xlsx"


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, part: float) -> None:
    path = saved(tmp_path / "a.xlsx", {"A1": "име"})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(WorkbookError):
        read_workbook(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "x")
    with pytest.raises(WorkbookError):
        read_workbook(path)


def test_a_protected_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(1024))
    with pytest.raises(WorkbookProtectedError):
        read_workbook(path)


def test_an_empty_file_and_an_empty_workbook_say_so(tmp_path: Path) -> None:
    nothing = tmp_path / "a.xlsx"
    nothing.touch()
    for path in (nothing, saved(tmp_path / "b.xlsx", {})):
        with pytest.raises(WorkbookEmptyError):
            read_workbook(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(WorkbookError):
            read_workbook(path)


def test_a_cell_at_the_far_end_is_refused_before_the_memory_is_full(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", {"A1": "име", "XFD1048576": "забравено"})
    with pytest.raises(WorkbookError) as refused:
        read_workbook(path)
    assert "1048576" in str(refused.value.facts["detail"])


def test_binary_text_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\x00")
    with pytest.raises(WorkbookError):
        read_workbook(path)
