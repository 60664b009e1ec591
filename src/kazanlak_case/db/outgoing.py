"""Read a log back as segments: births with the values they were born with, edits as they were written."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import (
    SEGMENT_CHANGES,
    Births,
    Changesets,
    Edits,
    LogRange,
    Moved,
    Segment,
)
from kazanlak_case.domain.fields import Raw, specs_of
from kazanlak_case.domain.records import RECORDS


def segments_of(
    connection: Connection, names: Shorthand, ranges: Iterable[LogRange]
) -> Iterator[Segment]:
    """Yield the segments of the given ranges, one log after another."""
    for one in ranges:
        rid = names.known_rid(one.log.key)
        if rid is None:
            continue
        for first in range(one.first, one.last + 1, SEGMENT_CHANGES):
            last = min(first + SEGMENT_CHANGES - 1, one.last)
            yield Segment(
                log=one.log.key,
                first=first,
                last=last,
                changesets=_changesets(connection, names, rid, first=first, last=last),
                births=_births(connection, names, rid, first=first, last=last),
                edits=_edits(connection, names, rid, first=first, last=last),
            )


def _changesets(
    connection: Connection, names: Shorthand, rid: int, *, first: int, last: int
) -> Changesets:
    """Give the changesets that end in the segment."""
    sets = Changesets()
    moved = _moves(connection, names, rid)
    before = run(
        connection,
        "SELECT coalesce(max(ctx), 0) FROM (SELECT ctx FROM changeset WHERE rid = ? AND last < ? "
        "ORDER BY last DESC LIMIT 1) AS before",
        (rid, first),
    ).scalar_one()
    for row in run(
        connection,
        "SELECT last, hlc, at, author, what, salt, ctx FROM intention WHERE rid = ? AND last BETWEEN ? AND ? "
        "ORDER BY last",
        (rid, first, last),
    ):
        sets.last.append(row.last)
        sets.hlc.append(row.hlc)
        sets.at.append(row.at)
        sets.author.append(row.author)
        sets.what.append(row.what)
        sets.salt.append(row.salt)
        sets.moved.append(tuple(moved.get(row.ctx, ())) if row.ctx != before else ())
        sets.leaves.append(_leaves(connection, rid, row.last) if row.salt is None else ())
        before = row.ctx
    return sets


def _moves(connection: Connection, names: Shorthand, rid: int) -> dict[int, list[Moved]]:
    moves: dict[int, list[Moved]] = {}
    for ctx, other, seq in run(
        connection, "SELECT ctx, other, seq FROM context WHERE rid = ? ORDER BY ctx, other", (rid,)
    ):
        log = names.log(other)
        moves.setdefault(ctx, []).append(Moved(log.replica, log.scope, seq))
    return moves


def _leaves(connection: Connection, rid: int, last: int) -> tuple[tuple[bytes, bytes, bytes], ...]:
    rows = run(
        connection, "SELECT row, salt, hash FROM leaf WHERE rid = ? AND last = ?", (rid, last)
    )
    return tuple((row.row, row.salt or b"", row.hash or b"") for row in rows)


def _births(
    connection: Connection, names: Shorthand, rid: int, *, first: int, last: int
) -> dict[str, Births]:
    types = run(
        connection,
        "SELECT DISTINCT tbl FROM change WHERE rid = ? AND seq BETWEEN ? AND ? AND col = 0",
        (rid, first, last),
    ).scalars()
    births: dict[str, Births] = {}
    for tbl in list(types):
        record = names.record_name(tbl)
        columns = [spec.name for spec in specs_of(RECORDS[record])] if record in RECORDS else []
        births[record] = _births_of(
            connection, names, record, columns=columns, place=(rid, first, last, tbl)
        )
    return births


def _births_of(
    connection: Connection,
    names: Shorthand,
    record: str,
    *,
    columns: list[str],
    place: tuple[int, int, int, int],
) -> Births:
    picked = "".join(f', d."{name}"' for name in columns)
    joined = f'CROSS JOIN "{record}" AS d ON d.id = c.row' if record in DATA else ""
    rows = run(
        connection,
        f"SELECT c.seq, c.row{picked} FROM change AS c {joined} "
        "WHERE c.rid = ? AND c.seq BETWEEN ? AND ? AND c.col = 0 AND c.tbl = ? ORDER BY c.seq",
        place,
    ).all()
    read: list[Any] = list(zip(*rows, strict=True))
    seqs, ids = list(read[0]), list(read[1])
    fields: dict[str, list[Raw]] = {
        name: list(column) for name, column in zip(columns, read[2:], strict=True)
    }
    position = {row: at for at, row in enumerate(ids)}
    _add_extra(connection, record, position, fields=fields)
    _set_back(connection, names, place, position=position, fields=fields)
    filled = {
        name: column
        for name, column in fields.items()
        if any(value is not None for value in column)
    }
    return Births(seqs, ids, filled)


def _add_extra(
    connection: Connection, record: str, position: dict[bytes, int], *, fields: dict[str, list[Raw]]
) -> None:
    """Fields of a newer version travel on, whole."""
    for row, name, value in run(
        connection, "SELECT row, name, value FROM extra WHERE type = ? AND name <> ''", (record,)
    ):
        if row in position:
            fields.setdefault(name, [None] * len(position))[position[row]] = value


def _set_back(
    connection: Connection,
    names: Shorthand,
    place: tuple[int, int, int, int],
    *,
    position: dict[bytes, int],
    fields: dict[str, list[Raw]],
) -> None:
    """Set born values back: a born value is the row's value now, or the `old` of the cell's edit with the lowest logical time."""
    edited = run(
        connection,
        "SELECT row, col, old FROM (SELECT e.row, e.col, e.old, row_number() OVER (PARTITION BY e.row, e.col "
        "ORDER BY (SELECT s.hlc FROM changeset AS s WHERE s.rid = e.rid AND s.last >= e.seq "
        "ORDER BY s.last LIMIT 1)) AS place "
        "FROM change AS c CROSS JOIN change AS e ON e.row = c.row AND e.col <> 0 AND e.col > 0 "
        "WHERE c.rid = ? AND c.seq BETWEEN ? AND ? AND c.col = 0 AND c.tbl = ?) AS edits WHERE place = 1",
        place,
    )
    tbl = place[3]
    for row, col, old in edited:
        name = names.field_name(tbl, col)
        fields.setdefault(name, [None] * len(position))[position[row]] = old


def _edits(connection: Connection, names: Shorthand, rid: int, *, first: int, last: int) -> Edits:
    edits = Edits()
    for seq, tbl, row, col, old, new in run(
        connection,
        "SELECT seq, tbl, row, col, old, new FROM change WHERE rid = ? AND seq BETWEEN ? AND ? AND col <> 0 "
        "ORDER BY seq",
        (rid, first, last),
    ):
        edits.seq.append(seq)
        edits.record.append(names.record_name(tbl))
        edits.id.append(row)
        edits.field.append(names.field_name(tbl, col))
        edits.old.append(old)
        edits.new.append(new)
    return edits
