"""Whether what stands was decided as the log says: edits not seen past, conflicts, contexts, what newer versions left."""

from collections.abc import Iterator

from sqlalchemy import Connection

from kazanlak_case.db.merge.sqlite import CONFLICTS_AMISS
from kazanlak_case.db.merge.store import sql_of
from kazanlak_case.db.merge.visibility import Contexts, Edit, judge
from kazanlak_case.db.text_sql import run

_CHECKS = (
    (
        "SELECT row FROM (SELECT * FROM clock EXCEPT SELECT row, col, rid, seq, hlc, ctx FROM standing) AS amiss",
        "a standing edit is not the one the log says",
    ),
    (
        "SELECT row FROM (SELECT row, col, rid, seq, hlc, ctx FROM standing EXCEPT SELECT * FROM clock) AS missing",
        "an edit that nobody has seen past no longer stands",
    ),
    (
        "SELECT e.row FROM extra AS e LEFT JOIN change AS c ON c.rid = e.rid AND c.seq = e.seq WHERE c.row IS DISTINCT FROM e.row",
        "a value of a newer version is not in the log",
    ),
    (
        "SELECT l.row FROM leaf AS l LEFT JOIN changeset AS s USING (rid, last) WHERE s.last IS NULL OR s.salt IS NOT NULL",
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
    sql_of(connection).stand_by_log(connection)
    for statement, fault in _CHECKS:
        for row in run(connection, statement):
            yield f"record {row[0].hex()}: {fault}"
    for row in run(connection, CONFLICTS_AMISS):
        yield f"record {row[0].hex()}: its conflicts differ from the log"
    yield from _own_places(connection)
    for rid, last in run(connection, _CONTEXTS):
        yield f"log {rid}: the context of changeset {last} is not the one it names"


def _own_places(connection: Connection) -> Iterator[str]:
    """Compare the questions about deleted records with those that the standing edits ask."""
    contexts = Contexts(connection)
    edits: dict[bytes, list[Edit]] = {}
    for row, *rest in run(
        connection,
        "SELECT s.row, s.tbl, s.col, s.rid, s.seq, s.ctx, s.value FROM standing AS s "
        "WHERE s.row IN (SELECT row FROM standing WHERE col = -1)",
    ):
        edits.setdefault(row, []).append(Edit(*rest))
    expected = {
        (row, edit.rid) for row, standing in edits.items() for edit in judge(standing, contexts)[1]
    }
    found = {
        (row, rid)
        for row, rid in run(
            connection, "SELECT row, rid FROM conflict WHERE col = -1 AND resolved = 0"
        )
    }
    for row in sorted({row for row, _rid in expected ^ found}):
        yield f"record {row.hex()}: the question about its delete differs from the log"
