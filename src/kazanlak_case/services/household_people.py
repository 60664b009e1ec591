"""Who lives in a household."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.person import Person

HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPerson:
    """Somebody who lives in a household."""

    member: RecordId
    person: RecordId
    name: str
    born_on: date | None
    relation: str | None
    since: date | None


def lives_there(member: HouseholdMember, today: date) -> bool:
    """Tell whether a membership holds on a day."""
    return member.until is None or member.until > today


def household_people(uow: UnitOfWork, household_id: RecordId) -> tuple[HouseholdPerson, ...]:
    """List who lives in a household today: the head, then the oldest first."""
    members = [
        one
        for one in uow.records.find(HouseholdMember, household=household_id)
        if lives_there(one, uow.today) and uow.records.is_visible("person", one.person)
    ]
    people = uow.records.many(Person, [one.person for one in members])
    found = [
        HouseholdPerson(
            member=one.id,
            person=one.person,
            name=people[one.person].name,
            born_on=people[one.person].born_on,
            relation=one.relation,
            since=one.since,
        )
        for one in members
    ]
    return tuple(
        sorted(found, key=lambda one: (one.relation != HEAD, one.born_on or date.max, one.name))
    )
