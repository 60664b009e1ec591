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
    if kinds != {bytes}:
        return bound(column)
    different = set(column)
    if 2 * len(different) > len(column):
        # one call for all: to ask each value takes three times as long
        return list(map(bytearray, column))  # type: ignore[arg-type]  # just asked
    made = {value: bytearray(value) for value in different}  # type: ignore[arg-type]
    return list(map(made.__getitem__, column))


def in_bundles(columns: Iterable[Sequence[Raw]]) -> Iterator[tuple[int, list[tuple[Bound, ...]]]]:
    """Give rows that stand in columns as (rows in a statement, the values of each such statement)."""
    ready = [bound_column(column) for column in columns]
    # one long row of values, and cut: zip makes no tuple anew that nobody keeps
    values = list(chain.from_iterable(zip(*ready, strict=True)))
    for count, start, end in _cuts(len(values), len(ready)):
        size = count * len(ready)
        if start < end:
            yield count, [tuple(values[at : at + size]) for at in range(start, end, size)]


def _cuts(values: int, width: int) -> tuple[tuple[int, int, int], ...]:
    """Say how many rows go into each statement, from which value to which: as many as fit, and the rest one by one."""
    whole = values - values % (ROWS_AT_ONCE * width)
    return (ROWS_AT_ONCE, 0, whole), (1, whole, values)
