"""The merge's SQL for PostgreSQL: rows go in by COPY, what stands is decided by the same statements as in SQLite.

Births are copied straight into their tables inside a savepoint; only where one of them is here already (a mended
fork brings what is known) are they staged and the known ones left out (design.md, section 11).
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

import psycopg
from sqlalchemy import Column, Connection

from kazanlak_case.db.columns import from_canonical
from kazanlak_case.db.intentions import COLUMNS
from kazanlak_case.db.merge import sqlite
from kazanlak_case.db.merge.sqlite import conflicting_places, winning_places
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import Canon, canon, run, run_many
from kazanlak_case.domain.fields import Raw
from kazanlak_case.domain.records import spec_of

__all__ = [
    "conflicting_places",
    "copy_rows",
    "forget_edits",
    "insert_births",
    "insert_changes",
    "insert_changesets",
    "insert_extra",
    "insert_leaves",
    "note_edits",
    "resolve",
    "set_values",
    "stand_by_log",
    "start",
    "type_of",
    "winning_places",
]

# Noted as they come, in any number; the last of each log is chosen at the end.
_ARRIVED = """
    CREATE TEMP TABLE IF NOT EXISTS arrived (
        row BLOB, col INTEGER, rid INTEGER, seq INTEGER, hlc INTEGER, ctx INTEGER, tbl INTEGER, value BLOB)
"""
_LAST_OF_EACH = """
    INSERT INTO incoming
    SELECT DISTINCT ON (row, col, rid) row, col, rid, seq, hlc, ctx, tbl, value
    FROM arrived ORDER BY row, col, rid, seq DESC
"""
_CHANGE = ("rid", "seq", "tbl", "row", "col", "old", "new")
_CHANGE_TYPES = ("int8", "int8", "int8", "bytea", "int8", "jsonb", "jsonb")
_CHANGESET_TYPES = ("int8",) * 7 + ("bytea", "bytea")
_EDIT = ("row", "col", "rid", "seq", "hlc", "ctx", "tbl", "value")
_EDIT_TYPES = ("bytea", "int8", "int8", "int8", "int8", "int8", "int8", "jsonb")

_TYPES = {int: "int8", bytes: "bytea", object: "jsonb"}

_EXTRA = """
    INSERT INTO extra (type, row, name, value, rid, seq) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (type, row, name) DO UPDATE SET value = excluded.value, rid = excluded.rid, seq = excluded.seq
"""
_WINNERS_OF_NEWER = """
    INSERT INTO extra (type, row, name, value, rid, seq)
    SELECT DISTINCT ON (w.row) ?, w.row, ?, w.value, s.rid, s.seq FROM winner AS w
    JOIN standing AS s ON s.row = w.row AND s.col = w.col JOIN log AS l ON l.rid = s.rid
    WHERE w.tbl = ? AND w.col = ? ORDER BY w.row, s.hlc DESC, l.replica DESC
    ON CONFLICT (type, row, name) DO UPDATE SET value = excluded.value, rid = excluded.rid, seq = excluded.seq
"""


def start(connection: Connection) -> None:
    """Make or empty the temporary tables; the server drops them when the transaction ends."""
    run(connection, _ARRIVED)
    run(connection, "DELETE FROM temp.arrived")
    sqlite.start(connection)


def insert_births(  # noqa: PLR0913 - where, and the rows' parts
    connection: Connection,
    record: str,
    names: Sequence[str],
    *,
    rid: int,
    tbl: int,
    columns: Sequence[Sequence[Raw]],
) -> None:
    """Insert births and their log rows; one that is here already stays as it is."""
    ids, seqs = columns[:2]
    into = ("born_rid", "id", "born_seq", *names)
    types = ("int8", "bytea", "int8", *(type_of(DATA[record].c[name]) for name in names))
    run(connection, "SAVEPOINT births")
    count = len(ids)
    try:
        rows = zip(repeat(rid, count), *columns, strict=True)
        copy_rows(connection, f'"{record}"', into, types=types, rows=rows)
    except psycopg.errors.UniqueViolation:
        run(connection, "ROLLBACK TO SAVEPOINT births")
        rows = zip(repeat(rid, count), *columns, strict=True)
        _insert_unknown(connection, record, into, types=types, rows=rows)
    run(connection, "RELEASE SAVEPOINT births")
    logged = zip(repeat(rid, count), seqs, repeat(tbl, count), ids, repeat(0, count), strict=True)
    copy_rows(connection, "change", _CHANGE[:5], types=_CHANGE_TYPES[:5], rows=logged)


def _insert_unknown(
    connection: Connection,
    record: str,
    into: Sequence[str],
    *,
    types: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    names = ", ".join(f'"{name}"' for name in into)
    run(connection, f'CREATE TEMP TABLE staged AS SELECT {names} FROM "{record}" LIMIT 0')
    copy_rows(connection, "staged", into, types=types, rows=rows)
    run(
        connection,
        f'INSERT INTO "{record}" ({names}) SELECT {names} FROM staged ON CONFLICT DO NOTHING',
    )
    run(connection, "DROP TABLE staged")


def insert_changes(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Insert log rows: (rid, seq, tbl, row, col, old, new)."""
    marked = ((*row[:5], canon(row[5]), canon(row[6])) for row in rows)
    copy_rows(connection, "change", _CHANGE, types=_CHANGE_TYPES, rows=marked)


def insert_changesets(connection: Connection, rid: int, columns: Sequence[Sequence[Raw]]) -> None:
    """Insert changesets of one log: intentions.COLUMNS but the log's number."""
    rows = zip(repeat(rid, len(columns[0])), *columns, strict=True)
    copy_rows(connection, "changeset", COLUMNS, types=_CHANGESET_TYPES, rows=rows)


def insert_leaves(
    connection: Connection, rows: Sequence[tuple[int, int, bytes, bytes, bytes]]
) -> None:
    """Keep what an erasure left of changesets: (rid, last, record, leaf salt or nothing, leaf hash or nothing)."""
    run_many(
        connection,
        "INSERT INTO leaf (rid, last, row, salt, hash) VALUES (?, ?, ?, ?, ?)",
        ((rid, last, row, salt or None, gone or None) for rid, last, row, salt, gone in rows),
    )


def insert_extra(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Keep what a newer version says, whole: (type, row, name, value, rid, seq)."""
    run_many(connection, _EXTRA, ((*row[:3], canon(row[3]), *row[4:]) for row in rows))


def note_edits(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Note incoming edits: (row, col, rid, seq, hlc, ctx, tbl, value)."""
    marked = ((*row[:7], canon(row[7])) for row in rows)
    copy_rows(connection, "arrived", _EDIT, types=_EDIT_TYPES, rows=marked)


def forget_edits(connection: Connection, rows: Iterable[bytes]) -> None:
    """Forget the edits noted of some records: nothing of them is to stand."""
    run_many(connection, "DELETE FROM arrived WHERE row = ?", ((row,) for row in rows))


def resolve(connection: Connection) -> None:
    """Compute what stands in every place noted, and set clock, winners and conflicts accordingly."""
    run(connection, _LAST_OF_EACH)
    # else the planner takes them for a thousand, and goes through whole tables for a few
    run(connection, "ANALYZE incoming")
    run(connection, sqlite.CANDIDATES)
    run(connection, "ANALYZE candidate")
    for statement in sqlite.DECIDING:
        run(connection, statement)


def stand_by_log(connection: Connection) -> None:
    """Decide from the whole log what stands in every edited place; only temporary tables are written."""
    sqlite.stand_by_log(connection)


def set_values(connection: Connection, record: str, field: str, *, place: tuple[int, int]) -> None:
    """Write the winners of one column; one of a newer version's field goes to `extra`."""
    if record in DATA and field in DATA[record].c:
        value = from_canonical(connection, spec_of(record, field).kind, "w.value")
        run(
            connection,
            f'UPDATE "{record}" SET "{field}" = {value} FROM winner AS w '
            f'WHERE w.tbl = ? AND w.col = ? AND "{record}".id = w.row',
            place,
        )
        return
    run(connection, _WINNERS_OF_NEWER, (record, field, *place))


def type_of(column: Column[Any]) -> str:
    """Name a column's type as the server does."""
    return _TYPES.get(column.type.python_type, "text")


def copy_rows(
    connection: Connection,
    table: str,
    names: Sequence[str],
    *,
    types: Sequence[str],
    rows: Iterable[Sequence[Raw | Canon]],
) -> None:
    """Send rows by COPY."""
    driver: Any = connection.connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with driver.cursor() as cursor:  # noqa: SIM117 - the copy is the cursor's
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
