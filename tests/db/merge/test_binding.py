"""Rows that stand in columns reach the driver whole, in order, however many share a statement."""

import pytest

from kazanlak_case.db.merge.binding import ROWS_AT_ONCE, in_bundles


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, 2 * ROWS_AT_ONCE + 1])
def test_rows_come_out_as_they_stood(count):
    numbers = list(range(count))
    once = [number.to_bytes(16, "big") for number in numbers]
    often = [b"a" * 16] * count
    some = [None if number % 3 else b"x" for number in numbers]
    mixed = [number if number % 2 else f"{number}" for number in numbers]
    columns = (numbers, once, often, some, mixed)
    rows = []
    for at_once, bundles in in_bundles(columns):
        for values in bundles:
            assert len(values) == at_once * len(columns)
            assert not any(isinstance(value, bytes) for value in values)
            rows += [values[at : at + len(columns)] for at in range(0, len(values), len(columns))]
    assert rows == list(zip(*columns, strict=True))
