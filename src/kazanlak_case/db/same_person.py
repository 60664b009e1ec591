"""Find which records are one person: by decisions, by cases that went on in another house, and by equal numbers.

What somebody decided is few against all people, so that only they, and who shares a number with them, are walked
through; everybody else is told by the number alone (db/participants.py).
"""

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    union,
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
    edge = _edges()
    reach = (
        select(edge.c.near.label("start"), edge.c.near.label("at"))
        .distinct()
        .cte("reach", recursive=True)
    )
    further = select(reach.c.start, edge.c.far).join_from(reach, edge, edge.c.near == reach.c.at)
    reach = reach.union(further)
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
    found = (
        select(
            person.c.id.label("person"),
            func.min(hex_of(reach.c.at)).label("one"),
            shown.label("shown"),
        )
        .join_from(reach, person, person.c.id == reach.c.start)
        .group_by(person.c.id, person.c.hidden)
    )
    return found.cte("known_twice").prefix_with("MATERIALIZED")


def _edges() -> CTE:
    """Tie the records that are one person two by two, each pair both ways."""
    tied = union(
        *(
            both
            for one, other, where in (
                (
                    _decision.c.person,
                    _decision.c.other,
                    and_(_decision.c.hidden == 0, _decision.c.verdict == SAME),
                ),
                (
                    _continuation.c.record,
                    _continuation.c.continues,
                    and_(_continuation.c.hidden == 0, _continuation.c.type == "person"),
                ),
            )
            for both in _both_ways(one, other, where)
        )
    ).cte("tied")
    one, other = _person.alias(), _person.alias()
    same_number = and_(
        one.c.id.in_(select(tied.c.near)),
        other.c.national_id == one.c.national_id,
        other.c.id_type == one.c.id_type,
        other.c.id != one.c.id,
        *(
            condition
            for side in (one, other)
            for condition in (side.c.hidden == 0, has_sure_number(side))
        ),
    )
    every = union(select(tied.c.near, tied.c.far), *_both_ways(one.c.id, other.c.id, same_number))
    return every.cte("edge").prefix_with("MATERIALIZED")


def _both_ways(
    one: ColumnElement[bytes], other: ColumnElement[bytes], where: ColumnElement[bool]
) -> tuple[Select[tuple[bytes, bytes]], Select[tuple[bytes, bytes]]]:
    return (
        select(one.label("near"), other.label("far")).where(where),
        select(other.label("near"), one.label("far")).where(where),
    )
