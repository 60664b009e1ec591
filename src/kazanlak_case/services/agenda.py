"""What is to be done, tasks and deadlines in one list: late, today, this week, later. The most urgent comes first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.due import OUT_OF_SCHOOL, PRESCHOOL, SCHOOL, Deadline
from kazanlak_case.services.writing import append_by_scope, prepare_birth

TASK = "task"
QUIET = "quiet_case"
SEEN_TO = frozenset({SCHOOL, PRESCHOOL, OUT_OF_SCHOOL})
"""Deadlines that can be put off until the next year by saying that somebody saw to them; an enrolment ends them."""

LATER_DAYS = 30
"""How far the list looks; what lies beyond stands in the calendar."""

TICKED = "task_done"


class When(StrEnum):
    """The groups of the list, the most urgent first."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One thing to do.

    Attributes:
        code: `task`, or the code of a deadline.
        at: The hour of a task that has one.
        title: The words of a task; a deadline is worded by its code.
        record: What it is about, with `id`: for a task the task itself.
        staff_name: Whom a task is for, if not for the user; "" for nobody yet.
    """

    when: When
    code: str
    on: date | None
    record: str
    id: RecordId
    title: str = ""
    at: str | None = None
    kind: str | None = None
    person: RecordId | None = None
    person_name: str = ""
    number: str | None = None
    assigned_to: RecordId | None = None
    staff_name: str = ""

    @property
    def is_ticked_here(self) -> bool:
        """Whether it can be said to be done right in the list."""
        return self.code == TASK or self.code in SEEN_TO


def when_of(on: date | None, today: date, code: str = TASK) -> When:
    """Say in which group a day stands; a case without contact is no deadline that one could miss, but work of now."""
    if on is None:
        return When.LATER
    if code == QUIET and on <= today:
        return When.WEEK
    if on < today:
        return When.LATE
    if on == today:
        return When.TODAY
    return When.WEEK if on <= week_end(today) else When.LATER


def week_end(day: date) -> date:
    """Give the Sunday of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def agenda(uow: UnitOfWork, deadlines: tuple[Deadline, ...]) -> tuple[AgendaLine, ...]:
    """Put the user's tasks (of all, for who has no post in the house) and these deadlines into one list."""
    last = max(week_end(uow.today), uow.today + timedelta(days=LATER_DAYS))
    lines = [_of_deadline(one, uow.today) for one in deadlines if one.on <= last]
    lines += _tasks(uow, last)
    groups = list(When)
    return tuple(sorted(lines, key=lambda one: (groups.index(one.when), *_place(one))))


def see_to(uow: UnitOfWork, person: RecordId, *, code: str, title: str) -> Written:
    """Say that somebody saw to a deadline that ends with no record of its own: a task that is done stays as the proof.

    Raises:
        NotAllowedError: The user's post writes no tasks.
    """
    values: dict[str, Value] = {
        "title": title,
        "person": person,
        "due_on": uow.today,
        "done_on": uow.today,
        "done_by": uow.user.staff_member,
        "assigned_to": uow.user.staff_member,
        "source_type": code,
        "source": person,
    }
    scope = uow.records.scope_of("person", person)
    written = append_by_scope(uow, [(scope, prepare_birth(uow, Task, values))], TICKED)
    uow.commit()
    return written


def _tasks(uow: UnitOfWork, last: date) -> Iterator[AgendaLine]:
    if not uow.sight.sees("task.title task.due_on task.assigned_to"):
        return
    mine = uow.user.staff_member
    for row in uow.sight.shown_all(uow.work.tasks.open_until(last, staff_member=mine)):
        yield _of_task(row, uow.today, mine)


def _of_task(row: TaskRow, today: date, mine: RecordId | None) -> AgendaLine:
    return AgendaLine(
        when=when_of(row.due_on, today),
        code=TASK,
        on=row.due_on,
        record="task",
        id=row.id,
        title=row.title,
        at=row.due_at,
        kind=row.kind,
        person=row.person,
        person_name=row.person_name,
        number=row.case_number,
        assigned_to=row.assigned_to,
        staff_name="" if row.assigned_to == mine else row.staff_name,
    )


def _of_deadline(one: Deadline, today: date) -> AgendaLine:
    return AgendaLine(
        when=when_of(one.on, today, one.code),
        code=one.code,
        on=one.on,
        record=one.record,
        id=one.id,
        person=one.person,
        person_name=one.person_name,
        number=one.number,
    )


def _place(one: AgendaLine) -> tuple[bool, date, str, str, str]:
    """Order a group by day and hour; a case without contact stands last in its week."""
    day = one.on or date.max
    return (one.code == QUIET, day, one.at or "", one.person_name or one.title, one.id)
