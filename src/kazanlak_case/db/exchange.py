"""The store's side of exchange: what to send, where we stand, what came, and who is known to have what."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, insert, select

from kazanlak_case.db import tables
from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.changelog import ChangeLog
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.merge.apply import Merge
from kazanlak_case.db.merge.take_back import take_back
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.records import Records
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.domain.errors import NothingToUndoError
from kazanlak_case.domain.exchange import (
    FORMAT,
    Delivery,
    Header,
    ImportPlan,
    ImportReport,
    LogKey,
    LogName,
    LogRange,
    Merged,
    Moved,
    Progress,
    Receipt,
    Segment,
    Standing,
    no_progress,
)
from kazanlak_case.domain.records import COMMON, Copy


class Exchange:
    """Bundles and receipts of this file."""

    def __init__(self, connection: Connection, context: UowContext, log: ChangeLog) -> None:
        self._connection = connection
        self._context = context
        self._log = log
        self._records = Records(connection, context)

    def own_copy(self) -> Copy:
        """Give the copy this file is, with its public keys."""
        return self._records.get(Copy, self._context.copy.hex())

    def own_keys(self) -> CopyKeys:
        """Give this copy's keys, private halves too."""
        identity, seed = (
            read_setting(self._connection, "age_identity"),
            read_setting(self._connection, "sign_seed"),
        )
        return CopyKeys.of(str(identity), seed if isinstance(seed, bytes) else b"")

    def copies(self) -> list[Copy]:
        """All copies this file knows, closed ones too."""
        return self._records.find(Copy)

    def copies_of(self, site: str) -> list[Copy]:
        """Give the copies of a site that are not closed."""
        return [copy for copy in self._records.find(Copy, site=site) if copy.closed_on is None]

    def shared_scopes(self, other_site: str) -> frozenset[str] | None:
        """Give the scopes both copies hold; None for all (design.md, section 4)."""
        if self._context.role == "centre":
            return frozenset({COMMON, other_site})
        return None

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
        merged = merge.run(segments, progress)
        from kazanlak_case.db.search import Search

        if merge.people:
            Search(self._connection, self._context).refresh(merge.people)
        return merged

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
        self.take_receipt(receipt)
        source.take_receipt(replace(receipt, copy=bytes.fromhex(receiver.id), site=receiver.site))

    def take_receipt(self, receipt: Receipt) -> None:
        """Note what the other copy holds; the last receipt holds even if it is lower."""
        table = tables.receipt
        self._connection.execute(delete(table).where(table.c.copy == receipt.copy))
        at = self._context.now.isoformat(timespec="seconds")
        if receipt.heads:
            self._connection.execute(
                insert(table),
                [
                    {
                        "copy": receipt.copy,
                        "replica": log.replica,
                        "scope": log.scope,
                        "site": receipt.site,
                        "seq": seq,
                        "head": head,
                        "at": at,
                    }
                    for log, seq, head in receipt.heads
                ],
            )

    def next_sequence(self, receiver: Copy) -> int:
        """Give the number of the next bundle to a copy; it informs, it never refuses."""
        sent = tables.sent
        found = select(func.coalesce(func.max(sent.c.sequence), 0)).where(
            sent.c.receiver == bytes.fromhex(receiver.id)
        )
        highest: int = self._connection.execute(found).scalar_one()
        return highest + 1

    def remember_sent(self, header: Header, path: str) -> None:
        """Note a bundle that left this copy."""
        self._connection.execute(
            insert(tables.sent).values(
                id=header.bundle,
                receiver=header.receiver,
                sequence=header.sequence,
                ranges=_ranges_text(header.ranges),
                at=self._context.now.isoformat(timespec="seconds"),
                path=path,
            )
        )

    def remember_bundle(
        self, header: Header, sha256: bytes, *, plan: ImportPlan, report: ImportReport
    ) -> None:
        """Keep the report people read again, and what undoing this import needs."""
        own = {
            log.scope: seq
            for _, log, seq, _ in self._logs(None)
            if log.replica == self._context.replica
        }
        taken = [
            [one.log.replica.hex(), one.log.scope, plan.take_from[one.log.key], one.last]
            for one in header.ranges
            if one.log.key in plan.take_from
        ]
        result = {"report": asdict(report), "own": own, "taken": taken, "undone": False}
        self._connection.execute(
            insert(tables.bundle)
            .prefix_with("OR REPLACE", dialect="sqlite")
            .values(
                id=header.bundle,
                sender=header.sender,
                ranges=_ranges_text(header.ranges),
                sha256=sha256,
                at=self._context.now.isoformat(timespec="seconds"),
                result=json.dumps(result, ensure_ascii=False),
            )
        )

    def imports(self, limit: int = 50) -> list[ImportReport]:
        """Give the reports of the bundles that were taken, newest first."""
        bundle = tables.bundle
        rows = self._connection.execute(
            select(bundle.c.result).order_by(bundle.c.at.desc(), bundle.c.id.desc()).limit(limit)
        )
        return [ImportReport(**json.loads(row.result)["report"]) for row in rows]

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

    def deliveries(self) -> list[Delivery]:
        """For each other copy that is not closed: what of ours it is known to have."""
        conflicts = self._connection.execute(
            select(func.count()).select_from(tables.conflict)
        ).scalar_one()
        answers = []
        for copy in self.copies():
            if bytes.fromhex(copy.id) == self._context.copy or copy.closed_on is not None:
                continue
            if self._context.role != "centre" and not self._is_centre(copy):
                continue
            held = self._held_by(bytes.fromhex(copy.id))
            ours = [
                (seq, held.get(log.key, 0))
                for _, log, seq, _ in self._logs(self.shared_scopes(copy.site))
                if log.copy != bytes.fromhex(copy.id)
            ]
            answers.append(
                Delivery(
                    copy=copy.id,
                    site=copy.site,
                    ours=sum(seq for seq, _ in ours),
                    delivered=sum(min(seq, have) for seq, have in ours),
                    last_receipt=self._last(tables.receipt, tables.receipt.c.copy, copy),
                    last_bundle_in=self._last(tables.bundle, tables.bundle.c.sender, copy),
                    last_bundle_out=self._last(tables.sent, tables.sent.c.receiver, copy),
                    conflicts=conflicts,
                )
            )
        return answers

    def _is_centre(self, copy: Copy) -> bool:
        site = self._context.profile.site(copy.site)
        return site is not None and site.kind == "centre"

    def _last(self, table: Table, column: Column[Any], copy: Copy) -> str | None:
        found: str | None = self._connection.execute(
            select(func.max(table.c.at)).where(column == bytes.fromhex(copy.id))
        ).scalar_one_or_none()
        return found

    def _held_by(self, copy: bytes) -> dict[LogKey, int]:
        table = tables.receipt
        rows = self._connection.execute(select(table).where(table.c.copy == copy))
        return {(row.replica, row.scope): row.seq for row in rows}

    def _logs(self, scopes: frozenset[str] | None) -> list[tuple[int, LogName, int, bytes]]:
        rows = self._connection.execute(
            select(tables.vector).where(tables.vector.c.seq > 0).order_by(tables.vector.c.rid)
        )
        found = [(row.rid, self._context.names.log(row.rid), row.seq, row.head) for row in rows]
        return [one for one in found if scopes is None or one[1].scope in scopes]

    def _head_at(self, rid: int, seq: int) -> bytes | None:
        if seq == 0:
            return GENESIS
        changeset = tables.changeset
        found: bytes | None = self._connection.execute(
            select(changeset.c.hash).where(changeset.c.rid == rid, changeset.c.last == seq)
        ).scalar_one_or_none()
        return found


def _ranges_text(ranges: Iterable[LogRange]) -> str:
    return json.dumps(
        [
            [one.log.replica.hex(), one.log.scope, one.log.site, one.first, one.last]
            for one in ranges
        ]
    )
