"""Whom service entries concern: the person they stand at, and everybody else they name.

A visit to a family is one entry. Whoever counts entries counts it once; whoever asks about a person finds it at each it
concerns. Each question here goes by the index of a reference, never over all entries.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    ScalarSelect,
    Select,
    exists,
    func,
    select,
    union_all,
)

from kazanlak_case.db.tables import DATA

_entry, _also, _worker = (
    DATA[name] for name in ("service_entry", "service_person", "service_worker")
)


def entries_about(people: Sequence[bytes]) -> CompoundSelect[Any]:
    """Select the ids of the entries that concern any of some people; an id may come twice."""
    return union_all(
        select(_entry.c.id).where(_entry.c.person.in_(people)),
        select(_also.c.service_entry).where(_also.c.person.in_(people), _also.c.hidden == 0),
    )


def contacts_with(people: Sequence[bytes]) -> CompoundSelect[Any]:
    """Select `person` and `provided_on` of every entry that concerns some people."""
    return union_all(
        select(_entry.c.person, _entry.c.provided_on).where(
            _entry.c.person.in_(people), _entry.c.hidden == 0
        ),
        _named(_also.c.person, _entry.c.provided_on).where(_also.c.person.in_(people)),
    )


def contacted_since(day: date) -> CompoundSelect[Any]:
    """Select whoever has had an entry since a day."""
    lately = (_entry.c.provided_on >= day.isoformat(), _entry.c.hidden == 0)
    return union_all(
        select(_entry.c.person).where(*lately),
        select(_also.c.person).where(
            _also.c.service_entry.in_(select(_entry.c.id).where(*lately)), _also.c.hidden == 0
        ),
    )


def last_contact(
    person: ColumnElement[Any], outer: FromClause, *, since: ColumnElement[Any] | None = None
) -> ScalarSelect[Any]:
    """Give the day of the last entry that concerns the person of an outer row.

    Args:
        person: The column of the outer query that names the person.
        outer: The table it is a column of.
        since: Only entries from this day on.
    """
    own = select(_entry.c.provided_on).where(_entry.c.person == person, _entry.c.hidden == 0)
    named = _named(_entry.c.provided_on).where(_also.c.person == person)
    if since is not None:
        own, named = (one.where(_entry.c.provided_on >= since) for one in (own, named))
    every = union_all(own.correlate(outer), named.correlate(outer)).subquery()
    return select(func.max(every.c.provided_on)).scalar_subquery()


def is_work_of(staff_member: bytes) -> ColumnElement[bool]:
    """Tell the entries somebody wrote as theirs, and those they are named in as another who did the work.

    The function keeps the store from gathering all this person ever did: days and ids narrow better, by their indexes.
    """
    also = exists().where(
        _worker.c.service_entry == _entry.c.id,
        func.coalesce(_worker.c.staff_member, b"") == staff_member,
        _worker.c.hidden == 0,
    )
    return (func.coalesce(_entry.c.staff_member, b"") == staff_member) | also


def _named(*columns: ColumnElement[Any]) -> Select[Any]:
    """Begin from the people named beside the one an entry stands at."""
    return (
        select(*columns)
        .join_from(_also, _entry, _entry.c.id == _also.c.service_entry)
        .where(_also.c.hidden == 0, _entry.c.hidden == 0)
    )
