"""The ledger of exchange: this copy and the others, what left, what came, and who is known to have what."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, func, insert, select

from kazanlak_case.db import tables
from kazanlak_case.db.brought import brought, brought_back
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.deliveries import delivered
from kazanlak_case.db.records import Records
from kazanlak_case.db.settings_table import read_setting
from kazanlak_case.domain.exchange import (
    Brought,
    Delivered,
    Delivery,
    Header,
    ImportPlan,
    ImportReport,
    LogKey,
    LogName,
    LogRange,
    Receipt,
)
from kazanlak_case.domain.records import COMMON, Copy


class Ledger:
    """What this file knows of the copies it exchanges with."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._records = Records(connection, context)

    def own_copy(self) -> Copy:
        """Give the copy this file is, with its public keys."""
        return self._records.get(Copy, self._context.copy.hex())

    def own_keys(self) -> CopyKeys:
        """Give this copy's keys, private halves too."""
        if self._context.own_keys is not None:
            return self._context.own_keys
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
        # counted, not dated: a clock that was set back would let go what must stay
        sent = self._connection.execute(select(func.count()).select_from(tables.sent)).scalar_one()
        result = {
            "report": asdict(report),
            "replica": self._context.replica.hex(),
            "own": own,
            "sent": sent,
            "taken": taken,
            "undone": False,
        }
        # one that was taken out may come again
        self._connection.execute(delete(tables.bundle).where(tables.bundle.c.id == header.bundle))
        self._connection.execute(
            insert(tables.bundle).values(
                id=header.bundle,
                sender=header.sender,
                ranges=_ranges_text(header.ranges),
                sha256=sha256,
                at=self._context.now.isoformat(timespec="seconds"),
                result=json.dumps(result, ensure_ascii=False),
                number=select(func.coalesce(func.max(tables.bundle.c.number), 0) + 1)
                .select_from(tables.bundle)
                .scalar_subquery(),
            )
        )

    def has_taken_file(self, sha256: bytes) -> bool:
        """Tell whether a bundle of exactly these bytes was merged here once."""
        found = select(tables.bundle.c.id).where(tables.bundle.c.sha256 == sha256).limit(1)
        return self._connection.execute(found).first() is not None

    def imports(self, limit: int = 50) -> list[ImportReport]:
        """Give the reports of the bundles that were taken, newest first."""
        bundle = tables.bundle
        rows = self._connection.execute(
            select(bundle.c.result).order_by(bundle.c.number.desc()).limit(limit)
        )
        return [ImportReport(**json.loads(row.result)["report"]) for row in rows]

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

    def delivered(self, copy: Copy) -> Delivered:
        """Count in records what another copy has of what was written here, and what waits for the stick."""
        held = self._held_by(bytes.fromhex(copy.id))
        logs = [
            (rid, seq, min(seq, held.get(log.key, 0)))
            for rid, log, seq, _ in self._logs(self.shared_scopes(copy.site))
            if log.copy != bytes.fromhex(copy.id)
        ]
        return delivered(self._connection, self._context.names, logs)

    def brought(
        self, bundle: str, *, intentions: Collection[str], records: Collection[str]
    ) -> list[Brought]:
        """List the records an import touched by certain intentions, or of certain types."""
        return brought(
            self._connection,
            self._context.names,
            bytes.fromhex(bundle),
            intentions=intentions,
            records=records,
        )

    def brought_back(self, bundle: str) -> tuple[int, str | None]:
        """Tell what an import gave back to this copy of its own writing: how many records, and until when."""
        return brought_back(
            self._connection, self._context.names, bytes.fromhex(bundle), copy=self._context.copy
        )

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


def _ranges_text(ranges: Iterable[LogRange]) -> str:
    return json.dumps(
        [
            [one.log.replica.hex(), one.log.scope, one.log.site, one.first, one.last]
            for one in ranges
        ]
    )
