"""Questions about who should learn and of whom nothing says that they do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
)

from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.due_rows import WHOM, Found, due_rows
from kazanlak_case.domain.rules.schooling import PRESCHOOLS, SCHOOLS

_person, _enrolment, _participation, _spell, _task = (
    DATA[name] for name in ("person", "enrolment", "participation", "spell", "task")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAtSchool:
    """Who is to be enrolled somewhere in a year.

    Attributes:
        kinds: The kinds of institution that are enough.
        born_from: The first day of birth of those whose year it is; with `born_until` the last.
        put_off_from: Who was born since this day comes back, if somebody saw to it in an earlier year and still
            nobody enrolled them.
        on: The day it is due.
        mark: What a task about it says that it follows from; one done or dropped this year means it was seen to.
        learning_since: An answer at entry that somebody learns counts from this day of entry on; None: always.
    """

    kinds: Collection[str]
    born_from: date
    born_until: date
    put_off_from: date
    on: date
    mark: str
    learning_since: date | None = None


class SchoolingQueries:
    """Finds the children."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due_at_school(self, asked: DueAtSchool, *, today: date, limit: int) -> Found:
        """Find the children to be enrolled of whom nobody says that they are, that they learn, or that it was seen to."""
        year = date(today.year, 1, 1)
        of_the_year = _person.c.born_on.between(
            asked.born_from.isoformat(), asked.born_until.isoformat()
        )
        put_off = and_(
            _person.c.born_on >= asked.put_off_from.isoformat(),
            _person.c.born_on < asked.born_from.isoformat(),
            _person.c.id.in_(_seen_to(asked.mark, before=year)),
            _person.c.id.not_in(_enrolled(_enrolment.c.kind.in_(asked.kinds))),
        )
        query = _children(literal(asked.on.isoformat())).where(
            or_(of_the_year, put_off),
            _person.c.id.not_in(
                _enrolled(_stands(today), _enrolment.c.kind.in_(asked.kinds)),
            ),
            _person.c.id.not_in(_learns(asked.learning_since)),
            _person.c.id.not_in(_seen_to(asked.mark, since=year)),
        )
        return due_rows(self._connection, "person", query, limit)

    def out_of_school(
        self, born_in: Collection[int], *, today: date, mark: str, limit: int
    ) -> Found:
        """Find the children born in these years who were enrolled and are nowhere now, with the day the last one ended."""
        last = (
            _enrolled(_enrolment.c.kind.in_(PRESCHOOLS | SCHOOLS))
            .add_columns(func.max(_enrolment.c.until).label("ended_on"))
            .group_by(_enrolment.c.person)
            .subquery()
        )
        query = (
            _children(last.c.ended_on)
            .join(last, last.c.person == _person.c.id)
            .where(
                func.substr(_person.c.born_on, 1, 4).in_([str(year) for year in born_in]),
                last.c.ended_on < today.isoformat(),
                _person.c.id.not_in(
                    _enrolled(_stands(today), _enrolment.c.kind.in_(PRESCHOOLS | SCHOOLS))
                ),
                _person.c.id.not_in(_seen_to(mark, since=date(today.year, 1, 1))),
            )
        )
        return due_rows(self._connection, "person", query, limit)


def _children(since: ColumnElement[Any]) -> Select[Any]:
    """Begin from the people who are here and live; the words with WHOM name who it is."""
    return (
        select(_person.c.id, since.label("since"), *WHOM)
        .select_from(_person)
        .where(is_shown(_person), _person.c.hidden == 0, _person.c.died_on.is_(None))
    )


def _enrolled(*where: ColumnElement[bool]) -> Select[Any]:
    return select(_enrolment.c.person).where(
        _enrolment.c.hidden == 0, _enrolment.c.person.is_not(None), *where
    )


def _stands(today: date) -> ColumnElement[bool]:
    return or_(_enrolment.c.until.is_(None), _enrolment.c.until >= today.isoformat())


def _learns(since: date | None) -> Select[Any]:
    """Select who said at entry, since a day, that they learn."""
    said = select(_participation.c.person).where(
        _participation.c.hidden == 0,
        _participation.c.person.is_not(None),
        _participation.c.in_education == "yes",
    )
    if since is None:
        return said
    entered = select(_spell.c.participation).where(
        _spell.c.hidden == 0, _spell.c.entered_on >= since.isoformat()
    )
    return said.where(_participation.c.id.in_(entered))


def _seen_to(mark: str, *, since: date | None = None, before: date | None = None) -> Select[Any]:
    """Select about whom a task of this mark was done, or put aside as not needed, since or before a day."""
    when = func.coalesce(_task.c.done_on, _task.c.due_on)
    found = select(_task.c.person).where(
        _task.c.hidden == 0,
        _task.c.source_type == mark,
        _task.c.person.is_not(None),
        or_(_task.c.done_on.is_not(None), _task.c.dropped == 1),
    )
    if since is not None:
        # a task without any day was put aside for good
        found = found.where(or_(when >= since.isoformat(), when.is_(None)))
    if before is not None:
        found = found.where(when < before.isoformat())
    return found
