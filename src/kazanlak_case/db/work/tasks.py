"""Questions about tasks: what is open, of whom, of what days. What was dropped is never asked for."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import day, known_id, some_id
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_task, _person, _case, _staff = (DATA[name] for name in ("task", "person", "case", "staff_member"))


def _tasks() -> Select[Any]:
    return (
        select(
            _task,
            _person.c.given_name,
            _person.c.middle_name,
            _person.c.family_name,
            _case.c.number,
            _staff.c.given_name.label("staff_given"),
            _staff.c.family_name.label("staff_family"),
        )
        .join_from(_task, _person, _person.c.id == _task.c.person, isouter=True)
        .outerjoin(_case, _case.c.id == _task.c.case)
        .outerjoin(_staff, _staff.c.id == _task.c.assigned_to)
        .where(
            _task.c.hidden == 0,
            func.coalesce(_task.c.dropped, 0) == 0,
            or_(_task.c.person.is_(None), is_shown(_person)),
        )
    )


def _row(row: Row[Any]) -> TaskRow:
    return TaskRow(
        id=known_id(row.id),
        title=row.title or "",
        kind=row.kind,
        due_on=day(row.due_on),
        due_at=row.due_at,
        minutes=row.minutes,
        place=row.place,
        person=some_id(row.person),
        person_name=full_name(row.given_name, row.middle_name, row.family_name),
        case=some_id(row.case),
        case_number=row.number,
        assigned_to=some_id(row.assigned_to),
        staff_name=full_name(row.staff_given, row.staff_family),
        done_on=day(row.done_on),
        source_type=row.source_type,
        source=RecordId(row.source) if row.source else None,
        note=row.note,
    )


def _of(staff_members: Iterable[RecordId]) -> ColumnElement[bool]:
    return _task.c.assigned_to.in_([bytes.fromhex(one) for one in staff_members])


class TaskQueries:
    """Finds tasks for the day, the calendar, a person and a case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_until(
        self, last: date | None, *, staff_member: RecordId | None = None, limit: int = 200
    ) -> list[TaskRow]:
        """Find what is open and due up to a day (or ever), the longest due first, what has no day last.

        Whoever's tasks are asked for also gets those that nobody has taken yet.
        """
        query = _tasks().where(_task.c.done_on.is_(None))
        if last is not None:
            query = query.where(or_(_task.c.due_on.is_(None), _task.c.due_on <= last.isoformat()))
        if staff_member:
            query = query.where(or_(_task.c.assigned_to.is_(None), _of([staff_member])))
        return self._found(query, limit)

    def between(
        self, first: date, last: date, *, staff_member: RecordId | None = None, limit: int = 1000
    ) -> list[TaskRow]:
        """Find the tasks of some days, done or not, in the order of the days and hours."""
        query = _tasks().where(
            _task.c.due_on >= first.isoformat(), _task.c.due_on <= last.isoformat()
        )
        if staff_member:
            query = query.where(_of([staff_member]))
        return self._found(query, limit)

    def of_people(
        self, people: Iterable[RecordId], *, is_open: bool = True, limit: int = 200
    ) -> list[TaskRow]:
        """Find the open (or all) tasks about some people."""
        raw = [bytes.fromhex(one) for one in people]
        query = _tasks().where(_task.c.person.in_(raw))
        return self._found(query.where(_task.c.done_on.is_(None)) if is_open else query, limit)

    def of_case(self, case: RecordId, *, limit: int = 200) -> list[TaskRow]:
        """Find the open tasks of a case."""
        query = _tasks().where(_task.c.case == bytes.fromhex(case), _task.c.done_on.is_(None))
        return self._found(query, limit)

    def one(self, task: RecordId) -> TaskRow | None:
        """Find one task; None when it was dropped or deleted."""
        found = self._found(_tasks().where(_task.c.id == bytes.fromhex(task)), 1)
        return found[0] if found else None

    def settled(self, source_type: str, sources: Iterable[RecordId], *, since: date) -> set[str]:
        """Find of which records what was to be done has been done or dropped since a day."""
        wanted = list(sources)
        query = select(_task.c.source).where(
            _task.c.hidden == 0,
            _task.c.source_type == source_type,
            _task.c.source.in_(wanted),
            _task.c.done_on >= since.isoformat(),
        )
        return {str(source) for (source,) in self._connection.execute(query)}

    def _found(self, query: Select[Any], limit: int) -> list[TaskRow]:
        ordered = query.order_by(
            _task.c.due_on.is_(None), _task.c.due_on, func.coalesce(_task.c.due_at, ""), _task.c.id
        )
        return [_row(row) for row in self._connection.execute(ordered.limit(limit))]
