"""Read what can be read of a damaged table: from both its ends, then from the middle of each gap between.

A key is taken as one large number, so the middle of a gap is half way between its ends. A gap in which so many middles
gave nothing is given up: behind a bad page near the root of a table every middle gives nothing. Where a table cannot
be read from an end, its keys are looked for where keys stand: numbers are small, and ids begin with their time.
"""

from collections.abc import Callable, Generator, Iterator
from itertools import product
from typing import Any, TypeAlias

from sqlalchemy import Column, LargeBinary, Table, Text
from sqlcipher3 import dbapi2 as driver

Row: TypeAlias = tuple[Any, ...]
Connect: TypeAlias = Callable[[], Any]

ID_BYTES, NUMBER_BYTES = 16, 8
LEAST_NUMBER = -(1 << 63)
DEEPEST = 5
"""So often a gap is halved with nothing read in it: 63 middles at the most."""
GUESSES = (LEAST_NUMBER, 0, *(1 << power for power in range(40)))
FIRST_GUESSES = (LEAST_NUMBER, *range(16))
"""Of the numbers with which a key of several parts begins: the copies of a log, numbered from one."""
TEN_DAYS = 10 * 24 * 3600 * 1000
ID_GUESSES = range(1534 * TEN_DAYS, 2557 * TEN_DAYS, TEN_DAYS)
"""Every tenth day of 2012 to 2039 in milliseconds since 1970, with which ids begin."""


class TableReader:
    """Reads one table of a damaged file."""

    def __init__(self, table: Table, columns: tuple[str, ...], connect: Connect) -> None:
        self._table = table.name
        self._columns = columns
        self._connect = connect
        self._connection: Any = None
        self._key = _Key(table)

    def rows(self) -> Iterator[Row]:
        """Give every row that can be read; some may come twice."""
        try:
            whole, low = yield from self._read(None, None)
            if whole:
                return
            whole, high = yield from self._read(None, None, down=True)
            if whole:
                return
            if low is not None and high is not None:
                yield from self._between(low, high)
            else:
                yield from self._guess(low or 0, self._key.most if high is None else high)
        finally:
            self._let_go()

    def _guess(self, low: int, high: int) -> Iterator[Row]:
        """Read from where keys are likely, of a table that cannot be read from an end."""
        for guess in self._key.guesses():
            if not low < guess < high:
                continue
            whole, last = yield from self._read(guess, high)
            if last is None and not whole:
                continue
            yield from self._down(low, guess)
            if whole:
                return
            low = last or guess
        yield from self._between(low, high)

    def _down(self, low: int, middle: int) -> Iterator[Row]:
        """Read from a key down to one next to which nothing can be read."""
        whole, first = yield from self._read(low, middle, down=True)
        if not whole:
            yield from self._between(low, first or middle)

    def _between(self, low: int, high: int) -> Iterator[Row]:
        """Read what lies between two keys next to which nothing can be read."""
        gaps = [(low, high, 0)]
        while gaps:
            low, high, depth = gaps.pop()
            if high - low < 2 or depth > DEEPEST:
                continue
            middle = (low + high) // 2
            whole, last = yield from self._read(middle, high)
            if last is None:
                # where nothing stands, nothing is won by being able to read it
                gaps.append((low, middle, depth + 1))
                if not whole:
                    gaps.append((middle, high, depth + 1))
                continue
            if not whole:
                gaps.append((last, high, 0))
            yield from self._down(low, middle)

    def _read(
        self, low: int | None, high: int | None, *, down: bool = False
    ) -> Generator[Row, None, tuple[bool, int | None]]:
        """Read in the order of the key; tell whether the end was reached, and the key of the last row."""
        last = None
        bounds = [(">=", low), ("<=", high)]
        # the driver reads a row ahead: the row before a bad page is lost with it, unless it is asked for alone
        for limit in ("", " LIMIT 1"):
            statement, values = self._statement(bounds, down=down)
            try:
                for found in self._open().execute(statement + limit, values):
                    last = self._key.number(found[: self._key.parts])
                    yield tuple(found[self._key.parts :])
                if not limit:
                    return True, last
            except driver.DatabaseError:
                # a connection that met a bad page reads nothing more
                self._let_go()
            if last is not None and self._key.parts:
                bounds = [("<", last), (">=", low)] if down else [(">", last), ("<=", high)]
        return False, last

    def _statement(
        self, bounds: list[tuple[str, int | None]], *, down: bool
    ) -> tuple[str, list[Any]]:
        key = self._key
        read = ", ".join((*key.columns, *(f'"{name}"' for name in self._columns)))
        set_bounds = [(sign, bound) for sign, bound in bounds if bound is not None]
        tests = " AND ".join(
            f"({', '.join(key.columns)}) {sign} ({', '.join('?' * key.parts)})"
            for sign, _bound in set_bounds
        )
        statement = f'SELECT {read} FROM "{self._table}"'  # noqa: S608 - our own names
        if tests:
            statement += f" WHERE {tests}"
        statement += f" ORDER BY {key.order(down=down)}"
        return statement, [value for _sign, bound in set_bounds for value in key.values(bound)]

    def _open(self) -> Any:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Key:
    """The key of a table as one number: its row numbers, or the leading parts of its key that are no text."""

    def __init__(self, table: Table) -> None:
        rows = table.dialect_options["sqlite"].get("with_rowid") is not False
        columns = [] if rows else list(table.primary_key.columns)
        halved = []
        for column in columns:
            if isinstance(column.type, Text):
                break
            halved.append(column)
        self._widths = [NUMBER_BYTES] if rows else [_width(column) for column in halved]
        self._ordered = ["rowid"] if rows else [f'"{column.name}"' for column in columns]
        self.parts = len(self._widths)
        """None of a key that begins with text, which is read from both ends only."""
        self.columns = self._ordered[: self.parts]
        self.most = (1 << 8 * sum(self._widths)) - 1

    def order(self, *, down: bool) -> str:
        return ", ".join(f"{name} DESC" if down else name for name in self._ordered)

    def guesses(self) -> list[int]:
        """Give keys between which those of a table are likely to stand, in their order."""
        if self._widths[:1] == [ID_BYTES]:
            parts: list[Any] = [[(time << 80).to_bytes(ID_BYTES, "big") for time in ID_GUESSES]]
        elif self._widths[:2] == [NUMBER_BYTES, NUMBER_BYTES]:
            parts = [FIRST_GUESSES, GUESSES]
        else:
            parts = [GUESSES]
        return [self.number(values) for values in product(*parts)]

    def number(self, values: Row) -> int:
        found = b""
        for width, value in zip(self._widths, values, strict=False):
            if width == ID_BYTES:
                found += bytes(value[:width]).ljust(width, b"\0")
            else:
                found += (value - LEAST_NUMBER).to_bytes(width, "big")
        return int.from_bytes(found.ljust(sum(self._widths), b"\0"), "big")

    def values(self, number: int) -> Row:
        left = number.to_bytes(sum(self._widths), "big")
        found: list[Any] = []
        for width in self._widths:
            part, left = left[:width], left[width:]
            found.append(part if width == ID_BYTES else int.from_bytes(part, "big") + LEAST_NUMBER)
        return tuple(found)


def _width(column: Column[Any]) -> int:
    return ID_BYTES if isinstance(column.type, LargeBinary) else NUMBER_BYTES
