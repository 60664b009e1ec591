"""The store's side of exchange: what to send, where we stand, what came, and who is known to have what."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import func, select

from kazanlak_case.db import tables
from kazanlak_case.db.blobs import Blobs
from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.ledger import Ledger
from kazanlak_case.db.merge.apply import Merge
from kazanlak_case.db.merge.large_work import large_work
from kazanlak_case.db.merge.mending import mend
from kazanlak_case.db.merge.take_back import take_back
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.settings_table import read_setting, write_setting
from kazanlak_case.domain.errors import NothingToUndoError
from kazanlak_case.domain.exchange import (
    FORMAT,
    Header,
    ImportPlan,
    LogKey,
    LogRange,
    Merged,
    Moved,
    Progress,
    Receipt,
    Segment,
    Standing,
    no_progress,
)
from kazanlak_case.domain.records import Copy

STOPPED = "stopped_by_fork"


class Exchange(Ledger):
    """Bundles of this file, out and in; what is known of other copies is in the ledger."""

    def ranges_for(self, receiver: Copy, *, full: bool) -> tuple[LogRange, ...]:
        """Give the changesets the receiver is not known to have, log by log."""
        held = {} if full else self._held_by(bytes.fromhex(receiver.id))
        ranges = []
        for rid, log, seq, head in self._logs(self.shared_scopes(receiver.site)):
            have = held.get(log.key, 0)
            if seq > have:
                previous = self._head_at(rid, have)
                if previous is None:
                    have, previous = 0, GENESIS
                ranges.append(LogRange(log, have + 1, seq, previous, head))
        return tuple(ranges)

    def context_of(self, ranges: Iterable[LogRange]) -> tuple[Moved, ...]:
        """Give the greatest number of each other log that the ranges' contexts name."""
        rids = [rid for one in ranges if (rid := self._context.names.known_rid(one.log.key))]
        context = tables.context
        rows = self._connection.execute(
            select(context.c.other, func.max(context.c.seq).label("seq"))
            .where(context.c.rid.in_(rids))
            .group_by(context.c.other)
        )
        named = [(self._context.names.log(row.other), row.seq) for row in rows]
        return tuple(Moved(log.replica, log.scope, seq) for log, seq in named)

    def receipt_for(self, receiver: Copy) -> Receipt:
        """Tell what we hold of every log of the scopes both share, the receiver's own logs too."""
        heads = tuple(
            (log, seq, head) for _, log, seq, head in self._logs(self.shared_scopes(receiver.site))
        )
        return Receipt(self._context.replica, self._context.copy, self._context.site, heads)

    def counts_of(self, ranges: Iterable[LogRange]) -> dict[str, int]:
        """How many records of each type are born in the ranges."""
        change, counts = tables.change, dict[str, int]()
        for one in ranges:
            rows = self._connection.execute(
                select(change.c.tbl, func.count())
                .where(
                    change.c.rid == self._context.names.known_rid(one.log.key),
                    change.c.seq.between(one.first, one.last),
                    change.c.col == 0,
                )
                .group_by(change.c.tbl)
            )
            for tbl, count in rows:
                name = self._context.names.record_name(tbl)
                counts[name] = counts.get(name, 0) + count
        return counts

    def segments(self, ranges: Iterable[LogRange]) -> Iterator[Segment]:
        """Give the changes of the ranges, at most SEGMENT_CHANGES at a time."""
        return segments_of(self._connection, self._context.names, ranges)

    def standing(self, header: Header) -> dict[LogKey, Standing]:
        """Where we stand in every log the bundle or its receipt names."""
        points: dict[LogKey, set[int]] = {}
        for one in header.ranges:
            points.setdefault(one.log.key, set()).update({one.first - 1, one.last})
        for log, seq, _ in header.receipt.heads:
            points.setdefault(log.key, set()).add(seq)
        for moved in header.context:
            points.setdefault((moved.replica, moved.scope), set())
        standing = {}
        for key, wanted in points.items():
            rid = self._context.names.known_rid(key)
            row = (
                rid
                and self._connection.execute(
                    select(tables.vector).where(tables.vector.c.rid == rid)
                ).one_or_none()
            )
            if not rid or not row:
                standing[key] = Standing(0, GENESIS, {0: GENESIS})
                continue
            wanted.add(row.seq)
            heads = {at: head for at in wanted if (head := self._head_at(rid, at)) is not None}
            standing[key] = Standing(row.seq, row.head, heads)
        return standing

    def merge(
        self,
        plan: ImportPlan,
        header: Header,
        segments: Iterable[Segment],
        *,
        path: str,
        progress: Progress = no_progress,
    ) -> Merged:
        """Carry out a merge in this transaction; the search index follows."""
        merge = Merge(self._connection, self._context.names, plan=plan, header=header, path=path)
        from kazanlak_case.db.search import Search

        with large_work(self._connection, header.changes):
            merged = merge.run(segments, progress)
            if merge.people:
                Search(self._connection, self._context).refresh(merge.people)
        return merged

    def stop_taking(self) -> None:
        """Take no more bundles: this central copy and an image of it have both gone on."""
        write_setting(self._connection, STOPPED, 1)

    def has_stopped_taking(self) -> bool:
        """Whether this central copy found itself forked; a backup restored in its place did not."""
        return read_setting(self._connection, STOPPED) == 1

    def mend(self, header: Header, segments: Iterable[Segment]) -> int:
        """Write again what the centre's full bundle shows to be a losing branch; the bundle is then taken as any other.

        Answers how many changes were written again.
        """
        from kazanlak_case.db.search import Search

        with large_work(self._connection):
            count, people = mend(self._connection, self._context, header, segments)
            if people:
                Search(self._connection, self._context).refresh(people)
        return count

    def take_all_of(self, source: "Exchange", receiver: Copy) -> None:
        """Take everything that another file holds for `receiver`, who is this new, empty file (a starter)."""
        ranges = source.ranges_for(receiver, full=True)
        receipt = source.receipt_for(receiver)
        header = Header(
            bundle=bytes(16),
            format=FORMAT,
            program="",
            sender=receipt.copy,
            sender_site=receipt.site,
            receiver=bytes.fromhex(receiver.id),
            receiver_site=receiver.site,
            sequence=0,
            created=self._context.now.isoformat(),
            ranges=ranges,
            context=(),
            receipt=receipt,
            counts={},
            segments=0,
        )
        plan = ImportPlan({one.log.key: one.first for one in ranges})
        self.merge(plan, header, source.segments(ranges), path="")
        theirs = source.blobs
        for blob in theirs.born_in(ranges):
            self.blobs.take(blob, theirs.open_parts(blob.sha256))
        self.take_receipt(receipt)
        source.take_receipt(replace(receipt, copy=bytes.fromhex(receiver.id), site=receiver.site))

    def undo_import(self, bundle_id: str) -> None:
        """Take the last import out again (db/merge/take_back.py says when that is possible).

        Raises:
            NothingToUndoError: No such import.
            UndoTooLateError: Something was written or sent here since.
        """
        try:
            raw = bytes.fromhex(bundle_id)
        except ValueError:
            raise NothingToUndoError(id=bundle_id) from None
        take_back(self._connection, self._context, raw)

    @property
    def blobs(self) -> Blobs:
        """Contents of attachments, which travel with their records."""
        return Blobs(self._connection, self._context.names)

    def _head_at(self, rid: int, seq: int) -> bytes | None:
        if seq == 0:
            return GENESIS
        changeset = tables.headers
        found: bytes | None = self._connection.execute(
            select(changeset.c.hash).where(changeset.c.rid == rid, changeset.c.last == seq)
        ).scalar_one_or_none()
        return found
