"""Recompute the chain of a log from what a bundle brings: what does not fit is not taken."""

from collections.abc import Iterator
from hashlib import blake2b

from kazanlak_case.db.canonical import (
    SALT_BYTES,
    chain,
    header_bytes,
    leaf_hash,
    pack,
    payload_hash,
)
from kazanlak_case.domain.errors import BundleHashError
from kazanlak_case.domain.exchange import Changesets, LogRange, Segment


class ChainCheck:
    """Follow one log through its segments; a changeset may begin in one segment and end in a later one.

    A year of a house is seventy thousand changes and a third as many changesets, so the inner loop is written out:
    canonical.py says what each step is.
    """

    def __init__(self, wanted: LogRange, *, head: bytes, take_from: int, path: str) -> None:
        self._wanted = wanted
        self._head = head
        self._path = path
        self._first = take_from
        self._waiting: list[tuple[int, bytes, list[object]]] = []
        self.payloads: list[bytes] = []
        self.hashes: list[bytes] = []
        self.firsts: list[int] = []

    def follow(self, segment: Segment) -> None:
        """Check the changesets that end in this segment; their payload hashes and heads are kept for the store.

        Raises:
            BundleHashError: A changeset does not hash to what the chain says, or changes lie outside changesets.
        """
        self.payloads, self.hashes, self.firsts = [], [], []
        changes = [
            *self._waiting,
            *(change for change in _in_order(segment) if change[0] >= self._first),
        ]
        at, sets = 0, segment.changesets
        for number, last in enumerate(sets.last):
            if last < self._first:
                continue
            until = at
            while until < len(changes) and changes[until][0] <= last:
                until += 1
            self._close(sets, number, changes=changes[at:until])
            at = until
        self._waiting = changes[at:]

    def finish(self) -> None:
        """Check that the log ends where the signed manifest says.

        Raises:
            BundleHashError: It does not.
        """
        if self._head != self._wanted.head or self._waiting or self._first != self._wanted.last + 1:
            raise BundleHashError(path=self._path)

    def _close(
        self, sets: Changesets, number: int, *, changes: list[tuple[int, bytes, list[object]]]
    ) -> None:
        salt, first, last = sets.salt[number], self._first, sets.last[number]
        if salt is not None:
            if len(changes) != last - first + 1:
                raise BundleHashError(path=self._path)
            leaves = _leaves(changes, salt, first)
        else:
            leaves = self._leaves_after_erasure(sets, number, changes=changes)
        payload = payload_hash(leaves)
        header = header_bytes(
            self._wanted.log,
            first=first,
            last=last,
            hlc=sets.hlc[number],
            at=sets.at[number],
            author=sets.author[number],
            what=sets.what[number],
            moved=sets.moved[number],
        )
        self._head = chain(self._head, header, payload)
        self.payloads.append(payload)
        self.hashes.append(self._head)
        self.firsts.append(first)
        self._first = last + 1

    def _leaves_after_erasure(
        self, sets: Changesets, number: int, *, changes: list[tuple[int, bytes, list[object]]]
    ) -> dict[bytes, bytes]:
        """Take the erased records' leaf hashes as they stand, the neighbours' leaf salts in place of the salt."""
        kept = {row: (row_salt, row_hash) for row, row_salt, row_hash in sets.leaves[number]}
        if not kept:
            raise BundleHashError(path=self._path)
        parts: dict[bytes, list[bytes]] = {}
        for seq, row, content in changes:
            parts.setdefault(row, []).append(pack([seq - self._first, *content]))
        leaves = {row: row_hash for row, (_, row_hash) in kept.items() if row_hash}
        for row, encoded in parts.items():
            leaves[row] = leaf_hash(kept.get(row, (b"", b""))[0], encoded)
        return leaves


def _leaves(
    changes: list[tuple[int, bytes, list[object]]], salt: bytes, first: int
) -> dict[bytes, bytes]:
    """Hash each record's changes; one record's changes stand together (exchange.Segment)."""
    leaves: dict[bytes, bytes] = {}
    before, parts = b"", b""
    for seq, row, content in changes:
        if row != before:
            if before:
                leaves[before] = blake2b(parts, digest_size=32).digest()
            before = row
            parts = blake2b(row, key=salt, digest_size=SALT_BYTES).digest()
        parts += pack([seq - first, *content])
    leaves[before] = blake2b(parts, digest_size=32).digest()
    return leaves


def _in_order(segment: Segment) -> Iterator[tuple[int, bytes, list[object]]]:
    """Give all changes of a segment by number: (number, record, what is hashed after its place)."""
    changes: list[tuple[int, bytes, list[object]]] = []
    for record, births in segment.births.items():
        names = sorted(births.fields)
        if not names:
            changes.extend(
                (seq, row, [record, {}]) for seq, row in zip(births.seq, births.id, strict=True)
            )
            continue
        columns = zip(*(births.fields[name] for name in names), strict=True)
        changes.extend(
            (
                seq,
                row,
                [
                    record,
                    {
                        name: value
                        for name, value in zip(names, born, strict=True)
                        if value is not None
                    },
                ],
            )
            for seq, row, born in zip(births.seq, births.id, columns, strict=True)
        )
    edits = segment.edits
    changes.extend(
        (seq, row, [record, field, old, new])
        for seq, row, record, field, old, new in zip(
            edits.seq, edits.id, edits.record, edits.field, edits.old, edits.new, strict=True
        )
    )
    changes.sort(key=lambda change: change[0])
    yield from changes
