"""Questions about cases."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from kazanlak_case.db.contacts import last_contact
from kazanlak_case.db.dialects import has_part
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.plan_state import awaits_plan
from kazanlak_case.db.work.rows import CaseFilter, CaseListRow, day, known_id, some_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_case, _person, _staff = (DATA[name] for name in ("case", "person", "staff_member"))

OPEN = "9999"

_LAST_ON = last_contact(_case.c.person, _case, since=func.coalesce(_case.c.opened_on, "")).label(
    "last_on"
)


def _narrowed(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    """Say a filter in SQL."""
    where: list[ColumnElement[bool]] = [_case.c.hidden == 0, is_shown(_person)]
    if wanted.is_open is not None:
        closed = _case.c.closed_on
        where.append(closed.is_(None) if wanted.is_open else closed.is_not(None))
    if wanted.person:
        whose = (wanted.person, *wanted.former)
        where.append(_case.c.person.in_([bytes.fromhex(one) for one in whose]))
    if wanted.leader:
        where.append(_case.c.leader == bytes.fromhex(wanted.leader))
    codes = {"type": wanted.type, "status": wanted.status, "priority": wanted.priority}
    where += [_case.c[name] == code for name, code in codes.items() if code]
    if wanted.number:
        where.append(has_part(_case.c.number, wanted.number))
    return where


def _row(row: Row[Any]) -> CaseListRow:
    return CaseListRow(
        id=known_id(row.id),
        number=row.number,
        person=known_id(row.person),
        person_name=full_name(row.given_name, row.middle_name, row.family_name),
        type=row.type,
        status=row.status,
        priority=row.priority,
        leader=some_id(row.leader),
        leader_name=full_name(row.staff_given, row.staff_family),
        opened_on=day(row.opened_on),
        closed_on=day(row.closed_on),
        last_on=day(row.last_on),
        awaits_plan=bool(row.awaits_plan),
    )


class CaseQueries:
    """Finds cases for lists."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, wanted: CaseFilter, *, after: RecordId | None = None, limit: int = 200
    ) -> list[CaseListRow]:
        """Find a page of cases, the newest first; ids sort by the time of opening here."""
        query: Select[Any] = (
            select(
                _case.c.id,
                _case.c.number,
                _case.c.person,
                _case.c.type,
                _case.c.status,
                _case.c.priority,
                _case.c.leader,
                _case.c.opened_on,
                _case.c.closed_on,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
                _staff.c.given_name.label("staff_given"),
                _staff.c.family_name.label("staff_family"),
                _LAST_ON,
                awaits_plan(_case).label("awaits_plan"),
            )
            .join_from(_case, _person, _person.c.id == _case.c.person)
            .outerjoin(_staff, _staff.c.id == _case.c.leader)
            .where(*_narrowed(wanted))
            .order_by(_case.c.id.desc())
            .limit(limit)
        )
        if after:
            query = query.where(_case.c.id < bytes.fromhex(after))
        return [_row(row) for row in self._connection.execute(query)]

    def count(self, wanted: CaseFilter) -> int:
        """Count the cases of a filter."""
        query = (
            select(func.count())
            .select_from(_case)
            .join(_person, _person.c.id == _case.c.person)
            .where(*_narrowed(wanted))
        )
        return self._connection.execute(query).scalar_one()

    def leaders_of(self, people: Iterable[RecordId]) -> dict[RecordId, frozenset[RecordId]]:
        """Tell who leads the open cases of some people; of whom none is open, who led the one closed last."""
        asked = list({bytes.fromhex(one) for one in people})
        found: dict[RecordId, dict[RecordId, str]] = {}
        for start in range(0, len(asked), IDS_AT_ONCE):
            query = select(_case.c.person, _case.c.leader, _case.c.closed_on).where(
                _case.c.hidden == 0,
                _case.c.leader.is_not(None),
                _case.c.person.in_(asked[start : start + IDS_AT_ONCE]),
            )
            for person, leader, closed_on in self._connection.execute(query):
                led = found.setdefault(known_id(person), {})
                # an open case is later than any day
                until = closed_on or OPEN
                led[known_id(leader)] = max(until, led.get(known_id(leader), ""))
        return {
            person: frozenset(one for one, until in led.items() if until == max(led.values()))
            for person, led in found.items()
        }
