"""What SQLite and PostgreSQL say in words of their own, each construct once; queries are written around them.

Text is compared and sorted by code point on both: a server's database that does otherwise is refused
(db/server/connecting.py).
"""

from typing import Any

from sqlalchemy import ColumnElement, Integer, LargeBinary, Text, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from kazanlak_case.db.text_sql import SERVER

_DAY = "YYYY-MM-DD"
_LAST_YEAR = "9999-12-31"
"""SQLite knows no day after it."""


class hex_of(FunctionElement[str]):  # noqa: N801 - called like any other function of SQL
    """The digits of an id, as text that can stand beside other text."""

    type = Text()
    inherit_cache = True


class greatest_id(FunctionElement[bytes]):  # noqa: N801 - as above
    """The greatest id of a group: a server before its version 18 has no `max` of bytes."""

    type = LargeBinary()
    inherit_cache = True


class months_after(FunctionElement[str]):  # noqa: N801 - as above
    """The day so many months later; where that month is shorter, its last day."""

    type = Text()
    inherit_cache = True

    def __init__(self, day: ColumnElement[Any], months: int) -> None:
        super().__init__(day, literal_column(str(months), Integer))


class days_after(FunctionElement[str]):  # noqa: N801 - as above
    """The day so many days later."""

    type = Text()
    inherit_cache = True

    def __init__(self, day: ColumnElement[Any], days: int) -> None:
        super().__init__(day, literal_column(str(days), Integer))


class four_digits(FunctionElement[str]):  # noqa: N801 - as above
    """A year as it stands in a date."""

    type = Text()
    inherit_cache = True


class _plain(FunctionElement[str]):  # noqa: N801 - as above
    """A text whose letters are code points only, in no language."""

    type = Text()
    inherit_cache = True


def has_part(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Tell where a text holds a part; capitals of Latin letters do not matter, those of others do.

    SQLite knows no other capitals.
    """
    escaped = part.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return _plain(column).ilike(f"%{escaped}%", escape="/")


def _parts(element: FunctionElement[Any]) -> list[ColumnElement[Any]]:
    return list(element.clauses)


def _number(part: ColumnElement[Any]) -> int:
    return int(str(part))


@compiles(hex_of)
def _hex(element: hex_of, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(func.hex(*_parts(element)), **kw)


@compiles(hex_of, SERVER)
def _hex_there(element: hex_of, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(func.encode(*_parts(element), literal_column("'hex'")), **kw)


@compiles(_plain)
def _as_it_is(element: _plain, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(*_parts(element), **kw)


@compiles(_plain, SERVER)
def _in_no_language(element: _plain, compiler: SQLCompiler, **kw: Any) -> str:
    return f'{compiler.process(*_parts(element), **kw)} COLLATE "C"'


@compiles(greatest_id)
def _greatest(element: greatest_id, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(func.max(*_parts(element)), **kw)


@compiles(greatest_id, SERVER)
def _greatest_there(element: greatest_id, compiler: SQLCompiler, **kw: Any) -> str:
    digits = func.max(hex_of(*_parts(element)))
    return compiler.process(func.decode(digits, literal_column("'hex'")), **kw)


@compiles(months_after)
def _months(element: months_after, compiler: SQLCompiler, **kw: Any) -> str:
    # SQLite runs over the month's end (31.08 + 6 months is 02.03 or 03.03), which is always later than that end.
    day, number = _parts(element)
    months = _number(number)
    end = func.date(day, "start of month", f"+{months + 1} months", "-1 day")
    return compiler.process(func.min(func.date(day, f"+{months} months"), end), **kw)


@compiles(months_after, SERVER)
def _months_there(element: months_after, compiler: SQLCompiler, **kw: Any) -> str:
    day, number = (compiler.process(part, **kw) for part in _parts(element))
    return _day_there(f"CAST({day} AS date) + make_interval(months => {number})")


@compiles(days_after)
def _days(element: days_after, compiler: SQLCompiler, **kw: Any) -> str:
    day, number = _parts(element)
    return compiler.process(func.date(day, f"+{_number(number)} days"), **kw)


@compiles(days_after, SERVER)
def _days_there(element: days_after, compiler: SQLCompiler, **kw: Any) -> str:
    day, number = (compiler.process(part, **kw) for part in _parts(element))
    return _day_there(f"CAST({day} AS date) + {number}")


def _day_there(later: str) -> str:
    """Write a day as it is stored, whatever the server's own style of dates is."""
    return f"CASE WHEN {later} <= DATE '{_LAST_YEAR}' THEN to_char({later}, '{_DAY}') END"


@compiles(four_digits)
def _year(element: four_digits, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(func.printf(literal_column("'%04d'"), *_parts(element)), **kw)


@compiles(four_digits, SERVER)
def _year_there(element: four_digits, compiler: SQLCompiler, **kw: Any) -> str:
    (year,) = (compiler.process(part, **kw) for part in _parts(element))
    return f"lpad(CAST({year} AS TEXT), 4, '0')"
