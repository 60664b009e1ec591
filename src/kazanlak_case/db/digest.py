"""A digest of what a scope says: equal in all copies that hold the same changesets of it (design.md, section 8)."""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.canonical import pack
from kazanlak_case.db.filled import filled
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import run, stream
from kazanlak_case.domain.fields import Raw, specs_of
from kazanlak_case.domain.records import RECORDS

DIGEST_BYTES = 32


def digests(connection: Connection, names: Shorthand) -> dict[str, str]:
    """Digest each scope: its records in id order with fields by name, hidden or not, and open conflicts.

    An erased record stands by its id alone.

    Computed from the tables; never over shorthands, index, reports or settings.
    """
    hashers: dict[str, Any] = {}
    extra, conflicts = _extra(connection), _conflicts(connection, names)
    scopes = {rid: log.scope for rid, log in names.logs().items()}
    held = filled(connection, RECORDS)
    streams = [_records(connection, name) for name in RECORDS if name in held]
    streams.append(_unknown_records(extra))
    streams.append(_erased(connection))
    for row, record, rid, hidden, values in heapq.merge(*streams, key=lambda one: (one[0], one[1])):
        if not record:
            hashers.setdefault(scopes[rid], blake2b(digest_size=DIGEST_BYTES)).update(pack([row]))
            continue
        values.update(extra.get((record, row), {}).get("fields", {}))
        given = {name: values[name] for name in sorted(values) if values[name] is not None}
        hasher = hashers.setdefault(scopes[rid], blake2b(digest_size=DIGEST_BYTES))
        hasher.update(pack([row, record, hidden, given, conflicts.get(row, [])]))
    return {scope: hasher.hexdigest() for scope, hasher in sorted(hashers.items())}


def digest_of(scopes: dict[str, str]) -> str:
    """Digest a whole file: its scopes by name."""
    return blake2b(
        pack([[scope, scopes[scope]] for scope in sorted(scopes)]), digest_size=DIGEST_BYTES
    ).hexdigest()


def _records(
    connection: Connection, record: str
) -> Iterator[tuple[bytes, str, int, int, dict[str, Raw]]]:
    names = [spec.name for spec in specs_of(RECORDS[record])]
    picked = "".join(f', "{name}"' for name in names)
    rows = stream(connection, f'SELECT id, born_rid, hidden{picked} FROM "{record}" ORDER BY id')
    for row in rows:
        yield row[0], record, row[1], row[2], dict(zip(names, row[3:], strict=True))


def _unknown_records(
    extra: dict[tuple[str, bytes], dict[str, Any]],
) -> Iterator[tuple[bytes, str, int, int, dict[str, Raw]]]:
    found = [(row, record) for (record, row) in extra if record not in DATA]
    for row, record in sorted(found):
        yield row, record, extra[record, row]["rid"], 0, {}


def _erased(connection: Connection) -> Iterator[tuple[bytes, str, int, int, dict[str, Raw]]]:
    """Give the erased records, which have no type any more; several copies may have erased one."""
    for row, rid in run(connection, "SELECT row, min(rid) FROM erased GROUP BY row ORDER BY row"):
        yield row, "", rid, 0, {}


def _extra(connection: Connection) -> dict[tuple[str, bytes], dict[str, Any]]:
    found: dict[tuple[str, bytes], dict[str, Any]] = defaultdict(lambda: {"fields": {}, "rid": 0})
    for record, row, name, value, rid in run(
        connection, "SELECT type, row, name, value, rid FROM extra"
    ):
        entry = found[record, row]
        if name:
            entry["fields"][name] = value
        else:
            entry["rid"] = rid
    return dict(found)


def _conflicts(connection: Connection, names: Shorthand) -> dict[bytes, list[list[Raw]]]:
    found: dict[bytes, list[list[Raw]]] = defaultdict(list)
    for row, tbl, col, rid, seq, value in run(
        connection, "SELECT row, tbl, col, rid, seq, value FROM conflict WHERE resolved = 0"
    ):
        found[row].append([names.field_name(tbl, col), names.log(rid).replica, seq, value])
    for places in found.values():
        places.sort(key=lambda place: place[:3])
    return found
