"""Readings and changes stand in one list, the newest first, and only for those who answer for the data."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import Deed, DeedFilter, ReadingKind
from kazanlak_case.domain.records import Person, ServiceEntry
from kazanlak_case.export.deeds_report import write_deeds
from kazanlak_case.services.deeds import deeds, person_behind, state_of_readings, users_by_name


@pytest.fixture
def lived(case_file: CaseFile, now: datetime) -> tuple[RecordId, RecordId]:
    """Two people; both are opened, one is visited and changed, a list is taken out."""
    with case_file.writing(now) as uow:
        people = [Person(id=uow.new_id(), given_name=name) for name in ("Мария", "Айше")]
        uow.log.append([Born(one) for one in people], "people_taken_in")
        uow.commit()
    mary, other = people[0].id, people[1].id
    steps = (
        ("signed_in", "", None),
        ("person_opened", "person", mary),
        ("person_opened", "person", other),
        ("exported", "", None),
    )
    for at, (what, record, row) in enumerate(steps, 1):
        with case_file.writing(now + timedelta(minutes=at)) as uow:
            uow.readings.record(what, record=record, row=row)
            uow.commit()
    with case_file.writing(now + timedelta(minutes=9)) as uow:
        visit = ServiceEntry(id=uow.new_id(), person=mary, service="lab_cv", provided_on=now.date())
        uow.log.append([Born(visit)], "visit_recorded")
        uow.log.append([Edited("person", mary, {"phone": "0888"})], "person_changed")
        uow.readings.record("special_seen", record="service_entry", row=visit.id)
        uow.commit()
    return mary, other


def codes(found: list[Deed]) -> list[str]:
    return [one.what for one in found]


def test_both_stand_in_one_order_and_say_whom_they_concern(
    case_file: CaseFile, lived: tuple[RecordId, RecordId], now: datetime
) -> None:
    with case_file.reading(now) as uow:
        found = deeds(uow)
        behind = person_behind(uow, found[0].record, found[0].row or RecordId(""))
    assert codes(found)[:8] == [
        "special_seen",
        "person_changed",
        "visit_recorded",
        "exported",
        "person_opened",
        "person_opened",
        "signed_in",
        "people_taken_in",
    ]
    assert [one.about for one in found[:6]] == ["Мария", "Мария", "Мария", "", "Айше", "Мария"]
    assert {one.who for one in found[:7]} == {case_file.user.display_name or case_file.user.name}
    assert behind == lived[0]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_one_another_without_gap_or_repeat(
    case_file: CaseFile, lived: tuple[RecordId, RecordId], now: datetime, limit: int
) -> None:
    with case_file.reading(now) as uow:
        whole = deeds(uow)
        paged: list[Deed] = []
        while page := deeds(uow, after=paged[-1] if paged else None, limit=limit):
            paged += page
    assert paged == whole


def test_the_list_is_narrowed(
    case_file: CaseFile, lived: tuple[RecordId, RecordId], now: datetime
) -> None:
    mary, other = lived
    wanted = {
        DeedFilter(person=mary): [
            "special_seen",
            "person_changed",
            "visit_recorded",
            "person_opened",
            "people_taken_in",
        ],
        DeedFilter(person=other): ["person_opened", "people_taken_in"],
        DeedFilter(person=mary, kind=ReadingKind.READ): ["special_seen", "person_opened"],
        DeedFilter(kind=ReadingKind.TAKEN_OUT): ["exported"],
        DeedFilter(kind=ReadingKind.SIGNED_IN): ["signed_in"],
        DeedFilter(kind=ReadingKind.OTHER): [],
        DeedFilter(user=RecordId("00" * 16)): [],
        DeedFilter(since=now.date() + timedelta(days=1)): [],
        DeedFilter(until=date(2000, 1, 1)): [],
    }
    with case_file.reading(now) as uow:
        for one, expected in wanted.items():
            assert codes(deeds(uow, one)) == expected
        changes = deeds(uow, DeedFilter(kind=ReadingKind.CHANGED, since=now.date()))
        assert {one.kind for one in changes} == {ReadingKind.CHANGED}
        assert case_file.user.id in users_by_name(uow)
        assert state_of_readings(uow).count == 5


def test_it_is_written_as_a_workbook_and_that_is_recorded(
    case_file: CaseFile, lived: tuple[RecordId, RecordId], tmp_path: Path, now: datetime
) -> None:
    out = tmp_path / "четения.xlsx"
    rows = write_deeds(case_file, out, now=now, wanted=DeedFilter(person=lived[0]))
    assert rows == 5
    sheet = load_workbook(out).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Мария" in cells
    assert "отворена е страницата на човека" in cells
    with case_file.reading(now) as uow:
        assert deeds(uow, DeedFilter(kind=ReadingKind.TAKEN_OUT))[-1].facts == "readings"


def test_only_who_answers_for_the_data_looks_through_it(
    case_file: CaseFile, lived: tuple[RecordId, RecordId], tmp_path: Path, now: datetime
) -> None:
    user = case_file.user
    case_file._facts = replace(case_file.facts, user=replace(user, role="social_worker"))
    with case_file.reading(now) as uow:
        for ask in (deeds, state_of_readings, users_by_name):
            with pytest.raises(NotAllowedError):
                ask(uow)
        with pytest.raises(NotAllowedError):
            person_behind(uow, "person", lived[0])
    with pytest.raises(NotAllowedError):
        write_deeds(case_file, tmp_path / "x.xlsx", now=now)
    case_file._facts = replace(case_file.facts, user=replace(user, role="auditor"))
    with pytest.raises(NotAllowedError):
        write_deeds(case_file, tmp_path / "x.xlsx", now=now)
