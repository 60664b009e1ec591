"""Find which records are one person: by decisions, by cases that went on in another house, and by equal numbers.

What somebody decided is few against all people, so that only they, and who shares a number with them, are walked
through; everybody else is told by the number alone (db/participants.py).
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    union,
    union_all,
)

from kazanlak_case.db.dialects import hex_of
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.records.repeats import SAME
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES

_decision, _continuation, _person = (
    DATA[name] for name in ("duplicate_decision", "continuation", "person")
)


def joins(decision: FromClause = _decision) -> ColumnElement[bool]:
    """Tell the decisions that joined one record into another; people of two houses are never joined."""
    return and_(
        decision.c.hidden == 0, decision.c.verdict == SAME, func.coalesce(decision.c.site, "") == ""
    )


def is_shown(person: FromClause) -> ColumnElement[bool]:
    """Tell whose entries are seen: nobody deleted, but who was joined while something still hangs on the old id."""
    return or_(person.c.hidden == 0, person.c.id.in_(select(_decision.c.other).where(joins())))


def has_sure_number(person: FromClause) -> ColumnElement[bool]:
    """Tell the numbers that make two records one person."""
    return and_(
        person.c.id_type.in_(sorted(CHECKED_TYPES)),
        person.c.national_id.is_not(None),
        # A number that fails its check, recorded as it stands in a document, proves nothing.
        person.c.national_id_reason.is_(None),
    )


def known_twice() -> CTE:
    """List the people known under more ids than one.

    Its columns: `person`; `one`, a text that is equal for all records of the same person; and `shown`, whose data
    count: the record's own, or those of the one it was joined into.
    """
    reach = _reach()
    names = select(reach.c.start, func.min(hex_of(reach.c.at)).label("one")).group_by(reach.c.start)
    named = names.subquery()
    known = select(reach.c.at.label("id"), named.c.one).distinct()
    group = known.join_from(reach, named, named.c.start == reach.c.start).subquery()
    person, standing = _person.alias(), _person.alias()
    into = (
        select(_decision.c.person)
        .join(standing, standing.c.id == _decision.c.person)
        .where(_decision.c.other == person.c.id, joins(), standing.c.hidden == 0)
        .order_by(_decision.c.id)
        .limit(1)
        .scalar_subquery()
    )
    shown = case((person.c.hidden == 0, person.c.id), else_=func.coalesce(into, person.c.id))
    found = select(person.c.id.label("person"), group.c.one, shown.label("shown"))
    found = found.join_from(group, person, person.c.id == group.c.id)
    return found.cte("known_twice").prefix_with("MATERIALIZED")


def _reach() -> CTE:
    """Walk from everybody something was decided about to all who are the same person.

    One step at a time along one of three ways, each by an index; both databases allow one way only in a recursive
    query, so that the number of the way is joined in.
    """
    way = union_all(*(select(literal(number).label("number")) for number in (1, 2, 3))).subquery()
    reach = _begin().cte("reach", recursive=True)
    one, other = _person.alias(), _person.alias()
    at = reach.c.at
    step = (
        select(
            reach.c.start,
            func.coalesce(
                case((_decision.c.person == at, _decision.c.other), else_=_decision.c.person),
                case(
                    (_continuation.c.record == at, _continuation.c.continues),
                    else_=_continuation.c.record,
                ),
                other.c.id,
            ).label("at"),
        )
        .select_from(reach)
        .join(way, true())
        .outerjoin(
            _decision,
            and_(
                way.c.number == 1,
                or_(_decision.c.person == at, _decision.c.other == at),
                *_decided(),
            ),
        )
        .outerjoin(
            _continuation,
            and_(
                way.c.number == 2,
                or_(_continuation.c.record == at, _continuation.c.continues == at),
                *_continued(),
            ),
        )
        .outerjoin(one, and_(way.c.number == 3, one.c.id == at, *_numbered(one)))
        .outerjoin(
            other,
            and_(
                other.c.national_id == one.c.national_id,
                other.c.id_type == one.c.id_type,
                *_numbered(other),
            ),
        )
        .where(
            or_(
                _decision.c.id.is_not(None),
                _continuation.c.id.is_not(None),
                other.c.id.is_not(None),
            )
        )
    )
    return reach.union(step)


def _begin() -> Select[Any]:
    """Name everybody something was decided about."""
    ends = (
        *(select(end).where(*_decided()) for end in (_decision.c.person, _decision.c.other)),
        *(
            select(end).where(*_continued())
            for end in (_continuation.c.record, _continuation.c.continues)
        ),
    )
    every = union(*ends).subquery()
    (person,) = every.c
    return select(person.label("start"), person.label("at"))


def _decided() -> tuple[ColumnElement[bool], ...]:
    return _decision.c.hidden == 0, _decision.c.verdict == SAME


def _continued() -> tuple[ColumnElement[bool], ...]:
    # coalesced, or SQLite would gather all continuations by these two instead of using the index of each end
    return (
        func.coalesce(_continuation.c.hidden, 0) == 0,
        func.coalesce(_continuation.c.type, "") == "person",
    )


def _numbered(person: FromClause) -> tuple[ColumnElement[bool], ...]:
    return person.c.hidden == 0, has_sure_number(person)
