"""Take the last import out again: the state is a function of the set of changesets (design.md, section 4)."""

import json
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.merge.store import sql_of
from kazanlak_case.db.merge.visibility import settle_visibility
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import canonical, run
from kazanlak_case.domain.errors import AlreadyUndoneError, NothingToUndoError, UndoTooLateError
from kazanlak_case.i18n import N_


def take_back(connection: Connection, context: UowContext, bundle: bytes) -> None:
    """Remove what an import brought and set the vectors back.

    Raises:
        NothingToUndoError: There was no such import.
        AlreadyUndoneError: It was taken back before.
        UndoTooLateError: A later import, an own change or a bundle of ours builds on it.
    """
    row = run(connection, "SELECT result FROM bundle WHERE id = ?", (bundle,)).one_or_none()
    if row is None:
        raise NothingToUndoError(id=bundle.hex())
    result = json.loads(row.result)
    if result["undone"]:
        raise AlreadyUndoneError(id=bundle.hex())
    _check_nothing_follows(connection, context, bundle, result=result)
    ranges = [
        (rid, first, last)
        for replica, scope, first, last in result["taken"]
        if (rid := context.names.known_rid((bytes.fromhex(replica), scope))) is not None
    ]
    _check_nothing_erased(connection, ranges)
    people = take_out(connection, context, ranges)
    result["undone"] = True
    run(connection, "UPDATE bundle SET result = ? WHERE id = ?", (json.dumps(result), bundle))
    from kazanlak_case.db.search import Search

    if people:
        Search(connection, context).refresh(people)


def _check_nothing_follows(
    connection: Connection, context: UowContext, bundle: bytes, *, result: dict[str, Any]
) -> None:
    results = run(
        connection,
        "SELECT result FROM bundle WHERE number > (SELECT number FROM bundle WHERE id = ?)",
        (bundle,),
    ).scalars()
    later = [one for one in map(json.loads, results) if one["taken"] and not one["undone"]]
    if later:
        raise UndoTooLateError(reason=N_("another bundle was taken in after it"))
    now = {
        log.scope: seq
        for rid, log in context.names.logs().items()
        if log.replica == context.replica
        and (
            seq := run(
                connection, "SELECT coalesce(max(seq), 0) FROM vector WHERE rid = ?", (rid,)
            ).scalar_one()
        )
    }
    # a file that went on as another may have written and sent what it no longer knows of
    if context.replica.hex() != result.get("replica") or now != result["own"]:
        raise UndoTooLateError(reason=N_("something was written here after it"))
    if run(connection, "SELECT count(*) FROM sent").scalar_one() != result.get("sent"):
        raise UndoTooLateError(reason=N_("a bundle was written here after it"))


def _check_nothing_erased(connection: Connection, ranges: list[tuple[int, int, int]]) -> None:
    """Refuse where something was erased: it cannot come back, so an import that erased, or brought changes to what was, stays."""
    for of in ranges:
        if run(
            connection,
            "SELECT 1 FROM changeset WHERE rid = ? AND last BETWEEN ? AND ? AND salt IS NULL "
            "UNION SELECT 1 FROM erased WHERE rid = ? AND seq BETWEEN ? AND ? LIMIT 1",
            (*of, *of),
        ).first():
            raise UndoTooLateError(reason=N_("it brought or touched an erasure"))


def take_out(
    connection: Connection, context: UowContext, ranges: list[tuple[int, int, int]]
) -> set[bytes]:
    """Take changesets out as if they had never come: (log, first, last), each up to the end of its log.

    Answers the people whose search entry must follow.
    """
    sql_of(connection).start(connection)
    run(connection, "DROP TABLE IF EXISTS temp.gone")
    run(
        connection,
        "CREATE TEMP TABLE gone (rid INTEGER, seq INTEGER, tbl INTEGER, row BLOB, col INTEGER, old BLOB, hlc INTEGER, "
        "PRIMARY KEY (rid, seq)) WITHOUT ROWID",
    )
    for rid, first, last in ranges:
        run(
            connection,
            "INSERT INTO gone SELECT c.rid, c.seq, c.tbl, c.row, c.col, c.old, (SELECT s.hlc FROM changeset AS s "
            "WHERE s.rid = c.rid AND s.last >= c.seq ORDER BY s.last LIMIT 1) "
            "FROM change AS c WHERE c.rid = ? AND c.seq BETWEEN ? AND ?",
            (rid, first, last),
        )
        run(
            connection,
            "DELETE FROM change WHERE rid = ? AND seq BETWEEN ? AND ?",
            (rid, first, last),
        )
        run(
            connection,
            "DELETE FROM erased WHERE rid = ? AND seq BETWEEN ? AND ?",
            (rid, first, last),
        )
        run(
            connection,
            "DELETE FROM leaf WHERE rid = ? AND last BETWEEN ? AND ?",
            (rid, first, last),
        )
        run(
            connection,
            "DELETE FROM changeset WHERE rid = ? AND last BETWEEN ? AND ?",
            (rid, first, last),
        )
    people = _people(connection, context)
    _remove_births(connection, context)
    _set_places_back(connection, context)
    for rid, first, _ in ranges:
        _set_vector_back(connection, rid, first - 1)
    run(connection, "DROP TABLE temp.gone")
    return people


def _people(connection: Connection, context: UowContext) -> set[bytes]:
    tbl = context.names.tbl(connection, "person")
    case = context.names.tbl(connection, "case")
    people = set(run(connection, "SELECT row FROM gone WHERE tbl = ?", (tbl,)).scalars())
    people |= set(
        run(
            connection,
            'SELECT d.person FROM gone AS g CROSS JOIN "case" AS d ON d.id = g.row WHERE g.tbl = ? AND d.person IS NOT NULL',
            (case,),
        ).scalars()
    )
    return people


def _remove_births(connection: Connection, context: UowContext) -> None:
    for tbl in list(run(connection, "SELECT DISTINCT tbl FROM gone WHERE col = 0").scalars()):
        record = context.names.record_name(tbl)
        born = "(SELECT row FROM gone WHERE col = 0 AND tbl = ?)"
        if record in DATA:
            run(connection, f'DELETE FROM "{record}" WHERE id IN {born}', (tbl,))
        for table in ("extra", "clock", "conflict"):
            run(connection, f"DELETE FROM {table} WHERE row IN {born}", (tbl,))
        run(connection, f"DELETE FROM gone WHERE col <> 0 AND row IN {born}", (tbl,))


def _set_places_back(connection: Connection, context: UowContext) -> None:
    """Note, for each place, the last edit of every log that is left; where none is left the born value returns."""
    run(
        connection,
        "INSERT INTO incoming SELECT e.row, e.col, e.rid, e.seq, s.hlc, s.ctx, e.tbl, e.new "
        "FROM (SELECT c.row, c.col, c.rid, max(c.seq) AS seq "
        "FROM (SELECT DISTINCT row, col FROM gone WHERE col <> 0) AS place "
        "CROSS JOIN change AS c ON c.row = place.row AND c.col = place.col AND c.col <> 0 "
        "GROUP BY c.row, c.col, c.rid) AS newest "
        "CROSS JOIN change AS e ON e.rid = newest.rid AND e.seq = newest.seq "
        "JOIN changeset AS s ON s.rid = e.rid AND s.last = "
        "(SELECT min(t.last) FROM changeset AS t WHERE t.rid = e.rid AND t.last >= e.seq)",
    )
    for table in ("clock", "conflict"):
        run(
            connection,
            f"DELETE FROM {table} WHERE (row, col) IN (SELECT row, col FROM gone WHERE col <> 0)",
        )
    sql_of(connection).resolve(connection)
    for tbl, col in sql_of(connection).winning_places(connection):
        record = context.names.record_name(tbl)
        sql_of(connection).set_values(
            connection, record, context.names.field_name(tbl, col), place=(tbl, col)
        )
    for row, tbl, col, old in run(
        connection,
        "SELECT row, tbl, col, old FROM (SELECT row, tbl, col, old, row_number() OVER (PARTITION BY row, col "
        "ORDER BY hlc) AS place FROM gone WHERE col > 0 "
        "AND NOT EXISTS (SELECT 1 FROM incoming AS i WHERE i.row = gone.row AND i.col = gone.col)) AS first "
        "WHERE place = 1",
    ).all():
        record, field = context.names.record_name(tbl), context.names.field_name(tbl, col)
        if record in DATA and field in DATA[record].c:
            run(connection, f'UPDATE "{record}" SET "{field}" = ? WHERE id = ?', (old, row))
        else:
            _set_newer_back(connection, (record, row, field), old)
    _settle_hidden(connection, context)


def _set_newer_back(connection: Connection, of: tuple[str, bytes, str], old: Any) -> None:
    """Give a field of a newer version the value the record was born with, or none."""
    record, row, _field = of
    run(connection, "DELETE FROM extra WHERE type = ? AND row = ? AND name = ?", of)
    if old is None:
        return
    born = "SELECT rid, seq FROM extra WHERE type = ? AND row = ? AND name = ''"
    asked: tuple[Any, ...] = (record, row)
    if record in DATA:
        born, asked = f'SELECT born_rid, born_seq FROM "{record}" WHERE id = ?', (row,)
    rid, seq = run(connection, born, asked).one()
    kept = (*of, canonical(connection, old), rid, seq)
    run(connection, "INSERT INTO extra VALUES (?, ?, ?, ?, ?, ?)", kept)


def _settle_hidden(connection: Connection, context: UowContext) -> None:
    touched = run(connection, "SELECT DISTINCT row, tbl FROM gone WHERE col <> 0").all()
    own = set(
        run(
            connection,
            "SELECT g.row FROM (SELECT DISTINCT row FROM gone) AS g CROSS JOIN clock AS k ON k.row = g.row AND k.col = -1",
        ).scalars()
    )
    settle_visibility(connection, context.names, list(own))
    for row, tbl in touched:
        record = context.names.record_name(tbl)
        if row not in own and record in DATA:
            run(connection, f'UPDATE "{record}" SET hidden = 0 WHERE id = ?', (row,))
            run(connection, "DELETE FROM conflict WHERE row = ? AND col = -1", (row,))


def _set_vector_back(connection: Connection, rid: int, seq: int) -> None:
    left = run(
        connection, "SELECT hash, ctx FROM changeset WHERE rid = ? AND last = ?", (rid, seq)
    ).one_or_none()
    head, ctx = (left.hash, left.ctx) if left else (GENESIS, 0)
    run(connection, "UPDATE vector SET seq = ?, head = ? WHERE rid = ?", (seq, head, rid))
    run(connection, "DELETE FROM context WHERE rid = ? AND ctx > ?", (rid, ctx))
