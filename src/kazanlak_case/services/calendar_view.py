"""Some days of the calendar: tasks with their hours, visits that were written, and what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import VisitRow
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.agenda import QUIET
from kazanlak_case.services.due import DUE, Deadline, deadlines
from kazanlak_case.services.tasks import tasks_between

TASK, VISIT, DEADLINE = "task", "visit", "deadline"
MOST_DEADLINES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItem:
    """One thing on one day.

    Attributes:
        kind: `task`, `visit` or `deadline`.
        code: The kind of a task, the service of a visit, what a deadline is about.
        at: The hour; without one it stands over the hours.
    """

    kind: str
    on: date
    record: str
    id: RecordId
    code: str | None = None
    at: str | None = None
    minutes: int | None = None
    title: str = ""
    place: str | None = None
    person: RecordId | None = None
    person_name: str = ""
    number: str | None = None
    staff_name: str = ""
    is_done: bool = False


def calendar_items(
    uow: UnitOfWork, first: date, last: date, *, staff_member: RecordId | None = None
) -> tuple[CalendarItem, ...]:
    """Gather the days of one member of staff, or of the whole house.

    A deadline is that of whoever leads the case; where none is open any more, of whoever led the last one. What waits
    for somebody's word by a right of their post is theirs too. What nobody leads is the whole house's.

    Raises:
        NotAllowedError: The user's post sees no tasks.
    """
    tasks = tasks_between(uow, first, last, staff_member=staff_member)
    items = [_of_task(one) for one in tasks]
    if uow.sight.sees("service_entry.provided_on service_entry.staff_member"):
        visits = uow.work.visits.between(first, last, staff_member=staff_member)
        items += [_of_visit(one) for one in uow.sight.shown_all(visits)]
    found: Iterable[Deadline] = deadlines(uow, limit=MOST_DEADLINES)[0]
    if staff_member is not None:
        found = _theirs(uow, tuple(found), staff_member)
    # a case became quiet on some day, but there is nothing to be done on that very day
    due = (one for one in found if one.code != QUIET and first <= one.on <= last)
    items += [_of_deadline(one) for one in due]
    return tuple(sorted(items, key=_place))


def _theirs(
    uow: UnitOfWork, found: tuple[Deadline, ...], staff_member: RecordId
) -> Iterator[Deadline]:
    sees_leaders = uow.sight.sees("case.leader case.person")
    people = [one.person for one in found] if sees_leaders else []
    leaders = uow.work.cases.leaders_of(people)
    is_me = staff_member == uow.user.staff_member
    for one in found:
        if staff_member in leaders.get(one.person, ()) or (is_me and DUE[one.code].act is not None):
            yield one


def _of_task(row: TaskRow) -> CalendarItem:
    return CalendarItem(
        kind=TASK,
        on=row.due_on or date.min,
        record="task",
        id=row.id,
        code=row.kind,
        at=row.due_at,
        minutes=row.minutes,
        title=row.title,
        place=row.place,
        person=row.person,
        person_name=row.person_name,
        number=row.case_number,
        staff_name=row.staff_name,
        is_done=row.done_on is not None,
    )


def _of_visit(row: VisitRow) -> CalendarItem:
    return CalendarItem(
        kind=VISIT,
        on=row.provided_on,
        record="service_entry",
        id=row.id,
        code=row.service,
        minutes=row.minutes,
        person=row.person,
        person_name=row.person_name,
        number=row.case_number,
        staff_name=row.staff_name,
        is_done=True,
    )


def _of_deadline(one: Deadline) -> CalendarItem:
    return CalendarItem(
        kind=DEADLINE,
        on=one.on,
        record=one.record,
        id=one.id,
        code=one.code,
        person=one.person,
        person_name=one.person_name,
        number=one.number,
    )


def _place(one: CalendarItem) -> tuple[date, str, int, str, str]:
    """Order a day: what has no hour first (tasks, then deadlines, then visits), then by the hour."""
    kinds = (TASK, DEADLINE, VISIT)
    return (one.on, one.at or "", kinds.index(one.kind), one.person_name or one.title, one.id)
