"""Say of a row that is taken who may be the same person, in the file or further up in the list, and why."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.intake.findings import Finding, Why
from kazanlak_case.intake.plan import Outcome, PlannedRow
from kazanlak_case.services.duplicates import found_among

REASONS_TOLD = 3
_WHO = "person.given_name"


def look_for_repeats(uow: UnitOfWork, rows: Sequence[PlannedRow], progress: Progress) -> None:
    """Add to each taken row the likeliest repeat as a doubt.

    Raises:
        CancelledError: `progress` said so.
    """
    taken = {_key(row.number): row for row in rows if row.outcome is Outcome.TAKEN}
    told: set[int] = set()
    drafts = [_facts(key, row.values) for key, row in taken.items()]
    for pair in found_among(uow, drafts, partial(_whole, progress, len(rows))):
        row, other = taken[pair.first.id], taken.get(pair.second.id)
        why = Why(pair.reasons[:REASONS_TOLD])
        finding = Finding("perhaps_here", _WHO, {"name": pair.second.name, "why": why})
        if other is not None:
            other, row = sorted((row, other), key=_number)
            finding = Finding("perhaps_row", _WHO, {"row": other.number, "why": why})
        if row.number not in told:
            told.add(row.number)
            row.doubts = (*(one for one in row.doubts if one.code != "same_name"), finding)


def _facts(key: RecordId, values: dict[str, Value]) -> PersonFacts:
    def text(name: str) -> str | None:
        value = values.get(f"person.{name}")
        return str(value) if value else None

    born_on = values.get("person.born_on")
    return PersonFacts(
        id=key,
        given_name=text("given_name") or "",
        middle_name=text("middle_name"),
        family_name=text("family_name"),
        sex=text("sex"),
        born_on=born_on.isoformat() if isinstance(born_on, date) else "",
        id_type=text("id_type"),
        national_id=text("national_id"),
        national_id_reason=text("national_id_reason"),
        settlement=text("settlement"),
        address=text("address"),
        phone=text("phone"),
    )


def _whole(progress: Progress, height: int, _done: int, _of: int) -> None:
    """Tell that all rows were read; whoever waits may still stop it."""
    progress(height, height)


def _key(number: int) -> RecordId:
    return RecordId(f"row {number}")


def _number(row: PlannedRow) -> int:
    return row.number
