"""Questions about the whole team: whose cases are open, how much was visited, what is to be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import Connection, case, func, or_, select, union_all

from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import known_id, some_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.domain.rules.values import full_name

_case, _person, _entry, _worker, _task, _action, _goal, _plan = (
    DATA[name]
    for name in (
        "case",
        "person",
        "service_entry",
        "service_worker",
        "task",
        "plan_action",
        "goal",
        "plan",
    )
)

OVER = ("met", "dropped", "not_met")
"""States of an action that is not worked on any more."""

LIVING_PLANS = ("draft", "submitted", "returned", "approved")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedCase:
    """An open case with its leader, as the board and the handing over show it."""

    id: RecordId
    number: Annotated[str | None, Of("case.number")]
    person: RecordId
    person_name: Annotated[str, Of(NAME)]
    priority: Annotated[str | None, Of("case.priority")]
    leader: Annotated[RecordId | None, Of("case.leader")]


class TeamQueries:
    """Finds what each member of staff carries."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_cases(self) -> list[LedCase]:
        """Find all open cases, those of the greatest risk first by their number."""
        query = (
            select(
                _case.c.id,
                _case.c.number,
                _case.c.person,
                _case.c.priority,
                _case.c.leader,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join_from(_case, _person, _person.c.id == _case.c.person)
            .where(_case.c.hidden == 0, is_shown(_person), _case.c.closed_on.is_(None))
            .order_by(_case.c.number, _case.c.id)
        )
        return [
            LedCase(
                id=known_id(row.id),
                number=row.number,
                person=known_id(row.person),
                person_name=full_name(row.given_name, row.middle_name, row.family_name),
                priority=row.priority,
                leader=some_id(row.leader),
            )
            for row in self._connection.execute(query)
        ]

    def visits_since(self, first: date) -> dict[RecordId | None, tuple[int, int]]:
        """Count the visits and minutes of each since a day; one of two colleagues counts for both."""
        lately = (_entry.c.hidden == 0, _entry.c.provided_on >= first.isoformat())
        own = select(_entry.c.staff_member, _entry.c.minutes).where(*lately)
        beside = (
            select(_worker.c.staff_member, _entry.c.minutes)
            .join_from(_worker, _entry, _entry.c.id == _worker.c.service_entry)
            .where(*lately, _worker.c.hidden == 0)
        )
        every = union_all(own, beside).subquery()
        query = select(
            every.c.staff_member, func.count(), func.coalesce(func.sum(every.c.minutes), 0)
        ).group_by(every.c.staff_member)
        rows = self._connection.execute(query)
        return {some_id(who): (count, int(minutes)) for who, count, minutes in rows}

    def open_tasks(self, today: date) -> dict[RecordId | None, tuple[int, int]]:
        """Count the open tasks of each, and how many of them are late."""
        late = func.sum(case((_task.c.due_on < today.isoformat(), 1), else_=0))
        query = (
            select(_task.c.assigned_to, func.count(), late)
            .where(
                _task.c.hidden == 0,
                _task.c.done_on.is_(None),
                func.coalesce(_task.c.dropped, 0) == 0,
            )
            .group_by(_task.c.assigned_to)
        )
        rows = self._connection.execute(query)
        return {some_id(who): (count, int(late or 0)) for who, count, late in rows}

    def tasks_of(self, staff_member: RecordId) -> list[tuple[RecordId, RecordId | None]]:
        """Find the open tasks of somebody, each with its case."""
        query = (
            select(_task.c.id, _task.c.case)
            .where(
                _task.c.hidden == 0,
                _task.c.done_on.is_(None),
                func.coalesce(_task.c.dropped, 0) == 0,
                _task.c.assigned_to == bytes.fromhex(staff_member),
            )
            .order_by(_task.c.id)
        )
        return [(known_id(row.id), some_id(row.case)) for row in self._connection.execute(query)]

    def actions_of(self, staff_member: RecordId) -> list[tuple[RecordId, RecordId]]:
        """Find the actions somebody still has to do in plans of open cases, each with its case."""
        query = (
            select(_action.c.id, _plan.c.case)
            .join_from(_action, _goal, _goal.c.id == _action.c.goal)
            .join(_plan, _plan.c.id == _goal.c.plan)
            .join(_case, _case.c.id == _plan.c.case)
            .where(
                _action.c.hidden == 0,
                _goal.c.hidden == 0,
                _plan.c.hidden == 0,
                _case.c.hidden == 0,
                _case.c.closed_on.is_(None),
                _plan.c.state.in_(LIVING_PLANS),
                _action.c.done_on.is_(None),
                or_(_action.c.status.is_(None), _action.c.status.not_in(OVER)),
                _action.c.owner == bytes.fromhex(staff_member),
            )
            .order_by(_action.c.id)
        )
        return [(known_id(row.id), known_id(row.case)) for row in self._connection.execute(query)]

    def cases_of_plans(self, plans: Iterable[RecordId]) -> dict[RecordId, RecordId]:
        """Give the case of each plan."""
        raw = [bytes.fromhex(one) for one in plans]
        query = select(_plan.c.id, _plan.c.case).where(_plan.c.id.in_(raw))
        return {known_id(row.id): known_id(row.case) for row in self._connection.execute(query)}
