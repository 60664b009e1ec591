"""Count what another copy is known to have of what was written here, and what still waits for the stick."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, func, select

from kazanlak_case.db import tables
from kazanlak_case.db.shorthand import BIRTH, Shorthand
from kazanlak_case.domain.exchange import Delivered

_change = tables.change.c


def delivered(
    connection: Connection, names: Shorthand, logs: Iterable[tuple[int, int, int]]
) -> Delivered:
    """Count over logs, each given as (rid, our last number, the last number the other copy has)."""
    told = Delivered()
    for rid, last, have in logs:
        told.records += _count(connection, rid)
        if last > have:
            _add(told.new, _by_kind(connection, names, _births(rid, have)))
            _add(told.changed, _by_kind(connection, names, _edited(rid, have)))
        reached = _reached(connection, rid, have)
        if reached and (told.reached is None or reached > told.reached):
            told.reached = reached
    return told


def _count(connection: Connection, rid: int) -> int:
    found = select(func.count()).where(_change.rid == rid, _change.col == BIRTH)
    return connection.execute(found).scalar_one()


def _births(rid: int, have: int) -> Select[int, int]:
    return (
        select(_change.tbl, func.count())
        .where(_change.rid == rid, _change.seq > have, _change.col == BIRTH)
        .group_by(_change.tbl)
    )


def _edited(rid: int, have: int) -> Select[int, int]:
    """Count records that the other copy has, but not as they stand now."""
    born = select(_change.row).where(_change.rid == rid, _change.seq > have, _change.col == BIRTH)
    return (
        select(_change.tbl, func.count(_change.row.distinct()))
        .where(
            _change.rid == rid,
            _change.seq > have,
            _change.col != BIRTH,
            _change.row.not_in(born),
        )
        .group_by(_change.tbl)
    )


def _by_kind(connection: Connection, names: Shorthand, query: Select[int, int]) -> dict[str, int]:
    return {names.record_name(tbl): count for tbl, count in connection.execute(query)}


def _add(counts: dict[str, int], more: dict[str, int]) -> None:
    for name, count in more.items():
        counts[name] = counts.get(name, 0) + count


def _reached(connection: Connection, rid: int, have: int) -> str | None:
    """Tell when the last of what the other copy has was written, by the clock of who wrote it."""
    changeset = tables.changeset.c
    found: str | None = connection.execute(
        select(changeset.at)
        .where(changeset.rid == rid, changeset.last <= have)
        .order_by(changeset.last.desc())
        .limit(1)
    ).scalar_one_or_none()
    return found
