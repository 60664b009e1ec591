"""Columns of values in a segment: written as short as it goes, read with suspicion.

A column is one of: a list of its values; a byte string, which is 16-byte ids one after the other; or, when values
repeat or ids are missing, a pair {"of": the different values, "at": for each place the number of its value, or nil}.
Rising numbers are written as differences.
"""

import struct
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from typing import Any

from kazanlak_case.domain.bundle_errors import BundleLimitsError, BundleRecordsError
from kazanlak_case.domain.fields import Raw

ID_BYTES = 16
LARGEST = 2**63 - 1
VALUE_LIMIT = 1 << 20
SHORT = 64
"""Longest value that is written once and pointed to: so nothing unfolds far beyond what it takes as it travels."""
CELL_LIMIT = 4_000_000
"""Most places in all columns of a segment together."""
VALUE_COUNT_LIMIT = 1_000_000
"""Most values of a segment as it travels: each takes sixty bytes and more once it is unpacked."""

_RAW = frozenset({str, int, bytes, type(None)})


# writing ------------------------------------------------------------------------------------------------------------
def pack_column(values: Sequence[Raw]) -> object:
    """Write a column in the shortest of its forms."""
    if not set(map(type, values)) <= _RAW:
        msg = "a bundle holds canonical values only"
        raise TypeError(msg)
    different = dict.fromkeys(value for value in values if value is not None)
    all_ids = all(isinstance(value, bytes) and len(value) == ID_BYTES for value in different)
    repeats = 2 * len(different) <= len(values) and all(map(_is_short, different))
    if different and (repeats or (all_ids and None in values)):
        number = {value: at for at, value in enumerate(different)}
        places = [None if value is None else number[value] for value in values]
        return {"of": _pack_plain(list(different), all_ids=all_ids), "at": places}
    return _pack_plain(values, all_ids=all_ids and None not in values)


def _pack_plain(values: Sequence[Raw], *, all_ids: bool) -> object:
    return b"".join(values) if all_ids and values else list(values)  # type: ignore[arg-type]  # all_ids says so


def pack_rising(numbers: Sequence[int]) -> list[int]:
    """Write numbers as the first one and the differences."""
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


# reading ------------------------------------------------------------------------------------------------------------
class ColumnReader:
    """Reads the columns of one segment and counts their places."""

    def __init__(self, *, trusting: bool = False) -> None:
        self.is_trusting = trusting
        """Whether all of it was checked before: then it is only unfolded, in half the time."""
        self._left = CELL_LIMIT

    def column(self, packed: object, count: int) -> list[Raw]:
        """Read a column of `count` values.

        Raises:
            BundleRecordsError: It is no such column.
            BundleLimitsError: There are more columns than any honest segment holds.
        """
        if self.is_trusting:
            return _unfolded(packed)
        self._left -= count
        if self._left < 0:
            raise BundleLimitsError
        values = _repeated(packed) if isinstance(packed, dict) else _plain(packed)
        if len(values) != count:
            raise BundleRecordsError
        return values

    def ids(self, packed: object, count: int) -> list[bytes]:
        """Read a column in which every value is an id."""
        values = self.column(packed, count)
        if not self.is_trusting and not are_bytes(values, ID_BYTES):
            raise BundleRecordsError
        return values  # type: ignore[return-value]  # just checked

    def texts(self, packed: object, count: int) -> list[str]:
        """Read a column in which every value is a text."""
        values = self.column(packed, count)
        if not self.is_trusting and not set(map(type, values)) <= {str}:
            raise BundleRecordsError
        return values  # type: ignore[return-value]  # just checked


def read_rising(packed: object, *, first: int = 0, last: int = LARGEST) -> list[int]:
    """Read numbers written as differences; each is greater than the one before, none outside first…last."""
    numbers = read_numbers(packed)
    if min(islice(packed, 1, None), default=1) < 1:  # type: ignore[call-overload]  # read_numbers took it for a list
        raise BundleRecordsError
    if numbers and not first <= numbers[0] <= numbers[-1] <= last:
        raise BundleRecordsError
    return numbers


def read_numbers(packed: object) -> list[int]:
    """Read numbers written as differences, in any order, none negative."""
    if not isinstance(packed, list) or not set(map(type, packed)) <= {int}:
        raise BundleRecordsError
    numbers = list(accumulate(packed))
    if numbers and not 0 <= min(numbers) <= max(numbers) <= LARGEST:
        raise BundleRecordsError
    return numbers


def _repeated(packed: dict[Any, Any]) -> list[Raw]:
    if set(packed) != {"of", "at"}:
        raise BundleRecordsError
    different = _plain(packed["of"])
    places = packed["at"]
    if not isinstance(places, list) or not set(map(type, places)) <= {int, type(None)}:
        raise BundleRecordsError
    found = set(places) - {None}
    if found and not 0 <= min(found) <= max(found) < len(different):
        raise BundleRecordsError
    if not all(map(_is_short, different)):
        raise BundleLimitsError
    return _unfolded(packed)


def _unfolded(packed: Any) -> list[Raw]:
    """Write out a column that is known to be one."""
    if isinstance(packed, bytes):
        # one call for all: a slice for each takes three times as long
        return list(struct.unpack(f"{ID_BYTES}s" * (len(packed) // ID_BYTES), packed))
    if isinstance(packed, dict):
        value_at: dict[int | None, Raw] = dict(enumerate(_unfolded(packed["of"])))
        value_at[None] = None
        return list(map(value_at.__getitem__, packed["at"]))
    column: list[Raw] = packed
    return column


def _plain(packed: object) -> list[Raw]:
    if isinstance(packed, bytes):
        if len(packed) % ID_BYTES:
            raise BundleRecordsError
        return _unfolded(packed)
    if not isinstance(packed, list):
        raise BundleRecordsError
    kinds = set(map(type, packed))
    if not kinds <= _RAW:
        raise BundleRecordsError
    # no NUL, nothing SQLite cannot hold; lone surrogates and long values do not come through msgpack
    texts = packed if kinds == {str} else [value for value in packed if type(value) is str]
    if "\x00" in "".join(texts):
        raise BundleRecordsError
    numbers = {value for value in packed if type(value) is int} if int in kinds else None
    if numbers and not -LARGEST - 1 <= min(numbers) <= max(numbers) <= LARGEST:
        raise BundleRecordsError
    return packed


def are_bytes(values: Sequence[Raw], size: int) -> bool:
    """Tell whether every value is a byte string of that size."""
    return set(map(type, values)) <= {bytes} and set(map(len, values)) <= {size}  # type: ignore[arg-type]  # bytes by now


def _is_short(value: Raw) -> bool:
    return not isinstance(value, str | bytes) or len(value) <= SHORT
