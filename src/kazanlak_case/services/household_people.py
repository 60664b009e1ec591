"""Who lives in a household."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.same_person import person_now

HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPerson:
    """Somebody who lives in a household."""

    member: RecordId
    person: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    born_precision: Annotated[str | None, Of("person.born_precision")]
    relation: Annotated[str | None, Of("household_member.relation")]
    since: Annotated[date | None, Of("household_member.since")]


def lives_there(member: HouseholdMember, today: date) -> bool:
    """Tell whether a membership holds on a day."""
    return member.until is None or member.until > today


def household_people(uow: UnitOfWork, household_id: RecordId) -> tuple[HouseholdPerson, ...]:
    """List who lives in a household today: the head, then the oldest first.

    A membership written under the old id of a joined person is that of the one who stands.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom.
    """
    uow.sight.require("household_member", "person")
    members = {
        person_now(uow, one.person): one
        for one in reversed(uow.records.find(HouseholdMember, household=household_id))
        if lives_there(one, uow.today)
    }
    people = uow.records.many(
        Person, [person for person in members if uow.records.is_visible("person", person)]
    )
    found = [
        HouseholdPerson(
            member=one.id,
            person=person,
            name=people[person].name,
            born_on=people[person].born_on,
            born_precision=people[person].born_precision,
            relation=one.relation,
            since=one.since,
        )
        for person, one in members.items()
        if person in people
    ]
    found = uow.sight.shown_all(found)
    return tuple(
        sorted(found, key=lambda one: (one.relation != HEAD, one.born_on or date.max, one.name))
    )
