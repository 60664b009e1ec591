"""The workbook of refused rows: as they were, the reason beside, and ready to come again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.support import second_list

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.file_errors import CaseFileExistsError, StorageError
from kazanlak_case.intake.findings import in_words
from kazanlak_case.intake.plan import IntakePlan, Outcome
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.rejects import write_rejects
from kazanlak_case.intake.take_in import take_in

SAMPLE = Path(__file__).parents[1] / "files" / "uchastnitsi-kran.xlsx"
NOW = datetime(2023, 6, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def plan(case_file: CaseFile) -> IntakePlan:
    return rehearse(case_file, SAMPLE, now=NOW)


def test_refused_rows_stand_as_they_were_with_the_reason_beside(
    plan: IntakePlan, tmp_path: Path
) -> None:
    out = tmp_path / "rejects.xlsx"
    assert write_rejects(plan, out) == 9
    written = list(load_workbook(out).active.iter_rows(values_only=True))
    there = load_workbook(SAMPLE).worksheets[0]
    for row, cells in zip(plan.of(Outcome.REJECTED), written[1:], strict=True):
        original = [cell.value for cell in there[row.number]]
        assert list(cells[:-1]) == original
        assert cells[-1] == " ".join(in_words(reason) for reason in row.reasons)
    assert list(written[0][:-1]) == [cell.value for cell in there[4]]


def test_the_offending_cell_is_coloured_and_annotated(plan: IntakePlan, tmp_path: Path) -> None:
    write_rejects(plan, tmp_path / "rejects.xlsx")
    sheet = load_workbook(tmp_path / "rejects.xlsx").active
    number, born, name = sheet["C2"], sheet["D3"], sheet["B2"]
    assert number.comment is not None
    assert number.comment.text == in_words(plan.of(Outcome.REJECTED)[0].reasons[0])
    assert (number.fill.fgColor.rgb, born.fill.fgColor.rgb) == ("FFF4CCCC", "FFF4CCCC")
    assert (name.comment, name.fill.fill_type) == (None, None)


def test_corrected_rows_are_taken_in_again(
    case_file: CaseFile, plan: IntakePlan, tmp_path: Path
) -> None:
    take_in(case_file, plan, now=NOW)
    out = tmp_path / "rejects.xlsx"
    write_rejects(plan, out)
    book = load_workbook(out)
    sheet = book.active
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 3).value = None
    sheet["D3"].value = "неясно кога"
    book.save(out)
    again = rehearse(case_file, out, now=NOW)
    assert [column.target for column in again.headings.columns][-1] == "ignored"
    assert len(again.of(Outcome.TAKEN)) == 8
    assert [row.reasons[0].code for row in again.of(Outcome.REJECTED)] == ["date_unreadable"]
    take_in(case_file, again, now=NOW)


def test_headings_of_two_lines_come_back_so_that_they_are_understood(
    case_file: CaseFile, tmp_path: Path
) -> None:
    plan = rehearse(case_file, second_list.write_second_list(tmp_path / "b.xlsx"), now=NOW)
    write_rejects(plan, tmp_path / "rejects.xlsx")
    again = rehearse(case_file, tmp_path / "rejects.xlsx", now=NOW)
    assert [row.reasons for row in again.rows] == [row.reasons for row in plan.of(Outcome.REJECTED)]
    assert [column.target for column in again.headings.columns][:-1] == [
        column.target for column in plan.headings.columns
    ]


def test_a_text_like_a_formula_stays_a_text(case_file: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Име,ЕГН,Забележка\nМария Петрова,1,=HYPERLINK(0)\n", "utf-8")
    write_rejects(rehearse(case_file, path, now=NOW), tmp_path / "rejects.xlsx")
    cell = load_workbook(tmp_path / "rejects.xlsx").active["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(0)", "s")


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    plan: IntakePlan, tmp_path: Path
) -> None:
    with pytest.raises(UnfitTargetError):
        write_rejects(plan, tmp_path / "rejects.csv")
    with pytest.raises(StorageError):
        write_rejects(plan, tmp_path / "nowhere" / "rejects.xlsx")
    assert list(tmp_path.glob("**/*.xlsx")) == []


def test_the_list_itself_is_never_written_over(case_file: CaseFile, tmp_path: Path) -> None:
    kept = tmp_path / "списък.xlsx"
    kept.write_bytes(SAMPLE.read_bytes())
    plan = rehearse(case_file, kept, now=NOW)
    with pytest.raises(CaseFileExistsError):
        write_rejects(plan, tmp_path / "." / "списък.xlsx")
    assert kept.read_bytes() == SAMPLE.read_bytes()
