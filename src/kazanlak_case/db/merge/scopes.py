"""See that no house speaks for another: what a log says of a record must lie in the record's own scope.

A record belongs to one scope for life (design.md, section 4). Every honest program writes accordingly, and the
signed ranges are held to the sender's scope before anything is read; only a forged segment says in one house's log
that another house's person was changed, deleted or erased.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.bundle_errors import BundleRecordsError

_BORN = {
    True: 'CROSS JOIN "{record}" AS d ON d.id = i.row CROSS JOIN log AS born ON born.rid = d.born_rid',
    False: "CROSS JOIN extra AS d ON d.type = ? AND d.row = i.row AND d.name = '' "
    "CROSS JOIN log AS born ON born.rid = d.rid",
}
"""Where a record was born: of a known type in its table, of a newer version's in `extra`."""


def check_edits(connection: Connection, names: Shorthand) -> None:
    """Look at all edits noted of this bundle.

    Raises:
        BundleRecordsError: One is of another scope's record.
    """
    for tbl in run(connection, "SELECT DISTINCT tbl FROM incoming").scalars().all():
        record = names.record_name(tbl)
        born = _BORN[record in DATA].format(record=record)
        asked = (tbl,) if record in DATA else (record, tbl)
        found = run(
            connection,
            f"SELECT 1 FROM incoming AS i {born} CROSS JOIN log AS own ON own.rid = i.rid "
            "WHERE i.tbl = ? AND own.scope <> born.scope LIMIT 1",
            asked,
        ).first()
        if found is not None:
            raise BundleRecordsError


def check_erasures(
    connection: Connection, names: Shorthand, rows: Iterable[tuple[bytes, int, int, int]]
) -> None:
    """Look at the changes of this bundle that erase: (record, log, number, type).

    Raises:
        BundleRecordsError: One is of another scope's record.
    """
    for row, rid, _, tbl in rows:
        record = names.record_name(tbl)
        question, asked = (
            (f'SELECT born_rid FROM "{record}" WHERE id = ?', (row,))
            if record in DATA
            else ("SELECT rid FROM extra WHERE type = ? AND row = ? AND name = ''", (record, row))
        )
        born = run(connection, question, asked).scalar_one_or_none()
        if born is not None and names.log(born).scope != names.log(rid).scope:
            raise BundleRecordsError
