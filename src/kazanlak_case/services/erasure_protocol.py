"""The protocol of an erasure: what was decided and what went, and which copies are known to have erased too."""

from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.disclosed import CopyStanding
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.erasure_protocol import ErasureProtocol
from kazanlak_case.domain.records.system import User


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolFacts:
    """All that the printed protocol says.

    Attributes:
        counts: How many records of each type went.
        copies: The other copies that hold this house's data; `has_it` once a receipt says so.
    """

    protocol: ErasureProtocol
    site: str
    decided_by: str
    counts: dict[str, int]
    copies: tuple[CopyStanding, ...]
    made_at: datetime
    is_practice: bool


def protocol_facts(uow: UnitOfWork, protocol: RecordId) -> ProtocolFacts:
    """Gather the protocol as it stands today: receipts come with later bundles.

    Raises:
        NotAllowedError: The user may not see protocols.
        RecordMissingError: There is no such protocol.
    """
    uow.sight.require("erasure_protocol")
    if not uow.records.is_visible("erasure_protocol", protocol):
        raise RecordMissingError(id=protocol)
    found = uow.sight.shown(uow.records.get(ErasureProtocol, protocol))
    users = uow.records.many(User, [found.user] if found.user else [])
    user = next(iter(users.values()), None)
    return ProtocolFacts(
        protocol=found,
        site=uow.records.scope_of("erasure_protocol", protocol),
        decided_by=(user.display_name or user.name) if user else "",
        counts=counts_of(found),
        copies=tuple(uow.work.disclosed.copies_with("erasure_protocol", protocol)),
        made_at=uow.now,
        is_practice=uow.is_practice,
    )


def counts_of(protocol: ErasureProtocol) -> dict[str, int]:
    """Read how many records of each type went."""
    parts = (part.partition("=") for part in (protocol.counts or "").split())
    return {record: int(count) for record, _, count in parts if count.isdecimal()}
