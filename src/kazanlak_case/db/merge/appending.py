"""The SQL of one changeset of this copy.

A save is a dozen small statements, each of which takes the driver a few microseconds and SQLAlchemy ten times as
many to hand over. So they go to the driver's own connection, inside the transaction that SQLAlchemy began; its
errors are translated where all others are (db/engine.py).
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.intentions import COLUMNS
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.merge.binding import bound, in_bundles
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.db.shorthand import OWN_PLACE
from kazanlak_case.db.text_sql import SERVER, canon, for_server, is_server, run_many
from kazanlak_case.domain.fields import Raw
from kazanlak_case.domain.records import COMMON

_STANDING = """
    SELECT v.seq, v.head, (SELECT coalesce(max(x.ctx), 0) FROM context AS x WHERE x.rid = v.rid) AS ctx
    FROM vector AS v WHERE v.rid = ?
"""

# A log's numbers only rise, so the newest context that names it says how far it had been merged.
_MOVED = """
    SELECT v.rid, v.seq FROM log AS l CROSS JOIN vector AS v ON v.rid = l.rid
    WHERE l.scope IN (?, ?) AND l.replica <> ? AND v.seq > coalesce(
        (SELECT x.seq FROM context AS x WHERE x.rid = ? AND x.other = v.rid ORDER BY x.ctx DESC LIMIT 1), 0)
"""

# The own clock, or the highest time in the file + 1: whichever is greater, and never refused.
_TIME = {
    "sqlite": """
        INSERT INTO setting (name, value) VALUES ('hlc', ?)
        ON CONFLICT (name) DO UPDATE SET value = max(value + 1, excluded.value) RETURNING value
    """,
    SERVER: """
        INSERT INTO setting (name, value) VALUES ('hlc', to_jsonb(?::bigint)) ON CONFLICT (name) DO UPDATE SET
            value = to_jsonb(greatest((setting.value #>> '{}')::bigint + 1, (excluded.value #>> '{}')::bigint))
        RETURNING value
    """,
}

_CHANGESET = (
    f"INSERT INTO changeset ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
)
_CLOCK = "INSERT INTO clock (row, col, rid, seq, hlc, ctx) VALUES (?, ?, ?, ?, ?, ?)"


class Standing(NamedTuple):
    """Where a log of this copy stands: its last number, its chain head, its newest context."""

    seq: int
    head: bytes
    ctx: int


def next_time(connection: Connection, own: int) -> int:
    """Give the logical time of the next changeset; `own` is this computer's clock."""
    time: int = _run(connection, _TIME[connection.dialect.name], (own,)).fetchall()[0][0]
    return time


def last_time(connection: Connection) -> int:
    """Give the highest logical time in the file; 0 before its first changeset."""
    found = read_setting(connection, "hlc")
    return found if isinstance(found, int) else 0


def standing_of(connection: Connection, rid: int) -> Standing:
    """Tell where a log stands; a new one begins."""
    row = _run(connection, _STANDING, (rid,)).fetchone()
    if row is not None:
        return Standing(*row)
    _run(connection, "INSERT INTO vector VALUES (?, 0, ?)", (rid, GENESIS))
    return Standing(0, GENESIS, 0)


def moved_since(
    connection: Connection, rid: int, *, scope: str, replica: bytes
) -> list[tuple[int, int]]:
    """Give the logs of others, of this scope and the common one, that grew since the log's newest context."""
    moved: list[tuple[int, int]] = _run(
        connection, _MOVED, (scope, COMMON, replica, rid)
    ).fetchall()
    return moved


def insert_context(
    connection: Connection, rid: int, ctx: int, *, moved: Iterable[tuple[int, int]]
) -> None:
    """Give a log a new context."""
    _run_many(
        connection,
        "INSERT INTO context (rid, ctx, other, seq) VALUES (?, ?, ?, ?)",
        [(rid, ctx, other, seq) for other, seq in moved],
    )


def rid_of_record(connection: Connection, record: str, record_id: bytes) -> int | None:
    """Name the log a record was born in, which tells its scope."""
    row = _run(connection, f'SELECT born_rid FROM "{record}" WHERE id = ?', (record_id,)).fetchone()
    return None if row is None else int(row[0])


def rows_of(
    connection: Connection, record: str, ids: Sequence[bytes]
) -> dict[bytes, dict[str, Any]]:
    """Read data rows by id, some at a time: a workbook taken back is many."""
    found = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = tuple(ids[start : start + IDS_AT_ONCE])
        marks = ", ".join("?" * len(some))
        rows = _run(connection, f'SELECT * FROM "{record}" WHERE id IN ({marks})', some)
        names = [column[0] for column in rows.description]
        for row in rows:
            values = dict(zip(names, row, strict=True))
            found[values["id"]] = values
    return found


def write_head(connection: Connection, changeset: tuple[Raw, ...], *, head: bytes) -> None:
    """Write the changeset's own row (intentions.COLUMNS), and move the log there."""
    _run(connection, _CHANGESET, changeset)
    rid, last = changeset[:2]
    _run(connection, "UPDATE vector SET seq = ?, head = ? WHERE rid = ?", (last, head, rid))


def write_changes(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write log rows: (rid, seq, tbl, row, col, old, new)."""
    if is_server(connection):
        rows = [(*row[:5], canon(row[5]), canon(row[6])) for row in rows]
    _insert(connection, "INSERT INTO change (rid, seq, tbl, row, col, old, new)", rows)


def write_births(
    connection: Connection, record: str, names: Sequence[str], *, rows: Sequence[tuple[Raw, ...]]
) -> None:
    """Write new records: (id, born_rid, born_seq, then the named fields)."""
    columns = ", ".join(f'"{name}"' for name in ("id", "born_rid", "born_seq", *names))
    _insert(connection, f'INSERT INTO "{record}" ({columns})', rows)


def stand_alone(connection: Connection, edits: Sequence[tuple[Raw, ...]]) -> None:
    """Let these edits be all that stands in their places: (row, col, rid, seq, hlc, ctx)."""
    places = [edit[:2] for edit in edits]
    for table in ("clock", "conflict"):
        _run_many(connection, f"DELETE FROM {table} WHERE row = ? AND col = ?", places)
    _run_many(connection, _CLOCK, edits)


def set_values(
    connection: Connection, record: str, field: str, *, values: Sequence[tuple[Raw, bytes]]
) -> None:
    """Set one field of some records: (value, id)."""
    _run_many(connection, f'UPDATE "{record}" SET "{field}" = ? WHERE id = ?', values)


def with_own_place(connection: Connection, ids: Sequence[bytes]) -> list[bytes]:
    """Of these records give those that somebody deleted or kept."""
    found: list[bytes] = []
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT DISTINCT row FROM clock WHERE row IN ({marks}) AND col = ?"
        found += (row[0] for row in _run(connection, query, (*some, OWN_PLACE)))
    return found


def _insert(connection: Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    marks = f"({', '.join('?' * len(rows[0]))})"
    if is_server(connection):
        run_many(connection, f"{into} VALUES {marks}", rows)
        return
    for count, values in in_bundles(zip(*rows, strict=True)):
        statement = f"{into} VALUES {', '.join([marks] * count)}"
        connection.connection.driver_connection.executemany(statement, values)  # type: ignore[union-attr]  # it is open


def _run(connection: Connection, statement: str, values: Sequence[Raw]) -> Any:
    driver: Any = connection.connection.driver_connection
    if is_server(connection):
        return driver.execute(for_server(statement), values)
    return driver.execute(statement, bound(values))


def _run_many(connection: Connection, statement: str, rows: Iterable[Sequence[Raw]]) -> None:
    if is_server(connection):
        run_many(connection, statement, rows)
        return
    many = [bound(row) for row in rows]
    connection.connection.driver_connection.executemany(statement, many)  # type: ignore[union-attr]  # it is open
