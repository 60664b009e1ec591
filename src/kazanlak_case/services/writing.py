"""Make changes of what was typed, checked and ready for the log; and write those of one intention."""

from collections.abc import Collection, Iterable, Mapping

from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Edited, Written
from kazanlak_case.domain.errors import (
    FieldNotAllowedError,
    InvalidRecordError,
    RecordMissingError,
)
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, record_type, specs_of
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.checking import cleaned, problems_of, values_of
from kazanlak_case.services.frozen_card import require_open_birth, require_open_edit
from kazanlak_case.services.lifetime import after_death
from kazanlak_case.services.restriction import require_unrestricted
from kazanlak_case.services.traces import cases_behind, require_here

SEPARATOR = " "
"""Between the undo ids of an intention that had to be written into several scopes."""


def prepare_birth(
    uow: UnitOfWork,
    cls: type[Record],
    values: Mapping[str, Value],
    *,
    beside: Collection[RecordId] = (),
    correcting: bool = False,
) -> Born:
    """Check a new record; nothing is written yet.

    Args:
        uow: The unit of work.
        cls: The record type.
        values: What was typed, by field; what is left out is empty.
        beside: Ids of records born in the same changeset, which references may point to.
        correcting: Whether a signed card is being corrected, with its reason.

    Raises:
        FrozenCardError: It would change what stands on a signed participant card.
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: A field is not for this user's post.
        RestrictedError: The person's data may only be kept.
        TransferredAwayError: It belongs to a case that went to another house.
    """
    typed = {field: value for field, value in cleaned(cls, values).items() if value is not None}
    _require_right(uow, cls, typed)
    problems = problems_of(cls, typed, uow.today, lists=code_lists_of(uow.profile))
    problems |= after_death(uow, cls, typed)
    if problems := problems | _dangling(uow, cls, typed, beside=beside):
        raise InvalidRecordError(problems)
    require_here(uow, cases_behind(uow, cls, None, typed))
    require_unrestricted(uow, cls, None, typed)
    if not correcting:
        require_open_birth(uow, cls, typed, beside=beside)
    return Born(cls(id=uow.new_id(), **typed))  # type: ignore[call-arg]  # every record takes its fields by keyword


def prepare_edit(  # noqa: PLR0913 - what is edited, and on what terms
    uow: UnitOfWork,
    cls: type[Record],
    record_id: RecordId,
    values: Mapping[str, Value],
    *,
    beside: Collection[RecordId] = (),
    correcting: bool = False,
) -> Edited:
    """Check what differs in a record; nothing is written yet. `beside` and `correcting` are as in `prepare_birth`.

    Raises:
        FrozenCardError: What would change stands on a signed participant card.
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: A changed field is not for this user's post.
        RecordMissingError: The record is not there, or was deleted.
        RestrictedError: The person's data may only be kept.
        TransferredAwayError: It belongs to a case that went to another house.
    """
    name = record_type(cls)
    if not uow.records.is_visible(name, record_id):
        raise RecordMissingError(id=record_id)
    standing = values_of(uow.records.get(cls, record_id))
    typed = cleaned(cls, values)
    changed = {field: value for field, value in typed.items() if value != standing[field]}
    _require_right(uow, cls, changed)
    problems = problems_of(
        cls,
        {**standing, **changed},
        uow.today,
        lists=code_lists_of(uow.profile),
        only=frozenset(changed),
    )
    if changed:
        problems |= after_death(uow, cls, standing | changed)
    if problems := problems | _dangling(uow, cls, changed, beside=beside):
        raise InvalidRecordError(problems)
    require_here(uow, cases_behind(uow, cls, record_id, standing | changed))
    if changed:
        require_unrestricted(uow, cls, record_id, standing | changed)
    if changed and not correcting:
        require_open_edit(uow, cls, record_id, changed)
    return Edited(name, record_id, changed)


def append_by_scope(uow: UnitOfWork, changes: Iterable[tuple[str, Change]], what: str) -> Written:
    """Write changes with the scope of each. A changeset lies in one scope: an intention over two is two."""
    by_scope: dict[str, list[Change]] = {}
    for scope, change in changes:
        by_scope.setdefault(scope, []).append(change)
    return joined([uow.log.append(some, what, scope=scope) for scope, some in by_scope.items()])


def joined(parts: Iterable[Written]) -> Written:
    """Give several changesets of one intention as one: `history.undo` takes all of them back."""
    whole = [part for part in parts if part.undo]
    return Written(
        SEPARATOR.join(part.undo for part in whole),
        frozenset(record for part in whole for record in part.touched),
    )


def _require_right(uow: UnitOfWork, cls: type[Record], changed: Mapping[str, Value]) -> None:
    for spec in specs_of(cls):
        if spec.name in changed and not uow.may(Action.WRITE, spec):
            raise FieldNotAllowedError(
                action=Action.WRITE, record=spec.record, field=spec.name, about=spec.label
            )


def _dangling(
    uow: UnitOfWork,
    cls: type[Record],
    values: Mapping[str, Value],
    *,
    beside: Collection[RecordId] = (),
) -> dict[str, str]:
    """Find references to records that are not there: the store has no foreign keys."""
    return {
        spec.name: N_("This record is not in the file any more.")
        for spec in specs_of(cls)
        if spec.kind is Kind.REFERENCE
        and spec.refers
        and (target := values.get(spec.name))
        and target not in beside
        and not uow.records.is_visible(spec.refers, str(target))
    }
