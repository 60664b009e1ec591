"""What happened with a person: visits, cases, participation and household, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import VisitRow
from kazanlak_case.domain.fields import Record, RecordId, Value, record_type
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.confidential import ConfidentialNote
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.labels import label_of
from kazanlak_case.services.same_person import hidden_ids, person_now

RecordT = TypeVar("RecordT", bound=Record)

Place: TypeAlias = tuple[date, RecordId, bool]
"""Where an item stands in the timeline: give that of the last one to go on from there."""


class Event(StrEnum):
    """The kinds of event."""

    VISIT = "visit"
    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    ENTERED = "entered"
    LEFT = "left"
    JOINED_HOUSEHOLD = "joined_household"
    LEFT_HOUSEHOLD = "left_household"
    CONFIDENTIAL = "confidential"


ENDINGS = frozenset({Event.CASE_CLOSED, Event.LEFT, Event.LEFT_HOUSEHOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One event, with the record it comes from.

    Attributes:
        code: A code of the list its kind goes by: service, kind of case, closing reason, exit state, relation, profession.
        label: A case number or the name of a household.
        visit: The entry itself, for visits.
    """

    event: Event
    on: date
    record: str
    id: RecordId
    code: str | None = None
    label: str = ""
    visit: VisitRow | None = None

    @property
    def place(self) -> Place:
        """Where the item stands."""
        # A case opened and closed on one day has two events of one record: the end is the newer.
        return (self.on, self.id, self.event in ENDINGS)


def timeline(
    uow: UnitOfWork, person_id: RecordId, *, limit: int = 50, before: Place | None = None
) -> list[TimelineItem]:
    """List what happened with a person, newest first, from just before a place in that order.

    An old id of a joined person asks for the one who stands; what was written under old ids since is theirs. Events of
    records the user may not see are left out.

    Raises:
        NotAllowedError: The user's post knows no people.
    """
    sight = uow.sight
    sight.require(NAME)
    person_id = person_now(uow, person_id)
    former = hidden_ids(uow, person_id)
    visits = (
        uow.work.visits.of_person(
            person_id, limit=limit, before=before and before[:2], former=former
        )
        if sight.sees("service_entry.provided_on")
        else []
    )
    items = [
        TimelineItem(
            event=Event.VISIT,
            on=visit.provided_on,
            record="service_entry",
            id=visit.id,
            code=visit.service,
            label=visit.case_number or "",
            visit=visit,
        )
        for visit in sight.shown_all(visits)
    ]
    # Everything that is not a visit happens a few times in a life: read whole.
    rare = [
        item
        for whose in (person_id, *former)
        for events in (_of_cases, _of_participation, _of_households, _of_notes)
        for item in events(uow, whose)
    ]
    items += [item for item in rare if before is None or item.place < before]
    return sorted(items, key=lambda item: item.place, reverse=True)[:limit]


def _seen(uow: UnitOfWork, cls: type[RecordT], **equals: Value) -> list[RecordT]:
    """Find records of a type as far as the user may see them."""
    if not uow.sight.sees(record_type(cls)):
        return []
    return uow.sight.shown_all(uow.records.find(cls, **equals))


def _of_cases(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    for case in _seen(uow, Case, person=person_id):
        days = (
            (Event.CASE_OPENED, case.opened_on, case.type),
            (Event.CASE_CLOSED, case.closed_on, case.closing_reason),
        )
        for event, on, code in days:
            if on:
                yield TimelineItem(
                    event=event,
                    on=on,
                    record="case",
                    id=case.id,
                    code=code,
                    label=case.number or "",
                )


def _of_participation(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    for participation in _seen(uow, Participation, person=person_id):
        for spell in _seen(uow, Spell, participation=participation.id):
            days = (
                (Event.ENTERED, spell.entered_on, None),
                (Event.LEFT, spell.left_on, spell.exit_state),
            )
            for event, on, code in days:
                if on:
                    yield TimelineItem(event=event, on=on, record="spell", id=spell.id, code=code)


def _of_households(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    memberships = _seen(uow, HouseholdMember, person=person_id)
    households = uow.records.many(Household, [one.household for one in memberships])
    for member in memberships:
        household = households.get(member.household)
        days = ((Event.JOINED_HOUSEHOLD, member.since), (Event.LEFT_HOUSEHOLD, member.until))
        for event, on in days:
            if on:
                yield TimelineItem(
                    event=event,
                    on=on,
                    record="household_member",
                    id=member.id,
                    code=member.relation,
                    label=label_of(uow, household) if household else "",
                )


def _of_notes(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    """Tell that there was a confidential consultation, and of which profession; nothing of what was said."""
    for note in _seen(uow, ConfidentialNote, person=person_id):
        if note.written_on and not note.corrects:
            yield TimelineItem(
                event=Event.CONFIDENTIAL,
                on=note.written_on,
                record="confidential_note",
                id=note.id,
                code=note.secret,
            )
