"""Find every record that is about a person, hidden ones too, by the references that the registry declares."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select

from kazanlak_case.db.continuations import related
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import FieldSpec, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS

OF_NOBODY = frozenset({"continuation"})
"""Bridges between scopes: they name ids alone, and an erasure still has to find its way over them."""


def about_people(
    connection: Connection, names: Shorthand, people: Iterable[RecordId]
) -> dict[str, list[tuple[str, RecordId]]]:
    """Give the records about some people by scope, as (type, id): in every house they went on in, too.

    A record is about a person if it refers to one, or if it cannot be without a record that is about one; and so is a
    household in which nobody else is left.
    """
    found: dict[str, set[bytes]] = {"person": related(connection, map(bytes.fromhex, people))}
    waiting = ["person"]
    while waiting:
        owner = waiting.pop()
        for record, spec in _owned(owner):
            new = set(_referring(connection, record, spec, found[owner])) - found.get(record, set())
            if new:
                found.setdefault(record, set()).update(new)
                waiting.append(record)
        if not waiting and (alone := _left_alone(connection, found)):
            found.setdefault("household", set()).update(alone)
            waiting.append("household")
    if moves := found.get("transfer"):
        moves |= _at_the_other_end(connection, moves)
    by_scope: dict[str, list[tuple[str, RecordId]]] = {}
    for record, ids in found.items():
        for row, rid in _standing(connection, record, ids):
            by_scope.setdefault(names.log(rid).scope, []).append((record, RecordId(row.hex())))
    return by_scope


def _left_alone(connection: Connection, found: dict[str, set[bytes]]) -> set[bytes]:
    """Give the households nobody else belongs to: their name and address are those of the person."""
    members = found.get("household_member", set())
    table = DATA["household_member"]
    theirs = _households(connection, table.c.id.in_(list(members)))
    others = _households(
        connection,
        table.c.household.in_(list(theirs)),
        table.c.id.not_in(list(members)),
        table.c.hidden == 0,
    )
    return theirs - others - found.get("household", set())


def _households(connection: Connection, *where: ColumnElement[bool]) -> set[bytes]:
    household = DATA["household_member"].c.household
    found = select(household).where(household.is_not(None), *where)
    return set(connection.execute(found).scalars())


def _at_the_other_end(connection: Connection, moves: set[bytes]) -> set[bytes]:
    """Give the records by which other houses were asked: they name the person in words alone."""
    table = DATA["transfer"]
    found = connection.execute(select(table.c.id).where(table.c.counterpart.in_(list(moves))))
    return set(found.scalars())


def _owned(owner: str) -> Iterator[tuple[str, FieldSpec]]:
    for record, cls in RECORDS.items():
        for spec in specs_of(cls):
            is_tied = spec.required or owner == "person"
            if record not in OF_NOBODY and spec.refers == owner and is_tied:
                yield record, spec


def _referring(
    connection: Connection, record: str, spec: FieldSpec, ids: set[bytes]
) -> Iterator[bytes]:
    table, asked = DATA[record], list(ids)
    for start in range(0, len(asked), IDS_AT_ONCE):
        some = asked[start : start + IDS_AT_ONCE]
        yield from connection.execute(
            select(table.c.id).where(table.c[spec.name].in_(some))
        ).scalars()


def _standing(connection: Connection, record: str, ids: set[bytes]) -> Iterator[tuple[bytes, int]]:
    table, asked = DATA[record], sorted(ids)
    for start in range(0, len(asked), IDS_AT_ONCE):
        some = asked[start : start + IDS_AT_ONCE]
        for row in connection.execute(
            select(table.c.id, table.c.born_rid).where(table.c.id.in_(some)).order_by(table.c.id)
        ):
            yield row.id, row.born_rid
