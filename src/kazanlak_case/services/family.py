"""A family on one page: who lives there since when, who left, where they lived, what to know before a visit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Residence
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.case_rows import CaseRow, case_rows
from kazanlak_case.services.enrolments import learning_now
from kazanlak_case.services.household_people import HEAD, lives_there
from kazanlak_case.services.kinship import Tie, stands, ties_of
from kazanlak_case.services.same_person import hidden_ids, person_now


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember:
    """Somebody of a household, of today or of before. The case is the open one, else the newest."""

    member: RecordId
    person: RecordId
    name: Annotated[str, Of(NAME)]
    nickname: Annotated[str | None, Of("person.nickname")]
    sex: Annotated[str | None, Of("person.sex")]
    born_on: Annotated[date | None, Of("person.born_on")]
    born_precision: Annotated[str | None, Of("person.born_precision")]
    died_on: Annotated[date | None, Of("person.died_on")]
    relation: Annotated[str | None, Of("household_member.relation")]
    since: Annotated[date | None, Of("household_member.since")]
    until: Annotated[date | None, Of("household_member.until")]
    case: Annotated[RecordId | None, Of("case.person")]
    case_number: Annotated[str | None, Of("case.number")]
    case_status: Annotated[str | None, Of("case.status")]
    has_open_case: Annotated[bool, Of("case.closed_on")]
    last_contact: Annotated[date | None, Of("service_entry.provided_on")]
    learns: Annotated[Enrolment | None, Of("enrolment.kind")] = None
    """Where they learn today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """Everything the page of a family shows beside its timeline."""

    household: Household
    members: tuple[FamilyMember, ...]
    """Who lives there today: the head, then the oldest first."""
    former: tuple[FamilyMember, ...]
    """Who lived there before, the last who left first."""
    residences: tuple[Residence, ...]
    """Where they lived, the newest first."""
    ties: tuple[Tie, ...]
    """Who is who to whom among those who live there, and of those with others; each once."""

    @property
    def last_contact(self) -> date | None:
        """When anybody of those who live there was seen last."""
        return max((one.last_contact for one in self.members if one.last_contact), default=None)


def family_page(uow: UnitOfWork, household_id: RecordId) -> FamilyPage:
    """Gather the page of a family.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom.
        RecordMissingError: The household is not there, or was deleted.
    """
    uow.sight.require("household", "household_member", NAME)
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    household = uow.sight.shown(uow.records.get(Household, household_id))
    memberships = uow.records.find(HouseholdMember, household=household_id)
    whose = {one.id: person_now(uow, one.person) for one in memberships}
    people = {
        one.id: one
        for one in uow.records.many(Person, whose.values()).values()
        if uow.records.is_visible("person", one.id)
    }
    facts = _Facts.of(uow, people)
    found = {
        one.id: facts.member(one, people[whose[one.id]])
        for one in reversed(memberships)
        if whose[one.id] in people
    }
    today = [one.id for one in memberships if lives_there(one, uow.today)]
    members = {found[one].person: found[one] for one in reversed(today) if one in found}
    former = [one for key, one in found.items() if key not in today and one.person not in members]
    living = tuple(sorted(uow.sight.shown_all(members.values()), key=_place))
    return FamilyPage(
        household=household,
        members=living,
        former=tuple(
            sorted(uow.sight.shown_all(former), key=lambda one: one.until or date.min, reverse=True)
        ),
        residences=_residences(uow, household_id),
        ties=_ties(uow, [one.person for one in living])
        if uow.sight.sees("kinship.relation")
        else (),
    )


def household_of(uow: UnitOfWork, person_id: RecordId) -> RecordId | None:
    """Find the household somebody lives in today; of several the one they came to last.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom.
    """
    uow.sight.require("household", "household_member", NAME)
    person = person_now(uow, person_id)
    found = [
        one
        for whose in (person, *hidden_ids(uow, person))
        for one in uow.records.find(HouseholdMember, person=whose)
        if lives_there(one, uow.today) and uow.records.is_visible("household", one.household)
    ]
    return max(found, key=lambda one: (one.since or date.min, one.id)).household if found else None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the members beside their own data."""

    cases: Mapping[RecordId, CaseRow]
    contacts: Mapping[RecordId, date]
    learning: Mapping[RecordId, Enrolment]

    @classmethod
    def of(cls, uow: UnitOfWork, people: Iterable[RecordId]) -> "_Facts":
        """Read the cases and the last contacts."""
        people = list(people)
        cases: dict[RecordId, CaseRow] = {}
        if uow.sight.sees("case.person"):
            for one in people:
                rows = case_rows(uow, CaseFilter(person=one, former=hidden_ids(uow, one)))
                if rows:
                    cases[one] = min(rows, key=lambda row: not row.is_open)
        sees_visits = uow.sight.sees("service_entry.provided_on")
        contacts = uow.work.visits.last_contacts(people) if sees_visits else {}
        return cls(cases, contacts, learning_now(uow, people))

    def member(self, one: HouseholdMember, person: Person) -> FamilyMember:
        """Put one member together."""
        row = self.cases.get(person.id)
        return FamilyMember(
            member=one.id,
            person=person.id,
            name=person.name,
            nickname=person.nickname,
            sex=person.sex,
            born_on=person.born_on,
            born_precision=person.born_precision,
            died_on=person.died_on,
            relation=one.relation,
            since=one.since,
            until=one.until,
            case=row.id if row else None,
            case_number=row.case.number if row else None,
            case_status=row.case.status if row else None,
            has_open_case=bool(row and row.is_open),
            last_contact=self.contacts.get(person.id),
            learns=self.learning.get(person.id),
        )


def _place(one: FamilyMember) -> tuple[bool, date, str]:
    return (one.relation != HEAD, one.born_on or date.max, one.name)


def _residences(uow: UnitOfWork, household_id: RecordId) -> tuple[Residence, ...]:
    if not uow.sight.sees("residence"):
        return ()
    found = uow.sight.shown_all(uow.records.find(Residence, household=household_id))
    order = sorted(found, key=lambda one: (one.until or date.max, one.since or date.min, one.id))
    return tuple(reversed(order))


def _ties(uow: UnitOfWork, people: Iterable[RecordId]) -> tuple[Tie, ...]:
    """Give the ties of the members, each once: seen from the member who comes first."""
    ties: dict[RecordId, Tie] = {}
    for person in people:
        for tie in ties_of(uow, person):
            ties.setdefault(tie.id, tie)
    return tuple(sorted(ties.values(), key=lambda tie: not stands(tie, uow.today)))
