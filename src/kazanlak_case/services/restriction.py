"""Restriction of processing (GDPR art. 18): while it stands, the data of a person are kept and not worked on."""

from collections.abc import Iterable, Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, record_type, specs_of
from kazanlak_case.domain.person_errors import RestrictedError
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.checking import values_of

ALLOWED = frozenset({"data_request", "emergency_opening", "erasure_protocol", "signal"})
"""Record types written all the same: requests and their answers, and signals, are what the law wants written."""

_HOLDERS = frozenset(
    {
        "case",
        "participation",
        "intake",
        "assessment",
        "plan",
        "goal",
        "plan_review",
        "service_entry",
    }
)
"""Record types through which others are about somebody."""


def restricted(uow: UnitOfWork, people: Iterable[RecordId]) -> frozenset[RecordId]:
    """Of these people give those whose data may only be kept: leave them out of what is taken out, or mark them."""
    return frozenset(uow.work.requests.restricted(people))


def restricted_since(uow: UnitOfWork, person: RecordId) -> date | None:
    """Tell since when a restriction stands; None when none does."""
    found = uow.work.requests.restricted([person])
    return found.get(person) or (uow.today if person in found else None)


def require_unrestricted(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId | None, values: Mapping[str, Value]
) -> None:
    """Refuse to write about a person whose data may only be kept.

    Raises:
        RestrictedError: Such a restriction stands; the sentence says since when.
    """
    if record_type(cls) in ALLOWED:
        return
    standing = uow.work.requests.restricted()
    if not standing:
        return
    for person in people_of(uow, cls, record_id, values):
        if person in standing:
            day = standing[person]
            raise RestrictedError(day=f"{day:%d.%m.%Y}" if day else "")


def people_of(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId | None, values: Mapping[str, Value]
) -> frozenset[RecordId]:
    """Give the people a record is about: itself, those it names, or those that what it belongs to is about."""
    found = {record_id} if cls is Person and record_id else set()
    for spec in specs_of(cls):
        target = values.get(spec.name)
        if spec.kind is not Kind.REFERENCE or not target:
            continue
        if spec.refers == "person":
            found.add(RecordId(str(target)))
        elif spec.refers in _HOLDERS:
            holder: type[Record] = RECORDS[spec.refers]
            for one in uow.records.many(holder, [RecordId(str(target))]).values():
                found |= people_of(uow, holder, None, values_of(one))
    return frozenset(found)
