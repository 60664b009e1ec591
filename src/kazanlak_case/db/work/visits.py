"""Questions about service entries."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    func,
    or_,
    select,
)

from kazanlak_case.db.contacts import contacts_with, entries_about, is_work_of
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import RecentPerson, VisitRow, day, known_id, some_id
from kazanlak_case.db.work.shared_visits import SharedVisitQueries
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_entry, _also, _person, _case, _staff = (
    DATA[name] for name in ("service_entry", "service_person", "person", "case", "staff_member")
)

AT_ONCE = 40
"""How many visits are looked through before asking for more."""
SLACK = 8
"""So many more people than asked for are looked at: some may have been deleted or joined since."""
OF_ONE_VISIT = 4
"""How many people of one visit stand at its place among those visited lately; the others follow after everybody."""


def _visits() -> Select[Any]:
    return (
        select(
            _entry.c.id,
            _entry.c.person,
            _entry.c.case,
            _entry.c.service,
            _entry.c.form,
            _entry.c.provided_on,
            _entry.c.minutes,
            _entry.c.staff_member,
            _entry.c.note,
            _entry.c.started_at,
            _entry.c.agreed,
            _entry.c.household,
            _entry.c.plan_action,
            _entry.c.correction,
            _person.c.given_name,
            _person.c.middle_name,
            _person.c.family_name,
            _case.c.number,
            _staff.c.given_name.label("staff_given"),
            _staff.c.family_name.label("staff_family"),
        )
        .join_from(_entry, _person, _person.c.id == _entry.c.person)
        .outerjoin(_case, _case.c.id == _entry.c.case)
        .outerjoin(_staff, _staff.c.id == _entry.c.staff_member)
        .where(_entry.c.hidden == 0, is_shown(_person), _entry.c.provided_on.is_not(None))
    )


def _visit(row: Row[Any]) -> VisitRow:
    return VisitRow(
        id=known_id(row.id),
        person=known_id(row.person),
        person_name=full_name(row.given_name, row.middle_name, row.family_name),
        case=some_id(row.case),
        case_number=row.number,
        service=row.service,
        form=row.form,
        provided_on=date.fromisoformat(row.provided_on),
        minutes=row.minutes,
        staff_member=some_id(row.staff_member),
        staff_name=full_name(row.staff_given, row.staff_family),
        note=row.note,
        started_at=row.started_at,
        agreed=row.agreed,
        household=some_id(row.household),
        plan_action=some_id(row.plan_action),
        correction=row.correction,
    )


def _by(staff_member: RecordId) -> ColumnElement[bool]:
    """Tell the entries of a staff member among the latest ones."""
    return is_work_of(bytes.fromhex(staff_member))


class VisitQueries:
    """Finds service entries and who they were for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.shared = SharedVisitQueries(connection)
        """Who else was there, what is usual."""

    def between(
        self, first: date, last: date, *, staff_member: RecordId | None = None, limit: int = 500
    ) -> list[VisitRow]:
        """Find the entries of some days, newest first; of one staff member, or of all."""
        where: list[ColumnElement[bool]] = [
            _entry.c.provided_on.between(first.isoformat(), last.isoformat())
        ]
        if staff_member:
            where.append(_by(staff_member))
        query = _visits().where(*where).order_by(_entry.c.provided_on.desc(), _entry.c.id.desc())
        return self._with_names(
            [_visit(row) for row in self._connection.execute(query.limit(limit))]
        )

    def of_person(
        self,
        person: RecordId,
        *,
        limit: int,
        before: tuple[date, RecordId] | None = None,
        former: Sequence[RecordId] = (),
    ) -> list[VisitRow]:
        """Find one person's entries, newest first, from just before a place in that order; of former ids too."""
        whose = [bytes.fromhex(one) for one in (person, *former)]
        query = _visits().where(_entry.c.id.in_(entries_about(whose)))
        if before:
            on, record = before[0].isoformat(), bytes.fromhex(before[1])
            query = query.where(
                or_(
                    _entry.c.provided_on < on,
                    and_(_entry.c.provided_on == on, _entry.c.id < record),
                )
            )
        query = query.order_by(_entry.c.provided_on.desc(), _entry.c.id.desc())
        found = [_visit(row) for row in self._connection.execute(query.limit(limit))]
        return self._with_names(found, whose={person, *former})

    def _with_names(
        self, visits: list[VisitRow], whose: Collection[RecordId] = ()
    ) -> list[VisitRow]:
        """Add the names of everybody else the entries concern, and of who else did the work."""
        people = self.shared.people_of(visits)
        workers = self.shared.workers_of(visits)
        named = []
        for visit in visits:
            others = dict.fromkeys(
                name
                for person, name in ((visit.person, visit.person_name), *people.get(visit.id, ()))
                if person not in (whose or {visit.person})
            )
            also = dict.fromkeys(
                name for member, name in workers.get(visit.id, ()) if member != visit.staff_member
            )
            named.append(
                replace(visit, with_people=tuple(others), with_workers=tuple(also))
                if others or also
                else visit
            )
        return named

    def last_contacts(self, people: Iterable[RecordId]) -> dict[RecordId, date]:
        """Find the day of the last entry of each person who has any."""
        raw = [bytes.fromhex(person) for person in people]
        every = contacts_with(raw).subquery()
        query = select(every.c.person, func.max(every.c.provided_on)).group_by(every.c.person)
        rows = self._connection.execute(query)
        return {known_id(person): last for person, on in rows if (last := day(on))}

    def written_last_by(self, staff_member: RecordId) -> VisitRow | None:
        """Find the entry this staff member wrote last (ids sort by the time they were made)."""
        ever = select(_entry.c.id).where(_entry.c.staff_member == bytes.fromhex(staff_member))
        if self._connection.execute(ever.limit(1)).first() is None:
            return None
        # Walks back from the newest entry: who has written anything has mostly written lately.
        last = (
            select(_entry.c.id)
            .where(_by(staff_member), _entry.c.hidden == 0)
            .order_by(_entry.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        row = self._connection.execute(_visits().where(_entry.c.id == last)).first()
        return _visit(row) if row else None

    def recent_people(
        self, *, staff_member: RecordId | None, since: date, limit: int, named: bool = False
    ) -> list[RecentPerson]:
        """Find whom a staff member (or the whole house) has visited since a day, the latest first.

        Args:
            staff_member: Whose visits; None for those of all.
            since: The first day looked at.
            limit: How many people at most.
            named: Also those a visit names beside its own person. After the first few of one visit the others come
                last: a family of ten leaves room for those who were visited before it.
        """
        found: dict[bytes, str] = {}
        crowded: dict[bytes, str] = {}
        for visits in self._pages(since, staff_member):
            named_in = self._named_in([one.id for one in visits]) if named else {}
            for one in visits:
                people = list(dict.fromkeys([one.person, *named_in.get(one.id, ())]))
                for person in people[:OF_ONE_VISIT]:
                    found.setdefault(person, one.provided_on)
                for person in people[OF_ONE_VISIT:]:
                    crowded.setdefault(person, one.provided_on)
            if len(found) >= limit + SLACK:
                break
        order = found | {one: on for one, on in crowded.items() if one not in found}
        shown = self._shown(list(order)[: limit + SLACK])
        return [
            RecentPerson(
                person=known_id(row.id),
                name=full_name(row.given_name, row.middle_name, row.family_name),
                born_on=day(row.born_on),
                last_on=date.fromisoformat(on),
            )
            for person, on in order.items()
            if (row := shown.get(person)) is not None
        ][:limit]

    def _pages(self, since: date, staff_member: RecordId | None) -> Iterator[Sequence[Any]]:
        """Go back through the entries since a day, some at a time: the first few mostly tell enough."""
        query = select(_entry.c.id, _entry.c.person, _entry.c.provided_on).where(
            _entry.c.hidden == 0,
            _entry.c.provided_on >= since.isoformat(),
            _entry.c.person.is_not(None),
        )
        if staff_member:
            query = query.where(_by(staff_member))
        query = query.order_by(_entry.c.provided_on.desc(), _entry.c.id.desc()).limit(AT_ONCE)
        at = 0
        while visits := self._connection.execute(query.offset(at)).all():
            yield visits
            if len(visits) < AT_ONCE:
                return
            at += AT_ONCE

    def _named_in(self, visits: Sequence[bytes]) -> dict[bytes, list[bytes]]:
        query = (
            select(_also.c.service_entry, _also.c.person)
            .where(_also.c.service_entry.in_(visits), _also.c.hidden == 0)
            .order_by(_also.c.person)
        )
        found: dict[bytes, list[bytes]] = {}
        for visit, person in self._connection.execute(query):
            found.setdefault(visit, []).append(person)
        return found

    def _shown(self, people: Sequence[bytes]) -> dict[bytes, Any]:
        query = select(
            _person.c.id,
            _person.c.given_name,
            _person.c.middle_name,
            _person.c.family_name,
            _person.c.born_on,
        ).where(_person.c.id.in_(people), is_shown(_person))
        return {row.id: row for row in self._connection.execute(query)}
