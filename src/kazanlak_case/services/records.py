"""Save, list and delete records of any type: one form, one changeset."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Deleted, Edited, Written
from kazanlak_case.domain.errors import (
    InvalidRecordError,
    NotAllowedError,
    RecordInUseError,
    RecordMissingError,
    UnknownRecordTypeError,
)
from kazanlak_case.domain.fields import (
    FieldSpec,
    Kind,
    Privacy,
    Record,
    RecordId,
    Value,
    record_type,
    specs_of,
)
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.rights import Action, can
from kazanlak_case.i18n import N_
from kazanlak_case.services.checking import cleaned, problems_of, values_of

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


def prepare_record(
    uow: UnitOfWork, cls: type[Record], record_id: RecordId | None, values: Mapping[str, Value]
) -> Born | Edited:
    """Check what was typed and make of it a birth (no id) or an edit of what differs; nothing is written yet.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: A field is not for this user's post.
        RecordMissingError: The record is not there, or was deleted.
    """
    name = record_type(cls)
    standing = _standing(uow, cls, record_id)
    typed = cleaned(cls, values)
    changed = {field: value for field, value in typed.items() if value != standing.get(field)}
    _require_right(uow, cls, changed)
    merged = {**standing, **changed}
    only = frozenset(changed) if record_id else None
    problems = problems_of(cls, merged, uow.today, lists=code_lists_of(uow.profile), only=only)
    problems |= _dangling(uow, cls, changed)
    if problems:
        raise InvalidRecordError(problems)
    if record_id:
        return Edited(name, record_id, changed)
    kept = {field: value for field, value in merged.items() if value is not None}
    return Born(cls(id=new_id(uow.now), **kept))  # type: ignore[call-arg]  # every record takes its fields by keyword


def save_record(
    uow: UnitOfWork,
    cls: type[Record],
    record_id: RecordId | None,
    values: Mapping[str, Value],
    *,
    what: str,
) -> Written:
    """Save one record: a new one without an id, else what differs in the one that stands."""
    written = uow.log.append([prepare_record(uow, cls, record_id, values)], what)
    uow.commit()
    return written


def delete_record(uow: UnitOfWork, cls: type[Record], record_id: RecordId, *, what: str) -> Written:
    """Hide a record; history keeps it.

    Raises:
        RecordInUseError: Other records point to it.
        RecordMissingError: It is not there, or was deleted before.
    """
    name = record_type(cls)
    if not uow.records.is_visible(name, record_id):
        raise RecordMissingError(id=record_id)
    require_unused(uow, name, record_id)
    written = uow.log.append([Deleted(name, record_id)], what)
    uow.commit()
    return written


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
    if not any(can(uow.user, action, spec.privacy) for spec in specs_of(cls)):
        raise NotAllowedError(record=name)
    found: list[Record] = uow.records.all(cls, limit=limit, after=after)
    return found


def seen_fields(
    uow: UnitOfWork, cls: type[Record], action: Action = Action.SEE
) -> tuple[FieldSpec, ...]:
    """List the fields of a record type that the user may see, in order; retired ones are left out."""
    return tuple(
        spec for spec in specs_of(cls) if can(uow.user, action, spec.privacy) and not spec.retired
    )


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


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value == "" else value


def _standing(uow: UnitOfWork, cls: type[Record], record_id: RecordId | None) -> dict[str, Value]:
    """Give the values a record has now; nothing for a new one."""
    if record_id is None:
        return {}
    if not uow.records.is_visible(record_type(cls), record_id):
        raise RecordMissingError(id=record_id)
    return values_of(uow.records.get(cls, record_id))


def _require_right(uow: UnitOfWork, cls: type[Record], changed: Mapping[str, Value]) -> None:
    for spec in specs_of(cls):
        if spec.name in changed and not can(uow.user, Action.WRITE, spec.privacy):
            raise NotAllowedError(record=record_type(cls), field=spec.name)


def _dangling(uow: UnitOfWork, cls: type[Record], values: Mapping[str, Value]) -> dict[str, str]:
    """Find references to records that are not there: the store has no foreign keys."""
    return {
        spec.name: N_("This record is not in the file any more.")
        for spec in specs_of(cls)
        if spec.kind is Kind.REFERENCE
        and spec.refers
        and (target := values.get(spec.name))
        and not uow.records.is_visible(spec.refers, str(target))
    }
