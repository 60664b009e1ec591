"""Carry all that one store holds into another, empty one: every row of every table, as it stands.

Not through bundles: what this copy knows of others (receipts, bundles taken and sent, findings, who took out what) is
in no bundle, and an import undone must stay undone. Numbers of logs are given anew, for a server's tell the site.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from kazanlak_case.db.columns import Canonical
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.digest import digests
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.merge.binding import bound
from kazanlak_case.db.search_index import rebuild_index
from kazanlak_case.db.server.own_keys import SEALED_KEYS, seal_copy_keys, unseal_copy_keys
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.tables import metadata
from kazanlak_case.db.text_sql import STREAMED_AT_ONCE, canon, is_server, run, stream
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.fields import Raw
from kazanlak_case.domain.file_errors import CaseFileDamagedError

AT_ONCE = 2000
"""Rows held at a time."""
PARTS, PARTS_AT_ONCE = "blob_part", 8
"""Of contents of attachments: their rows are large."""

OWN = frozenset({"age_identity", "sign_seed", SEALED_KEYS, "key_slots", "moved_to", "format"})
"""Facts that each store keeps in its own way."""

_MADE_ANEW = frozenset({"log", "person_index", "name_word"})
"""Logs get their numbers of the target; the search index is built from the records."""
_LOG_NUMBERS = frozenset({"rid", "born_rid", "other"})


def carry_all(
    source: Connection,
    target: Connection,
    names: Shorthand,
    *,
    unlocked: Unlocked,
    progress: Progress,
) -> Shorthand:
    """Carry everything from one transaction into another, and compare the digests; answers the target's names.

    Raises:
        CaseFileDamagedError: What arrived is not what was sent.
    """
    tables = [table for name, table in metadata.tables.items() if name not in _MADE_ANEW]
    there = Shorthand()
    there.load(target)
    numbers = {rid: there.rid(target, log) for rid, log in sorted(names.logs().items())}
    for done, table in enumerate(tables):
        progress(done, len(tables) + 1)
        rows = _rows(source, table, numbers)
        if table.name == "setting":
            rows = (row for row in rows if row[0] not in OWN)
        _insert(target, table, rows)
    _carry_keys(source, target, unlocked)
    there.load(target)
    progress(len(tables), len(tables) + 1)
    rebuild_index(target)
    if digests(source, names) != digests(target, there):
        raise CaseFileDamagedError(path="", detail="digest")
    if is_server(target):
        run(target, "ANALYZE")
    return there


def copy_keys_of(connection: Connection, unlocked: Unlocked) -> CopyKeys:
    """Give a copy's keys, however its store keeps them."""
    if is_server(connection):
        return unseal_copy_keys(connection, unlocked)
    seed = read_setting(connection, "sign_seed")
    return CopyKeys.of(
        str(read_setting(connection, "age_identity")), seed if isinstance(seed, bytes) else b""
    )


def _carry_keys(source: Connection, target: Connection, unlocked: Unlocked) -> None:
    own = copy_keys_of(source, unlocked)
    if is_server(target):
        seal_copy_keys(target, unlocked, own)
        return
    write_setting(target, "age_identity", own.age_identity)
    write_setting(target, "sign_seed", own.sign_seed)


def _rows(source: Connection, table: Table, numbers: Mapping[int, int]) -> Iterator[Sequence[Raw]]:
    columns = [column.name for column in table.columns]
    picked = ", ".join(f'"{name}"' for name in columns)
    renumbered = [place for place, name in enumerate(columns) if name in _LOG_NUMBERS]
    if table.name != "context":
        renumbered = [place for place in renumbered if columns[place] != "other"]
    at_once = PARTS_AT_ONCE if table.name == PARTS else STREAMED_AT_ONCE
    asked = f'SELECT {picked} FROM "{table.name}"'  # noqa: S608 - our own tables
    for row in stream(source, asked, at_once=at_once):
        values = list(row)
        for place in renumbered:
            values[place] = numbers[values[place]]
        yield values


def _insert(target: Connection, table: Table, rows: Iterator[Sequence[Raw]]) -> None:
    names = [column.name for column in table.columns]
    into = (
        f'INSERT INTO "{table.name}" ({", ".join(f"{chr(34)}{name}{chr(34)}" for name in names)})'
    )
    if is_server(target):
        _send(target, table, names, rows=rows)
        return
    statement = f"{into} VALUES ({', '.join('?' * len(names))})"
    driver: Any = target.connection.driver_connection
    at_once = PARTS_AT_ONCE if table.name == PARTS else AT_ONCE
    while some := [bound(row) for row in islice(rows, at_once)]:
        driver.executemany(statement, some)


def _send(
    target: Connection, table: Table, names: Sequence[str], *, rows: Iterator[Sequence[Raw]]
) -> None:
    from kazanlak_case.db.merge.postgresql import copy_rows, type_of

    types = [type_of(column) for column in table.columns]
    marked = [
        place for place, column in enumerate(table.columns) if isinstance(column.type, Canonical)
    ]

    def sent() -> Iterator[Sequence[Any]]:
        for row in rows:
            values: list[Any] = list(row)
            for place in marked:
                values[place] = canon(values[place])
            yield values

    copy_rows(target, f'"{table.name}"', names, types=types, rows=sent())
