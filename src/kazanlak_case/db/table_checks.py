"""Whether the tables say what the log says: births, values, what stands, what is hidden."""

from collections.abc import Iterator

from sqlalchemy import Connection

from kazanlak_case.db.columns import from_canonical
from kazanlak_case.db.erasure_checks import erasure_faults
from kazanlak_case.db.filled import filled
from kazanlak_case.db.merge.visibility import Contexts, Edit, judge
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.standing_checks import standing_faults
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.records import spec_of


def table_faults(connection: Connection, names: Shorthand) -> Iterator[str]:
    """Name every record whose row disagrees with the log."""
    held, born, edited = filled(connection, DATA), _born(connection), _edited(connection)
    for record in DATA:
        tbl = names.tbl(connection, record)
        # no index leads to the changes of a type: what none of the two knows costs no walk through the log
        if record in held or tbl in born:
            yield from _births(connection, record, tbl)
        yield from _values(connection, names, record, tbl=tbl, columns=edited.get(tbl, []))
    yield from _clocks(connection)
    yield from erasure_faults(connection, names)
    yield from _hidden(connection, names, held)
    yield from standing_faults(connection)


def _born(connection: Connection) -> frozenset[int]:
    """Give the types of which anything was born."""
    return frozenset(run(connection, "SELECT DISTINCT tbl FROM change WHERE col = 0").scalars())


def _edited(connection: Connection) -> dict[int, list[int]]:
    """Give the edited columns of each type."""
    found: dict[int, list[int]] = {}
    for tbl, col in run(
        connection,
        "SELECT DISTINCT c.tbl, c.col FROM clock AS k CROSS JOIN change AS c "
        "ON c.rid = k.rid AND c.seq = k.seq WHERE c.col > 0",
    ):
        found.setdefault(tbl, []).append(col)
    return found


def _births(connection: Connection, record: str, tbl: int) -> Iterator[str]:
    for row in run(
        connection,
        f'SELECT d.id FROM "{record}" AS d LEFT JOIN change AS c ON c.rid = d.born_rid AND c.seq = d.born_seq '
        "WHERE c.row IS DISTINCT FROM d.id OR c.col IS DISTINCT FROM 0 OR c.tbl IS DISTINCT FROM ?",
        (tbl,),
    ):
        yield f"{record} {row[0].hex()}: no birth in the log"
    for row in run(
        connection,
        f'SELECT c.row FROM change AS c WHERE c.tbl = ? AND c.col = 0 AND NOT EXISTS (SELECT 1 FROM "{record}" AS d WHERE d.id = c.row)',
        (tbl,),
    ):
        yield f"{record} {row[0].hex()}: born in the log, missing in the table"


def _values(
    connection: Connection, names: Shorthand, record: str, *, tbl: int, columns: list[int]
) -> Iterator[str]:
    """Each edited cell shows the standing edit of the highest time."""
    for col in columns:
        field = names.field_name(tbl, col)
        if field not in DATA[record].c:
            continue
        new = from_canonical(connection, spec_of(record, field).kind, "w.new")
        for row in run(
            connection,
            "SELECT w.row FROM (SELECT k.row, c.new, row_number() OVER "
            "(PARTITION BY k.row ORDER BY k.hlc DESC, l.replica DESC) AS place "
            "FROM clock AS k CROSS JOIN change AS c ON c.rid = k.rid AND c.seq = k.seq "
            "JOIN log AS l ON l.rid = k.rid WHERE k.col = ? AND c.tbl = ?) AS w "
            f'JOIN "{record}" AS d ON d.id = w.row WHERE w.place = 1 AND d."{field}" IS DISTINCT FROM {new}',
            (col, tbl),
        ):
            yield f"{record} {row[0].hex()}: {field} differs from the log"


def _clocks(connection: Connection) -> Iterator[str]:
    """Each standing edit is in the log as the clock says, and no edited cell has lost its clock."""
    for row in run(
        connection,
        "SELECT k.row FROM clock AS k LEFT JOIN change AS c ON c.rid = k.rid AND c.seq = k.seq "
        "WHERE c.row IS DISTINCT FROM k.row OR c.col IS DISTINCT FROM k.col",
    ):
        yield f"record {row[0].hex()}: a standing edit is missing in the log"
    for row in run(
        connection,
        "SELECT DISTINCT c.row FROM change AS c WHERE c.col <> 0 "
        "AND NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.rid = c.rid AND e.seq = c.seq) "
        "AND NOT EXISTS (SELECT 1 FROM clock AS k WHERE k.row = c.row AND k.col = c.col)",
    ):
        yield f"record {row[0].hex()}: an edited value has no standing edit"


def _hidden(connection: Connection, names: Shorthand, held: frozenset[str]) -> Iterator[str]:
    contexts = Contexts(connection)
    edits: dict[bytes, list[Edit]] = {}
    for row, *rest in run(
        connection,
        "SELECT k.row, c.tbl, k.col, k.rid, k.seq, k.ctx, c.new FROM (SELECT row FROM clock WHERE col = -1 GROUP BY row) AS o "
        "CROSS JOIN clock AS k ON k.row = o.row CROSS JOIN change AS c ON c.rid = k.rid AND c.seq = k.seq",
    ):
        edits.setdefault(row, []).append(Edit(*rest))
    expected = {row for row, standing in edits.items() if judge(standing, contexts)[0]}
    for record in DATA:
        tbl = names.tbl(connection, record)
        hidden = (
            set(run(connection, f'SELECT id FROM "{record}" WHERE hidden <> 0').scalars())
            if record in held
            else set()
        )
        should = {row for row in expected if edits[row][0].tbl == tbl}
        for row in hidden ^ should:
            yield f"{record} {row.hex()}: hidden differs from the log"
