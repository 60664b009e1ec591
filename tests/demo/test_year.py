"""The whole story, as it is told and as it is left behind; told to few, by another seed, in tests/test_app.py."""

import json
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case import paths
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo import day
from kazanlak_case.demo.moves import MOVED
from kazanlak_case.demo.office import NOTICE
from kazanlak_case.demo.plan import FEWEST
from kazanlak_case.demo.year import perform
from kazanlak_case.domain.file_errors import CaseFileExistsError, WeakPasswordError
from kazanlak_case.domain.records import (
    AssessmentScore,
    Attachment,
    Case,
    Consent,
    Goal,
    Intake,
    IssuedDocument,
    Kinship,
    Person,
    Plan,
    PlanReview,
    Referral,
    ServiceEntry,
    ServicePerson,
    Signal,
    StaffMember,
    Task,
)
from support.practice import PERSONS, SEED, built, copied_to


@pytest.fixture
def practice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))
    return copied_to(tmp_path)


def test_story_is_told_with_its_counts(practice: Path) -> None:
    _folder, told = built()
    text = "\n".join(told)
    for words in ("taken in", "already here", "refused", "First take in the bundle", "backup"):
        assert words in text
    assert "All files verify" in text
    assert (
        f"{PERSONS - MOVED} people" in text
    )  # who moves is written down a second time by the centre


def test_files_say_that_they_are_practice_and_hold_people(practice: Path, now) -> None:
    facts = json.loads((practice / "seeded.json").read_text("utf-8"))
    assert (facts["persons"], facts["seed"]) == (PERSONS, SEED)
    assert len(facts["files"]) == 5
    assert (practice / NOTICE).is_file()
    for name in facts["files"]:
        file = CaseFile.open(practice / name, password=PASSWORD)
        assert file.is_practice
        with file.reading(now) as uow:
            assert uow.records.count(StaffMember) >= 15
            assert uow.user.display_name != "head"
            people = uow.records.count(Person)
            assert people == PERSONS if file.role == "centre" else 0 < people < PERSONS
            assert uow.records.count(ServiceEntry) > 0
            numbers = [case.number for case in uow.records.all(Case)]
            assert len(numbers) == len(set(numbers))
        file.close()


def test_some_cases_are_worked_on_from_the_first_knock_on(practice: Path, now) -> None:
    kinds = (
        Intake, Consent, Kinship, AssessmentScore, Goal, PlanReview, Referral, Signal, Task,
        ServicePerson, Attachment, IssuedDocument,
    )  # fmt: skip
    file = CaseFile.open(practice / "municipality.kcase", password=PASSWORD)
    with file.reading(now) as uow:
        assert all(uow.records.count(cls) for cls in kinds)
        states = {one.state for one in uow.records.all(Plan)}
        assert {"approved", "submitted"} <= states
        assert any(one.nickname for one in uow.records.all(Person))
    file.close()


def test_a_house_of_its_own_is_no_practice_file(case_file: CaseFile) -> None:
    assert not case_file.is_practice


def test_what_is_there_is_not_built_over(practice: Path) -> None:
    with pytest.raises(CaseFileExistsError):
        perform(practice, persons=FEWEST, seed=1, password=PASSWORD, tell=lambda _line: None)


def test_weak_password_builds_nothing(tmp_path: Path) -> None:
    weak = "къса"
    with pytest.raises(WeakPasswordError):
        perform(tmp_path / "d", persons=FEWEST, seed=1, password=weak, tell=lambda _line: None)
    assert not list((tmp_path / "d").glob("*.kcase"))


def test_day_replaces_its_own_output_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))
    assert day.main([]) == 2
    folder = tmp_path / "out"
    (folder / "kran.kcase").mkdir(parents=True)
    assert day.main([str(folder)]) == 1
    assert (folder / "kran.kcase").is_dir()
    assert "kran.kcase" in capsys.readouterr().err
