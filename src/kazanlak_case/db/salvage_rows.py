"""Read what can be read of a damaged table: range by range of its key, with a fresh connection after each failure.

A range that fails is read up to where it fails, then halved; what is left in the end is the rows of the bad page alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import LargeBinary, Table, Text
from sqlcipher3 import dbapi2 as driver

Row: TypeAlias = tuple[Any, ...]
Connect: TypeAlias = Callable[[], Any]

LEAST, MOST = -(1 << 62), 1 << 62
PREFIX = 8
"""Of a key of bytes so many are halved: ids differ in them, but for a few."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a table's key."""

    name: str
    is_bytes: bool = False


class TableReader:
    """Reads one table of a damaged file. `lost_ranges` counts the keys that could not be read at all."""

    def __init__(self, table: Table, columns: tuple[str, ...], connect: Connect) -> None:
        self._table = table.name
        self._columns = columns
        self._connect = connect
        self._connection: Any = None
        self._key = _key_of(table)
        self.lost_ranges = 0

    def rows(self) -> Iterator[Row]:
        """Give every row that can be read; some may come twice."""
        try:
            yield from self._part((), 0)
        finally:
            self._let_go()

    def _part(self, fixed: tuple[Any, ...], depth: int) -> Iterator[Row]:
        """Read the rows whose key begins with what is fixed, halving the next part of the key."""
        part = self._key[depth] if depth < len(self._key) else None
        low, high = (0, (1 << 8 * PREFIX) - 1) if part and part.is_bytes else (LEAST, MOST)
        waiting = [(low, high)]
        while waiting:
            low, high = waiting.pop()
            reached = [low]
            try:
                yield from self._range(fixed, depth, low, high=high, reached=reached)
                continue
            except driver.DatabaseError:
                self._let_go()
            if part is None or (low == high and depth + 1 >= len(self._key)):
                self.lost_ranges += 1
                continue
            low = reached[0]
            if low == high:
                # all rows of one value: the next part of the key tells them apart
                if part.is_bytes:
                    self.lost_ranges += 1
                else:
                    yield from self._part((*fixed, low), depth + 1)
                continue
            middle = (low + high) // 2
            waiting += [(middle + 1, high), (low, middle)]

    def _range(
        self, fixed: tuple[Any, ...], depth: int, low: int, *, high: int, reached: list[int]
    ) -> Iterator[Row]:
        names = ", ".join(f'"{name}"' for name in self._columns)
        tests = [f'"{part.name}" = ?' for part, _value in zip(self._key, fixed, strict=False)]
        values = list(fixed)
        key = "NULL"
        order = ""
        part = self._key[depth] if depth < len(self._key) else None
        if part is not None:
            key = f'"{part.name}"'
            order = f" ORDER BY {key}"
            tests.append(f"{key} >= ?")
            values.append(_bytes(low) if part.is_bytes else low)
            if not part.is_bytes:
                tests.append(f"{key} <= ?")
                values.append(high)
            elif high + 1 < 1 << 8 * PREFIX:
                tests.append(f"{key} < ?")
                values.append(_bytes(high + 1))
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        statement = f'SELECT {key}, {names} FROM "{self._table}"{where}{order}'  # noqa: S608 - our own names
        for at, *row in self._open().execute(statement, values):
            if part is not None:
                reached[0] = _number(at) if part.is_bytes else at
            yield tuple(row)

    def _open(self) -> Any:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _key_of(table: Table) -> tuple[Part, ...]:
    """Tell by what a table can be halved: its row numbers, or the leading parts of its key that are no text."""
    if table.dialect_options["sqlite"].get("with_rowid") is not False:
        return (Part("rowid"),)
    parts = []
    for column in table.primary_key.columns:
        if isinstance(column.type, Text):
            break
        parts.append(Part(column.name, isinstance(column.type, LargeBinary)))
    return tuple(parts)


def _bytes(number: int) -> bytes:
    return number.to_bytes(PREFIX, "big")


def _number(key: bytes) -> int:
    return int.from_bytes(bytes(key[:PREFIX]).ljust(PREFIX, b"\0"), "big")
