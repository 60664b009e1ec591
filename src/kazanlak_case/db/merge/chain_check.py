"""Recompute the chain of a log from what a bundle brings: what does not fit is not taken."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

from kazanlak_case.db.canonical import (
    SALT_BYTES,
    chain,
    header_bytes,
    leaf_hash,
    log_bytes,
    pack,
    payload_hash,
)
from kazanlak_case.domain.errors import BundleHashError
from kazanlak_case.domain.exchange import Births, LogRange, Segment

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import Raw

_BIRTH, _EDIT = b"\x93", b"\x95"
"""How msgpack begins an array of three, and one of five."""

_FEW = [pack(place) for place in range(256)]
"""The places of most changes in their changesets, encoded."""


_Change: TypeAlias = tuple[int, bytes, bytes, bytes, bytes]
"""A change as it is followed: its number, its record, and its canonical form: before its place, and two parts after it."""

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

    def follow(self, segment: Segment) -> None:
        """Check the changesets that end in this segment; their payload hashes and heads are kept for the store.

        Raises:
            BundleHashError: A changeset does not hash to what the chain says, or changes lie outside changesets.
        """
        self.payloads, self.hashes, self.firsts = [], [], []
        changes = [*self._waiting, *_in_order(segment, self._first)]
        at, sets = 0, segment.changesets
        told = zip(sets.hlc, sets.at, sets.author, sets.what, sets.moved, strict=True)
        sealed = zip(sets.salt, sets.leaves, strict=True)
        for last, seal, (hlc, moment, author, what, moved) in zip(
            sets.last, sealed, told, strict=True
        ):
            first = self._first
            if last < first:
                continue
            # where nothing was erased each number stands once
            until = at + last - first + 1 if seal[0] is not None else _end(changes, at, last)
            payload = self._payload(changes[at:until], first, last, seal)
            header = header_bytes(
                self._log,
                first=first,
                last=last,
                hlc=hlc,
                at=moment,
                author=author,
                what=what,
                moved=moved,
            )
            self._head = chain(self._head, header, payload)
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

    def _payload(
        self, changes: Sequence[_Change], first: int, last: int, seal: tuple[bytes | None, _Leaves]
    ) -> bytes:
        salt, kept = seal
        if salt is None:
            return payload_hash(self._leaves_after_erasure(changes, first, kept))
        is_whole = changes and changes[0][0] == first and changes[-1][0] == last
        if not is_whole or len(changes) != last - first + 1:
            raise BundleHashError(path=self._path)
        if first == last:
            # most are of one change: a payload of one leaf
            row = changes[0][1]
            leaf = blake2b(row, key=salt, digest_size=SALT_BYTES).digest() + _placed(0, changes[0])
            return blake2b(row + blake2b(leaf, digest_size=32).digest(), digest_size=32).digest()
        return payload_hash(_leaves(changes, salt, first))

    def _leaves_after_erasure(
        self, changes: Sequence[_Change], first: int, kept: _Leaves
    ) -> dict[bytes, bytes]:
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
        return leaves


def _end(changes: Sequence[_Change], at: int, last: int) -> int:
    """Find where the changes up to a number end: an erased record's are missing."""
    while at < len(changes) and changes[at][0] <= last:
        at += 1
    return at


def _placed(place: int, change: _Change) -> bytes:
    """Put a change's place where it belongs: behind the array's mark, before all else."""
    _, _, mark, record, content = change
    return mark + (_FEW[place] if place < len(_FEW) else pack(place)) + record + content


def _leaves(changes: Sequence[_Change], salt: bytes, first: int) -> dict[bytes, bytes]:
    """Hash each record's changes; one record's changes stand together (exchange.Segment)."""
    leaves: dict[bytes, bytes] = {}
    before, parts = b"", b""
    for change in changes:
        row = change[1]
        if row != before:
            if before:
                leaves[before] = blake2b(parts, digest_size=32).digest()
            before = row
            parts = blake2b(row, key=salt, digest_size=SALT_BYTES).digest()
        parts += _placed(change[0] - first, change)
    leaves[before] = blake2b(parts, digest_size=32).digest()
    return leaves


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
    names = sorted(births.fields)
    columns = [births.fields[name] for name in names]
    rows: Iterable[tuple[Raw, ...]] = zip(*columns, strict=True) if names else repeat(())
    values: Iterator[dict[str, Raw]] = map(dict, map(zip, repeat(names), rows))
    if any(None in column for column in columns):
        values = ({name: one for name, one in row.items() if one is not None} for row in values)
    return zip(
        *(births.seq, births.id, repeat(_BIRTH), repeat(pack(record)), map(pack, values)),
        strict=False,
    )


def _edits(segment: Segment) -> list[_Change]:
    edits = segment.edits
    return [
        (seq, row, _EDIT, b"", pack([record, field, old, new])[1:])
        for seq, row, record, field, old, new in zip(
            edits.seq, edits.id, edits.record, edits.field, edits.old, edits.new, strict=True
        )
    ]
