"""Make the values of records really gone (GDPR art. 17; design.md, section 4, "Erasure").

Of an erased record stay its id, the change that erased it, and in every changeset that touched it the hash of its
leaf; the changeset's salt goes, and its other records keep their leaf salts in its place. So nobody can try values
against a hash, while the chain and the neighbours still verify.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from kazanlak_case.db.blobs import drop_unnamed, named_by
from kazanlak_case.db.canonical import GENESIS, leaf_hash, leaf_salt
from kazanlak_case.db.merge.chain_check import encoded_changes
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.exchange import LogRange

Targets: TypeAlias = Mapping[bytes, int]
"""Records to erase, by id, with the number of their type."""

PURGE_DUE = "purge_due"
"""Set with every erasure, taken away by the purge that follows it (db/purging.py)."""

_NOT_ERASING = (
    "NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.rid = change.rid AND e.seq = change.seq)"
)


def note_erasures(
    connection: Connection, rows: Iterable[tuple[bytes, int, int, int]]
) -> dict[bytes, int]:
    """Note which changes erase which records: (record, log, number, type); answers the records."""
    targets = {}
    for row in rows:
        run(
            connection,
            "INSERT INTO erased (row, rid, seq, tbl) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row,
        )
        targets[row[0]] = row[3]
    return targets


def erased_among(connection: Connection, rows: set[bytes]) -> dict[bytes, int]:
    """Of these records give those that were erased."""
    found = run(connection, "SELECT DISTINCT row, tbl FROM erased").all()
    return {row: tbl for row, tbl in found if row in rows}


def erase(connection: Connection, names: Shorthand, targets: Targets) -> set[bytes]:
    """Erase what this file holds of some records; `note_erasures` has said why.

    Answers the people whose search entry must follow.
    """
    people: set[bytes] = set()
    touched: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    births: dict[bytes, tuple[int, int]] = {}
    for row, tbl in targets.items():
        record = names.record_name(tbl)
        people |= _people(connection, record, row)
        if birth := _birth(connection, record, row):
            births[row] = birth
        for rid, seq in _places(connection, row, births.get(row)):
            touched[rid, _end(connection, rid, seq)].add(row)
    for (rid, last), rows in touched.items():
        _seal(connection, names, (rid, last), rows=rows)
    contents = named_by(connection, targets)
    for row, tbl in targets.items():
        _remove(connection, names.record_name(tbl), row, birth=births.get(row))
    drop_unnamed(connection, contents)
    if births or touched:
        # the traces on the disk go after the commit
        write_setting(connection, PURGE_DUE, 1)
    return people


def _people(connection: Connection, record: str, row: bytes) -> set[bytes]:
    if record == "person":
        return {row}
    if record != "case":
        return set()
    found = run(
        connection, 'SELECT person FROM "case" WHERE id = ? AND person IS NOT NULL', (row,)
    ).scalars()
    return set(found)


def _birth(connection: Connection, record: str, row: bytes) -> tuple[int, int] | None:
    if record in DATA:
        question, asked = f'SELECT born_rid, born_seq FROM "{record}" WHERE id = ?', (row,)
        found = run(connection, question, asked).one_or_none()
    else:
        found = run(
            connection,
            "SELECT rid, seq FROM extra WHERE type = ? AND row = ? AND name = ''",
            (record, row),
        ).one_or_none()
    return None if found is None else (found[0], found[1])


def _places(
    connection: Connection, row: bytes, birth: tuple[int, int] | None
) -> Iterator[tuple[int, int]]:
    """Give the changes that say something of a record, but for those that erase it."""
    if birth:
        yield birth
    found = run(
        connection,
        f"SELECT rid, seq FROM change WHERE row = ? AND col <> 0 AND {_NOT_ERASING}",
        (row,),
    )
    yield from ((rid, seq) for rid, seq in found.all())


def _end(connection: Connection, rid: int, seq: int) -> int:
    last: int = run(
        connection, "SELECT min(last) FROM changeset WHERE rid = ? AND last >= ?", (rid, seq)
    ).scalar_one()
    return last


def _seal(
    connection: Connection, names: Shorthand, at: tuple[int, int], *, rows: set[bytes]
) -> None:
    """Keep the leaf hashes of what goes and the leaf salts of what stays, in place of the changeset's salt."""
    first, salt = run(
        connection, "SELECT first, salt FROM intention WHERE rid = ? AND last = ?", at
    ).one()
    salts: dict[bytes, bytes] = {
        kept.row: kept.salt
        for kept in run(
            connection,
            "SELECT row, salt FROM leaf WHERE rid = ? AND last = ? AND salt IS NOT NULL",
            at,
        )
    }
    whole = LogRange(names.log(at[0]), first, at[1], GENESIS, GENESIS)
    encoded: dict[bytes, list[bytes]] = {}
    for segment in segments_of(connection, names, [whole]):
        for row, parts in encoded_changes(segment, first).items():
            encoded.setdefault(row, []).extend(parts)
    for row, parts in encoded.items():
        own = leaf_salt(salt, row) if salt is not None else salts[row]
        kept = (None, leaf_hash(own, parts)) if row in rows else (own, None)
        run(
            connection,
            "INSERT INTO leaf (rid, last, row, salt, hash) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (rid, last, row) DO UPDATE SET salt = excluded.salt, hash = excluded.hash",
            (*at, row, *kept),
        )
    run(connection, "UPDATE changeset SET salt = NULL WHERE rid = ? AND last = ?", at)


def _remove(
    connection: Connection, record: str, row: bytes, *, birth: tuple[int, int] | None
) -> None:
    if birth:
        run(connection, "DELETE FROM change WHERE rid = ? AND seq = ?", birth)
    run(connection, f"DELETE FROM change WHERE row = ? AND col <> 0 AND {_NOT_ERASING}", (row,))
    for table in ("clock", "conflict", "extra", "finding"):
        run(connection, f"DELETE FROM {table} WHERE row = ?", (row,))
    if record in DATA:
        run(connection, f'DELETE FROM "{record}" WHERE id = ?', (row,))
