"""„Запиши посещение“: what was done for a person, written in a few keystrokes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import RecentPerson, VisitRow
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.records import delete_record, read_record, save_record
from kazanlak_case.services.writing import append_by_scope, prepare_birth

RECORDED, CHANGED, DELETED = "visit_recorded", "visit_changed", "visit_deleted"

RECENT_DAYS = 14
"""How far back to look for whom somebody is likely to write about next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit as it is being typed. `case` None means the person's open case."""

    person: RecordId | None = None
    service: str | None = None
    form: str | None = None
    provided_on: date | None = None
    minutes: int | None = None
    staff_member: RecordId | None = None
    case: RecordId | None = None
    note: str | None = None

    def values(self) -> dict[str, Value]:
        """Give the values under the field names of the service entry."""
        return {
            "person": self.person,
            "service": self.service,
            "form": self.form,
            "provided_on": self.provided_on,
            "minutes": self.minutes,
            "staff_member": self.staff_member,
            "case": self.case,
            "note": self.note,
        }


def visit_defaults(uow: UnitOfWork, *, person: RecordId | None = None) -> VisitDraft:
    """Begin a visit: today, by whoever is signed in, with the service, form and minutes of their last one."""
    staff_member = uow.user.staff_member
    draft = VisitDraft(person=person, provided_on=uow.today, staff_member=staff_member)
    last = uow.work.visits.written_last_by(staff_member) if staff_member else None
    if last is None or not uow.sight.sees("service_entry"):
        return draft
    last = uow.sight.shown(last)
    return replace(draft, service=last.service, form=last.form, minutes=last.minutes)


def record_visit(uow: UnitOfWork, draft: VisitDraft) -> Written:
    """Write a visit down; it belongs to the person's open case, if there is one.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    return record_visits(uow, [draft])


def record_visits(uow: UnitOfWork, drafts: Sequence[VisitDraft]) -> Written:
    """Write several visits down as one intention: a day of the paper diary.

    Raises:
        InvalidRecordError: One of them is not well; then none is written.
    """
    changes: list[tuple[str, Change]] = []
    for draft in drafts:
        case = open_case_of(uow, draft.person) if draft.person and not draft.case else None
        whole = replace(draft, case=case.id) if case else draft
        change = prepare_birth(uow, ServiceEntry, whole.values())
        changes.append((uow.records.scope_of("person", whole.person or ""), change))
    written = append_by_scope(uow, changes, RECORDED)
    uow.commit()
    return written


def change_visit(uow: UnitOfWork, visit_id: RecordId, draft: VisitDraft) -> Written:
    """Correct a visit. History keeps what stood there.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: The visit is not there, or was deleted.
    """
    return save_record(uow, ServiceEntry, visit_id, draft.values(), what=CHANGED)


def draft_of(uow: UnitOfWork, visit_id: RecordId) -> VisitDraft:
    """Give a visit as a draft, to be corrected.

    Raises:
        NotAllowedError: The user's post sees no visits.
        RecordMissingError: The visit is not there, or was deleted.
    """
    if not uow.records.is_visible("service_entry", visit_id):
        raise RecordMissingError(id=visit_id)
    entry = read_record(uow, ServiceEntry, visit_id)
    return VisitDraft(
        person=entry.person,
        service=entry.service,
        form=entry.form,
        provided_on=entry.provided_on,
        minutes=entry.minutes,
        staff_member=entry.staff_member,
        case=entry.case,
        note=entry.note,
    )


def delete_visit(uow: UnitOfWork, visit_id: RecordId) -> Written:
    """Hide a visit written by mistake; history keeps it."""
    return delete_record(uow, ServiceEntry, visit_id, what=DELETED)


def open_case_of(uow: UnitOfWork, person: RecordId) -> Case | None:
    """Find the open case of a person; of several, the one opened last."""
    cases = [case for case in uow.records.find(Case, person=person) if not case.closed_on]
    return max(cases, key=lambda case: (case.opened_on or date.min, case.id), default=None)


def recent_people(uow: UnitOfWork, *, limit: int = 8) -> list[RecentPerson]:
    """List whom the user visited lately, to be picked quickly; without a post in the house, whom the house did."""
    if not uow.sight.sees("service_entry.person service_entry.provided_on", NAME):
        return []
    since = uow.today - timedelta(days=RECENT_DAYS)
    found = uow.work.visits.recent_people(
        staff_member=uow.user.staff_member, since=since, limit=limit
    )
    return uow.sight.shown_all(found)


def visits_of_day(
    uow: UnitOfWork, day: date, *, staff_member: RecordId | None = None
) -> list[VisitRow]:
    """List the visits of a day, those written last first; of one staff member, or of all.

    Raises:
        NotAllowedError: The user's post sees no visits.
    """
    uow.sight.require("service_entry.provided_on service_entry.staff_member")
    return uow.sight.shown_all(uow.work.visits.between(day, day, staff_member=staff_member))
