"""Questions about the others of service entries: who else was there, who else did the work, what is usual."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, func, select

from kazanlak_case.db.contacts import is_work_of
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import VisitRow, known_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_entry, _also, _worker, _person, _staff = (
    DATA[name]
    for name in ("service_entry", "service_person", "service_worker", "person", "staff_member")
)

Named: TypeAlias = dict[RecordId, list[tuple[RecordId, str]]]
"""By entry, the ids and names of those it names beside its own."""


class Spent(NamedTuple):
    """An hour of somebody's day that is written down already."""

    visit: RecordId
    started_at: str | None
    minutes: int | None


class SharedVisitQueries:
    """Finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people_of(self, visits: Iterable[VisitRow]) -> Named:
        """Name whom some entries concern too."""
        query = (
            select(
                _also.c.service_entry,
                _person.c.id,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join_from(_also, _person, _person.c.id == _also.c.person)
            .where(
                _also.c.service_entry.in_([bytes.fromhex(one.id) for one in visits]),
                _also.c.hidden == 0,
                is_shown(_person),
            )
            .order_by(_also.c.id)
        )
        found: Named = {}
        for entry, person, *names in self._connection.execute(query):
            found.setdefault(known_id(entry), []).append((known_id(person), full_name(*names)))
        return found

    def workers_of(self, visits: Iterable[VisitRow]) -> Named:
        """Name who did the work of some entries too."""
        query = (
            select(_worker.c.service_entry, _staff.c.id, _staff.c.given_name, _staff.c.family_name)
            .join_from(_worker, _staff, _staff.c.id == _worker.c.staff_member)
            .where(
                _worker.c.service_entry.in_([bytes.fromhex(one.id) for one in visits]),
                _worker.c.hidden == 0,
            )
            .order_by(_worker.c.id)
        )
        found: Named = {}
        for entry, member, *names in self._connection.execute(query):
            found.setdefault(known_id(entry), []).append((known_id(member), full_name(*names)))
        return found

    def usual_services(self, staff_member: RecordId, *, since: date, limit: int) -> list[str]:
        """Give the services somebody writes down most often, the most frequent first."""
        count = func.count().label("entries")
        query = (
            select(_entry.c.service, count)
            .where(
                _entry.c.provided_on >= since.isoformat(),
                _entry.c.hidden == 0,
                _entry.c.service.is_not(None),
                is_work_of(bytes.fromhex(staff_member)),
            )
            .group_by(_entry.c.service)
            .order_by(count.desc(), _entry.c.service)
            .limit(limit)
        )
        return [row.service for row in self._connection.execute(query)]

    def spent(self, staff_member: RecordId, day: date) -> list[Spent]:
        """List what of a day somebody has written down as their work."""
        query = (
            select(_entry.c.id, _entry.c.started_at, _entry.c.minutes)
            .where(
                _entry.c.provided_on == day.isoformat(),
                _entry.c.hidden == 0,
                is_work_of(bytes.fromhex(staff_member)),
            )
            .order_by(_entry.c.id)
        )
        return [
            Spent(known_id(row.id), row.started_at, row.minutes)
            for row in self._connection.execute(query)
        ]
