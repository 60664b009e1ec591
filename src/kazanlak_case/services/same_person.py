"""Follow what was decided about people: which record stands for an old id, and who is known in another house."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.repeats import SAME, DuplicateDecision
from kazanlak_case.domain.rules.sight import Of


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownElsewhere:
    """Another house works with the same person; nothing more of it is told here (design.md, section 4).

    Attributes:
        person: Their id in that house.
        is_here: Whether that record is in this file too, as it is at the centre.
    """

    decision: RecordId
    site: Annotated[str, Of("duplicate_decision.site")]
    case_number: Annotated[str, Of("duplicate_decision.case_number")]
    person: RecordId
    is_here: bool


def former_ids(uow: UnitOfWork, person: RecordId) -> tuple[RecordId, ...]:
    """List the ids of all records that were joined into a person, however many times over; never its own."""
    found: dict[RecordId, None] = {person: None}
    waiting = [person]
    while waiting:
        at = waiting.pop(0)
        for one in _joins(uow, person=at):
            if one.other not in found:
                found[one.other] = None
                waiting.append(one.other)
    return tuple(found)[1:]


def hidden_ids(uow: UnitOfWork, person: RecordId) -> tuple[RecordId, ...]:
    """List the former ids whose records are hidden: what is written under them belongs to the person's page."""
    return tuple(
        one for one in former_ids(uow, person) if not uow.records.is_visible("person", one)
    )


def person_now(uow: UnitOfWork, person: RecordId) -> RecordId:
    """Give the record that stands for an id: itself as long as it is seen, else the one it was joined into.

    Where two copies joined the same record differently, the one decided first stands. Where nobody is seen any more
    (two copies joined two records into each other, or the one that stayed was deleted), it is the end of the way, or
    the lesser id of the two: `bring_back` mends that.
    """
    found: dict[RecordId, None] = {person: None}
    ends: list[RecordId] = []
    waiting = [person]
    while waiting:
        at = waiting.pop(0)
        if uow.records.is_visible("person", at):
            return at
        into = [one.person for one in _joins(uow, other=at)]
        ends += [] if into else [at]
        new = [one for one in dict.fromkeys(into) if one not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return min(ends or found)


def known_elsewhere(uow: UnitOfWork, person: RecordId) -> tuple[KnownElsewhere, ...]:
    """Tell in which other houses a person is known, with the number of the case there."""
    found = {}
    for whose in (person, *hidden_ids(uow, person)):
        for one in uow.records.find(DuplicateDecision, person=whose, verdict=SAME):
            if one.site:
                found[one.site, one.other] = KnownElsewhere(
                    decision=one.id,
                    site=one.site,
                    case_number=one.case_number or "",
                    person=one.other,
                    is_here=uow.records.is_visible("person", one.other),
                )
    return tuple(uow.sight.shown_all(found[key] for key in sorted(found)))


def _joins(uow: UnitOfWork, **equals: RecordId) -> Iterator[DuplicateDecision]:
    """List the decisions that joined records of one house, the oldest first."""
    return (
        one
        for one in uow.records.find(DuplicateDecision, verdict=SAME, **equals)
        if not one.site and one.person != one.other
    )
