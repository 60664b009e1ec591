"""The SQL of one changeset of this copy, for SQLite: a save is a dozen small statements, and plain text runs them fastest."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.shorthand import OWN_PLACE
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

_CHANGESET = f"INSERT INTO changeset VALUES ({', '.join('?' * 11)})"
_CHANGES = "INSERT INTO change (rid, seq, tbl, row, col, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)"
_CLOCK = "INSERT INTO clock (row, col, rid, seq, hlc, ctx) VALUES (?, ?, ?, ?, ?, ?)"


class Standing(NamedTuple):
    """Where a log of this copy stands: its last number, its chain head, its newest context."""

    seq: int
    head: bytes
    ctx: int


def standing_of(connection: Connection, rid: int) -> Standing:
    """Tell where a log stands; a new one begins."""
    row = connection.exec_driver_sql(_STANDING, (rid,)).one_or_none()
    if row is not None:
        return Standing(*row)
    connection.exec_driver_sql("INSERT INTO vector VALUES (?, 0, ?)", (rid, GENESIS))
    return Standing(0, GENESIS, 0)


def moved_since(
    connection: Connection, rid: int, *, scope: str, replica: bytes
) -> list[tuple[int, int]]:
    """Give the logs of others, of this scope and the common one, that grew since the log's newest context."""
    rows = connection.exec_driver_sql(_MOVED, (scope, COMMON, replica, rid)).all()
    return [(row[0], row[1]) for row in rows]


def insert_context(
    connection: Connection, rid: int, ctx: int, *, moved: Iterable[tuple[int, int]]
) -> None:
    """Give a log a new context."""
    connection.exec_driver_sql(
        "INSERT INTO context (rid, ctx, other, seq) VALUES (?, ?, ?, ?)",
        [(rid, ctx, other, seq) for other, seq in moved],
    )


def rid_of_record(connection: Connection, record: str, record_id: bytes) -> int | None:
    """Name the log a record was born in, which tells its scope."""
    found: int | None = connection.exec_driver_sql(
        f'SELECT born_rid FROM "{record}" WHERE id = ?', (record_id,)
    ).scalar()
    return found


def rows_of(connection: Connection, record: str, ids: Sequence[bytes]) -> dict[bytes, Row[Any]]:
    """Read data rows by id, some at a time: a workbook taken back is many."""
    found = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = tuple(ids[start : start + IDS_AT_ONCE])
        marks = ", ".join("?" * len(some))
        for row in connection.exec_driver_sql(
            f'SELECT * FROM "{record}" WHERE id IN ({marks})', some
        ):
            found[row.id] = row
    return found


def write_head(connection: Connection, changeset: tuple[Raw, ...], *, head: bytes) -> None:
    """Write the changeset's own row (all columns in the table's order), and move the log there."""
    connection.exec_driver_sql(_CHANGESET, changeset)
    rid, last = changeset[:2]
    connection.exec_driver_sql(
        "UPDATE vector SET seq = ?, head = ? WHERE rid = ?", (last, head, rid)
    )


def write_changes(connection: Connection, rows: Sequence[tuple[Raw, ...]]) -> None:
    """Write log rows: (rid, seq, tbl, row, col, old, new)."""
    connection.exec_driver_sql(_CHANGES, rows[0] if len(rows) == 1 else list(rows))


def write_births(
    connection: Connection, record: str, names: Sequence[str], *, rows: Sequence[tuple[Raw, ...]]
) -> None:
    """Write new records: (id, born_rid, born_seq, then the named fields)."""
    columns = ", ".join(f'"{name}"' for name in ("id", "born_rid", "born_seq", *names))
    marks = ", ".join("?" * (len(names) + 3))
    connection.exec_driver_sql(f'INSERT INTO "{record}" ({columns}) VALUES ({marks})', list(rows))


def stand_alone(connection: Connection, edits: Sequence[tuple[Raw, ...]]) -> None:
    """Let these edits be all that stands in their places: (row, col, rid, seq, hlc, ctx)."""
    places = [edit[:2] for edit in edits]
    for table in ("clock", "conflict"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE row = ? AND col = ?", places)
    connection.exec_driver_sql(_CLOCK, list(edits))


def set_values(
    connection: Connection, record: str, field: str, *, values: Sequence[tuple[Raw, bytes]]
) -> None:
    """Set one field of some records: (value, id)."""
    connection.exec_driver_sql(f'UPDATE "{record}" SET "{field}" = ? WHERE id = ?', list(values))


def with_own_place(connection: Connection, ids: Sequence[bytes]) -> list[bytes]:
    """Of these records give those that somebody deleted or kept."""
    found: list[bytes] = []
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = ids[start : start + IDS_AT_ONCE]
        marks = ", ".join("?" * len(some))
        found += connection.exec_driver_sql(
            f"SELECT DISTINCT row FROM clock WHERE row IN ({marks}) AND col = ?",
            (*some, OWN_PLACE),
        ).scalars()
    return found
