"""One event in the life of a person, a family or a case: what it is, of which day, and what it comes from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import VisitRow
from kazanlak_case.domain.fields import Record, RecordId, Value, record_type

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
    INTAKE = "intake"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ASSESSED = "assessed"
    PLAN_MADE = "plan_made"
    PLAN_APPROVED = "plan_approved"
    REVIEWED = "reviewed"
    REFERRED = "referred"
    REFERRAL_ANSWERED = "referral_answered"
    SIGNAL = "signal"
    TASK_DONE = "task_done"
    ENROLLED = "enrolled"
    ENROLMENT_ENDED = "enrolment_ended"
    ATTACHED = "attached"
    ISSUED = "issued"


ENDINGS = frozenset(
    {
        Event.CASE_CLOSED,
        Event.LEFT,
        Event.LEFT_HOUSEHOLD,
        Event.CONSENT_WITHDRAWN,
        Event.PLAN_APPROVED,
        Event.REFERRAL_ANSWERED,
        Event.ENROLMENT_ENDED,
    }
)
"""Of two events of one record the later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One event, with the record it comes from.

    Attributes:
        code: A code of the list its kind goes by: service, kind of case, closing reason, exit state, relation, profession.
        label: A case number or the name of a household.
        visit: The entry itself, for visits.
        staff_member: Who did it, where that is known.
        case: The case it belongs to, where it belongs to one.
        domains: The domains it was about.
        text: What was written down with it, as far as the user may see it: what a search looks through.
    """

    event: Event
    on: date
    record: str
    id: RecordId
    code: str | None = None
    label: str = ""
    visit: VisitRow | None = None
    staff_member: RecordId | None = None
    case: RecordId | None = None
    domains: tuple[str, ...] = ()
    text: str = ""

    @property
    def place(self) -> Place:
        """Where the item stands."""
        # A case opened and closed on one day has two events of one record: the end is the newer.
        return (self.on, self.id, self.event in ENDINGS)


def seen_of(uow: UnitOfWork, cls: type[RecordT], **equals: Value) -> list[RecordT]:
    """Find records of a type as far as the user may see them."""
    if not uow.sight.sees(record_type(cls)):
        return []
    return uow.sight.shown_all(uow.records.find(cls, **equals))
