"""Cases that went to another house: here they are only read (design.md, section 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, specs_of
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.domain.transfer_errors import TransferredAwayError

DONE = "done"


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
