"""Hand values to SQLite quickly.

The driver takes texts, numbers and bytearrays as they are, but asks its registry of adapters about each `bytes`:
two microseconds, more than all else that inserting a value takes (with ids and hashes, three quarters of a merge).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from kazanlak_case.domain.fields import Raw

Bound: TypeAlias = Raw | bytearray
"""A value on its way into a statement."""

ROWS_AT_ONCE = 16
"""How many rows share a statement: starting one costs as much as a row."""


def bound(values: Iterable[Raw]) -> list[Bound]:
    """Make a row's values ready."""
    return [bytearray(value) if isinstance(value, bytes) else value for value in values]


def bound_column(column: Sequence[Raw]) -> Sequence[Bound]:
    """Make a column's values ready; one of texts or numbers is."""
    kinds = set(map(type, column))
    if bytes not in kinds:
        return column
    # one call for all: to ask each value takes three times as long
    return list(map(bytearray, column)) if kinds == {bytes} else bound(column)  # type: ignore[arg-type]  # just asked


def in_bundles(columns: Iterable[Sequence[Raw]]) -> Iterator[tuple[int, list[tuple[Bound, ...]]]]:
    """Give rows that stand in columns as (rows in a statement, the values of each such statement)."""
    rows = list(zip(*(bound_column(column) for column in columns), strict=True))
    whole = len(rows) - len(rows) % ROWS_AT_ONCE
    if whole:
        starts = range(0, whole, ROWS_AT_ONCE)
        yield (
            ROWS_AT_ONCE,
            [tuple(chain.from_iterable(rows[at : at + ROWS_AT_ONCE])) for at in starts],
        )
    if rows[whole:]:
        yield 1, rows[whole:]
