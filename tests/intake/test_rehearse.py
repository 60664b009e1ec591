"""Whole lists, rehearsed: every row accounted for, checked against an independent reading of the files."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.support import second_list

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.workbook_errors import MappingError, NoHeadingsError
from kazanlak_case.intake.mapping import ListMapping, find_mapping
from kazanlak_case.intake.plan import IntakePlan, Outcome, PlannedRow
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.row_kinds import RowKind
from kazanlak_case.intake.take_in import take_in

FILES = Path(__file__).parents[1] / "files"
SAMPLE = FILES / "uchastnitsi-kran.xlsx"
LIVES = FILES / "esf_worked_examples.csv"
NOW = datetime(2024, 6, 30, 9, 0, tzinfo=UTC)
"""After every date in the files."""

# Read off the sample by eye and with a separate script: rows 5 to 140 hold 130 people and six blank lines.
SAMPLE_BLANK = {60, 80, 115, 118, 122, 132}
SAMPLE_PEOPLE = [row for row in range(5, 141) if row not in SAMPLE_BLANK]
SAMPLE_REPEATED = [108]
SAMPLE_REJECTED = {
    15: "number_invalid",
    30: "born_contradicts",
    35: "number_invalid",
    54: "born_contradicts",
    58: "number_invalid",
    75: "number_invalid",
    81: "number_invalid",
    83: "number_invalid",
    90: "born_contradicts",
}


def numbers(rows: list[PlannedRow]) -> list[int]:
    return [row.number for row in rows]


def row_of(plan: IntakePlan, number: int) -> PlannedRow:
    return next(row for row in plan.rows if row.number == number)


def saved(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def sample(case_file: CaseFile) -> IntakePlan:
    return rehearse(case_file, SAMPLE, now=NOW)


def test_every_row_of_the_sample_is_accounted_for(sample: IntakePlan) -> None:
    rejected = {row.number: row.reasons[0].code for row in sample.of(Outcome.REJECTED)}
    assert numbers(list(sample.rows)) == SAMPLE_PEOPLE
    assert numbers(sample.of(Outcome.REPEATED)) == SAMPLE_REPEATED
    assert rejected == SAMPLE_REJECTED
    assert numbers(sample.of(Outcome.TAKEN)) == [
        row for row in SAMPLE_PEOPLE if row not in {*SAMPLE_REJECTED, *SAMPLE_REPEATED}
    ]
    assert len(sample.of(Outcome.TAKEN)) == 120


def test_rows_of_the_sample_that_are_nobody_are_named(sample: IntakePlan) -> None:
    assert [(row.number, row.kind) for row in sample.others] == [
        (1, RowKind.TITLE),
        (2, RowKind.TITLE),
        (4, RowKind.HEADING),
        (142, RowKind.TOTALS),
        (144, RowKind.SIGNATURE),
    ]
    assert len(sample.rows) + len(sample.others) + sample.blank == 144
    assert (sample.unrecognised, sample.other_lists) == ((), ())


def test_a_row_of_the_sample_is_read_as_it_is_meant(sample: IntakePlan) -> None:
    assert row_of(sample, 11).values == {
        "person.given_name": "Снежана",
        "person.middle_name": "Стоянова",
        "person.family_name": "Найденова",
        "person.id_type": "egn",
        "person.national_id": "0641230694",
        "person.born_on": date(2006, 1, 23),
        "person.sex": "f",
        "person.settlement": "40292",
        "person.phone": "0882421105",
        "vulnerability.ethnicity": "roma",
        "vulnerability.minority": "yes",
        "vulnerability.roma": "yes",
        "participation.education": "upper_secondary",
        "participation.labour_situation": "inactive",
        "participation.in_education": "yes",
        "spell.entered_on": date(2022, 3, 13),
        "participation.activity": "психолог",
    }
    assert row_of(sample, 20).name == "Младен Жеков Христов"
    assert row_of(sample, 13).values["person.id_type"] == "none"
    assert row_of(sample, 140).values["person.settlement"] == "49076"


def test_the_repeated_row_says_in_what_it_differs(sample: IntakePlan) -> None:
    repeated = row_of(sample, 108)
    assert repeated.same_as_row == 5
    assert {doubt.target for doubt in repeated.doubts} == {
        "person.settlement",
        "person.address",
        "spell.entered_on",
        "participation.activity",
        "participation.labour_situation",
        "vulnerability.ethnicity",
        "vulnerability.minority",
    }


def test_a_pupil_of_72_is_taken_and_told(sample: IntakePlan) -> None:
    assert [doubt.code for doubt in row_of(sample, 21).doubts] == ["student_age"]
    assert row_of(sample, 21).outcome is Outcome.TAKEN


def test_nothing_is_written_by_a_rehearsal(case_file: CaseFile, sample: IntakePlan) -> None:
    with case_file.reading(NOW) as uow:
        assert uow.records.count(Person) == 0
    assert sample.to_json()["undo"] is None


def test_a_second_list_of_another_shape_is_understood(case_file: CaseFile, tmp_path: Path) -> None:
    plan = rehearse(case_file, second_list.write_second_list(tmp_path / "b.xlsx"), now=NOW)
    assert plan.headings.sheet.name == "Участници 2022"
    assert numbers(plan.of(Outcome.TAKEN)) == second_list.TAKEN
    assert numbers(plan.of(Outcome.REPEATED)) == second_list.REPEATED
    assert numbers(plan.of(Outcome.REJECTED)) == second_list.REJECTED
    assert [column.text for column in plan.unrecognised] == ["Обувки №"]
    assert {row.number: row.kind for row in plan.others} == {
        2: RowKind.TITLE,
        3: RowKind.TITLE,
        5: RowKind.HEADING,
        6: RowKind.HEADING,
        7: RowKind.NUMBERING,
        11: RowKind.TITLE,
        16: RowKind.HEADING,
        17: RowKind.HEADING,
        29: RowKind.TOTALS,
        30: RowKind.TOTALS,
        31: RowKind.TOTALS,
        33: RowKind.SIGNATURE,
        34: RowKind.TITLE,
    }
    assert row_of(plan, 13).values["person.id_type"] == "lnch"
    assert row_of(plan, 18).same_as_row == 8


def test_the_worked_examples_are_read_by_their_mapping(case_file: CaseFile) -> None:
    plan = rehearse(case_file, LIVES, mapping=find_mapping("esf-lives"), now=NOW)
    assert [row.name for row in plan.of(Outcome.TAKEN)] == [
        f"E{number:02}" for number in range(1, 25) if number not in {22, 23}
    ]
    assert {row.number: row.reasons[0].code for row in plan.of(Outcome.REJECTED)} == {
        23: "not_identified",
        24: "not_identified",
    }
    assert plan.unrecognised == ()
    first = row_of(plan, 2).values
    assert first["participation.unemployed_since"] == date(2021, 5, 15)
    assert first["participation.education"] == "lower_secondary"
    assert first["vulnerability.roma"] == "yes"
    assert first["person.id_type"] == "none"


def test_a_case_number_that_comes_again_is_the_same_case(
    case_file: CaseFile, tmp_path: Path
) -> None:
    lines = LIVES.read_text("utf-8").splitlines()
    again = tmp_path / "again.csv"
    again.write_text("\n".join([*lines, lines[1].replace("1985-03-10", "1985-03-11")]), "utf-8")
    plan = rehearse(case_file, again, mapping=find_mapping("esf-lives"), now=NOW)
    assert numbers(plan.of(Outcome.REPEATED)) == [26]


def test_a_person_in_the_file_is_repeated_and_differences_are_listed(
    case_file: CaseFile, tmp_path: Path
) -> None:
    first = saved(
        tmp_path / "a.xlsx",
        [["Име", "ЕГН", "Телефон"], ["Мария Петрова", "8503109277", "0888123456"]],
    )
    take_in(case_file, rehearse(case_file, first, now=NOW), now=NOW)
    second = saved(
        tmp_path / "b.xlsx",
        [
            ["Име", "Роден на", "Телефон"],
            ["МАРИЯ ПЕТРОВА", "10.03.1985", "0899123456"],
            ["Мария Петрова", "1.1.1990", None],
        ],
    )
    plan = rehearse(case_file, second, now=NOW)
    repeated, namesake = plan.rows
    assert (repeated.outcome, namesake.outcome) == (Outcome.REPEATED, Outcome.TAKEN)
    assert [(doubt.code, doubt.target) for doubt in repeated.doubts] == [
        ("repeated_by_name", "person.given_name"),
        ("repeated_differs", "person.phone"),
    ]


def test_a_mapping_made_by_hand_reads_columns_without_headings(
    case_file: CaseFile, tmp_path: Path
) -> None:
    path = saved(tmp_path / "a.xlsx", [["а", "б", "в"], ["x1", "Мария Петрова", "8503109277"]])
    mapping = ListMapping(heading_rows=(1, 1), columns={"@B": "full_name", "@C": "egn"})
    plan = rehearse(case_file, path, mapping=mapping, now=NOW)
    assert numbers(plan.of(Outcome.TAKEN)) == [2]
    assert [column.text for column in plan.unrecognised] == ["а"]


def test_a_mapping_that_fits_no_column_is_refused(case_file: CaseFile) -> None:
    with pytest.raises(MappingError):
        rehearse(case_file, SAMPLE, mapping=find_mapping("esf-lives"), now=NOW)


def test_a_list_without_headings_is_refused(case_file: CaseFile, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", [["Мария", "8503109277"], ["Иван", "9711159280"]])
    with pytest.raises(NoHeadingsError):
        rehearse(case_file, path, now=NOW)


@pytest.mark.slow
def test_a_hundred_thousand_junk_rows_are_gone_through(
    case_file: CaseFile, junk: Callable[[list[str], int], Path]
) -> None:
    with pytest.raises(NoHeadingsError):
        rehearse(case_file, junk(["x", "y", "z"], 100_000), now=NOW)
    plan = rehearse(case_file, junk(["Име", "ЕГН", "Дата на раждане"], 20_000), now=NOW)
    assert len(plan.of(Outcome.REJECTED)) == 20_000


@pytest.fixture
def junk(tmp_path: Path) -> Callable[[list[str], int], Path]:
    def write(headings: list[str], count: int) -> Path:
        path = tmp_path / f"{headings[0]}.csv"
        rows = (f"боклук {row},{row},някога" for row in range(count))
        path.write_text("\n".join([",".join(headings), *rows]), "utf-8")
        return path

    return write


def test_a_rehearsal_can_be_stopped(case_file: CaseFile) -> None:
    def stop(done: int, of: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        rehearse(case_file, SAMPLE, now=NOW, progress=stop)
