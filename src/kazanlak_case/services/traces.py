"""Cases that went to another house: here they are only read (design.md, section 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, specs_of
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.plan import Goal, Plan, PlanReview
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.domain.transfer_errors import TransferredAwayError
from kazanlak_case.services.checking import values_of

DONE = "done"

_OF_A_CASE: dict[str, type[Record]] = {
    "assessment": Assessment,
    "plan": Plan,
    "goal": Goal,
    "plan_review": PlanReview,
}
"""Record types whose parts belong to the case they belong to."""


@dataclass(frozen=True, slots=True)
class Away:
    """Where a case went, and when."""

    case: RecordId
    site: str
    on: date | None


def away_of(uow: UnitOfWork, case_id: RecordId) -> Away | None:
    """Tell where a case went; None while it is worked on here."""
    gone = [
        one
        for one in uow.records.find(Transfer, case=case_id, state=DONE)
        # the other house's record names the case that goes on there
        if one.from_site == uow.records.scope_of("transfer", one.id)
    ]
    if not gone:
        return None
    last = max(gone, key=lambda one: (one.done_on or date.min, one.id))
    return Away(case_id, last.to_site, last.done_on)


def require_here(uow: UnitOfWork, cases: Iterable[RecordId]) -> None:
    """Refuse to write into a case that went to another house.

    Raises:
        TransferredAwayError: It did; the sentence says where and when.
    """
    for case_id in cases:
        if away := away_of(uow, case_id):
            site = uow.profile.site(away.site)
            raise TransferredAwayError(
                number=uow.records.get(Case, case_id).number or "",
                site=site.short_name if site else away.site,
                day=f"{away.on:%d.%m.%Y}" if away.on else "",
            )


def cases_of(
    cls: type[Record], record_id: RecordId | None, values: Mapping[str, Value]
) -> list[RecordId]:
    """List the cases that a record is, or points to."""
    if cls is Case:
        return [record_id] if record_id else []
    return [
        RecordId(str(case))
        for spec in specs_of(cls)
        if spec.kind is Kind.REFERENCE and spec.refers == "case" and (case := values.get(spec.name))
    ]


def cases_behind(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId | None, values: Mapping[str, Value]
) -> list[RecordId]:
    """List the cases that a record is, points to, or is a part of the plan of: an action belongs to its goal's case."""
    found = cases_of(cls, record_id, values)
    for spec in specs_of(cls):
        target = values.get(spec.name)
        if target and spec.refers in _OF_A_CASE:
            holder: type[Record] = _OF_A_CASE[spec.refers]
            for one in uow.records.many(holder, [RecordId(str(target))]).values():
                found += cases_behind(uow, holder, one.id, values_of(one))
    return found
