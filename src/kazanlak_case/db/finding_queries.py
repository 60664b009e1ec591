"""The questions behind the findings: what does not fit together in the visible records.

Each answers rows with `row`, the record it is about, perhaps `other`, one that it clashes with, and facts for words.
Groups are found first, over an index alone; only what belongs to one is read and compared.
"""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    LargeBinary,
    MetaData,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql.selectable import CompoundSelect

from kazanlak_case.db import tables
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA, erased, log
from kazanlak_case.domain.fields import FieldSpec, Kind, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES

Question: TypeAlias = Select[Any] | CompoundSelect[Any]
Among: TypeAlias = Select[Any] | None
"""Ids of what was written: only what hangs together with it is looked at. None: everything is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question depends on beside the records; the same is put together once.

    Attributes:
        profile: The text of the municipality's profile.
    """

    today: date
    profile: str


FOR_EVER = "9999"
CHILDREN = ("child", "grandchild")


def same_number(_asked: Asked, among: Among = None) -> Question:
    """Two people with one ЕГН or ЛНЧ, unless somebody decided that they are two."""
    one, other = _two("person")
    number = (one.c.national_id, one.c.id_type)
    twice = _twice("person", "national_id", "id_type", among=among)
    return select(one.c.id.label("row"), other.c.id.label("other"), *number).where(
        tuple_(*number).in_(twice),
        one.c.id_type.in_(CHECKED_TYPES),
        *_pair(one, other, "national_id", "id_type"),
        ~_decided_different(one, other),
    )


def open_cases(_asked: Asked, among: Among = None) -> Question:
    """Two open cases of one person in one house."""
    one, other = _two("case")
    logs = log.alias(), log.alias()
    case = DATA["case"]
    is_open = (case.c.closed_on.is_(None), case.c.hidden == 0)
    twice = _twice("case", "person", among=among).where(*is_open)
    return (
        select(
            one.c.id.label("row"),
            other.c.id.label("other"),
            one.c.number,
            other.c.number.label("other_number"),
            logs[0].c.scope.label("site"),
        )
        .join_from(one, other, and_(*_pair(one, other, "person")))
        .join(logs[0], logs[0].c.rid == one.c.born_rid)
        .join(logs[1], logs[1].c.rid == other.c.born_rid)
        .where(
            one.c.person.in_(twice),
            one.c.closed_on.is_(None),
            other.c.closed_on.is_(None),
            logs[0].c.scope == logs[1].c.scope,
        )
    )


def heads(asked: Asked, among: Among = None) -> Question:
    """Two heads of one household at once."""
    one, other = _two("household_member")
    member, household = DATA["household_member"], DATA["household"]
    is_head = (member.c.relation == "head", member.c.hidden == 0)
    twice = _twice("household_member", "household", among=among).where(*is_head)
    return (
        select(
            one.c.id.label("row"), other.c.id.label("other"), household.c.name.label("household")
        )
        .join_from(one, other, and_(*_pair(one, other, "household")))
        .join(household, household.c.id == one.c.household)
        .where(
            one.c.household.in_(twice),
            one.c.person != other.c.person,
            one.c.relation == "head",
            other.c.relation == "head",
            _lives(one, asked),
            _lives(other, asked),
        )
    )


def memberships(asked: Asked, among: Among = None) -> Question:
    """One person twice in one household at once."""
    one, other = _two("household_member")
    household = DATA["household"]
    return (
        select(
            one.c.id.label("row"), other.c.id.label("other"), household.c.name.label("household")
        )
        .join_from(one, other, and_(*_pair(one, other, "household", "person")))
        .join(household, household.c.id == one.c.household)
        .where(
            one.c.person.in_(_twice("household_member", "person", among=among)),
            _lives(one, asked),
            _lives(other, asked),
        )
    )


def participations(_asked: Asked, among: Among = None) -> Question:
    """Two participations of one person in one operation."""
    one, other = _two("participation")
    return select(one.c.id.label("row"), other.c.id.label("other")).where(
        one.c.person.in_(_twice("participation", "person", among=among)),
        *_pair(one, other, "person"),
        func.coalesce(one.c.operation, "") == func.coalesce(other.c.operation, ""),
    )


def entries(_asked: Asked, among: Among = None) -> Question:
    """Two entries of one participation that overlap; leaving and coming back on one day is well."""
    one, other = _two("spell")
    return select(
        one.c.id.label("row"),
        other.c.id.label("other"),
        one.c.entered_on,
        other.c.entered_on.label("other_entered_on"),
    ).where(
        one.c.participation.in_(_twice("spell", "participation", among=among)),
        *_pair(one, other, "participation"),
        one.c.entered_on < func.coalesce(other.c.left_on, FOR_EVER),
        other.c.entered_on < func.coalesce(one.c.left_on, FOR_EVER),
    )


def case_numbers(_asked: Asked, among: Among = None) -> Question:
    """One case number on two cases."""
    one, other = _two("case")
    twice = _twice("case", "number", among=among)
    return select(one.c.id.label("row"), other.c.id.label("other"), one.c.number).where(
        one.c.number.in_(twice), *_pair(one, other, "number")
    )


def orphans(_asked: Asked, among: Among = None) -> Question:
    """Find records whose required reference is missing or deleted: a visit of a deleted person."""
    return union_all(
        *(
            _orphans(spec, among)
            for name, cls in RECORDS.items()
            if name not in _NEED_NOT_POINT
            for spec in specs_of(cls)
            if spec.kind is Kind.REFERENCE and spec.required and spec.refers and not spec.retired
        )
    )


_NEED_NOT_POINT = frozenset({"duplicate_decision", "continuation", "transfer"})
"""What they tell stays true when the record they tell it of has gone."""


def before_birth(_asked: Asked, among: Among = None) -> Question:
    """Somebody who belongs to a household since before they were born."""
    member, person = DATA["household_member"], DATA["person"]
    return (
        select(member.c.id.label("row"), member.c.since, person.c.born_on)
        .join_from(member, person, person.c.id == member.c.person)
        .where(
            member.c.hidden == 0,
            person.c.hidden == 0,
            member.c.since < person.c.born_on,
            *([] if among is None else [member.c.id.in_(among)]),
        )
    )


def older_children(asked: Asked, among: Among = None) -> Question:
    """Find children of the head of a household who are not younger than the head."""
    child, member = _two("household_member")
    younger, older = _two("person")
    head = (
        select(member.c.id, member.c.household, older.c.born_on)
        .join_from(member, older, older.c.id == member.c.person)
        .where(
            member.c.relation == "head",
            _lives(member, asked),
            older.c.hidden == 0,
            *_near(member, among),
        )
        .cte("head")
    )
    return (
        select(
            child.c.id.label("row"),
            head.c.id.label("other"),
            younger.c.born_on,
            head.c.born_on.label("head_born_on"),
        )
        .join_from(child, head, head.c.household == child.c.household)
        .join(younger, younger.c.id == child.c.person)
        .where(
            child.c.relation.in_(CHILDREN),
            _lives(child, asked),
            younger.c.hidden == 0,
            younger.c.born_on <= head.c.born_on,
        )
    )


def posts(asked: Asked) -> Question:
    """More people in the posts of a house than the profile gives it; no rule where it gives none."""
    staff, site = DATA["staff_member"], DATA["site"]
    given: list[dict[str, list[str]]] = tomllib.loads(asked.profile).get("staff_posts", [])
    return union_all(
        *(
            select(
                site.c.id.label("row"),
                func.count().label("n"),
                literal(len(one["roles"])).label("most"),
            )
            .join_from(staff, site, site.c.id == staff.c.site)
            .where(
                staff.c.hidden == 0,
                site.c.hidden == 0,
                site.c.code == str(one["site"]),
                staff.c.role.in_(set(one["roles"])),
            )
            .group_by(site.c.id)
            .having(func.count() > len(one["roles"]))
            for one in given
        ),
        select(site.c.id.label("row"), null().label("n"), null().label("most")).where(
            site.c.id.is_(None)
        ),
    )


def _orphans(spec: FieldSpec, among: Among) -> Select[tuple[str, bytes, bytes, str, str]]:
    table, target = DATA[spec.record], DATA[str(spec.refers)]
    points = table.c[spec.name]
    found = select(
        literal(spec.record).label("type"),
        table.c.id.label("row"),
        points.label("other"),
        literal(spec.name).label("field"),
        literal(spec.refers).label("refers"),
    ).where(table.c.hidden == 0)
    # who was joined is not gone: joining_rules.py tells of them
    is_there = is_shown(target) if spec.refers == "person" else target.c.hidden == 0
    if among is not None:
        stands = select(target.c.id).where(target.c.id == points, is_there)
        return found.where(or_(table.c.id.in_(among), points.in_(among)), ~stands.exists())
    # both questions are answered by indexes alone: there are many visits, and hardly anything is deleted
    missing = select(points).except_(select(target.c.id))
    deleted = select(target.c.id).where(target.c.hidden == 1, ~is_there)
    return found.where(or_(points.is_(None), points.in_(missing), points.in_(deleted)))


def _two(record: str) -> tuple[FromClause, FromClause]:
    return DATA[record].alias(), DATA[record].alias()


def _twice(record: str, *fields: str, among: Among) -> Select[Any]:
    """Find values that stand more than once, of deleted records too: the index alone answers."""
    table, written = DATA[record], DATA[record].alias()
    columns = [table.c[name] for name in fields]
    found = select(*columns).where(columns[0].is_not(None))
    if among is not None:
        near = select(written.c[fields[0]]).where(written.c.id.in_(among))
        found = found.where(columns[0].in_(near))
    return found.group_by(*columns).having(func.count() > 1)


def _pair(one: FromClause, other: FromClause, *equal: str) -> Collection[ColumnElement[bool]]:
    """Pair every two visible records that agree, once."""
    return (
        *(one.c[name] == other.c[name] for name in equal),
        one.c.id < other.c.id,
        one.c.hidden == 0,
        other.c.hidden == 0,
    )


def _lives(member: FromClause, asked: Asked) -> ColumnElement[bool]:
    until = member.c.until
    return and_(member.c.hidden == 0, or_(until.is_(None), until > asked.today.isoformat()))


def _near(member: FromClause, among: Among) -> Collection[ColumnElement[bool]]:
    """Narrow to the households of what was written."""
    if among is None:
        return ()
    written = DATA["household_member"].alias()
    return (member.c.household.in_(select(written.c.household).where(written.c.id.in_(among))),)


_NEAR = Table(
    "finding_near",
    MetaData(),
    Column("id", LargeBinary, primary_key=True),
    prefixes=["TEMPORARY"],
)


NEAR = select(_NEAR.c.id)
"""The ids that `gather_written` gathered."""


def gather_written(connection: Connection, ranges: Sequence[tuple[int, int]]) -> None:
    """Gather the ids of what was written in each log after a number, and of what hangs together with it.

    A person's date of birth is compared with their memberships; a decision concerns the two it is about.
    """
    change, member = tables.change, DATA["household_member"]
    after = [and_(change.c.rid == rid, change.c.seq > seq) for rid, seq in ranges]
    written = select(change.c.row.label("id")).where(or_(*after))
    decision = DATA["duplicate_decision"]
    decided = decision.c.id.in_(written)
    every = union(
        written,
        select(member.c.id).where(member.c.person.in_(written)),
        select(decision.c.person).where(decided),
        select(decision.c.other).where(decided),
    )
    ids = every.subquery()
    # every rule asks for them, and more than once
    connection.execute(CreateTable(_NEAR, if_not_exists=True))
    connection.execute(delete(_NEAR))
    known = select(ids.c.id).where(ids.c.id.is_not(None))
    connection.execute(insert(_NEAR).from_select(["id"], known))


def _decided_different(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    decision = DATA["duplicate_decision"]
    ids = (one.c.id, other.c.id)
    return (
        select(decision.c.id)
        .where(
            decision.c.hidden == 0,
            decision.c.verdict == "different",
            decision.c.person.in_(ids),
            decision.c.other.in_(ids),
        )
        .exists()
    )


def erased_elsewhere(_asked: Asked) -> Question:
    """Find people who were erased in one house and go on in another: the centre has to follow."""
    go_on, person = DATA["continuation"], DATA["person"]
    ways = ((go_on.c.record, go_on.c.continues), (go_on.c.continues, go_on.c.record))
    return union_all(
        *(
            select(person.c.id.label("row"))
            .join(go_on, near == person.c.id)
            .where(far.in_(select(erased.c.row)))
            for near, far in ways
        )
    )
