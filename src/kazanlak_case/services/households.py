"""Households: who lives with whom, from when until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import HouseholdListRow
from kazanlak_case.domain.changes import Change, Deleted, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.household_people import HEAD, household_people, lives_there
from kazanlak_case.services.records import require_deleting, save_record
from kazanlak_case.services.writing import append_by_scope, prepare_birth, prepare_edit

MADE, CHANGED, DELETED = "household_made", "household_changed", "household_deleted"
MEMBER_ADDED, MEMBER_CHANGED = "member_added", "member_changed"
MEMBER_REMOVED, HEAD_SET = "member_removed", "head_set"

SEEN_FROM_THE_OTHER = {
    "spouse": "spouse",
    "sibling": "sibling",
    "child": "parent",
    "parent": "child",
}
"""What the old head is to the new one, where that is certain from what the new one was to the old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """Somebody to be added to a household."""

    person: RecordId
    relation: str | None = None
    since: date | None = None


def make_household(
    uow: UnitOfWork, values: Mapping[str, Value], members: Sequence[MemberDraft] = ()
) -> Written:
    """Make a household and put people into it.

    Raises:
        InvalidRecordError: Something typed is not well; or there would be two heads.
    """
    if sum(one.relation == HEAD for one in members) > 1:
        raise InvalidRecordError({"relation": N_("A household has one head.")})
    household = prepare_birth(uow, Household, values)
    changes: list[Change] = [household]
    for one in members:
        member: dict[str, Value] = {
            "household": household.record.id,
            "person": one.person,
            "relation": one.relation,
            "since": one.since,
        }
        changes.append(prepare_birth(uow, HouseholdMember, member, beside=[household.record.id]))
    # A household belongs to the site of its people, though the municipality may write it.
    scope = uow.records.scope_of("person", members[0].person) if members else None
    written = uow.log.append(changes, MADE, scope=scope)
    uow.commit()
    return written


def save_household(uow: UnitOfWork, household_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Change the name, address or tenure of a household."""
    return save_record(uow, Household, household_id, values, what=CHANGED)


def add_member(
    uow: UnitOfWork, household_id: RecordId, draft: MemberDraft, *, moving: bool = False
) -> Written:
    """Add somebody to a household; `moving` ends where else they live on the same day.

    Without it they may live in two households in turn, as some children do.

    Raises:
        InvalidRecordError: They live there already, or there is a head already.
    """
    people = household_people(uow, household_id)
    if any(one.person == draft.person for one in people):
        raise InvalidRecordError({"person": N_("This person lives in the household already.")})
    if draft.relation == HEAD and any(one.relation == HEAD for one in people):
        raise InvalidRecordError({"relation": N_("A household has one head.")})
    values: dict[str, Value] = {
        "household": household_id,
        "person": draft.person,
        "relation": draft.relation,
        "since": draft.since,
    }
    scope = uow.records.scope_of("household", household_id)
    changes: list[tuple[str, Change]] = [(scope, prepare_birth(uow, HouseholdMember, values))]
    if moving:
        changes += _leaving(uow, draft, household_id)
    written = append_by_scope(uow, changes, MEMBER_ADDED)
    uow.commit()
    return written


def _leaving(
    uow: UnitOfWork, draft: MemberDraft, household_id: RecordId
) -> Iterator[tuple[str, Change]]:
    """End the other memberships of somebody who moves, each in its own scope."""
    until = draft.since or uow.today
    for one in uow.records.find(HouseholdMember, person=draft.person):
        if lives_there(one, until) and one.household != household_id:
            scope = uow.records.scope_of("household_member", one.id)
            yield scope, prepare_edit(uow, HouseholdMember, one.id, {"until": until})


def change_member(uow: UnitOfWork, member_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Correct a membership: relation or dates."""
    return save_record(uow, HouseholdMember, member_id, values, what=MEMBER_CHANGED)


def remove_member(
    uow: UnitOfWork, member_id: RecordId, *, until: date | None = None, by_mistake: bool = False
) -> Written:
    """End a membership on a day (today, if none is said); one written by mistake is deleted instead.

    Raises:
        InvalidRecordError: The day is before the person came.
        NotAllowedError: The user's post deletes nothing.
        RecordMissingError: The membership is not there, or was deleted.
    """
    if not by_mistake:
        values: dict[str, Value] = {"until": until or uow.today}
        return save_record(uow, HouseholdMember, member_id, values, what=MEMBER_REMOVED)
    require_deleting(uow, "household_member")
    if not uow.records.is_visible("household_member", member_id):
        raise RecordMissingError(id=member_id)
    written = uow.log.append([Deleted("household_member", member_id)], MEMBER_REMOVED)
    uow.commit()
    return written


def set_head(
    uow: UnitOfWork,
    household_id: RecordId,
    person: RecordId,
    *,
    relations: Mapping[RecordId, str] | None = None,
) -> Written:
    """Make somebody the head of their household.

    All relations are to the head, so the others' no longer hold: those given by person in `relations` are taken, the old
    head's where it is certain (SEEN_FROM_THE_OTHER), and the rest become not answered rather than wrong.

    Raises:
        NotAllowedError: The user's post does not write what people are to each other.
        RecordMissingError: The person does not live there.
    """
    uow.sight.require("household_member.relation", action=Action.WRITE)
    people = household_people(uow, household_id)
    new_head = next((one for one in people if one.person == person), None)
    if new_head is None:
        raise RecordMissingError(id=person)
    if new_head.relation == HEAD:
        return Written("", frozenset())
    said = dict(relations or {})
    changes: list[Change] = []
    for one in people:
        relation = said.get(one.person)
        if one.person == person:
            relation = HEAD
        elif relation is None and one.relation == HEAD:
            relation = SEEN_FROM_THE_OTHER.get(new_head.relation or "")
        changes.append(prepare_edit(uow, HouseholdMember, one.member, {"relation": relation}))
    written = uow.log.append(changes, HEAD_SET)
    uow.commit()
    return written


def delete_household(uow: UnitOfWork, household_id: RecordId) -> Written:
    """Hide a household made by mistake, with its memberships.

    Raises:
        NotAllowedError: The user's post deletes nothing.
        RecordMissingError: It is not there, or was deleted before.
    """
    require_deleting(uow, "household", "household_member")
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    members = uow.records.find(HouseholdMember, household=household_id)
    changes: list[Change] = [Deleted("household_member", one.id) for one in members]
    written = uow.log.append([*changes, Deleted("household", household_id)], DELETED)
    uow.commit()
    return written


def household_rows(
    uow: UnitOfWork, *, text: str = "", after: RecordId | None = None, limit: int = 200
) -> list[HouseholdListRow]:
    """List a page of households, the newest first; `text` is a part of the name or of an address the user may see.

    Raises:
        NotAllowedError: The user's post sees no households.
    """
    uow.sight.require("household.name")
    rows = uow.work.households.page(
        text=text, after=after, limit=limit, by_address=uow.sight.sees("household.address")
    )
    return uow.sight.shown_all(rows)


def count_households(uow: UnitOfWork, *, text: str = "") -> int:
    """Count the households of a filter.

    Raises:
        NotAllowedError: The user's post sees no households.
    """
    uow.sight.require("household.name")
    return uow.work.households.count(text=text, by_address=uow.sight.sees("household.address"))
