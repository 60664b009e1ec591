"""Recompute the chain of a log from what a bundle brings: what does not fit is not taken."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import repeat
from typing import TypeAlias

from kazanlak_case.db.canonical import (
    SALT_BYTES,
    leaf_hash,
    log_bytes,
    pack,
    payload_hash,
)
from kazanlak_case.domain.bundle_errors import BundleHashError
from kazanlak_case.domain.exchange import Births, LogRange, Segment


class _Marked(dict[int, bytes]):
    """How a change begins, by its place in the changeset: msgpack's mark of an array, and the place."""

    def __init__(self, mark: bytes) -> None:
        super().__init__((place, mark + pack(place)) for place in range(256))
        self._mark = mark

    def __missing__(self, place: int) -> bytes:
        return self._mark + pack(place)


_BIRTH, _EDIT = _Marked(b"\x93"), _Marked(b"\x95")
"""An array of three, and one of five."""

_BEGUN = blake2b(digest_size=32)

_Change: TypeAlias = tuple[int, bytes, _Marked, bytes]
"""A change as it is followed: its number, its record, and its canonical form: how it begins, and what follows."""

_Leaves: TypeAlias = tuple[tuple[bytes, bytes, bytes], ...]
"""What is kept of an erased changeset's records: id, leaf salt, leaf hash; one of the two empty."""


class ChainCheck:
    """Follow one log through its segments; a changeset may begin in one segment and end in a later one.

    A year of a house is seventy thousand changes and a third as many changesets, so the inner loop is written out:
    canonical.py says what each step is.
    """

    def __init__(self, wanted: LogRange, *, head: bytes, take_from: int, path: str) -> None:
        self._wanted = wanted
        self._log = log_bytes(wanted.log)
        self._head = head
        self._path = path
        self._first = take_from
        self._waiting: list[_Change] = []
        self.payloads: list[bytes] = []
        self.hashes: list[bytes] = []
        self.firsts: list[int] = []

    @property
    def head(self) -> bytes:
        """The chain head after the last changeset that was followed."""
        return self._head

    def follow(self, segment: Segment) -> None:
        """Check the changesets that end in this segment; their payload hashes and heads are kept for the store.

        Raises:
            BundleHashError: A changeset does not hash to what the chain says, or changes lie outside changesets.
        """
        self.payloads, self.hashes, self.firsts = [], [], []
        changes = [*self._waiting, *_in_order(segment, self._first)]
        at, sets = 0, segment.changesets
        for last, salt, leaves, hlc, moment, author, what, moved in zip(
            *(sets.last, sets.salt, sets.leaves, sets.hlc, sets.at, sets.author, sets.what),
            sets.moved,
            strict=True,
        ):
            first = self._first
            if last < first:
                continue
            if salt is None:
                until = _end(changes, at, last)
                payload = self._after_erasure(changes[at:until], first, leaves)
            else:
                # where nothing was erased each number stands once
                until = at + last - first + 1
                payload = self._payload(changes[at:until], first, last, salt)
            context = sorted([one.replica, one.scope, one.seq] for one in moved) if moved else []
            # one array of thirteen parts, which the log's begin: this one's own mark falls away
            header = self._log + pack([first, last, hlc, moment, author, what, context])[1:]
            self._head = _hash(self._head + header + payload)
            self.payloads.append(payload)
            self.hashes.append(self._head)
            self.firsts.append(first)
            self._first, at = last + 1, until
        self._waiting = changes[at:]

    def finish(self) -> None:
        """Check that the log ends where the signed manifest says.

        Raises:
            BundleHashError: It does not.
        """
        if self._head != self._wanted.head or self._waiting or self._first != self._wanted.last + 1:
            raise BundleHashError(path=self._path)

    def _payload(self, changes: Sequence[_Change], first: int, last: int, salt: bytes) -> bytes:
        """Hash the leaves of a changeset nothing of which was erased."""
        count = last - first + 1
        if len(changes) != count or changes[0][0] != first or changes[-1][0] != last:
            raise BundleHashError(path=self._path)
        if count == 1:
            # most are of one change: a payload of one leaf
            _, row, marked, rest = changes[0]
            leaf = blake2b(row, key=salt, digest_size=SALT_BYTES).digest() + marked[0] + rest
            return _hash(row + _hash(leaf))
        keyed = blake2b(key=salt, digest_size=SALT_BYTES)
        parts: dict[bytes, bytes] = {}
        for place, (_, row, marked, rest) in enumerate(changes):
            before = parts.get(row)
            if before is None:
                salted = keyed.copy()
                salted.update(row)
                before = salted.digest()
            parts[row] = before + marked[place] + rest
        return _hash(b"".join([row + _hash(parts[row]) for row in sorted(parts)]))

    def _after_erasure(self, changes: Sequence[_Change], first: int, kept: _Leaves) -> bytes:
        """Take the erased records' leaf hashes as they stand, the neighbours' leaf salts in place of the salt."""
        if not kept:
            raise BundleHashError(path=self._path)
        salts = {row: row_salt for row, row_salt, _ in kept}
        parts: dict[bytes, list[bytes]] = {}
        for change in changes:
            parts.setdefault(change[1], []).append(_placed(change[0] - first, change))
        leaves = {row: row_hash for row, _, row_hash in kept if row_hash}
        for row, encoded in parts.items():
            leaves[row] = leaf_hash(salts.get(row, b""), encoded)
        return payload_hash(leaves)


def _hash(content: bytes) -> bytes:
    """BLAKE2b-256: to copy a beginning takes three quarters of the time that making one does."""
    hasher = _BEGUN.copy()
    hasher.update(content)
    return hasher.digest()


def _end(changes: Sequence[_Change], at: int, last: int) -> int:
    """Find where the changes up to a number end: an erased record's are missing."""
    while at < len(changes) and changes[at][0] <= last:
        at += 1
    return at


def _placed(place: int, change: _Change) -> bytes:
    """Put a change's place where it belongs: behind the array's mark, before all else."""
    return change[2][place] + change[3]


def _in_order(segment: Segment, first: int) -> list[_Change]:
    """Give a segment's changes from a number on, in order."""
    changes = _edits(segment)
    for record, births in segment.births.items():
        changes += _births(record, births)
    # the numbers alone decide: each stands once
    changes.sort()
    if changes and changes[0][0] < first:
        changes = [change for change in changes if change[0] >= first]
    return changes


def encoded_changes(segment: Segment, first: int) -> dict[bytes, list[bytes]]:
    """Give each record's changes in canonical form; `first` is the number their changeset begins with."""
    encoded: dict[bytes, list[bytes]] = {}
    for change in _in_order(segment, first):
        encoded.setdefault(change[1], []).append(_placed(change[0] - first, change))
    return encoded


def _births(record: str, births: Births) -> Iterator[_Change]:
    """Encode births column by column: values that repeat are encoded once (`canonical.birth_bytes` for many)."""
    names = sorted(births.fields)
    columns = [births.fields[name] for name in names]
    some = [column for column in columns if None in column]
    filled = [len(columns) - row.count(None) for row in zip(*some, strict=True)] if some else []
    begin = {count: pack(record) + _map_of(count) for count in {*filled, len(columns)}}
    parts: list[Iterable[bytes]] = [
        map(begin.__getitem__, filled) if some else repeat(begin[len(columns)])
    ]
    for name, column in zip(names, columns, strict=True):
        different = set(column)
        if None in different or 2 * len(different) < len(column):
            encoded = {value: pack(name) + pack(value) for value in different}
            encoded[None] = b""
            parts.append(map(encoded.__getitem__, column))
        else:
            parts += (repeat(pack(name)), map(pack, column))
    return zip(births.seq, births.id, repeat(_BIRTH), map(b"".join, zip(*parts)))  # noqa: B905 - some repeat for ever


def _map_of(count: int) -> bytes:
    """Begin a map of so many pairs as msgpack does."""
    return pack(dict.fromkeys(range(count)))[: 1 if count < 16 else 3]


def _edits(segment: Segment) -> list[_Change]:
    edits = segment.edits
    return [
        (seq, row, _EDIT, pack([record, field, old, new])[1:])
        for seq, row, record, field, old, new in zip(
            edits.seq, edits.id, edits.record, edits.field, edits.old, edits.new, strict=True
        )
    ]
