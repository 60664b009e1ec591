"""Tell what one import brought, changeset by changeset: for the report the house reads after it."""

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from kazanlak_case.db import tables
from kazanlak_case.db.shorthand import BIRTH, Shorthand
from kazanlak_case.domain.exchange import Brought
from kazanlak_case.domain.fields import RecordId

RANGES_AT_ONCE = 200


def brought(
    connection: Connection,
    names: Shorthand,
    bundle: bytes,
    *,
    intentions: Collection[str],
    records: Collection[str],
) -> list[Brought]:
    """List the records that an import touched by certain intentions, or of certain types; each once."""
    found: dict[tuple[str, bytes, str], Brought] = {}
    change = tables.change.c
    wanted = change.tbl.in_([names.tbl(connection, name) for name in records])
    for rid, first, last in _taken(connection, names, bundle):
        sets = _changesets(connection, rid, first, last)
        ends = [end for _, _, end in sets]
        asked = [change.seq.between(start, end) for what, start, end in sets if what in intentions]
        for query in (wanted, *_some_at_once(asked)):
            rows = connection.execute(
                select(tables.change)
                .where(change.rid == rid, change.seq.between(first, last), query)
                .order_by(change.seq)
            )
            _gather(found, names, rows, sets=sets, ends=ends)
    return list(found.values())


def _some_at_once(asked: Sequence[ColumnElement[bool]]) -> Iterator[ColumnElement[bool]]:
    """Ask for some changesets at a time: a database takes only so many conditions in one question."""
    for start in range(0, len(asked), RANGES_AT_ONCE):
        yield or_(*asked[start : start + RANGES_AT_ONCE])


def _gather(
    found: dict[tuple[str, bytes, str], Brought],
    names: Shorthand,
    rows: Iterable[Row[*tuple[Any, ...]]],
    *,
    sets: list[tuple[str, int, int]],
    ends: list[int],
) -> None:
    for row in rows:
        what = sets[bisect_left(ends, row.seq)][0]
        name = names.record_name(row.tbl)
        one = Brought(what, name, RecordId(row.row.hex()), row.col == BIRTH)
        found.setdefault((name, row.row, what), one)


def brought_back(
    connection: Connection, names: Shorthand, bundle: bytes, *, copy: bytes
) -> tuple[int, str | None]:
    """Tell what an import gave back to the copy that had written it: how many records, and until when."""
    count, until = 0, None
    change, changeset = tables.change.c, tables.changeset.c
    for rid, first, last in _taken(connection, names, bundle):
        if names.log(rid).copy != copy:
            continue
        born = select(func.count()).where(
            change.rid == rid, change.seq.between(first, last), change.col == BIRTH
        )
        count += connection.execute(born).scalar_one()
        written = select(changeset.at).where(changeset.rid == rid, changeset.last == last)
        at = connection.execute(written).scalar_one_or_none()
        until = max(filter(None, (until, at)), default=None)
    return count, until


def _taken(
    connection: Connection, names: Shorthand, bundle: bytes
) -> Iterator[tuple[int, int, int]]:
    table = tables.bundle.c
    result = connection.execute(select(table.result).where(table.id == bundle)).scalar_one_or_none()
    for replica, scope, first, last in json.loads(result)["taken"] if result else ():
        rid = names.known_rid((bytes.fromhex(replica), scope))
        if rid is not None:
            yield rid, first, last


def _changesets(
    connection: Connection, rid: int, first: int, last: int
) -> list[tuple[str, int, int]]:
    table = tables.changeset.c
    rows = connection.execute(
        select(table.what, table.first, table.last)
        .where(table.rid == rid, table.last >= first, table.first <= last)
        .order_by(table.last)
    )
    return [(row.what, row.first, row.last) for row in rows]
