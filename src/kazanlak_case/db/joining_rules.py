"""The questions behind the findings about joined people: what was written by copies that had not seen a joining."""

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from kazanlak_case.db.finding_queries import Asked, Question
from kazanlak_case.db.same_person import joins
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.joined import pointing_to_people
from kazanlak_case.domain.records.repeats import DIFFERENT


def written_to_joined(_asked: Asked) -> Question:
    """Find joined people whose old id was written to since: records hang on it, or it is seen again."""
    parts = []
    for spec in pointing_to_people():
        decision, former, table = _decision(), _person(), DATA[spec.record].alias()
        parts.append(
            select(decision.c.id, decision.c.other.label("former"), table.c.id.label("record"))
            .join_from(decision, former, former.c.id == decision.c.other)
            .join(table, table.c[spec.name] == former.c.id)
            .where(joins(decision), former.c.hidden == 1, table.c.hidden == 0, _stands(decision))
        )
    decision, former = _decision(), _person()
    seen_again = (
        select(decision.c.id, decision.c.other.label("former"), former.c.id.label("record"))
        .join_from(decision, former, former.c.id == decision.c.other)
        .where(joins(decision), former.c.hidden == 0)
    )
    every = union_all(*parts, seen_again).subquery()
    columns = (every.c.id.label("row"), every.c.former, func.count().label("n"))
    return select(*columns).group_by(every.c.id, every.c.former)


def joined_and_gone(_asked: Asked) -> Question:
    """Find joinings of which nobody is seen any more: two copies joined two people into each other, or one deleted."""
    decision, former = _decision(), _person()
    return (
        select(decision.c.id.label("row"), decision.c.other.label("former"), decision.c.person)
        .join_from(decision, former, former.c.id == decision.c.other)
        .where(joins(decision), former.c.hidden == 1, ~_stands(decision))
    )


def joined_and_told_apart(_asked: Asked) -> Question:
    """Find pairs one copy joined while another decided that they are two."""
    decision, apart = _decision(), _decision()
    return select(decision.c.id.label("row"), apart.c.id.label("other")).where(
        joins(decision),
        apart.c.hidden == 0,
        apart.c.verdict == DIFFERENT,
        or_(*_same_pair(decision, apart)),
    )


def joined_into_two(_asked: Asked) -> Question:
    """Find records that two copies joined into two people, both of whom stand."""
    one, other = _decision(), _decision()
    people = _person(), _person()
    return (
        select(one.c.id.label("row"), other.c.id.label("other"), literal(2).label("n"))
        .join_from(one, other, and_(other.c.other == one.c.other, other.c.person > one.c.person))
        .join(people[0], people[0].c.id == one.c.person)
        .join(people[1], people[1].c.id == other.c.person)
        .where(joins(one), joins(other), *(person.c.hidden == 0 for person in people))
    )


def _stands(decision: FromClause) -> ColumnElement[bool]:
    """Tell whether somebody is seen for a joining: the one who stayed, or whom that one was joined into since."""
    further, kept, beyond = _decision(), _person(), _person()
    goes_on = (
        select(further.c.id)
        .join(beyond, beyond.c.id == further.c.person)
        .where(further.c.other == decision.c.person, joins(further), beyond.c.hidden == 0)
    )
    seen = select(kept.c.id).where(kept.c.id == decision.c.person, kept.c.hidden == 0)
    return or_(exists(seen), exists(goes_on))


def _same_pair(one: FromClause, other: FromClause) -> tuple[ColumnElement[bool], ...]:
    return (
        and_(one.c.person == other.c.person, one.c.other == other.c.other),
        and_(one.c.person == other.c.other, one.c.other == other.c.person),
    )


def _decision() -> FromClause:
    return DATA["duplicate_decision"].alias()


def _person() -> FromClause:
    return DATA["person"].alias()
