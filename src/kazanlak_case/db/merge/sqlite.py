"""The merge's SQL for SQLite: plain text through exec_driver_sql, set-based, joins forced from the small side."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.intentions import COLUMNS
from kazanlak_case.db.merge.binding import bound, in_bundles
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.fields import Raw

_TEMPORARY = (
    """CREATE TEMP TABLE IF NOT EXISTS incoming (
        row BLOB, col INTEGER, rid INTEGER, seq INTEGER, hlc INTEGER, ctx INTEGER, tbl INTEGER, value BLOB,
        PRIMARY KEY (row, col, rid)) WITHOUT ROWID""",
    """CREATE TEMP TABLE IF NOT EXISTS candidate (
        row BLOB, col INTEGER, rid INTEGER, seq INTEGER, hlc INTEGER, ctx INTEGER, tbl INTEGER, value BLOB,
        PRIMARY KEY (row, col, rid)) WITHOUT ROWID""",
    """CREATE TEMP TABLE IF NOT EXISTS standing (
        row BLOB, col INTEGER, rid INTEGER, seq INTEGER, hlc INTEGER, ctx INTEGER, tbl INTEGER, value BLOB,
        PRIMARY KEY (row, col, rid)) WITHOUT ROWID""",
    """CREATE TEMP TABLE IF NOT EXISTS winner (
        tbl INTEGER, col INTEGER, row BLOB, value BLOB, PRIMARY KEY (tbl, col, row)) WITHOUT ROWID""",
)
_EMPTY = tuple(
    f"DELETE FROM temp.{name}" for name in ("incoming", "candidate", "standing", "winner")
)

# Each place touched: the last edit of every log that came, and what stood there of the other logs.
CANDIDATES = """
    INSERT INTO candidate
    SELECT row, col, rid, seq, hlc, ctx, tbl, value FROM incoming
    UNION ALL
    SELECT k.row, k.col, k.rid, k.seq, k.hlc, k.ctx, c.tbl, c.new
    FROM (SELECT DISTINCT row, col FROM incoming) AS place
    CROSS JOIN clock AS k ON k.row = place.row AND k.col = place.col
    CROSS JOIN change AS c ON c.rid = k.rid AND c.seq = k.seq
    WHERE NOT EXISTS (SELECT 1 FROM incoming AS n WHERE n.row = k.row AND n.col = k.col AND n.rid = k.rid)
"""

# The edits that no other edit of the place has seen past: its context does not cover them.
_STANDING = """
    INSERT INTO standing
    SELECT * FROM candidate AS a
    WHERE NOT EXISTS (
        SELECT 1 FROM candidate AS b
        CROSS JOIN context AS x ON x.rid = b.rid AND x.other = a.rid
        WHERE b.row = a.row AND b.col = a.col AND b.rid <> a.rid AND x.ctx <= b.ctx AND x.seq >= a.seq)
"""

_CLOCK = (
    """DELETE FROM clock WHERE (row, col, rid) IN (
        SELECT k.row, k.col, k.rid FROM (SELECT DISTINCT row, col FROM candidate) AS place
        CROSS JOIN clock AS k ON k.row = place.row AND k.col = place.col)""",
    "INSERT INTO clock (row, col, rid, seq, hlc, ctx) SELECT row, col, rid, seq, hlc, ctx FROM standing",
)

# Every copy shows the same one: the highest logical time, then the replica uuid.
_WINNERS = """
    INSERT INTO winner
    SELECT tbl, col, row, value FROM (
        SELECT s.tbl, s.col, s.row, s.value,
               row_number() OVER (PARTITION BY s.row, s.col ORDER BY s.hlc DESC, l.replica DESC) AS place
        FROM standing AS s JOIN log AS l ON l.rid = s.rid) AS placed
    WHERE place = 1
"""

# DISTINCT tells texts, numbers and bytes apart, and does not count nothing at all
_DIFFERING = """
    SELECT s.row, s.col, s.tbl, s.rid, s.seq, s.value, 0
    FROM (SELECT row, col FROM standing WHERE col > 0
          GROUP BY row, col HAVING count(*) > 1 AND count(DISTINCT value) + max(CASE WHEN value IS NULL THEN 1 ELSE 0 END) > 1) AS place
    CROSS JOIN standing AS s ON s.row = place.row AND s.col = place.col
"""

_CONFLICTS = (
    """DELETE FROM conflict WHERE (row, col, rid) IN (
        SELECT k.row, k.col, k.rid FROM (SELECT DISTINCT row, col FROM candidate) AS place
        CROSS JOIN conflict AS k ON k.row = place.row AND k.col = place.col)""",
    f"INSERT INTO conflict (row, col, tbl, rid, seq, value, resolved) {_DIFFERING}",
)

DECIDING = (_STANDING, *_CLOCK, _WINNERS, *_CONFLICTS)
"""What follows from the candidates."""

_BY_LOG = """
    INSERT INTO candidate
    SELECT e.row, e.col, e.rid, e.seq, s.hlc, s.ctx, e.tbl, e.new
    FROM (SELECT rid, max(seq) AS seq FROM change WHERE col <> 0
          AND NOT EXISTS (SELECT 1 FROM erased AS g WHERE g.rid = change.rid AND g.seq = change.seq)
          GROUP BY row, col, rid) AS newest
    CROSS JOIN change AS e ON e.rid = newest.rid AND e.seq = newest.seq
    CROSS JOIN changeset AS s ON s.rid = e.rid
        AND s.last = (SELECT min(n.last) FROM changeset AS n WHERE n.rid = e.rid AND n.last >= e.seq)
"""

_HEADER = ", ".join(COLUMNS)

CONFLICTS_AMISS = f"""
    SELECT row FROM (
        SELECT row, col, tbl, rid, seq, value, resolved FROM conflict WHERE col > 0 EXCEPT {_DIFFERING}) AS amiss
    UNION SELECT row FROM (
        SELECT * FROM ({_DIFFERING}) AS differing
        EXCEPT SELECT row, col, tbl, rid, seq, value, resolved FROM conflict WHERE col > 0) AS missing
"""
"""Records whose kept conflicts are not those of `standing`; after `stand_by_log`."""


def start(connection: Connection) -> None:
    """Make or empty the temporary tables."""
    for statement in (*_TEMPORARY, *_EMPTY):
        run(connection, statement)


def insert_births(  # noqa: PLR0913 - where, and the rows' parts
    connection: Connection,
    record: str,
    names: Sequence[str],
    *,
    rid: int,
    tbl: int,
    columns: Sequence[Sequence[Raw]],
) -> None:
    """Insert births and their log rows; one that is here already stays as it is.

    The columns are those of id, number and the named fields.
    """
    newest: int = connection.exec_driver_sql(
        f'SELECT coalesce(max(rowid), 0) FROM "{record}"'
    ).scalar_one()
    into = ", ".join(f'"{name}"' for name in ("born_rid", "id", "born_seq", *names))
    row = f"({int(rid)}, {', '.join('?' * len(columns))})"
    for count, values in in_bundles(columns):
        marks = ", ".join([row] * count)
        connection.exec_driver_sql(
            f'INSERT OR IGNORE INTO "{record}" ({into}) VALUES {marks}', values
        )
    # the rows just made say all that the log does: they never pass through Python again
    logged = connection.exec_driver_sql(
        "INSERT INTO change (rid, seq, tbl, row, col) "
        f'SELECT born_rid, born_seq, ?, id, 0 FROM "{record}" WHERE rowid > ?',
        (tbl, newest),
    ).rowcount
    if logged != len(columns[0]):
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO change (rid, seq, tbl, row, col) VALUES (?, ?, ?, ?, 0)",
            [(rid, seq, tbl, one) for one, seq in zip(columns[0], columns[1], strict=True)],
        )


def insert_changes(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Insert log rows: (rid, seq, tbl, row, col, old, new)."""
    many = [tuple(bound(row)) for row in rows]
    if many:
        connection.exec_driver_sql(
            "INSERT INTO change (rid, seq, tbl, row, col, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
            many,
        )


def insert_changesets(connection: Connection, rid: int, columns: Sequence[Sequence[Raw]]) -> None:
    """Insert changesets of one log: intentions.COLUMNS but the log's number."""
    row = f"({int(rid)}, {', '.join('?' * len(columns))})"
    for count, values in in_bundles(columns):
        marks = ", ".join([row] * count)
        connection.exec_driver_sql(f"INSERT INTO changeset ({_HEADER}) VALUES {marks}", values)


def insert_leaves(
    connection: Connection, rows: Sequence[tuple[int, int, bytes, bytes, bytes]]
) -> None:
    """Keep what an erasure left of changesets: (rid, last, record, leaf salt or nothing, leaf hash or nothing)."""
    connection.exec_driver_sql(
        "INSERT INTO leaf (rid, last, row, salt, hash) VALUES (?, ?, ?, ?, ?)",
        [(rid, last, row, salt or None, gone or None) for rid, last, row, salt, gone in rows],
    )


def forget_edits(connection: Connection, rows: Iterable[bytes]) -> None:
    """Forget the edits noted of some records: nothing of them is to stand."""
    connection.exec_driver_sql("DELETE FROM incoming WHERE row = ?", [(row,) for row in rows])


def insert_extra(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Keep what a newer version says, whole: (type, row, name, value, rid, seq)."""
    many = list(rows)
    if many:
        connection.exec_driver_sql("INSERT OR REPLACE INTO extra VALUES (?, ?, ?, ?, ?, ?)", many)


def note_edits(connection: Connection, rows: Iterable[tuple[Raw, ...]]) -> None:
    """Note incoming edits in log order, so that the last of each log stays: (row, col, rid, seq, hlc, ctx, tbl, value)."""
    many = [tuple(bound(row)) for row in rows]
    if many:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?, ?)", many
        )


def resolve(connection: Connection) -> None:
    """Compute what stands in every place noted, and set clock, winners and conflicts accordingly."""
    run(connection, CANDIDATES)
    for statement in DECIDING:
        run(connection, statement)


def stand_by_log(connection: Connection) -> None:
    """Decide from the whole log what stands in every edited place; only temporary tables are written."""
    start(connection)
    for statement in (_BY_LOG, _STANDING):
        run(connection, statement)


def winning_places(connection: Connection) -> list[tuple[int, int]]:
    """Give the (table, column) pairs that have winners."""
    rows = run(connection, "SELECT DISTINCT tbl, col FROM winner WHERE col > 0").all()
    return [(row[0], row[1]) for row in rows]


def set_values(connection: Connection, record: str, field: str, *, place: tuple[int, int]) -> None:
    """Write the winners of one column; one of a newer version's field goes to `extra`."""
    if record in DATA and field in DATA[record].c:
        connection.exec_driver_sql(
            f'UPDATE "{record}" SET "{field}" = w.value '
            f'FROM (SELECT row, value FROM winner WHERE tbl = ? AND col = ?) AS w WHERE "{record}".id = w.row',
            place,
        )
        return
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO extra (type, row, name, value, rid, seq) "
        "SELECT ?, w.row, ?, w.value, s.rid, s.seq FROM winner AS w "
        "JOIN standing AS s ON s.row = w.row AND s.col = w.col WHERE w.tbl = ? AND w.col = ?",
        (record, field, *place),
    )


def conflicting_places(connection: Connection) -> int:
    """How many of the places touched are in conflict now."""
    found: int = run(
        connection,
        "SELECT count(*) FROM (SELECT DISTINCT k.row, k.col FROM (SELECT DISTINCT row FROM candidate) AS c "
        "CROSS JOIN conflict AS k ON k.row = c.row) AS places",
    ).scalar_one()
    return found
