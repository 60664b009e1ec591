"""Who is who to whom: ties are kept once and read from both ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Deleted, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.kin import (
    COUPLES,
    FORMER,
    KEPT_AS,
    MOST_PARENTS,
    OLDER,
    PARENT,
    elders_of,
    seen_from_other,
)
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.i18n import N_
from kazanlak_case.services.records import require_deleting
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import append_by_scope, prepare_birth, prepare_edit

ADDED, CHANGED, REMOVED = "tie_added", "tie_changed", "tie_removed"
MOST_ELDERS = 400
"""How many people are looked at above somebody, at most: no family is so large, and a mistake must not take long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieDraft:
    """A tie to be written: `other` is the `relation` of `person`, said from either end („child“ too)."""

    person: RecordId
    other: RecordId
    relation: str
    since: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie as one end sees it: `other` is the `relation` of `person`; the record may say it the other way round."""

    id: RecordId
    person: RecordId
    other: RecordId
    name: Annotated[str, Of(NAME)]
    relation: Annotated[str, Of("kinship.relation")]
    since: Annotated[date | None, Of("kinship.since")]
    until: Annotated[date | None, Of("kinship.until")]
    note: Annotated[str | None, Of("kinship.note")]
    sex: Annotated[str | None, Of("person.sex")] = None
    """Of the other: a mother is not called a parent."""


def stands(tie: Kinship | Tie, today: date) -> bool:
    """Tell whether a tie holds on a day; one that ended stays in the family's map as past."""
    return tie.until is None or tie.until > today


def ties_of(uow: UnitOfWork, person: RecordId) -> tuple[Tie, ...]:
    """List the ties of a person, whichever end they were written from; those that stand first.

    Raises:
        NotAllowedError: The user's post does not know who is who to whom.
    """
    uow.sight.require("kinship.relation", NAME)
    person = person_now(uow, person)
    found = [_seen_from(uow, one, person) for one in _written_of(uow, person)]
    others = uow.records.many(
        Person, [other for other, _ in found if uow.records.is_visible("person", other)]
    )
    ties = [
        Tie(
            id=one.id,
            person=person,
            other=other,
            name=others[other].name,
            relation=one.relation if one.relative != person else seen_from_other(one.relation),
            since=one.since,
            until=one.until,
            note=one.note,
            sex=others[other].sex,
        )
        for other, one in found
        if other in others and other != person
    ]
    return tuple(
        sorted(
            uow.sight.shown_all(_once(ties)),
            key=lambda tie: (not stands(tie, uow.today), tie.relation, tie.name, tie.id),
        )
    )


def prepare_tie(uow: UnitOfWork, draft: TieDraft) -> Born:
    """Check a tie and make the birth of it; nothing is written yet.

    Raises:
        InvalidRecordError: It cannot be: with oneself, written already, a third parent, or a circle of parents.
    """
    younger, older, kind = _as_kept(draft)
    younger, older = person_now(uow, younger), person_now(uow, older)
    _refuse_impossible(uow, younger, older, kind)
    values: dict[str, Value] = {
        "person": younger,
        "relative": older,
        "relation": kind,
        "since": draft.since,
        "note": draft.note,
    }
    return prepare_birth(uow, Kinship, values)


def add_tie(uow: UnitOfWork, draft: TieDraft) -> Written:
    """Write what one person is to another.

    Raises:
        InvalidRecordError: As `prepare_tie` says.
        NotAllowedError: The user's post does not write who is who to whom.
    """
    return add_ties(uow, [draft])


def add_ties(uow: UnitOfWork, drafts: Iterable[TieDraft]) -> Written:
    """Write several ties as one intention; each is checked as if it stood alone.

    Raises:
        InvalidRecordError: As `prepare_tie` says.
        NotAllowedError: The user's post does not write who is who to whom.
    """
    uow.sight.require("kinship", action=Action.WRITE)
    changes: list[tuple[str, Change]] = []
    for draft in drafts:
        person = person_now(uow, _as_kept(draft)[0])
        changes.append((uow.records.scope_of("person", person), prepare_tie(uow, draft)))
    written = append_by_scope(uow, changes, ADDED)
    uow.commit()
    return written


def end_tie(uow: UnitOfWork, tie_id: RecordId, *, until: date | None = None) -> Written:
    """End a tie on a day (today, if none is said); a couple that ends becomes former partners.

    Raises:
        InvalidRecordError: The day is before the beginning.
        RecordMissingError: The tie is not there.
    """
    tie = _standing(uow, tie_id)
    day = until or uow.today
    if tie.since and day < tie.since:
        raise InvalidRecordError({"until": N_("This is before the beginning.")})
    values: dict[str, Value] = {"until": day}
    if tie.relation in COUPLES:
        values["relation"] = FORMER
    written = uow.log.append([prepare_edit(uow, Kinship, tie_id, values)], CHANGED)
    uow.commit()
    return written


def remove_tie(uow: UnitOfWork, tie_id: RecordId) -> Written:
    """Delete a tie written by mistake.

    Raises:
        NotAllowedError: The user's post deletes nothing.
        RecordMissingError: The tie is not there.
    """
    require_deleting(uow, "kinship")
    _standing(uow, tie_id)
    written = uow.log.append([Deleted("kinship", tie_id)], REMOVED)
    uow.commit()
    return written


def _standing(uow: UnitOfWork, tie_id: RecordId) -> Kinship:
    if not uow.records.is_visible("kinship", tie_id):
        raise RecordMissingError(id=tie_id)
    return uow.records.get(Kinship, tie_id)


def _as_kept(draft: TieDraft) -> tuple[RecordId, RecordId, str]:
    """Turn a tie the way it is kept: (younger end, what the relation is said of, relation)."""
    if draft.relation in KEPT_AS:
        return draft.other, draft.person, KEPT_AS[draft.relation]
    return draft.person, draft.other, draft.relation


def _written_of(uow: UnitOfWork, person: RecordId) -> list[Kinship]:
    """Read the ties of a person from both ends; those written under former ids too."""
    return [
        one
        for whose in (person, *hidden_ids(uow, person))
        for end in ("person", "relative")
        for one in uow.records.find(Kinship, **{end: whose})
    ]


def _seen_from(uow: UnitOfWork, tie: Kinship, person: RecordId) -> tuple[RecordId, Kinship]:
    ends = {person_now(uow, tie.person), person_now(uow, tie.relative)} - {person}
    return next(iter(ends), person), tie


def _once(ties: Iterable[Tie]) -> list[Tie]:
    """Leave out what two copies wrote alike: the older record stands."""
    found: dict[tuple[RecordId, str, date | None], Tie] = {}
    for tie in sorted(ties, key=lambda one: one.id):
        found.setdefault((tie.other, tie.relation, tie.until), tie)
    return list(found.values())


def _refuse_impossible(uow: UnitOfWork, younger: RecordId, older: RecordId, kind: str) -> None:
    if younger == older:
        raise InvalidRecordError({"relative": N_("Nobody is their own relative.")})
    standing = [one for one in _written_of(uow, younger) if stands(one, uow.today)]
    between = [one for one in standing if _seen_from(uow, one, younger)[0] == older]
    alike = COUPLES if kind in COUPLES else {kind}
    if any(one.relation in alike for one in between):
        raise InvalidRecordError({"relation": N_("This is written already.")})
    if kind == PARENT:
        parents = {person_now(uow, one.relative) for one in standing if _is_parent(one, younger)}
        if len(parents) >= MOST_PARENTS:
            raise InvalidRecordError(
                {"relation": N_("Two parents are written already. End one tie first.")}
            )
    if kind in OLDER:
        _refuse_younger_elder(uow, younger, older)


def _is_parent(tie: Kinship, child: RecordId) -> bool:
    return tie.relation == PARENT and tie.person == child


def _refuse_younger_elder(uow: UnitOfWork, younger: RecordId, older: RecordId) -> None:
    """Refuse a parent who descends from the child, or who is born after it."""
    if younger in elders_of(older, _ties_above(uow, older)):
        raise InvalidRecordError({"relation": N_("It is the other way round already.")})
    people = uow.records.many(Person, (younger, older))
    child, elder = people.get(younger), people.get(older)
    if child and elder and child.born_on and elder.born_on and elder.born_on >= child.born_on:
        raise InvalidRecordError({"relation": N_("The older one would be the younger one.")})


def _ties_above(uow: UnitOfWork, person: RecordId) -> list[tuple[str, str]]:
    ties: list[tuple[str, str]] = []
    seen, waiting = {person}, [person]
    while waiting and len(seen) < MOST_ELDERS:
        at = waiting.pop(0)
        for one in uow.records.find(Kinship, person=at):
            if one.relation in OLDER:
                ties.append((at, one.relative))
                if one.relative not in seen:
                    seen.add(one.relative)
                    waiting.append(one.relative)
    return ties
