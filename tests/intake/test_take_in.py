"""What a list becomes in the case file, and what is left of it after undo."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.intake.mapping import find_mapping
from kazanlak_case.intake.plan import Outcome
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import IntakeReport, take_in

FILES = Path(__file__).parents[1] / "files"
SAMPLE = FILES / "uchastnitsi-kran.xlsx"
NOW = datetime(2024, 6, 30, 9, 0, tzinfo=UTC)
TYPES = (Person, Participation, Spell, Vulnerability)


def counts(case_file: CaseFile) -> tuple[int, ...]:
    with case_file.reading(NOW) as uow:
        return tuple(uow.records.count(cls) for cls in TYPES)


def take(case_file: CaseFile, path: Path = SAMPLE, *, mapping: str = "") -> IntakeReport:
    used = find_mapping(mapping) if mapping else None
    return take_in(case_file, rehearse(case_file, path, mapping=used, now=NOW), now=NOW)


def test_the_good_rows_become_people_with_what_the_list_says(case_file: CaseFile) -> None:
    report = take(case_file)
    assert counts(case_file)[:3] == (120, 120, 120)
    with case_file.reading(NOW) as uow:
        (person,) = uow.records.find(Person, national_id="0641230694")
        (participation,) = uow.records.find(Participation, person=person.id)
        (spell,) = uow.records.find(Spell, participation=participation.id)
        (answers,) = uow.records.find(Vulnerability, participation=participation.id)
        profile = uow.profile
    assert (person.name, person.born_on, person.sex, person.id_type) == (
        "Снежана Стоянова Найденова",
        date(2006, 1, 23),
        "f",
        "egn",
    )
    assert (participation.operation, participation.funds) == (
        profile.operation,
        profile.default_funds,
    )
    assert (participation.labour_situation, participation.in_education) == ("inactive", "yes")
    assert participation.jobless_household is None
    assert spell.entered_on == date(2022, 3, 13)
    assert (answers.ethnicity, answers.roma, answers.disability) == ("roma", "yes", None)
    assert report.undo


def test_the_json_parts_the_rows(case_file: CaseFile) -> None:
    said = take(case_file).to_json()
    assert list(said) == ["rows", "taken", "repeated", "rejected", "undo"]
    assert (said["rows"], len(said["taken"]), said["repeated"]) == (130, 120, [108])
    assert [one["row"] for one in said["rejected"]] == [15, 30, 35, 54, 58, 75, 81, 83, 90]
    assert all(one["reasons"] and all(one["reasons"]) for one in said["rejected"])


def test_people_taken_in_are_found_by_latin_typing(case_file: CaseFile) -> None:
    take(case_file)
    with case_file.reading(NOW) as uow:
        assert "Щилянка Кючукова Найденова" in {
            hit.name for hit in uow.search.people("shtilyanka kyuchukova")
        }


def test_the_same_list_a_second_time_is_all_repeated(case_file: CaseFile) -> None:
    take(case_file)
    again = take(case_file)
    assert again.undo is None
    assert (len(again.of(Outcome.TAKEN)), len(again.of(Outcome.REPEATED))) == (0, 121)
    assert counts(case_file)[0] == 120


def test_who_came_into_the_file_since_the_rehearsal_is_not_taken_twice(case_file: CaseFile) -> None:
    plan = rehearse(case_file, SAMPLE, now=NOW)
    take(case_file)
    late = take_in(case_file, plan, now=NOW)
    assert late.of(Outcome.TAKEN) == []
    assert counts(case_file)[0] == 120


def test_undo_leaves_the_file_as_before_and_the_list_can_come_again(case_file: CaseFile) -> None:
    report = take(case_file)
    with case_file.writing(NOW) as uow:
        uow.undo(report.undo or "")
        uow.commit()
    assert counts(case_file) == (0, 0, 0, 0)
    with case_file.reading(NOW) as uow:
        assert uow.search.people("Щилянка") == []
    assert len(take(case_file).of(Outcome.TAKEN)) == 120


def test_a_person_without_any_other_answer_is_a_person_only(
    case_file: CaseFile, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Име,ЕГН,Образование,Дата на включване\nМария Петрова,8503109277,,\nИван Петров,,средно,\n",
        "utf-8",
    )
    take(case_file, path)
    assert counts(case_file) == (2, 1, 0, 0)


def test_the_worked_examples_become_participants(case_file: CaseFile) -> None:
    report = take(case_file, FILES / "esf_worked_examples.csv", mapping="esf-lives")
    assert counts(case_file) == (22, 22, 22, 22)
    assert [one["row"] for one in report.to_json()["rejected"]] == [23, 24]
    with case_file.reading(NOW) as uow:
        (person,) = uow.records.find(Person, given_name="E20")
        (participation,) = uow.records.find(Participation, person=person.id)
        (spell,) = uow.records.find(Spell, participation=participation.id)
    assert (spell.left_on, spell.qualification_on, spell.employment_from, spell.status_6m) == (
        date(2023, 4, 28),
        date(2023, 5, 10),
        date(2023, 5, 22),
        "employed",
    )


def test_stopping_leaves_everything_as_it_was(case_file: CaseFile) -> None:
    plan = rehearse(case_file, SAMPLE, now=NOW)

    def stop(done: int, of: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        take_in(case_file, plan, now=NOW, progress=stop)
    assert counts(case_file) == (0, 0, 0, 0)
