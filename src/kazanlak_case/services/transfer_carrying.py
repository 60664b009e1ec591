"""The centre's part of a transfer: it answers one house with the other, and lets the case go on there.

Called whenever a return bundle is prepared, before it is known what goes into it. Calling it again changes nothing.
"""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Conflict, Edited, Erased, Settled
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.services.cases import FINISHED
from kazanlak_case.services.erasure import ERASED
from kazanlak_case.services.traces import DONE
from kazanlak_case.services.transfer_copying import Copying
from kazanlak_case.services.transfers import (
    ACCEPTED,
    DECLINED,
    OFFERED,
    PENDING,
    WITHDRAWN,
    closed_sites,
    is_incoming,
)

CLOSED_BY_TRANSFER = "transferred"
"""The reason for closing that the house's own case gets."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How many transfers the centre moved on, by what became of them."""

    passed_on: int = 0
    done: int = 0
    answered: int = 0

    @property
    def any(self) -> bool:
        """Whether anything was written."""
        return bool(self.passed_on or self.done or self.answered)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The records of one transfer: of the house that offers, and of the one that is asked."""

    out: Transfer
    into: Transfer | None
    disputed: dict[tuple[RecordId, str], Conflict]
    """The places that two people filled differently, by record and field."""

    @property
    def is_out_disputed(self) -> bool:
        """Whether the house that offers says two things."""
        return (self.out.id, "state") in self.disputed

    @property
    def is_into_disputed(self) -> bool:
        """Whether the house that is asked says two things."""
        return self.into is not None and (self.into.id, "state") in self.disputed


def carry_on(uow: UnitOfWork) -> Carried:
    """Move every transfer on as far as the two houses have spoken; the caller commits."""
    if not uow.is_centre:
        return Carried()
    counts = {"passed_on": 0, "done": 0, "answered": 0}
    closed = closed_sites(uow)
    for pair in _pairs(uow):
        step = _step(uow, pair, closed)
        if step:
            counts[step] += 1
    counts["answered"] += _forget_taken_back(uow)
    return Carried(**counts)


def _pairs(uow: UnitOfWork) -> list[_Pair]:
    records = uow.records.find(Transfer)
    incoming = {one.counterpart: one for one in records if is_incoming(uow, one)}
    found = uow.history.conflicts() if records else []
    disputed = {(one.id, one.field): one for one in found if one.record == "transfer"}
    return [
        _Pair(one, incoming.get(one.id), disputed) for one in records if not is_incoming(uow, one)
    ]


def _step(uow: UnitOfWork, pair: _Pair, closed: frozenset[str]) -> str:
    """Do what is due for one transfer, and say what it was."""
    out, into = pair.out, pair.into
    if into is not None and into.state == DONE:
        # done is done: it was carried over before word of anything else came
        return _settle_done(uow, out, into) if out.state != DONE or pair.is_out_disputed else ""
    if pair.is_out_disputed or pair.is_into_disputed:
        return ""  # a person decides first
    if out.state == OFFERED:
        return _go_on(uow, pair, closed)
    if out.state == WITHDRAWN and into is not None and into.state in PENDING:
        return _answer_both(uow, None, into, state=WITHDRAWN, answer=out.answer)
    return ""


def _go_on(uow: UnitOfWork, pair: _Pair, closed: frozenset[str]) -> str:
    out, into = pair.out, pair.into
    if not _is_there(uow, out):
        return _answer_both(uow, out, into, state=WITHDRAWN, answer="=case_gone")
    if out.to_site in closed:
        return _answer_both(uow, out, into, state=DECLINED, answer="=house_closed")
    if into is None:
        return _pass_on(uow, out)
    if into.state == DECLINED:
        return _answer_both(uow, out, None, state=DECLINED, answer=into.answer, on=into.answered_on)
    if into.state == ACCEPTED:
        return _carry_over(uow, out, into, said=pair.disputed.get((into.id, "answered_on")))
    return ""


def _is_there(uow: UnitOfWork, out: Transfer) -> bool:
    """Tell whether the case and its person still stand: they may be deleted, joined or erased meanwhile."""
    if out.case is None or not uow.records.is_visible("case", out.case):
        return False
    return uow.records.is_visible("person", uow.records.get(Case, out.case).person)


def _pass_on(uow: UnitOfWork, out: Transfer) -> str:
    case = uow.records.get(Case, str(out.case))
    person = uow.records.get(Person, case.person)
    year = str(person.born_on.year) if person.born_on else ""
    into = Transfer(
        id=uow.new_id(),
        counterpart=out.id,
        from_site=out.from_site,
        to_site=out.to_site,
        state=OFFERED,
        parts=out.parts,
        consent_on=out.consent_on,
        offered_on=out.offered_on,
        reason=out.reason,
        about=" · ".join(part for part in (person.name, year, case.number) if part),
    )
    uow.log.append([Born(into)], "transfer_passed_on", scope=out.to_site)
    known = Edited("transfer", out.id, {"counterpart": into.id})
    uow.log.append([known], "transfer_passed_on", scope=out.from_site)
    return "passed_on"


def _carry_over(uow: UnitOfWork, out: Transfer, into: Transfer, *, said: Conflict | None) -> str:
    case = uow.records.get(Case, str(out.case))
    copying = Copying(uow, from_site=out.from_site, to_site=out.to_site)
    person, new_case = copying.copy_case(case, frozenset((out.parts or "").split()))
    done: dict[str, Value] = {"state": DONE, "done_on": uow.today}
    there: dict[str, Value] = {"person": person, "case": new_case}
    first: list[Change] = [Edited("transfer", into.id, done | there)]
    answered_on = into.answered_on
    if said is not None:
        # two laptops of the house said yes on different days: nobody need be asked which
        answered_on = min(one.value for one in said.values if isinstance(one.value, date))
        first.append(Settled("transfer", into.id, "answered_on", answered_on))
    uow.log.append([*first, *copying.there], "transfer_done", scope=out.to_site)
    here: list[Change] = [
        Edited("transfer", out.id, done | {"answered_on": answered_on}),
        *copying.here,
    ]
    if case.closed_on is None:
        here.append(Edited("case", case.id, _closing(uow)))
    uow.log.append(here, "transfer_done", scope=out.from_site)
    return "done"


def _closing(uow: UnitOfWork) -> dict[str, Value]:
    values: dict[str, Value] = {"closed_on": uow.today, "status": FINISHED}
    if code_lists_of(uow.profile).knows("closing_reason", CLOSED_BY_TRANSFER):
        values["closing_reason"] = CLOSED_BY_TRANSFER
    return values


def _settle_done(uow: UnitOfWork, out: Transfer, into: Transfer) -> str:
    """Let what happened stand against a withdrawal that came too late."""
    settled: list[Change] = [Settled("transfer", out.id, "state", DONE)]
    if out.done_on is None:
        settled.append(Edited("transfer", out.id, {"done_on": into.done_on}))
    uow.log.append(settled, "transfer_done", scope=out.from_site)
    return "answered"


def _answer_both(  # noqa: PLR0913 - one answer, written into either record or both
    uow: UnitOfWork,
    out: Transfer | None,
    into: Transfer | None,
    *,
    state: str,
    answer: str | None,
    on: date | None = None,
) -> str:
    values: dict[str, Value] = {"state": state, "answer": answer, "answered_on": on or uow.today}
    for one, scope in ((out, "from_site"), (into, "to_site")):
        if one is not None:
            uow.log.append(
                [Edited("transfer", RecordId(one.id), values)],
                f"transfer_{state}",
                scope=getattr(one, scope),
            )
    return "answered"


def _forget_taken_back(uow: UnitOfWork) -> int:
    """Withdraw what a house is asked for while the offer was taken back; erase it where the offer was erased."""
    count = 0
    for into in uow.records.find(Transfer):
        out = into.counterpart if is_incoming(uow, into) else None
        if out is None or uow.records.is_visible("transfer", out):
            continue
        if _is_erased(uow, out):
            # the words here name the person, too
            uow.log.append([Erased("transfer", into.id)], ERASED, scope=into.to_site)
        elif into.state in PENDING:
            _answer_both(uow, None, into, state=WITHDRAWN, answer="=taken_back")
        else:
            continue
        count += 1
    return count


def _is_erased(uow: UnitOfWork, transfer_id: RecordId) -> bool:
    """Tell an erased record, of which nothing is left, from a deleted one: the centre holds all there are."""
    try:
        uow.records.get(Transfer, transfer_id)
    except RecordMissingError:
        return True
    return False
