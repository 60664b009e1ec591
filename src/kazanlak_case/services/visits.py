"""„Запиши посещение“: what was done for a person, a family, with a colleague; written in a few keystrokes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import RecentPerson, VisitRow
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.plan import PlanAction
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.domain.rules.values import LONGEST_ENTRY_MINUTES
from kazanlak_case.domain.visit_errors import InvalidVisitsError
from kazanlak_case.i18n import N_
from kazanlak_case.services.records import read_record
from kazanlak_case.services.visit_people import (
    others_of,
    prepare_others,
    prepare_workers,
    shared_home,
    workers_of,
)
from kazanlak_case.services.writing import append_by_scope, prepare_birth, prepare_edit

RECORDED = "visit_recorded"

RECENT_DAYS = 14
"""How far back to look for whom somebody is likely to write about next."""
USUAL_DAYS = 90
"""How far back to count what somebody does most often."""
NEXT_STEP = "follow_up"
"""The kind of task that a next step becomes."""
LONGEST_TITLE = 200
DONE = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit as it is being typed. `case` None means the person's open case.

    Attributes:
        people: Whom it concerns too.
        workers: Who did the work too.
        next_on: The day the next step is due: with it `agreed` becomes a task.
        action_done: The action of the plan is done by this.
    """

    person: RecordId | None = None
    service: str | None = None
    form: str | None = None
    provided_on: date | None = None
    minutes: int | None = None
    staff_member: RecordId | None = None
    case: RecordId | None = None
    note: str | None = None
    started_at: str | None = None
    agreed: str | None = None
    household: RecordId | None = None
    plan_action: RecordId | None = None
    institution: str | None = None
    place: str | None = None
    correction: str | None = None
    people: tuple[RecordId, ...] = ()
    workers: tuple[RecordId, ...] = ()
    next_on: date | None = None
    action_done: bool = False

    def values(self) -> dict[str, Value]:
        """Give the values under the field names of the service entry."""
        return {name: getattr(self, name) for name in ENTRY_FIELDS}


ENTRY_FIELDS = tuple(
    one.name
    for one in fields(VisitDraft)
    if one.name not in {"people", "workers", "next_on", "action_done"}
)


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
    """Write a visit down with everybody it concerns, its next step as a task, and the action of the plan it did.

    It belongs to the person's open case, if there is one.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    try:
        return record_visits(uow, [draft])
    except InvalidVisitsError as error:
        raise InvalidRecordError(error.problems) from None


def record_visits(uow: UnitOfWork, drafts: Sequence[VisitDraft]) -> Written:
    """Write several visits down as one intention: a day of the paper diary.

    Raises:
        InvalidVisitsError: Some of them are not well, named row by row; then none is written.
    """
    changes: list[tuple[str, Change]] = []
    rows: dict[int, dict[str, str]] = {}
    for at, draft in enumerate(drafts):
        try:
            scope = uow.records.scope_of("person", draft.person) if draft.person else uow.site
            changes += [(scope, change) for change in _prepared(uow, draft)]
        except InvalidRecordError as error:
            rows[at] = error.problems
        except RecordMissingError:
            rows[at] = {"person": N_("This record is not in the file any more.")}
    if not rows:
        rows = _too_long_days(uow, drafts)
    if rows:
        raise InvalidVisitsError(rows)
    written = append_by_scope(uow, changes, RECORDED)
    uow.commit()
    return written


def draft_of(uow: UnitOfWork, visit_id: RecordId) -> VisitDraft:
    """Give a visit as a draft, to be corrected.

    Raises:
        NotAllowedError: The user's post sees no visits.
        RecordMissingError: The visit is not there, or was deleted.
    """
    if not uow.records.is_visible("service_entry", visit_id):
        raise RecordMissingError(id=visit_id)
    entry = read_record(uow, ServiceEntry, visit_id)
    values = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    return VisitDraft(**values, people=others_of(uow, visit_id), workers=workers_of(uow, visit_id))


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
        staff_member=uow.user.staff_member,
        since=since,
        limit=limit,
        named=uow.sight.sees("service_person.person"),
    )
    return uow.sight.shown_all(found)


def usual_services(uow: UnitOfWork, *, limit: int = 9) -> list[str]:
    """List what the user writes down most often, by code, the most frequent first."""
    staff_member = uow.user.staff_member
    if not staff_member or not uow.sight.sees("service_entry.service service_entry.provided_on"):
        return []
    since = uow.today - timedelta(days=USUAL_DAYS)
    return uow.work.visits.shared.usual_services(staff_member, since=since, limit=limit)


def visits_of_day(
    uow: UnitOfWork, day: date, *, staff_member: RecordId | None = None
) -> list[VisitRow]:
    """List the visits of a day, those written last first; of one staff member, or of all.

    Raises:
        NotAllowedError: The user's post sees no visits.
    """
    uow.sight.require("service_entry.provided_on service_entry.staff_member")
    return uow.sight.shown_all(uow.work.visits.between(day, day, staff_member=staff_member))


def _prepared(uow: UnitOfWork, draft: VisitDraft) -> list[Change]:
    """Make every change of one visit."""
    if draft.person:
        case = None if draft.case else open_case_of(uow, draft.person)
        home = draft.household
        if draft.people and not home:
            home = shared_home(uow, draft.person, draft.people)
        draft = replace(draft, case=case.id if case else draft.case, household=home)
    born = prepare_birth(uow, ServiceEntry, draft.values())
    entry = born.record
    if not isinstance(entry, ServiceEntry):
        raise TypeError(entry)
    return [
        born,
        *prepare_others(uow, entry, draft.people, beside=[entry.id]),
        *prepare_workers(uow, entry, draft.workers, beside=[entry.id]),
        *_next_step(uow, entry, draft.next_on),
        *_action(uow, entry, is_done=draft.action_done),
    ]


def _next_step(uow: UnitOfWork, entry: ServiceEntry, due_on: date | None) -> list[Change]:
    """Make the task that a next step becomes."""
    if not entry.agreed or due_on is None:
        return []
    if entry.provided_on and due_on < entry.provided_on:
        raise InvalidRecordError({"agreed": N_("The next step lies before the visit.")})
    task: dict[str, Value] = {
        "title": entry.agreed.splitlines()[0][:LONGEST_TITLE],
        "kind": NEXT_STEP,
        "due_on": due_on,
        "assigned_to": entry.staff_member or uow.user.staff_member,
        "person": entry.person,
        "case": entry.case,
        "source_type": "service_entry",
        "source": entry.id,
    }
    return [prepare_birth(uow, Task, task)]


def _action(uow: UnitOfWork, entry: ServiceEntry, *, is_done: bool) -> list[Change]:
    """Tick the action of the plan that this visit was."""
    if not entry.plan_action or not is_done:
        return []
    done: dict[str, Value] = {"done_on": entry.provided_on, "status": DONE}
    return [prepare_edit(uow, PlanAction, entry.plan_action, done)]


def _too_long_days(uow: UnitOfWork, drafts: Iterable[VisitDraft]) -> dict[int, dict[str, str]]:
    """Find the rows with which somebody's day would have more than 24 hours (domain.md 8.3)."""
    days: dict[tuple[RecordId, date], int] = defaultdict(int)
    rows: dict[int, dict[str, str]] = {}
    for at, draft in enumerate(drafts):
        if not draft.minutes or not draft.staff_member or not draft.provided_on:
            continue
        key = draft.staff_member, draft.provided_on
        if key not in days:
            spent = uow.work.visits.shared.spent(*key)
            days[key] = sum(one.minutes or 0 for one in spent)
        days[key] += draft.minutes
        if days[key] > LONGEST_ENTRY_MINUTES:
            rows[at] = {"minutes": N_("With this the day has more than 24 hours.")}
    return rows
