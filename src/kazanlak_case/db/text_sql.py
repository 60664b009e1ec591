"""Hand text SQL to the driver: written once, for SQLite, and put in the words of PostgreSQL where that is the store.

Statements use what both understand (`ON CONFLICT`, `IS DISTINCT FROM`, window functions) and mark their values with
`?`. What is left differs in words only: the marks, the names of types and of the temporary schema, and `CROSS JOIN …
ON`, by which SQLite is told the order of a join and which PostgreSQL plans by itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Row

from kazanlak_case.domain.fields import Raw

SERVER = "postgresql"
"""The name of the dialect that speaks to a server."""

STREAMED_AT_ONCE = 1000

_CREATES = re.compile(r"^\s*CREATE\b", re.IGNORECASE)
_WORDS = (
    (re.compile(r"\b(value|old|new) BLOB\b"), r"\1 JSONB"),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\)\s*WITHOUT ROWID\b"), ")"),
)
_TEMPORARY_TABLE = re.compile(r"\bCREATE TEMP TABLE\b(?!.*\bAS SELECT\b)", re.DOTALL)
_TEMPORARY = re.compile(r"\btemp\.")


class Canon:
    """A canonical value on its way into a `Canonical` column of a server, which keeps it as JSON."""

    __slots__ = ("value",)

    def __init__(self, value: str | int | bytes) -> None:
        self.value = value


def canon(value: Raw) -> Canon | None:
    """Mark a value as canonical for a server; nothing stays nothing."""
    return None if value is None else Canon(value)


def is_server(connection: Connection) -> bool:
    """Whether the store behind a connection is PostgreSQL."""
    return connection.dialect.name == SERVER


def canonical(connection: Connection, value: Raw) -> Any:
    """Give a value as the store's `Canonical` columns take it from text SQL."""
    return canon(value) if is_server(connection) else value


@lru_cache(maxsize=1024)
def for_server(statement: str) -> str:
    """Put a statement in PostgreSQL's words."""
    text = (
        statement.replace("%", "%%")
        .replace("?", "%s")
        .replace("CROSS JOIN", "JOIN")
        .replace("instr(", "strpos(")
    )
    if _CREATES.match(text):
        for words, others in _WORDS:
            text = words.sub(others, text)
        if _TEMPORARY_TABLE.search(text):
            text += " ON COMMIT DROP"
    return _TEMPORARY.sub("pg_temp.", text)


def run(
    connection: Connection, statement: str, values: Sequence[Any] = ()
) -> CursorResult[*tuple[Any, ...]]:
    """Perform one statement; its rows have names."""
    if connection.dialect.name == SERVER:
        statement = for_server(statement)
    return connection.exec_driver_sql(statement, tuple(values))


def tuples(
    connection: Connection, statement: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Give all rows at once, without names: what is read at every start costs a third so."""
    result = run(connection, statement, values)
    rows = list(result.cursor.fetchall())
    result.close()
    return rows


def stream(
    connection: Connection, statement: str, *, at_once: int = STREAMED_AT_ONCE
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Give the rows of a large table as they are read: a server would send all of them at once."""
    if connection.dialect.name != SERVER:
        return iter(connection.exec_driver_sql(statement))
    options = {"stream_results": True, "max_row_buffer": at_once}
    return iter(connection.exec_driver_sql(for_server(statement), execution_options=options))


def run_many(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Perform one statement once for each row of values; for none, not at all."""
    many = [tuple(row) for row in rows]
    if not many:
        return
    if connection.dialect.name == SERVER:
        statement = for_server(statement)
    connection.exec_driver_sql(statement, many)
