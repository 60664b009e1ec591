"""A case goes from one house to another: offered, withdrawn, accepted, declined (design.md, section 4).

Each house writes its own record only; `transfer_carrying` is what the centre does between them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.transfer_errors import (
    CaseIsClosedError,
    NotOurTransferError,
    TransferAnsweredError,
    TransferPendingError,
)
from kazanlak_case.i18n import N_
from kazanlak_case.services.consents import SHARING, allows
from kazanlak_case.services.numbering import next_case_number
from kazanlak_case.services.traces import DONE, require_here
from kazanlak_case.services.writing import prepare_birth, prepare_edit

OFFERED, ACCEPTED, DECLINED, WITHDRAWN = "offered", "accepted", "declined", "withdrawn"
PENDING = frozenset({OFFERED, ACCEPTED})
ALWAYS = ("case", "person")
"""What goes along with every case."""
PARTS = (
    "household", "participation", "service_entries", "plan", "consents", "referrals", "attachments"
)  # fmt: skip
"""What goes along if the consent covers it."""

BY_THE_CENTRE = {
    "=house_closed": N_("The house is closed."),
    "=case_gone": N_("The case is not there any more."),
    "=taken_back": N_("The offer was taken back."),
}
"""Reasons the program gives itself; a catalogue turns them into words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered to whom. Without the day of the consent a reason must be written."""

    case: RecordId
    to_site: str | None = None
    parts: Collection[str] = PARTS
    consent_on: date | None = None
    reason: str | None = None


def offer(uow: UnitOfWork, wanted: Offer) -> Written:
    """Offer a case to another house; it travels with the next bundle.

    Raises:
        CaseIsClosedError: Only an open case can be offered.
        InvalidRecordError: No other house is named, or neither consent nor a reason is written.
        NotAllowedError: The user's post hands no cases over; so say the other steps too.
        RecordMissingError: The case is not there, or was deleted.
        TransferPendingError: It was offered before, and waits.
        TransferredAwayError: It went away before.
    """
    uow.require(Act.TRANSFER)
    if not uow.records.is_visible("case", wanted.case):
        raise RecordMissingError(id=wanted.case)
    scope = uow.records.scope_of("case", wanted.case)
    require_here(uow, [wanted.case])
    _require_not_pending(uow, wanted.case)
    case = uow.records.get(Case, wanted.case)
    if case.closed_on:
        raise CaseIsClosedError(number=case.number or "")
    if problems := _problems(uow, wanted, scope):
        raise InvalidRecordError(problems)
    values: dict[str, Value] = {
        "person": case.person,
        "case": case.id,
        "from_site": scope,
        "to_site": wanted.to_site,
        "state": OFFERED,
        "parts": " ".join(sorted({*ALWAYS, *wanted.parts})),
        "consent_on": wanted.consent_on,
        "offered_on": uow.today,
        "reason": wanted.reason,
    }
    written = uow.log.append(
        [prepare_birth(uow, Transfer, values)], "transfer_offered", scope=scope
    )
    uow.commit()
    return written


def withdraw(uow: UnitOfWork, transfer_id: RecordId) -> Written:
    """Take an offer back while the case is still here. What the other house says meanwhile counts for nothing.

    Raises:
        TransferAnsweredError: It was declined, withdrawn or done before.
        NotOurTransferError: It is the other house's record.
    """
    transfer = _standing(uow, transfer_id, states={OFFERED})
    if is_incoming(uow, transfer):
        raise NotOurTransferError(site=_name_of(uow, transfer.from_site))
    return _answer(uow, transfer_id, {"state": WITHDRAWN}, what="transfer_withdrawn")


def accept(uow: UnitOfWork, transfer_id: RecordId) -> Written:
    """Say yes to a case that another house offers; it comes with the bundle after next.

    Raises:
        TransferAnsweredError: It was answered or withdrawn before.
        NotOurTransferError: It was offered to another house.
    """
    _require_incoming(uow, transfer_id)
    return _answer(uow, transfer_id, {"state": ACCEPTED}, what="transfer_accepted")


def decline(uow: UnitOfWork, transfer_id: RecordId, reason: str | None) -> Written:
    """Say no to a case that another house offers, and why.

    Raises:
        InvalidRecordError: There is no reason.
        TransferAnsweredError: It was answered or withdrawn before.
        NotOurTransferError: It was offered to another house.
    """
    _require_incoming(uow, transfer_id)
    if not (reason or "").strip():
        raise InvalidRecordError({"answer": N_("Please write why.")})
    values: dict[str, Value] = {"state": DECLINED, "answer": reason}
    return _answer(uow, transfer_id, values, what="transfer_declined")


def register(uow: UnitOfWork, transfer_id: RecordId) -> Written:
    """Give a case that came from another house its number here, and a leader: whoever is signed in.

    Raises:
        TransferAnsweredError: It has not come yet, or has its number.
        NotOurTransferError: It came to another house: numbers are given where the work is done.
    """
    transfer = _standing(uow, transfer_id, states={DONE})
    if transfer.to_site != uow.site or not is_incoming(uow, transfer):
        raise NotOurTransferError(site=_name_of(uow, transfer.to_site))
    if transfer.case is None or uow.records.get(Case, transfer.case).number:
        raise TransferAnsweredError
    values: dict[str, Value] = {"number": next_case_number(uow), "leader": uow.user.staff_member}
    written = uow.log.append([prepare_edit(uow, Case, transfer.case, values)], "case_registered")
    uow.commit()
    return written


def is_incoming(uow: UnitOfWork, transfer: Transfer) -> bool:
    """Tell whether this is the record of the house the case goes to."""
    return uow.records.scope_of("transfer", transfer.id) == transfer.to_site


def pending_of(uow: UnitOfWork, case_id: RecordId) -> Transfer | None:
    """Find the offer of a case that waits for an answer, as the house that made it holds it."""
    scope = uow.records.scope_of("case", case_id)
    return next(
        (
            one
            for one in uow.records.find(Transfer, case=case_id)
            if one.state in PENDING and one.from_site == scope
        ),
        None,
    )


def houses_to_offer(uow: UnitOfWork, case_id: RecordId) -> tuple[str, ...]:
    """List the houses a case can be offered to."""
    scope = uow.records.scope_of("case", case_id)
    closed = closed_sites(uow)
    return tuple(
        site.code
        for site in uow.profile.sites
        if site.kind == "house" and site.code != scope and site.code not in closed
    )


def closed_sites(uow: UnitOfWork) -> frozenset[str]:
    """List the sites all of whose copies are closed; one that was not prepared yet is none of them."""
    copies = uow.exchange.copies()
    known = {copy.site for copy in copies}
    living = {copy.site for copy in copies if copy.closed_on is None}
    return frozenset(known - living)


def _require_not_pending(uow: UnitOfWork, case_id: RecordId) -> None:
    pending = pending_of(uow, case_id)
    if pending is not None:
        day = f"{pending.offered_on:%d.%m.%Y}" if pending.offered_on else ""
        raise TransferPendingError(site=_name_of(uow, pending.to_site), day=day)


def _problems(uow: UnitOfWork, wanted: Offer, scope: str) -> dict[str, str]:
    problems = {}
    site = uow.profile.site(wanted.to_site or "")
    if site is None or site.kind != "house" or site.code == scope:
        problems["to_site"] = N_("Choose another house.")
    elif site.code in closed_sites(uow):
        problems["to_site"] = N_("This house is closed.")
    if wanted.consent_on is None and not (wanted.reason or "").strip():
        problems["consent_on"] = N_(
            "Write the day of the consent, or below why it goes without consent."
        )
    elif wanted.consent_on is not None and (taken_back := _taken_back(uow, wanted)):
        problems["consent_on"] = taken_back
    if not set(wanted.parts) <= {*ALWAYS, *PARTS}:
        problems["parts"] = N_("This choice is not in the list.")
    return problems


def _taken_back(uow: UnitOfWork, wanted: Offer) -> str:
    """Say that the person said no since the day the offer rests on: a consent that was withdrawn carries nothing."""
    if not uow.sight.sees("consent.answer"):
        return ""
    case = uow.records.get(Case, wanted.case)
    sharing = allows(uow, case.person, SHARING)
    said_no = sharing.record
    if sharing.state not in {"refused", "withdrawn"} or said_no is None:
        return ""
    day = said_no.withdrawn_on or said_no.answered_on
    if day is not None and wanted.consent_on is not None and day < wanted.consent_on:
        return ""
    return N_("The person refused or withdrew the sharing of data after this day.")


def _require_incoming(uow: UnitOfWork, transfer_id: RecordId) -> None:
    transfer = _standing(uow, transfer_id, states={OFFERED})
    if not is_incoming(uow, transfer):
        raise NotOurTransferError(site=_name_of(uow, transfer.to_site))


def _standing(uow: UnitOfWork, transfer_id: RecordId, *, states: set[str]) -> Transfer:
    uow.require(Act.TRANSFER)
    if not uow.records.is_visible("transfer", transfer_id):
        raise RecordMissingError(id=transfer_id)
    transfer = uow.records.get(Transfer, transfer_id)
    if transfer.state not in states:
        raise TransferAnsweredError
    return transfer


def _answer(
    uow: UnitOfWork, transfer_id: RecordId, values: dict[str, Value], *, what: str
) -> Written:
    change = prepare_edit(uow, Transfer, transfer_id, values | {"answered_on": uow.today})
    written = uow.log.append([change], what)
    uow.commit()
    return written


def _name_of(uow: UnitOfWork, code: str) -> str:
    site = uow.profile.site(code)
    return site.short_name if site else code
