"""Tasks: made, ticked, moved to another day, taken over, dropped. Each is one intention that can be taken back."""

from collections.abc import Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.records import save_record
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import append_by_scope, prepare_birth

MADE, CHANGED, DONE, MOVED = "task_made", "task_changed", "task_done", "task_moved"
TAKEN, DROPPED, OPENED_AGAIN = "task_taken", "task_dropped", "task_opened_again"


def task_defaults(
    uow: UnitOfWork, *, person: RecordId | None = None, due_on: date | None = None
) -> dict[str, Value]:
    """Begin a task: due today, for whoever is signed in."""
    return {
        "person": person,
        "due_on": due_on or uow.today,
        "assigned_to": uow.user.staff_member,
    }


def make_task(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    """Write a task down; about a person it belongs to their open case, if there is one.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    typed = dict(values)
    person = RecordId(str(typed["person"])) if typed.get("person") else None
    if person and not typed.get("case"):
        case = open_case_of(uow, person)
        typed["case"] = case.id if case else None
    scope = uow.records.scope_of("person", person) if person else uow.site
    written = append_by_scope(uow, [(scope, prepare_birth(uow, Task, typed))], MADE)
    uow.commit()
    return written


def change_task(uow: UnitOfWork, task_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Change what stands in a task.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        RecordMissingError: The task is not there, or was deleted.
    """
    return save_record(uow, Task, task_id, values, what=CHANGED)


def tick_task(uow: UnitOfWork, task_id: RecordId) -> Written:
    """Say that a task is done, today and by whoever is signed in.

    Raises:
        RecordMissingError: The task is not there, or was deleted.
    """
    values: dict[str, Value] = {"done_on": uow.today, "done_by": uow.user.staff_member}
    return save_record(uow, Task, task_id, values, what=DONE)


def open_task_again(uow: UnitOfWork, task_id: RecordId) -> Written:
    """Say that a task is not done after all.

    Raises:
        RecordMissingError: The task is not there, or was deleted.
    """
    return save_record(uow, Task, task_id, {"done_on": None, "done_by": None}, what=OPENED_AGAIN)


def drop_task(uow: UnitOfWork, task_id: RecordId) -> Written:
    """Say that a task is not needed any more; history keeps it.

    Raises:
        RecordMissingError: The task is not there, or was deleted.
    """
    return save_record(uow, Task, task_id, {"dropped": True}, what=DROPPED)


def move_task(uow: UnitOfWork, task_id: RecordId, on: date, *, hour: str | None = None) -> Written:
    """Move a task to another day; at an hour, if one is said, else at the hour it has.

    Raises:
        InvalidRecordError: The hour is none.
        RecordMissingError: The task is not there, or was deleted.
    """
    values: dict[str, Value] = {"due_on": on}
    if hour is not None:
        values["due_at"] = hour or None
    return save_record(uow, Task, task_id, values, what=MOVED)


def take_task(uow: UnitOfWork, task_id: RecordId) -> Written:
    """Take a task over: it is the user's own from now on.

    Raises:
        RecordMissingError: The task is not there, or was deleted.
    """
    return save_record(uow, Task, task_id, {"assigned_to": uow.user.staff_member}, what=TAKEN)


def tasks_of_person(uow: UnitOfWork, person_id: RecordId) -> list[TaskRow]:
    """List what is to be done for a person, the most pressing first; nothing for who sees no tasks."""
    if not uow.sight.sees("task.title", "task.person"):
        return []
    person_id = person_now(uow, person_id)
    whose = (person_id, *hidden_ids(uow, person_id))
    return uow.sight.shown_all(uow.work.tasks.of_people(whose))


def tasks_of_case(uow: UnitOfWork, case_id: RecordId) -> list[TaskRow]:
    """List what is to be done in a case, the most pressing first; nothing for who sees no tasks."""
    if not uow.sight.sees("task.title", "task.case"):
        return []
    return uow.sight.shown_all(uow.work.tasks.of_case(case_id))


def tasks_between(
    uow: UnitOfWork, first: date, last: date, *, staff_member: RecordId | None = None
) -> list[TaskRow]:
    """List the tasks of some days, done or not, of one member of staff or of all.

    Raises:
        NotAllowedError: The user's post sees no tasks.
    """
    uow.sight.require("task.title task.due_on task.assigned_to")
    return uow.sight.shown_all(uow.work.tasks.between(first, last, staff_member=staff_member))


def read_task(uow: UnitOfWork, task_id: RecordId) -> TaskRow:
    """Give one task with the names around it.

    Raises:
        NotAllowedError: The user's post sees no tasks.
        RecordMissingError: It is not there, or not needed any more.
    """
    uow.sight.require("task.title")
    found = uow.work.tasks.one(task_id)
    if found is None:
        raise RecordMissingError(id=task_id)
    return uow.sight.shown(found)
