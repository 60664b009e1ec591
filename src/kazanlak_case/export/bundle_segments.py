"""A segment as bytes: msgpack by column, compressed; and back, believing nothing (docs/formats.md, section "Bundle")."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import chain
from typing import Any

import msgpack
import zstandard

from kazanlak_case.domain.bundle_errors import BundleLimitsError, BundleRecordsError
from kazanlak_case.domain.exchange import (
    SEGMENT_CHANGES,
    Births,
    Changesets,
    Edits,
    LogKey,
    Moved,
    Segment,
)
from kazanlak_case.export.bundle_checks import check_births, check_changesets, check_edits
from kazanlak_case.export.bundle_columns import (
    ID_BYTES,
    VALUE_COUNT_LIMIT,
    VALUE_LIMIT,
    ColumnReader,
    pack_column,
    pack_rising,
    read_numbers,
    read_rising,
)

SEGMENT_LIMIT = 32 << 20
"""Most bytes of a segment unpacked; the writer cuts larger ones well before."""
LIST_LIMIT = 2 * SEGMENT_CHANGES
TYPES_LIMIT = 256
"""Most record types in a segment, and most fields of one: newer versions have more of both than we, not thousands."""

QUICK, SMALL = 3, 9
"""zstd levels: above the larger one size hardly falls (design.md, section 11)."""


# writing ------------------------------------------------------------------------------------------------------------
def write_segment(segment: Segment) -> bytes:
    """Encode a segment; `compress` makes it a member."""
    packed: bytes = msgpack.packb(
        {
            "log": list(segment.log),
            "first": segment.first,
            "last": segment.last,
            "sets": _of_changesets(segment.changesets),
            "births": {record: _of_births(births) for record, births in segment.births.items()},
            "edits": _of_edits(segment.edits),
        },
        use_bin_type=True,
        strict_types=True,
    )
    return packed


def compress(packed: bytes, level: int) -> bytes:
    """Compress an encoded segment; the frame says how much it unfolds to."""
    return zstandard.ZstdCompressor(level=level, write_checksum=False).compress(packed)


def _of_changesets(sets: Changesets) -> dict[str, object]:
    return {
        "last": pack_rising(sets.last),
        "hlc": pack_rising(sets.hlc),
        "at": pack_column(sets.at),
        "author": pack_column(sets.author),
        "what": pack_column(sets.what),
        "salt": pack_column(sets.salt),
        "moved": {
            at: [[one.replica, one.scope, one.seq] for one in moved]
            for at, moved in enumerate(sets.moved)
            if moved
        },
        "leaves": {
            at: [list(leaf) for leaf in leaves] for at, leaves in enumerate(sets.leaves) if leaves
        },
    }


def _of_births(births: Births) -> dict[str, object]:
    return {
        "seq": pack_rising(births.seq),
        "id": pack_column(births.id),
        "fields": {
            name: pack_column(column)
            for name, column in births.fields.items()
            if any(value is not None for value in column)
        },
    }


def _of_edits(edits: Edits) -> dict[str, object]:
    return {
        "seq": pack_rising(edits.seq),
        "record": pack_column(edits.record),
        "id": pack_column(edits.id),
        "field": pack_column(edits.field),
        "old": pack_column(edits.old),
        "new": pack_column(edits.new),
    }


# reading ------------------------------------------------------------------------------------------------------------
def decompress(member: bytes) -> bytes:
    """Unfold a member, never beyond the limit.

    Raises:
        BundleLimitsError: It says that it unfolds to more than SEGMENT_LIMIT, or does not say.
        BundleRecordsError: It is not what it says.
    """
    try:
        size = zstandard.frame_content_size(member)
        if not 0 <= size <= SEGMENT_LIMIT:
            raise BundleLimitsError
        reader = zstandard.ZstdDecompressor(max_window_size=2 * SEGMENT_LIMIT)
        return reader.decompress(member, max_output_size=SEGMENT_LIMIT, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BundleRecordsError from error


def read_segment(packed: bytes, *, trusting: bool = False) -> Segment:
    """Decode a segment and check everything in it that can be checked without a case file.

    Args:
        packed: What `write_segment` made, or somebody who hopes that we believe it.
        trusting: Whether these very bytes were read before and kept where nobody could change them.

    Raises:
        BundleRecordsError: It is not a segment, or what it holds cannot be stored.
        BundleLimitsError: It would unfold to more than any honest bundle holds.
    """
    count = _Count()
    try:
        tree = msgpack.unpackb(
            packed,
            raw=False,
            strict_map_key=False,
            list_hook=count.of_list,
            object_pairs_hook=count.of_map,
            ext_hook=_no_extensions,
            max_str_len=VALUE_LIMIT,
            max_bin_len=VALUE_LIMIT,
            max_array_len=LIST_LIMIT,
            max_map_len=LIST_LIMIT,
            max_ext_len=0,
        )
        parts = _parts(tree, "log", "first", "last", "sets", "births", "edits")
        segment = _to_segment(parts, ColumnReader(trusting=trusting))
    except (ValueError, TypeError, LookupError, RecursionError, msgpack.UnpackException) as error:
        raise BundleRecordsError from error
    if not trusting:
        _check_whole(segment)
    return segment


class _Count:
    """Counts what is unpacked while it is, so that a short text cannot unfold to gigabytes of empty lists."""

    def __init__(self) -> None:
        self._left = VALUE_COUNT_LIMIT

    def of_list(self, values: list[object]) -> list[object]:
        """Count a list."""
        self._left -= len(values) + 1
        if self._left < 0:
            raise BundleLimitsError
        return values

    def of_map(self, pairs: list[tuple[object, object]]) -> dict[object, object]:
        """Count a map; no name stands in it twice."""
        self._left -= 2 * len(pairs) + 1
        if self._left < 0:
            raise BundleLimitsError
        tree = dict(pairs)
        if len(tree) != len(pairs):
            raise BundleRecordsError
        return tree


def _no_extensions(_code: int, _data: bytes) -> object:
    raise BundleRecordsError


def _parts(tree: object, *names: str) -> list[Any]:
    """Take the named parts of a map that has these and no others."""
    if not isinstance(tree, dict) or len(tree) != len(names):
        raise BundleRecordsError
    return [tree[name] for name in names]


def _to_segment(parts: list[Any], reader: ColumnReader) -> Segment:
    log, first, last, sets, births, edits = parts
    if not all(type(number) is int for number in (first, last)) or not isinstance(births, dict):
        raise BundleRecordsError
    if not 1 <= first <= last < first + SEGMENT_CHANGES:
        raise BundleRecordsError
    if len(births) > TYPES_LIMIT:
        raise BundleLimitsError
    return Segment(
        log=_to_log_key(log),
        first=first,
        last=last,
        changesets=_to_changesets(sets, reader, first=first, last=last),
        births={record: _to_births(record, tree, reader) for record, tree in births.items()},
        edits=_to_edits(edits, reader),
    )


def _to_log_key(parts: list[Any]) -> LogKey:
    replica, scope = parts
    if type(replica) is not bytes or len(replica) != ID_BYTES or type(scope) is not str:
        raise BundleRecordsError
    return replica, scope


def _to_changesets(tree: object, reader: ColumnReader, *, first: int, last: int) -> Changesets:
    names = ("last", "hlc", "at", "author", "what", "salt", "moved", "leaves")
    ends, hlc, at, author, what, salt, moved, leaves = _parts(tree, *names)
    ends = read_rising(ends, first=first, last=last)
    count = len(ends)
    sets = Changesets(
        last=ends,
        hlc=read_numbers(hlc),
        at=reader.texts(at, count),
        author=reader.ids(author, count),
        what=reader.texts(what, count),
        salt=reader.column(salt, count),  # type: ignore[arg-type]  # check_changesets looks at each
        moved=_sparse(moved, count, _to_moved),
        leaves=_sparse(leaves, count, _to_leaf),
    )
    if not reader.is_trusting:
        check_changesets(sets)
    return sets


def _sparse(tree: object, count: int, read: Callable[[list[Any]], Any]) -> list[tuple[Any, ...]]:
    """Read what only a few changesets have: number of the changeset, then its parts."""
    if not isinstance(tree, dict) or not all(type(at) is int and 0 <= at < count for at in tree):
        raise BundleRecordsError
    filled: list[tuple[Any, ...]] = [()] * count
    for at, parts in tree.items():
        filled[at] = tuple(read(part) for part in parts)
    return filled


def _to_moved(parts: list[Any]) -> Moved:
    replica, scope, seq = parts
    if type(seq) is not int or seq < 1:
        raise BundleRecordsError
    return Moved(*_to_log_key([replica, scope]), seq)


def _to_leaf(parts: list[Any]) -> tuple[bytes, bytes, bytes]:
    row, salt, digest = parts
    if not all(type(part) is bytes for part in (row, salt, digest)) or len(row) != ID_BYTES:
        raise BundleRecordsError
    return row, salt, digest


def _to_births(record: object, tree: object, reader: ColumnReader) -> Births:
    seq, ids, fields = _parts(tree, "seq", "id", "fields")
    seq = read_rising(seq)
    if not isinstance(fields, dict):
        raise BundleRecordsError
    if len(fields) > TYPES_LIMIT:
        raise BundleLimitsError
    births = Births(
        seq=seq,
        id=reader.ids(ids, len(seq)),
        fields={name: reader.column(column, len(seq)) for name, column in fields.items()},
    )
    if not reader.is_trusting:
        check_births(record, births)
    return births


def _to_edits(tree: object, reader: ColumnReader) -> Edits:
    seq, record, ids, field, old, new = _parts(tree, "seq", "record", "id", "field", "old", "new")
    seq = read_rising(seq)
    count = len(seq)
    edits = Edits(
        seq=seq,
        record=reader.texts(record, count),
        id=reader.ids(ids, count),
        field=reader.texts(field, count),
        old=reader.column(old, count),
        new=reader.column(new, count),
    )
    if not reader.is_trusting:
        check_edits(edits)
        if len(set(edits.record)) > TYPES_LIMIT or len(set(edits.field)) > TYPES_LIMIT:
            raise BundleLimitsError
    return edits


def _check_whole(segment: Segment) -> None:
    """Each number stands once, as a birth or as an edit; an erasure leaves numbers out of changesets without a salt.

    Of a changeset that ends in a later segment only the chain can say.
    """
    numbers = sorted(chain(segment.edits.seq, *(one.seq for one in segment.births.values())))
    whole = range(segment.first, segment.last + 1)
    if numbers == list(whole):
        return
    missing = set(whole).difference(numbers)
    ends = segment.changesets.last
    of = [bisect_left(ends, number) for number in missing]
    is_erased = all(at == len(ends) or segment.changesets.salt[at] is None for at in of)
    if len(numbers) + len(missing) != len(whole) or not is_erased:
        raise BundleRecordsError
