"""The file for ISUN against its import's own rules: each trap a test."""

import io
import re
import subprocess
import zipfile
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook

from kazanlak_case.domain.rules.isun import Cell
from kazanlak_case.export.microdata_xlsx import SHEET, write_microdata
from kazanlak_case.export.xlsx_package import SheetFile, SheetLayout, letters_of
from kazanlak_case.services.indicator_texts import isun_fields
from support.isun_import import CannotReadError, IsunImport, read_rows

TEMPLATE = Path(__file__).parents[2].parent / "shared/reference/isun_microdata_esf_template.xlsx"

ROW: tuple[Cell, ...] = (
    "Мария", "Петрова", "Стоянова", "0945209320", "жена", 37, "безработно лице над 12 месеца",
    "Основно образование (начално  или прогимназиално)", "Стара_Загора", "Долно изворово", "0888 123 456",
    None, "не", "не", "да", "да", "не", "не", "не", "да", "да", "не", 2022, 9, 1, "Потребител на услуги",
    "Стара_Загора", "Крън", None, None, None, None, None, None,
)  # fmt: skip


def written(tmp_path: Path, rows: list[tuple[Cell, ...]]) -> Path:
    path = tmp_path / "microdata.xlsx"
    with path.open("wb") as stream:
        assert write_microdata(stream, isun_fields(), rows) == len(rows)
    return path


def with_cell(letter: str, value: Cell) -> tuple[Cell, ...]:
    at = [field.letter for field in isun_fields()].index(letter) - 1
    return (*ROW[:at], value, *ROW[at + 1 :])


def test_import_takes_every_row_as_it_was_given(tmp_path: Path) -> None:
    rows = [ROW, with_cell("C", "О’Нийл & <синове>"), with_cell("M", "maria@example.bg")]
    taken = IsunImport(written(tmp_path, rows))
    assert taken.errors == []
    assert taken.people == [
        [str(number), *("" if cell is None else str(cell) for cell in row)]
        for number, row in enumerate(rows, start=1)
    ]


def test_many_rows_keep_their_order(tmp_path: Path) -> None:
    rows = [with_cell("D", f"Лице {number}") for number in range(1234)]
    taken = IsunImport(written(tmp_path, rows))
    assert [person[3] for person in taken.people] == [f"Лице {number}" for number in range(1234)]
    assert taken.people[-1][0] == "1234"


def test_file_without_anybody_is_read_as_such(tmp_path: Path) -> None:
    taken = IsunImport(written(tmp_path, []))
    assert (taken.people, taken.errors) == ([], [])


def test_exit_fills_the_last_columns(tmp_path: Path) -> None:
    left = (
        *ROW[:28],
        "лицето е участвало до планирания край на дейностите",
        2023,
        6,
        30,
        None,
        "Друго",
    )
    [person] = IsunImport(written(tmp_path, [left])).people
    assert person[29:] == [
        "лицето е участвало до планирания край на дейностите",
        "2023",
        "6",
        "30",
        "",
        "Друго",
    ]


def test_shared_strings_part_is_there_even_when_hardly_used(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, [])) as package:
        names = package.namelist()
        assert "xl/sharedStrings.xml" in names
        assert names[0] != "xl/sharedStrings.xml"  # after the sheet: it is complete only then


def test_no_empty_row_element_and_no_reference_missing(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, [ROW] * 3)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall("<row ", sheet)) == 5
    assert not re.search(r"<row [^>]*/>|<row [^>]*></row>", sheet)
    assert not re.search(r'<c (?!r=")', sheet)


def test_an_empty_row_is_refused() -> None:
    with SheetFile(io.BytesIO(), SheetLayout("x", [10, 10])) as sheet:
        with pytest.raises(ValueError, match="empty"):
            sheet.write([None, ""])
        sheet.write([1, None])


def test_exact_spellings_survive(tmp_path: Path) -> None:
    post_secondary = "Следгимназиално (професионално обучение след средно образование – ІV степен)"
    [first, second] = IsunImport(written(tmp_path, [ROW, with_cell("I", post_secondary)])).people
    assert "начално  или" in first[8]  # two spaces
    assert second[8] == post_secondary
    assert "\u0406V" in second[8]  # the first letter is Ukrainian
    assert "\u2013" in second[8]
    assert first[9] == "Стара_Загора"


def test_numbers_are_plain_and_digits_of_a_personal_number_are_text(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, [ROW]))[SHEET]
    assert sheet["E3"].value == "0945209320"
    assert sheet["E3"].number_format == "@"
    assert [sheet[f"{letter}3"].value for letter in ("A", "G", "X", "Y", "Z")] == [
        1,
        37,
        2022,
        9,
        1,
    ]
    assert not sheet["M3"].hyperlink


@pytest.mark.parametrize("text", ["=1+1", "+359888123456", "-", "@Мария", "=cmd|' /C calc'!A0"])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    sheet = load_workbook(written(tmp_path, [with_cell("L", text), with_cell("AI", text)]))[SHEET]
    assert (sheet["L3"].value, sheet["L3"].data_type) == (text, "s")
    assert (sheet["AI4"].value, sheet["AI4"].data_type) == (text, "s")
    assert len(list(read_rows(tmp_path / "microdata.xlsx"))) == 4


def test_letters_that_xml_forbids_are_left_out(tmp_path: Path) -> None:
    [person] = IsunImport(written(tmp_path, [with_cell("L", "0888\x00\x0b 12 \ud800")])).people
    assert person[11] == "0888 12 "


def test_headings_groups_and_merged_cells_are_the_templates(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path, [ROW]))[SHEET]
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        "B1:M1", "N1:T1", "U1:W1", "X1:AC1", "AD1:AI1", "X2:Z2", "AE2:AG2",
    }  # fmt: skip
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A2"].value) == (
        None,
        "Общи данни за всички участници",
        "№",
    )
    assert sheet.freeze_panes == "A3"


@pytest.mark.skipif(not TEMPLATE.exists(), reason="the template of ISUN is not part of the project")
def test_first_rows_equal_the_template_itself(tmp_path: Path) -> None:
    template = load_workbook(TEMPLATE).worksheets[0]
    sheet = load_workbook(written(tmp_path, [ROW])).worksheets[0]
    assert sheet.title == template.title
    for row in (1, 2):
        for column in range(1, 36):
            assert sheet.cell(row, column).value == template.cell(row, column).value
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        str(one) for one in template.merged_cells.ranges
    }


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", '<row r="3"', '<row r="9"/><row r="3"'),
        ("xl/worksheets/sheet1.xml", '<c r="B3"', "<c"),
        ("[Content_Types].xml", "sharedStrings+xml", "other+xml"),
        ("xl/_rels/workbook.xml.rels", "sharedStrings.xml", "other.xml"),
        ("xl/sharedStrings.xml", "Фамилия", "Фамилно име"),
    ],
)
def test_our_reader_is_strict(tmp_path: Path, part: str, old: str, new: str) -> None:
    path, broken = written(tmp_path, [ROW]), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            content = good.read(name).decode()
            assert name != part or old in content
            bad.writestr(name, content.replace(old, new) if name == part else content)
    with pytest.raises(CannotReadError):
        IsunImport(broken)


def test_same_people_make_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(tmp_path, [ROW]).read_bytes() == written(tmp_path / "again", [ROW]).read_bytes()


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (34, "AI"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_letters(column: int, letters: str) -> None:
    assert letters_of(column) == letters


@pytest.mark.system
@pytest.mark.slow
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = written(tmp_path, [ROW, with_cell("L", "=1+1")])
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "microdata.csv").read_text("utf-8").splitlines()
    assert lines[2].startswith("1,Мария,Петрова,Стоянова,0945209320,жена,37,")
    assert "=1+1" in lines[3]
