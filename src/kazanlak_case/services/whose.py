"""Whose page shows a record: the person it is about, through what it points to."""

from dataclasses import dataclass
from typing import Any

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import FieldSpec, Kind, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.services.labels import label_of

_STEPS = 6
"""How many records may lie on the way: how a goal stood, goal, plan, case, person."""

_ON_THE_WAY = frozenset(
    {
        "person",
        "participation",
        "case",
        "intake",
        "assessment",
        "plan",
        "goal",
        "plan_review",
        "service_entry",
    }
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a record is about. `person` is None where there is nobody, or nobody to be seen; `label` may still name them."""

    person: RecordId | None
    label: str


def whose(uow: UnitOfWork, record: str, record_id: RecordId) -> Whose:
    """Find whom a record is about; one that is about nobody is named by itself."""
    label = ""
    for _step in range(_STEPS):
        one = _read(uow, record, record_id)
        if one is None:
            break
        label = label_of(uow, one) or label
        if record == "person":
            is_there = uow.records.is_visible("person", record_id)
            return Whose(record_id if is_there else None, label)
        owner = _owner(record)
        if owner is None:
            break
        record, record_id = str(owner.refers), RecordId(getattr(one, owner.name) or "")
    return Whose(None, label)


def site_of(uow: UnitOfWork, record: str, record_id: RecordId) -> str:
    """Name the scope a record lies in; "" for what is not here."""
    return "" if _read(uow, record, record_id) is None else uow.records.scope_of(record, record_id)


def _read(uow: UnitOfWork, record: str, record_id: RecordId) -> Any:
    return (
        uow.records.many(RECORDS[record], [record_id]).get(record_id) if record in RECORDS else None
    )


def _owner(record: str) -> FieldSpec | None:
    """Find what a record cannot be without; else the person it names, if there is one."""
    ways = [
        spec
        for spec in specs_of(RECORDS[record])
        if spec.kind is Kind.REFERENCE and spec.refers in _ON_THE_WAY
    ]
    needed = [spec for spec in ways if spec.required]
    to_person = [spec for spec in (*needed, *ways) if spec.refers == "person"]
    return next(iter((*to_person, *needed)), None)
