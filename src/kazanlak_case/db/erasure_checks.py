"""Whether what was erased is gone, and nothing else is."""

from collections.abc import Iterator

from sqlalchemy import Connection

from kazanlak_case.db.shorthand import ERASES, Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run

_OWN_CHANGES = (
    "SELECT c.row, c.new, e.row AS noted FROM change AS c LEFT JOIN erased AS e ON e.rid = c.rid AND e.seq = c.seq "
    "WHERE c.col = -1"
)
_NOT_IN_LOG = (
    "SELECT e.row FROM erased AS e LEFT JOIN change AS c ON c.rid = e.rid AND c.seq = e.seq "
    "WHERE c.row IS DISTINCT FROM e.row OR c.col IS DISTINCT FROM -1"
)
_LEFT_OVER = (
    "SELECT x.row FROM clock AS x WHERE x.row IN (SELECT row FROM erased) "
    "UNION SELECT x.row FROM extra AS x WHERE x.row IN (SELECT row FROM erased) "
    "UNION SELECT x.row FROM conflict AS x WHERE x.row IN (SELECT row FROM erased) "
    "UNION SELECT x.row FROM change AS x WHERE x.row IN (SELECT row FROM erased) "
    "AND NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.rid = x.rid AND e.seq = x.seq)"
)
_WITHHELD = (
    "SELECT l.row FROM leaf AS l WHERE l.hash IS NOT NULL AND l.row NOT IN (SELECT row FROM erased)"
)


def erasure_faults(connection: Connection, names: Shorthand) -> Iterator[str]:
    """Name every record that is half erased, or withheld although nobody erased it."""
    for row, new, noted in run(connection, _OWN_CHANGES):
        if (new == ERASES) != (noted is not None):
            yield f"record {row.hex()}: erased in the log and in the table differ"
    for statement, fault in (
        (_NOT_IN_LOG, "marked as erased, which the log does not say"),
        (_LEFT_OVER, "erased, and something of it is left"),
        (_WITHHELD, "its values are missing although nobody erased it"),
    ):
        for (row,) in run(connection, statement):
            yield f"record {row.hex()}: {fault}"
    for record in DATA:
        yield from _rows_left(connection, names, record)


def _rows_left(connection: Connection, names: Shorthand, record: str) -> Iterator[str]:
    for (row,) in run(
        connection,
        f'SELECT d.id FROM erased AS e JOIN "{record}" AS d ON d.id = e.row WHERE e.tbl = ?',
        (names.tbl(connection, record),),
    ):
        yield f"{record} {row.hex()}: erased, and its row is left"
