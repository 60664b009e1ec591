"""The board of who leads others: what each carries, what is late, and which very cases stand behind a number."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import DueRow
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.db.work.team import LedCase
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.due import DUE

SEEN_DAYS = 30
"""How far back visits are counted."""

MOST = 500
OPEN, PLAN, REVIEW, QUIET, APPROVAL, TASKS = (
    "open",
    "plan",
    "review",
    "quiet_case",
    "approval",
    "tasks",
)
LATE_CODES = (PLAN, REVIEW, QUIET, APPROVAL)
"""What is counted for each beside the cases, by the codes of DUE."""

RISKS = ("urgent", "high", "medium", "low")
"""The greatest first."""

NEEDED = f"case.leader case.number case.priority {NAME}"

Whose = RecordId | None
"""A member of staff; None is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one member of staff carries; `staff_member` None stands for cases that nobody leads.

    Attributes:
        by_risk: Open cases by the code of their risk; "" where none was said.
        late: By code (`plan`, `review`, `quiet_case`, `approval`) how many cases.
    """

    staff_member: Whose
    name: str
    role: str | None
    cases: int
    by_risk: Mapping[str, int]
    late: Mapping[str, int]
    visits: int
    minutes: int
    tasks: int
    tasks_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBoard:
    """The loads, those who carry most first."""

    since: date
    loads: tuple[Load, ...]

    def total(self, code: str) -> int:
        """Count what is late of a code in all."""
        return sum(one.late.get(code, 0) for one in self.loads)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLine:
    """One case, plan or task behind a number. `on` is the day it was due, or the last contact was."""

    record: str
    id: RecordId
    person: RecordId | None
    person_name: str
    number: str | None
    title: str = ""
    code: str | None = None
    on: date | None = None


def team_board(uow: UnitOfWork) -> TeamBoard:
    """Count what everybody in the house carries.

    Raises:
        NotAllowedError: The user does not lead others, or does not see cases.
    """
    _require(uow)
    cases = uow.sight.shown_all(uow.work.team.open_cases())
    since = uow.today - timedelta(days=SEEN_DAYS)
    visits = _visits(uow, since)
    tasks = uow.work.team.open_tasks(uow.today) if uow.sight.sees("task.assigned_to") else {}
    late = {code: Counter(_leaders(uow, cases, rows)) for code, rows in _late(uow).items()}
    staff = {one.id: uow.sight.shown(one) for one in uow.records.all(StaffMember)}
    who: set[Whose] = {*(one.leader for one in cases), *visits, *tasks} & {None, *staff}
    loads = []
    for member in who:
        own = [one for one in cases if one.leader == member]
        if member is None and not own:
            continue
        record = staff.get(member) if member else None
        loads.append(
            Load(
                staff_member=member,
                name=record.name if record else "",
                role=record.role if record else None,
                cases=len(own),
                by_risk=Counter(one.priority or "" for one in own),
                late={code: counted[member] for code, counted in late.items()},
                visits=visits.get(member, (0, 0))[0],
                minutes=visits.get(member, (0, 0))[1],
                tasks=tasks.get(member, (0, 0))[0],
                tasks_late=tasks.get(member, (0, 0))[1],
            )
        )
    loads.sort(key=lambda one: (one.staff_member is None, -one.cases, one.name, one.staff_member))
    return TeamBoard(since=since, loads=tuple(loads))


def team_list(uow: UnitOfWork, code: str, staff_member: RecordId | None) -> tuple[TeamLine, ...]:
    """List what stands behind a number of the board: `open` cases, `tasks`, or what is late by its code.

    Raises:
        NotAllowedError: The user does not lead others, or does not see cases.
    """
    _require(uow)
    if code == TASKS:
        return _task_lines(uow, staff_member)
    cases = uow.sight.shown_all(uow.work.team.open_cases())
    if code == OPEN:
        own = [one for one in cases if one.leader == staff_member]
        own.sort(key=lambda one: (_risk(one), one.number or ""))
        return tuple(_of_case(one) for one in own)
    rows = _late(uow).get(code, [])
    terms = Terms.of(uow.profile)
    leaders = _leaders(uow, cases, rows)
    return tuple(
        TeamLine(
            record=row.record,
            id=row.id,
            person=row.person,
            person_name=row.person_name,
            number=row.number,
            on=DUE[code].on(terms, row.since),
        )
        for row, leader in zip(rows, leaders, strict=True)
        if leader == staff_member
    )


def _require(uow: UnitOfWork) -> None:
    uow.require(Act.SUPERVISE)
    uow.sight.require(NEEDED)


def _visits(uow: UnitOfWork, since: date) -> dict[Whose, tuple[int, int]]:
    if not uow.sight.sees("service_entry.staff_member service_entry.minutes"):
        return {}
    return uow.work.team.visits_since(since)


def _late(uow: UnitOfWork) -> dict[str, list[DueRow]]:
    """Find what is late by code; a review or a plan that is still to come is not."""
    terms = Terms.of(uow.profile)
    found = {}
    for code in LATE_CODES:
        if uow.sight.sees(DUE[code].rests_on, NAME):
            rows, _total = DUE[code].ask(uow, terms, MOST)
            due = [
                one
                for one in rows
                if code == APPROVAL or DUE[code].on(terms, one.since) < uow.today
            ]
            found[code] = uow.sight.shown_all(due)
    return found


def _leaders(uow: UnitOfWork, cases: list[LedCase], rows: list[DueRow]) -> list[Whose]:
    """Say who leads the case of each row."""
    of_plans = uow.work.team.cases_of_plans(one.id for one in rows if one.record == "plan")
    leader = {one.id: one.leader for one in cases}
    return [leader.get(of_plans.get(one.id, one.id)) for one in rows]


def _task_lines(uow: UnitOfWork, staff_member: RecordId | None) -> tuple[TeamLine, ...]:
    uow.sight.require("task.title task.assigned_to")
    rows = uow.sight.shown_all(uow.work.tasks.open_until(None, limit=2000))
    return tuple(_of_task(one) for one in rows if one.assigned_to == staff_member)


def _of_task(row: TaskRow) -> TeamLine:
    return TeamLine(
        record="task",
        id=row.id,
        person=row.person,
        person_name=row.person_name,
        number=row.case_number,
        title=row.title,
        on=row.due_on,
    )


def _of_case(row: LedCase) -> TeamLine:
    return TeamLine(
        record="case",
        id=row.id,
        person=row.person,
        person_name=row.person_name,
        number=row.number,
        code=row.priority,
    )


def _risk(row: LedCase) -> int:
    return RISKS.index(row.priority) if row.priority in RISKS else len(RISKS)
