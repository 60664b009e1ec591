"""Save, list and delete records of any type: one form, one changeset."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Deleted, Edited, Written
from kazanlak_case.domain.confidential_errors import AppendOnlyError
from kazanlak_case.domain.errors import (
    RecordInUseError,
    RecordMissingError,
    UnknownRecordTypeError,
)
from kazanlak_case.domain.fields import (
    FieldSpec,
    Privacy,
    Record,
    RecordId,
    Value,
    record_type,
    specs_of,
)
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.confidential import ONLY_ADDED
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.frozen_card import require_open_deleting
from kazanlak_case.services.kept_for_ever import require_deletable, require_later
from kazanlak_case.services.restriction import require_unrestricted
from kazanlak_case.services.row_rights import require_row, seen_rows
from kazanlak_case.services.traces import cases_behind, require_here
from kazanlak_case.services.writing import prepare_birth, prepare_edit

RecordT = TypeVar("RecordT", bound=Record)


def record_class(name: str) -> type[Any]:
    """Find the record type of a name as files and the command line write it.

    Raises:
        UnknownRecordTypeError: There is none.
    """
    if name not in RECORDS:
        raise UnknownRecordTypeError(name=name, names=", ".join(RECORDS))
    found: type[Any] = RECORDS[name]
    return found


def save_record(
    uow: UnitOfWork,
    cls: type[Record],
    record_id: RecordId | None,
    values: Mapping[str, Value],
    *,
    what: str,
) -> Written:
    """Save one record: a new one without an id, else what differs in the one that stands.

    Raises:
        AppendOnlyError: What is confidential is written by its own service, which seals it.
    """
    _refuse_confidential(cls)
    change = (
        prepare_edit(uow, cls, record_id, values) if record_id else prepare_birth(uow, cls, values)
    )
    if isinstance(change, Edited):
        require_later(change)
    written = uow.log.append([change], what)
    uow.commit()
    return written


def delete_record(uow: UnitOfWork, cls: type[Record], record_id: RecordId, *, what: str) -> Written:
    """Hide a record; history keeps it.

    Raises:
        AppendOnlyError: It is confidential: such records are only added.
        FrozenCardError: It stands on a signed participant card.
        NotAllowedError: The user's post deletes nothing, or writes no such records.
        RecordInUseError: Other records point to it.
        RecordMissingError: It is not there, or was deleted before.
        SignalStaysError: It is a signal.
        TransferredAwayError: It belongs to a case that went to another house.
    """
    _refuse_confidential(cls)
    name = record_type(cls)
    require_deleting(uow, name)
    require_deletable(name)
    if not uow.records.is_visible(name, record_id):
        raise RecordMissingError(id=record_id)
    values = values_of(uow.records.get(cls, record_id))
    require_here(uow, cases_behind(uow, cls, record_id, values))
    require_unrestricted(uow, cls, record_id, values)
    require_open_deleting(uow, cls, record_id)
    require_unused(uow, name, record_id)
    written = uow.log.append([Deleted(name, record_id)], what)
    uow.commit()
    return written


def require_deleting(uow: UnitOfWork, *names: str) -> None:
    """Refuse to go on where the user may not delete records of these types.

    Raises:
        NotAllowedError: The user's post deletes nothing, or writes no such records.
    """
    uow.require(Act.DELETE)
    uow.sight.require(*names, action=Action.WRITE)


def require_unused(uow: UnitOfWork, name: str, record_id: RecordId) -> None:
    """Refuse to go on while visible records point to a record.

    Raises:
        RecordInUseError: They do; `by` counts them by record type.
    """
    by: dict[str, int] = {}
    for found in uow.work.references.to(name, record_id):
        by[found.record] = by.get(found.record, 0) + found.count
    if by:
        raise RecordInUseError(record=name, count=sum(by.values()), by=by)


def list_records(
    uow: UnitOfWork,
    name: str,
    *,
    limit: int | None = None,
    after: RecordId | None = None,
    action: Action = Action.SEE,
) -> list[Record]:
    """List the visible records of a type in id order, a page at a time.

    Raises:
        UnknownRecordTypeError: There is no such type.
        NotAllowedError: The user may see none of its fields.
    """
    cls: type = record_class(name)
    uow.sight.require(name, action=action)
    found: list[Record] = uow.records.all(cls, limit=limit, after=after)
    return uow.sight.shown_all(seen_rows(uow, found, action), action=action)


def read_record(uow: UnitOfWork, cls: type[RecordT], record_id: RecordId) -> RecordT:
    """Give one record without what the user may not see.

    Raises:
        NotAllowedError: The user may see none of its fields.
        RecordMissingError: No such record.
    """
    uow.sight.require(record_type(cls))
    found = uow.records.get(cls, record_id)
    require_row(uow, found)
    return uow.sight.shown(found)


def seen_fields(
    uow: UnitOfWork, cls: type[Record], action: Action = Action.SEE
) -> tuple[FieldSpec, ...]:
    """List the fields of a record type that the user may see, in order; retired ones are left out."""
    seen = uow.sight.fields(record_type(cls), action)
    return tuple(spec for spec in specs_of(cls) if spec.name in seen and not spec.retired)


def as_json(
    record: Record, specs: Iterable[FieldSpec] | None = None
) -> dict[str, str | int | bool | None]:
    """Give a record as plain JSON values under the field names of the registry.

    Args:
        record: Any record.
        specs: The fields to give (see `seen_fields`); without them all but special and confidential ones.
    """
    if specs is None:
        open_classes = {Privacy.OPEN, Privacy.PERSONAL}
        specs = [spec for spec in specs_of(type(record)) if spec.privacy in open_classes]
    return {"id": record.id, **{spec.name: _plain(getattr(record, spec.name)) for spec in specs}}


def _refuse_confidential(cls: type[Record]) -> None:
    if record_type(cls) in ONLY_ADDED:
        raise AppendOnlyError(record=record_type(cls))


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value == "" else value
