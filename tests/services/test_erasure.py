"""A person is erased with all that is about them, in every scope and under every former id."""

from datetime import datetime

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import (
    Case,
    Continuation,
    Household,
    HouseholdMember,
    Participation,
    Person,
    ServiceEntry,
    Spell,
)
from kazanlak_case.services.erasure import erase_person, plan_erasure
from kazanlak_case.services.findings import refresh_findings


def a_life(uow: UnitOfWork, scope: str) -> dict[str, RecordId]:
    """A person with a record of every kind, one of them deleted; and a neighbour in the same household."""
    person = Person(id=uow.new_id(), given_name="Скришен")
    other = Person(id=uow.new_id(), given_name="Съседка")
    family = Household(id=uow.new_id(), name="Семейство")
    taken = Participation(id=uow.new_id(), person=person.id)
    visit = ServiceEntry(id=uow.new_id(), person=person.id)
    uow.log.append(
        [
            Born(person),
            Born(other),
            Born(family),
            Born(taken),
            Born(visit),
            Born(Case(id=uow.new_id(), person=person.id)),
            Born(Spell(id=uow.new_id(), participation=taken.id)),
            *(
                Born(HouseholdMember(id=uow.new_id(), person=one.id, household=family.id))
                for one in (person, other)
            ),
        ],
        "person_made",
        scope=scope,
    )
    uow.log.append([Deleted("service_entry", visit.id)], "visit_deleted")
    return {"person": person.id, "other": other.id, "family": family.id}


def test_all_that_is_about_them_goes_and_nothing_else(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        life = a_life(uow, "kran")
        uow.commit()
    with case_file.writing(now) as uow:
        plan = plan_erasure(uow, life["person"])
        erase_person(uow, plan)
    assert plan.counts == {
        "person": 1,
        "household_member": 1,
        "case": 1,
        "service_entry": 1,
        "participation": 1,
        "spell": 1,
    }
    with case_file.reading(now) as uow:
        assert [one.id for one in uow.records.find(Person)] == [life["other"]]
        assert uow.records.count(Household) == uow.records.count(HouseholdMember) == 1
        assert uow.records.count(Case) == uow.records.count(Spell) == 0
        assert not uow.search.people("Скришен")
        with pytest.raises(RecordMissingError):
            plan_erasure(uow, life["person"])
    assert verify(case_file).ok


def test_it_follows_a_transfer_both_ways(centre_file: CaseFile, now: datetime) -> None:
    with centre_file.writing(now) as uow:
        here, there = a_life(uow, "kran"), a_life(uow, "kazanlak")
        bridge = Continuation(
            id=uow.new_id(), type="person", record=there["person"], continues=here["person"]
        )
        uow.log.append([Born(bridge)], "transfer_done", scope="kazanlak")
        uow.commit()
    with centre_file.reading(now) as uow:
        for life in (here, there):
            assert set(plan_erasure(uow, life["person"]).records) == {"kran", "kazanlak"}


def test_the_centre_is_told_where_a_house_could_not_follow(
    centre_file: CaseFile, now: datetime
) -> None:
    with centre_file.writing(now) as uow:
        here, there = a_life(uow, "kran"), a_life(uow, "kazanlak")
        bridge = Continuation(
            id=uow.new_id(), type="person", record=there["person"], continues=here["person"]
        )
        uow.log.append([Born(bridge)], "transfer_done", scope="kazanlak")
        plan = plan_erasure(uow, here["person"])
        erase_person(uow, type(plan)({"kran": plan.records["kran"]}, plan.counts))
    with centre_file.writing(now) as uow:
        found = [one for one in refresh_findings(uow) if one.finding.rule == "erased_elsewhere"]
        assert [one.finding.id for one in found] == [there["person"]]
        erase_person(uow, plan_erasure(uow, there["person"]))
    assert verify(centre_file).ok
