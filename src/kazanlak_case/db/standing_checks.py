"""Whether what stands was decided as the log says: edits not seen past, conflicts, contexts, what newer versions left."""

from collections.abc import Iterator

from sqlalchemy import Connection

from kazanlak_case.db.merge import sqlite as sql
from kazanlak_case.db.merge.visibility import Contexts, Edit, judge

_CHECKS = (
    (
        "SELECT row FROM (SELECT * FROM clock EXCEPT SELECT row, col, rid, seq, hlc, ctx FROM standing)",
        "a standing edit is not the one the log says",
    ),
    (
        "SELECT row FROM (SELECT row, col, rid, seq, hlc, ctx FROM standing EXCEPT SELECT * FROM clock)",
        "an edit that nobody has seen past no longer stands",
    ),
    (
        "SELECT e.row FROM extra AS e LEFT JOIN change AS c ON c.rid = e.rid AND c.seq = e.seq WHERE c.row IS NOT e.row",
        "a value of a newer version is not in the log",
    ),
    (
        "SELECT l.row FROM leaf AS l LEFT JOIN changeset AS s USING (rid, last) WHERE s.last IS NULL OR s.salt NOT NULL",
        "marked as erased beside a changeset that was not touched by an erasure",
    ),
)

# A changeset's number of context is local: what it had merged is in its header, the number itself in no hash.
_CONTEXTS = (
    "SELECT s.rid, s.last FROM changeset AS s WHERE s.ctx <> 0 "
    "AND NOT EXISTS (SELECT 1 FROM context AS x WHERE x.rid = s.rid AND x.ctx = s.ctx) "
    "UNION SELECT x.rid, 0 FROM context AS x WHERE NOT EXISTS "
    "(SELECT 1 FROM changeset AS s WHERE s.rid = x.rid AND s.ctx = x.ctx)"
)


def standing_faults(connection: Connection) -> Iterator[str]:
    """Decide from the log alone what stands in every edited place, and name each record that says otherwise."""
    sql.stand_by_log(connection)
    for statement, fault in _CHECKS:
        for row in connection.exec_driver_sql(statement):
            yield f"record {row[0].hex()}: {fault}"
    for row in connection.exec_driver_sql(sql.CONFLICTS_AMISS):
        yield f"record {row[0].hex()}: its conflicts differ from the log"
    yield from _own_places(connection)
    for rid, last in connection.exec_driver_sql(_CONTEXTS):
        yield f"log {rid}: the context of changeset {last} is not the one it names"


def _own_places(connection: Connection) -> Iterator[str]:
    """Compare the questions about deleted records with those that the standing edits ask."""
    contexts = Contexts(connection)
    edits: dict[bytes, list[Edit]] = {}
    for row, *rest in connection.exec_driver_sql(
        "SELECT s.row, s.tbl, s.col, s.rid, s.seq, s.ctx, s.value FROM standing AS s "
        "WHERE s.row IN (SELECT row FROM standing WHERE col = -1)"
    ):
        edits.setdefault(row, []).append(Edit(*rest))
    expected = {
        (row, edit.rid) for row, standing in edits.items() for edit in judge(standing, contexts)[1]
    }
    found = {
        (row, rid)
        for row, rid in connection.exec_driver_sql(
            "SELECT row, rid FROM conflict WHERE col = -1 AND resolved = 0"
        )
    }
    for row in sorted({row for row, _rid in expected ^ found}):
        yield f"record {row.hex()}: the question about its delete differs from the log"
