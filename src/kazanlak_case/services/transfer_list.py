"""The transfers as people look at them: offered to us, offered by us, and what is to be done."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.traces import DONE
from kazanlak_case.services.transfers import OFFERED, PENDING, WITHDRAWN, is_incoming

ANSWER, REGISTER, WITHDRAW = "answer", "register", "withdraw"
"""What somebody here can do about a transfer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """One transfer as one of the two houses holds it.

    Attributes:
        is_incoming: It is offered to the house whose record this is.
        about: Who it is about, in few words.
        number: The number of the case here.
        to_do: What somebody here can do: `answer`, `register` or `withdraw`; nothing is empty.
    """

    id: RecordId
    is_incoming: bool
    state: Annotated[str, Of("transfer.state")]
    from_site: Annotated[str, Of("transfer.from_site")]
    to_site: Annotated[str, Of("transfer.to_site")]
    about: Annotated[str, Of(f"transfer.about {NAME}")]
    person: Annotated[RecordId | None, Of("transfer.person")]
    case: Annotated[RecordId | None, Of("transfer.case")]
    number: Annotated[str, Of("case.number")]
    parts: Annotated[tuple[str, ...], Of("transfer.parts")]
    consent_on: Annotated[date | None, Of("transfer.consent_on")]
    reason: Annotated[str, Of("transfer.reason")]
    offered_on: Annotated[date | None, Of("transfer.offered_on")]
    answered_on: Annotated[date | None, Of("transfer.answered_on")]
    done_on: Annotated[date | None, Of("transfer.done_on")]
    answer: Annotated[str, Of("transfer.answer")]
    to_do: str

    @property
    def other_site(self) -> str:
        """The house at the other end."""
        return self.from_site if self.is_incoming else self.to_site

    @property
    def waits_here(self) -> bool:
        """Whether it stands still until somebody here does something."""
        return self.to_do in {ANSWER, REGISTER}


def transfers(uow: UnitOfWork) -> tuple[TransferRow, ...]:
    """List the transfers of this file: what waits for us first, then the newest.

    The centre holds two records of each; it is shown as the house that offers holds it.

    Raises:
        NotAllowedError: The user's post sees no transfers; so says every list here.
    """
    found = uow.records.find(Transfer)
    if uow.is_centre:
        found = [one for one in found if not is_incoming(uow, one)]
    rows = _rows(uow, found)
    return tuple(
        sorted(
            rows,
            key=lambda one: (not one.waits_here, one.state not in PENDING, _age(one), one.id),
        )
    )


def transfers_of(uow: UnitOfWork, person: RecordId) -> tuple[TransferRow, ...]:
    """List the transfers of one person as their page tells them, those withdrawn or declined left out."""
    found = [
        one
        for one in uow.records.find(Transfer, person=person)
        if one.state in PENDING or one.state == DONE
    ]
    return tuple(sorted(_rows(uow, found), key=_age))


def transfer_of_case(uow: UnitOfWork, case_id: RecordId) -> TransferRow | None:
    """Tell how a case stands between houses: waiting, gone, or come; None for most."""
    found = [
        one
        for one in uow.records.find(Transfer, case=case_id)
        if one.state in PENDING or one.state == DONE
    ]
    # one that came from another house may be on its way to the next
    return max(_rows(uow, found), key=lambda one: (not one.is_incoming, one.id), default=None)


def waiting_for_me(uow: UnitOfWork) -> tuple[TransferRow, ...]:
    """List what stands still until somebody of this house does something."""
    if uow.is_centre:
        return ()
    asked = [one for one in uow.records.find(Transfer, to_site=uow.site) if is_incoming(uow, one)]
    return tuple(one for one in _rows(uow, asked) if one.waits_here)


def _rows(uow: UnitOfWork, found: list[Transfer]) -> list[TransferRow]:
    uow.sight.require("transfer.state")
    names = labels_of(uow, "person", [one.person for one in found if one.person])
    cases = uow.records.many(Case, [one.case for one in found if one.case])
    return uow.sight.shown_all(_row(uow, one, names, cases) for one in found)


def _row(
    uow: UnitOfWork, one: Transfer, names: dict[RecordId, str], cases: dict[RecordId, Case]
) -> TransferRow:
    incoming = is_incoming(uow, one)
    case = cases.get(one.case) if one.case else None
    return TransferRow(
        id=one.id,
        is_incoming=incoming,
        state=one.state or "",
        from_site=one.from_site,
        to_site=one.to_site,
        about=one.about or (names.get(one.person, "") if one.person else ""),
        person=one.person,
        case=one.case,
        number=(case.number or "") if case else "",
        parts=tuple((one.parts or "").split()),
        consent_on=one.consent_on,
        reason=one.reason or "",
        offered_on=one.offered_on,
        answered_on=one.answered_on,
        done_on=one.done_on,
        answer=one.answer or "",
        to_do=_to_do(uow, one, case, incoming=incoming),
    )


def _to_do(uow: UnitOfWork, one: Transfer, case: Case | None, *, incoming: bool) -> str:
    if not uow.may(Act.TRANSFER):
        return ""
    if not incoming:
        return WITHDRAW if one.state == OFFERED else ""
    if one.to_site != uow.site:
        return ""
    if one.state == OFFERED:
        return ANSWER
    return REGISTER if one.state == DONE and case is not None and not case.number else ""


def _age(one: TransferRow) -> int:
    """Sort the newest first; what was withdrawn tells least."""
    day = one.done_on or one.answered_on or one.offered_on
    return (1 if one.state == WITHDRAWN else 0) - (day.toordinal() if day else 0)
