"""Families that move and families that part: one stroke writes where they live now and keeps where they lived."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.kinship import Residence
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.household_people import HEAD, household_people, lives_there
from kazanlak_case.services.kinship import stands, ties_of
from kazanlak_case.services.same_person import person_now
from kazanlak_case.services.writing import append_by_scope, prepare_birth, prepare_edit

MOVED, SPLIT, PEOPLE_MOVED = "family_moved", "family_split", "members_moved"
PLACE = ("settlement", "address", "tenure")

OF_NEW_HEAD: Mapping[str, str] = {
    "spouse": "spouse",
    "partner": "spouse",
    "child": "child",
    "step_child": "step_child",
    "foster_child": "foster_child",
    "ward": "foster_child",
    "parent": "parent",
    "sibling": "sibling",
    "grandchild": "grandchild",
    "grandparent": "grandparent",
    "other_relative": "other_relative",
}
"""What somebody is to a head by the tie between the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDraft:
    """Where a household, or some of its people, go, and when. `since` is today if it is not said."""

    settlement: str | None = None
    address: str | None = None
    tenure: str | None = None
    since: date | None = None
    reason: str | None = None

    def place(self) -> dict[str, Value]:
        """Give the fields a household and a residence have in common."""
        return {name: getattr(self, name) for name in PLACE}


def move_household(uow: UnitOfWork, household_id: RecordId, draft: MoveDraft) -> Written:
    """Let a whole household move: the residence that stands ends, another begins, and its people live there too.

    Raises:
        InvalidRecordError: Nothing is said of the new place; or the day is before they came to the old one.
        RecordMissingError: The household is not there.
    """
    uow.sight.require("household", "residence", action=Action.WRITE)
    household = _household(uow, household_id)
    if not (draft.settlement or draft.address):
        raise InvalidRecordError({"settlement": N_("Please say where to.")})
    scope = uow.records.scope_of("household", household_id)
    since = draft.since or uow.today
    changes: list[tuple[str, Change]] = [
        (scope, one) for one in _residences(uow, household, draft, since=since)
    ]
    changes.append((scope, prepare_edit(uow, Household, household_id, draft.place())))
    changes += _with_their_people(uow, household, draft)
    written = append_by_scope(uow, changes, MOVED)
    uow.commit()
    return written


def split_household(
    uow: UnitOfWork, members: Sequence[RecordId], name: str, draft: MoveDraft
) -> Written:
    """Let some members (by their memberships) begin a household of their own; the first is its head.

    Raises:
        InvalidRecordError: Nobody goes; there is no name; or the day is before they came.
    """
    going = _going(uow, members, draft.since or uow.today)
    since = draft.since or uow.today
    new = prepare_birth(uow, Household, {"name": name, **draft.place()})
    beside = [new.record.id]
    changes: list[Change] = [new]
    if draft.settlement or draft.address:
        residence = {"household": new.record.id, **draft.place(), "since": since}
        residence["reason"] = draft.reason or "split"
        changes.append(prepare_birth(uow, Residence, residence, beside=beside))
    head = going[0].person
    for one in going:
        values: dict[str, Value] = {
            "household": new.record.id,
            "person": one.person,
            "relation": relation_to(uow, head, one.person),
            "since": since,
        }
        changes.append(prepare_birth(uow, HouseholdMember, values, beside=beside))
    scope = uow.records.scope_of("household", going[0].household)
    scoped = [(scope, one) for one in changes]
    scoped += _endings(uow, going, since)
    for one in going:
        scoped += _person_there(uow, one.person, draft)
    written = append_by_scope(uow, scoped, SPLIT)
    uow.commit()
    return written


def move_members(
    uow: UnitOfWork, members: Sequence[RecordId], to: RecordId, *, since: date | None = None
) -> Written:
    """Let some members (by their memberships) go over to another household on a day (today, if none is said).

    Raises:
        InvalidRecordError: Nobody goes; they live there already; or the day is before they came.
        RecordMissingError: The other household is not there.
    """
    uow.sight.require("household_member", action=Action.WRITE)
    household = _household(uow, to)
    day = since or uow.today
    going = _going(uow, members, day)
    there = household_people(uow, to)
    if {person_now(uow, one.person) for one in going} & {one.person for one in there}:
        raise InvalidRecordError({"household": N_("Somebody of them lives there already.")})
    head = next((one.person for one in there if one.relation == HEAD), None)
    scope = uow.records.scope_of("household", to)
    draft = MoveDraft(settlement=household.settlement, address=household.address, since=day)
    changes: list[tuple[str, Change]] = []
    for one in going:
        values: dict[str, Value] = {
            "household": to,
            "person": one.person,
            "relation": relation_to(uow, head, one.person) if head else None,
            "since": day,
        }
        changes.append((scope, prepare_birth(uow, HouseholdMember, values)))
        changes += _person_there(uow, one.person, draft)
    changes += _endings(uow, going, day)
    written = append_by_scope(uow, changes, PEOPLE_MOVED)
    uow.commit()
    return written


def relation_to(uow: UnitOfWork, head: RecordId, person: RecordId) -> str | None:
    """Tell what somebody is to the head of a household by the tie between them; None where there is none.

    Raises:
        NotAllowedError: The user's post does not know who is who to whom.
    """
    head, person = person_now(uow, head), person_now(uow, person)
    if head == person:
        return HEAD
    if not uow.sight.sees("kinship.relation"):
        return None
    standing = (one for one in ties_of(uow, head) if stands(one, uow.today))
    tie = next((one for one in standing if one.other == person), None)
    return OF_NEW_HEAD.get(tie.relation) if tie else None


def _household(uow: UnitOfWork, household_id: RecordId) -> Household:
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    return uow.records.get(Household, household_id)


def _residences(
    uow: UnitOfWork, household: Household, draft: MoveDraft, *, since: date
) -> Iterator[Change]:
    """End where they lived and begin where they live; where the old place was never written as one, it is now."""
    standing = [
        one
        for one in uow.records.find(Residence, household=household.id)
        if one.until is None or one.until > since
    ]
    for one in standing:
        if one.since and since < one.since:
            raise InvalidRecordError({"since": N_("They came to the old place after this day.")})
        yield prepare_edit(uow, Residence, one.id, {"until": since})
    old: dict[str, Value] = {name: getattr(household, name) for name in PLACE}
    if not standing and any(old.values()):
        yield prepare_birth(uow, Residence, {"household": household.id, **old, "until": since})
    new: dict[str, Value] = {
        "household": household.id,
        **draft.place(),
        "since": since,
        "reason": draft.reason,
    }
    yield prepare_birth(uow, Residence, new)


def _with_their_people(
    uow: UnitOfWork, household: Household, draft: MoveDraft
) -> Iterator[tuple[str, Change]]:
    """Let the people follow who are written at the household's old address, or at none."""
    for one in household_people(uow, household.id):
        person = uow.records.get(Person, one.person)
        if person.address in {None, household.address}:
            yield from _person_there(uow, one.person, draft)


def _person_there(
    uow: UnitOfWork, person: RecordId, draft: MoveDraft
) -> Iterator[tuple[str, Change]]:
    where: dict[str, Value] = {"settlement": draft.settlement, "address": draft.address}
    if any(where.values()) and uow.sight.sees(
        "person.settlement person.address", action=Action.WRITE
    ):
        person = person_now(uow, person)
        yield uow.records.scope_of("person", person), prepare_edit(uow, Person, person, where)


def _going(uow: UnitOfWork, members: Sequence[RecordId], day: date) -> list[HouseholdMember]:
    found = [
        uow.records.get(HouseholdMember, one)
        for one in dict.fromkeys(members)
        if uow.records.is_visible("household_member", one)
    ]
    going = [one for one in found if lives_there(one, day)]
    if not going:
        raise InvalidRecordError({"members": N_("Please choose who goes.")})
    if any(one.since and day < one.since for one in going):
        raise InvalidRecordError({"since": N_("Somebody of them came after this day.")})
    return going


def _endings(
    uow: UnitOfWork, going: Sequence[HouseholdMember], day: date
) -> Iterator[tuple[str, Change]]:
    for one in going:
        scope = uow.records.scope_of("household_member", one.id)
        yield scope, prepare_edit(uow, HouseholdMember, one.id, {"until": day})
