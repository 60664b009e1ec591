"""Receipts: what the other copies have of ours, what waits for the stick, and who has not been heard of for long."""

from dataclasses import dataclass
from datetime import date, datetime

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.exchange import Delivery
from kazanlak_case.domain.records import Copy
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.questions import conflict_count
from kazanlak_case.services.transfer_list import waiting_for_me


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How another copy stands.

    Attributes:
        mark: Sets several copies of one site apart; empty for the first.
        ours: Changes written here that it should have, of which it has `delivered`.
        records: Records written here, of which `there` are with it.
        new: Records not there yet, by type.
        changed: Records that are there, but not as they stand now, by type.
        reached: The last of what it has was written then.
        silent_days: Days since its last bundle was taken here; None when none ever was.
        is_silent: That is too long.
        is_due: Something waits for it, and no bundle was written for too long.
    """

    copy: str
    site: str
    mark: str
    ours: int
    delivered: int
    records: int
    there: int
    new: dict[str, int]
    changed: dict[str, int]
    reached: date | None
    last_receipt: datetime | None
    last_in: datetime | None
    last_out: datetime | None
    silent_days: int | None
    is_silent: bool
    is_due: bool

    @property
    def waits(self) -> bool:
        """Whether something is not delivered yet."""
        return self.delivered < self.ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What waits for a person here."""

    conflicts: int
    transfers: int

    @property
    def count(self) -> int:
        """How many there are in all."""
        return self.conflicts + self.transfers


def receipts(uow: UnitOfWork) -> tuple[Receipt, ...]:
    """Tell how each other copy stands; the longest silent first, and of those nothing was ever heard before all.

    Raises:
        NotAllowedError: The user's post exchanges no bundles.
    """
    uow.require(Act.EXCHANGE)
    marks = {str(copy.id): copy.mark or "" for copy in uow.exchange.copies()}
    found = [_receipt(uow, one, marks.get(one.copy, "")) for one in uow.exchange.deliveries()]
    return tuple(sorted(found, key=_need))


def deliveries(uow: UnitOfWork) -> list[Delivery]:
    """Tell what of ours the other copies have; nothing for who exchanges no bundles."""
    return uow.exchange.deliveries() if uow.may(Act.EXCHANGE) else []


def questions(uow: UnitOfWork) -> Questions:
    """Count what waits for a person here, as far as the user may see it."""
    transfers = len(waiting_for_me(uow)) if uow.may(Act.TRANSFER) else 0
    return Questions(conflicts=conflict_count(uow), transfers=transfers)


def silent_sites(uow: UnitOfWork) -> tuple[tuple[str, int], ...]:
    """At the centre: the houses that brought no bundle for too long, with the days, the longest first."""
    if not uow.is_centre or not uow.may(Act.EXCHANGE):
        return ()
    longest: dict[str, int] = {}
    for one in uow.exchange.deliveries():
        days = days_since(uow, one.last_bundle_in)
        if days is not None:
            longest[one.site] = min(days, longest.get(one.site, days))
    term = Terms.of(uow.profile).bundle_days
    late = [(site, days) for site, days in longest.items() if days > term]
    return tuple(sorted(late, key=lambda one: (-one[1], one[0])))


def days_since(uow: UnitOfWork, moment: str | None) -> int | None:
    """Count the days since something was written down; None when it never was."""
    return max(0, (uow.today - datetime.fromisoformat(moment).date()).days) if moment else None


def _receipt(uow: UnitOfWork, one: Delivery, mark: str) -> Receipt:
    told = uow.exchange.delivered(uow.records.get(Copy, one.copy))
    term = Terms.of(uow.profile).bundle_days
    silent, written = days_since(uow, one.last_bundle_in), days_since(uow, one.last_bundle_out)
    return Receipt(
        copy=one.copy,
        site=one.site,
        mark=mark,
        ours=one.ours,
        delivered=one.delivered,
        records=told.records,
        there=told.there,
        new=told.new,
        changed=told.changed,
        reached=datetime.fromisoformat(told.reached).date() if told.reached else None,
        last_receipt=_moment(one.last_receipt),
        last_in=_moment(one.last_bundle_in),
        last_out=_moment(one.last_bundle_out),
        silent_days=silent,
        is_silent=silent is not None and silent > term,
        is_due=one.delivered < one.ours and (written is None or written >= term),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _need(one: Receipt) -> tuple[bool, int, str]:
    return (one.silent_days is not None, -(one.silent_days or 0), one.site)
