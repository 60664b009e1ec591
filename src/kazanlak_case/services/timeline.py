"""What happened with a person: visits, cases, participation and household, the newest first."""

from collections.abc import Iterator

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.confidential import ConfidentialNote
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.labels import label_of
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.timeline_events import OF_WORK
from kazanlak_case.services.timeline_filter import EVERYTHING, TimelineFilter, narrowed
from kazanlak_case.services.timeline_items import Event, Place, TimelineItem, seen_of

MOST = 20_000
"""More entries than anybody has: a filter looks through all."""

__all__ = ["Event", "Place", "TimelineItem", "timeline"]


def timeline(
    uow: UnitOfWork,
    person_id: RecordId,
    *,
    limit: int = 50,
    before: Place | None = None,
    wanted: TimelineFilter = EVERYTHING,
) -> list[TimelineItem]:
    """List what happened with a person, newest first, from just before a place in that order.

    An old id of a joined person asks for the one who stands; what was written under old ids since is theirs. Events of
    records the user may not see are left out; a filter looks through all of them, whatever the page.

    Raises:
        NotAllowedError: The user's post knows no people.
    """
    sight = uow.sight
    sight.require(NAME)
    person_id = person_now(uow, person_id)
    former = hidden_ids(uow, person_id)
    visits = (
        uow.work.visits.of_person(
            person_id,
            limit=MOST if wanted.narrows else limit,
            before=before and before[:2],
            former=former,
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
            staff_member=visit.staff_member,
            case=visit.case,
            text=" ".join(part for part in (visit.note, visit.agreed) if part),
        )
        for visit in sight.shown_all(visits)
    ]
    # Everything that is not a visit happens a few times in a life: read whole.
    rare = [
        item
        for whose in (person_id, *former)
        for events in (_of_cases, _of_participation, _of_households, _of_notes, *OF_WORK)
        for item in events(uow, whose)
    ]
    items += [item for item in rare if before is None or item.place < before]
    if wanted.narrows:
        items = narrowed(uow, items, wanted)
    return sorted(items, key=lambda item: item.place, reverse=True)[:limit]


def _of_cases(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    for case in seen_of(uow, Case, person=person_id):
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
                    staff_member=case.leader,
                    case=case.id,
                    text=case.summary or "",
                )


def _of_participation(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    for participation in seen_of(uow, Participation, person=person_id):
        for spell in seen_of(uow, Spell, participation=participation.id):
            days = (
                (Event.ENTERED, spell.entered_on, None),
                (Event.LEFT, spell.left_on, spell.exit_state),
            )
            for event, on, code in days:
                if on:
                    yield TimelineItem(event=event, on=on, record="spell", id=spell.id, code=code)


def _of_households(uow: UnitOfWork, person_id: RecordId) -> Iterator[TimelineItem]:
    memberships = seen_of(uow, HouseholdMember, person=person_id)
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
    for note in seen_of(uow, ConfidentialNote, person=person_id):
        if note.written_on and not note.corrects:
            yield TimelineItem(
                event=Event.CONFIDENTIAL,
                on=note.written_on,
                record="confidential_note",
                id=note.id,
                code=note.secret,
            )
