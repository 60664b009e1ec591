"""Carry changes from one copy to another without the stick: the store's own part of an exchange."""

import secrets
from datetime import datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.exchange import FORMAT, Header, ImportReport, Merged
from kazanlak_case.sync.plan import Receiver, plan_import


def header_between(
    source: CaseFile, target: CaseFile, *, now: datetime, full: bool = False
) -> Header:
    """The manifest that `source` would sign for `target`."""
    with source.reading(now) as uow:
        receiver = next(
            copy for copy in uow.exchange.copies() if bytes.fromhex(copy.id) == target.facts.copy
        )
        ranges = uow.exchange.ranges_for(receiver, full=full)
        receipt = uow.exchange.receipt_for(receiver)
        return Header(
            bundle=secrets.token_bytes(16),
            format=FORMAT,
            program="test",
            sender=receipt.copy,
            sender_site=receipt.site,
            receiver=bytes.fromhex(receiver.id),
            receiver_site=receiver.site,
            sequence=1,
            created=now.isoformat(),
            ranges=ranges,
            context=uow.exchange.context_of(ranges),
            receipt=receipt,
            counts={},
            segments=0,
        )


def carry(
    source: CaseFile, target: CaseFile, *, now: datetime, full: bool = False
) -> Merged | None:
    """Merge into `target` what `source` knows it to lack; None when it lacks nothing."""
    header = header_between(source, target, now=now, full=full)
    return deliver(source, target, header, now=now)


def deliver(source: CaseFile, target: CaseFile, header: Header, *, now: datetime) -> Merged | None:
    """Take in the changes a manifest names, as they stand in `source` (a log never changes behind its end)."""
    with source.reading(now) as from_there, target.writing(now) as uow:
        copies = {
            bytes.fromhex(copy.id): copy.site
            for copy in uow.exchange.copies()
            if copy.closed_on is None
        }
        own = Receiver(target.site, is_centre=uow.is_centre, replica=target.facts.replica)
        plan = plan_import(header, uow.exchange.standing(header), known_copies=copies, own=own)
        uow.exchange.take_receipt(header.receipt)
        merged = None
        if not plan.is_already:
            merged = uow.exchange.merge(
                plan, header, from_there.exchange.segments(header.ranges), path="test"
            )
            report = ImportReport("merged", header.bundle.hex(), header.sender_site)
            uow.exchange.remember_bundle(header, b"", plan=plan, report=report)
        uow.commit()
    return merged
