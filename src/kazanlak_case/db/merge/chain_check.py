"""Recompute the chain of a log from what a bundle brings: what does not fit is not taken."""

from kazanlak_case.db.canonical import (
    birth_bytes,
    chain,
    edit_bytes,
    header_bytes,
    leaf_hash,
    leaf_salt,
    payload_hash,
)
from kazanlak_case.domain.errors import BundleHashError
from kazanlak_case.domain.exchange import LogRange, Segment
from kazanlak_case.domain.fields import Raw


class ChainCheck:
    """Follow one log through its segments; a changeset may begin in one segment and end in a later one."""

    def __init__(self, wanted: LogRange, *, head: bytes, take_from: int, path: str) -> None:
        self._wanted = wanted
        self._head = head
        self._path = path
        self._first = take_from
        self._parts: dict[
            bytes, list[tuple[int, str, str | None, dict[str, Raw] | tuple[Raw, Raw]]]
        ] = {}
        self.payloads: list[bytes] = []
        self.hashes: list[bytes] = []
        self.firsts: list[int] = []

    def follow(self, segment: Segment) -> None:
        """Check the changesets that end in this segment; their payload hashes and heads are kept for the store.

        Raises:
            BundleHashError: A changeset does not hash to what the chain says, or changes lie outside changesets.
        """
        self.payloads, self.hashes, self.firsts = [], [], []
        changes = _in_order(segment)
        at = 0
        sets = segment.changesets
        for number, last in enumerate(sets.last):
            if last < self._first:
                while at < len(changes) and changes[at][0] <= last:
                    at += 1
                continue
            while at < len(changes) and changes[at][0] <= last:
                self._keep(changes[at])
                at += 1
            self._close(segment, number)
        for change in changes[at:]:
            self._keep(change)

    def finish(self) -> None:
        """Check that the log ends where the signed manifest says.

        Raises:
            BundleHashError: It does not.
        """
        if self._head != self._wanted.head or self._parts or self._first != self._wanted.last + 1:
            raise BundleHashError(path=self._path)

    def _keep(
        self, change: tuple[int, bytes, str, str | None, dict[str, Raw] | tuple[Raw, Raw]]
    ) -> None:
        seq, record_id, record, field, values = change
        self._parts.setdefault(record_id, []).append((seq, record, field, values))

    def _close(self, segment: Segment, number: int) -> None:
        sets, first = segment.changesets, self._first
        salt = sets.salt[number]
        kept = (
            {row: (row_salt, row_hash) for row, row_salt, row_hash in sets.leaves[number]}
            if sets.leaves
            else {}
        )
        if salt is None and not kept:
            raise BundleHashError(path=self._path)
        leaves = {row: row_hash for row, (_, row_hash) in kept.items() if row_hash}
        count = 0
        for record_id, parts in self._parts.items():
            row_salt = (
                leaf_salt(salt, record_id)
                if salt is not None
                else kept.get(record_id, (b"", b""))[0]
            )
            encoded = []
            for seq, record, field, values in parts:
                place = seq - first
                if field is None:
                    encoded.append(birth_bytes(place, record, values))  # type: ignore[arg-type]  # births hold a dict
                else:
                    old, new = values
                    encoded.append(edit_bytes(place, record, field, old=old, new=new))
            leaves[record_id] = leaf_hash(row_salt, encoded)
            count += len(parts)
        last = sets.last[number]
        if salt is not None and count != last - first + 1:
            raise BundleHashError(path=self._path)
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
        self._parts = {}
        self._first = last + 1


def _in_order(
    segment: Segment,
) -> list[tuple[int, bytes, str, str | None, dict[str, Raw] | tuple[Raw, Raw]]]:
    """All changes of a segment by number: (number, record, type, field or None for a birth, values)."""
    changes: list[tuple[int, bytes, str, str | None, dict[str, Raw] | tuple[Raw, Raw]]] = []
    for record, births in segment.births.items():
        names = sorted(births.fields)
        if names:
            columns = zip(*(births.fields[name] for name in names), strict=True)
            values = [dict(zip(names, row, strict=True)) for row in columns]
        else:
            values = [{} for _ in births.seq]
        changes.extend(
            (seq, row, record, None, born)
            for seq, row, born in zip(births.seq, births.id, values, strict=True)
        )
    edits = segment.edits
    changes.extend(
        (seq, row, record, field, (old, new))
        for seq, row, record, field, old, new in zip(
            edits.seq, edits.id, edits.record, edits.field, edits.old, edits.new, strict=True
        )
    )
    changes.sort(key=lambda change: change[0])
    return changes
