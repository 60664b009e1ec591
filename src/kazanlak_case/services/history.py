"""Who wrote what, when; and taking it back."""

from dataclasses import dataclass, replace
from typing import Any

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import ChangesetSummary, HistoryEntry, Written
from kazanlak_case.domain.errors import NothingToUndoError
from kazanlak_case.domain.fields import FieldSpec, Kind, Privacy, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.frozen_card import require_open_undoing
from kazanlak_case.services.kept_for_ever import require_kept
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.row_rights import require_row
from kazanlak_case.services.writing import SEPARATOR, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFact:
    """One change, with the names of the records its values point to.

    Attributes:
        entry: The change itself; `entry.what` is put in words by `intentions.words_of`.
        old_label: What a reference pointed to before, by name; empty for other kinds of field.
        new_label: What it points to since.
        may_undo: Whether the user may take it back: it is their own, or their post takes back others' too.
    """

    entry: HistoryEntry
    old_label: str = ""
    new_label: str = ""
    may_undo: bool = True


def history_of(
    uow: UnitOfWork, record: str, record_id: RecordId, *, field: str | None = None
) -> list[HistoryFact]:
    """List the changes of a record, or of one of its fields with the birth that gave its first value; newest first.

    Changes of fields this user may not see are left out.

    Raises:
        NotAllowedError: The user may see nothing of such records.
    """
    if record in RECORDS:
        uow.sight.require(record)
        rows: dict[RecordId, Any] = uow.records.many(RECORDS[record], [record_id])
        for row in rows.values():
            require_row(uow, row)
    entries = [
        entry
        for entry in uow.history.of_record(record, record_id)
        if (field is None or entry.field in {field, None})
        and may_see(uow, entry.record, entry.field)
    ]
    pointed: dict[str, set[RecordId]] = {}
    for entry in entries:
        if refers := _refers(entry):
            pointed.setdefault(refers, set()).update(
                RecordId(str(value)) for value in (entry.old, entry.new) if value
            )
    labels = {
        key: label
        for name, ids in pointed.items()
        for key, label in labels_of(uow, name, ids).items()
    }
    own, may_undo = uow.user.display_name or uow.user.name, uow.may(Act.UNDO_OTHERS)
    return [
        HistoryFact(
            entry=entry,
            old_label=labels.get(RecordId(str(entry.old)), ""),
            new_label=labels.get(RecordId(str(entry.new)), ""),
            may_undo=may_undo or entry.author == own,
        )
        for entry in entries
    ]


def recent_changesets(
    uow: UnitOfWork, *, limit: int = 20, only_mine: bool = False
) -> list[ChangesetSummary]:
    """List the last intentions written in this copy, newest first; only the user's own, if asked."""
    found = uow.history.recent(limit, author=uow.user.id if only_mine else None)
    if uow.sight.sees(NAME):
        return found
    return [replace(one, whose="") for one in found]


def undo(uow: UnitOfWork, undo_id: str) -> Written:
    """Take back an intention of this copy: lists, search and figures are as before, history shows both.

    One's own anybody may take back; it gives nobody's values anew.

    Raises:
        NothingToUndoError: This copy wrote nothing of that id.
        AlreadyUndoneError: It was taken back before.
        NotAllowedError: Somebody else wrote it, and the user's post takes back only what is its own.
        SignalStaysError: It wrote a signal.
        FrozenCardError: It wrote what stands on a participant card that was signed since.
    """
    ids = undo_id.split(SEPARATOR)
    if not undo_id.strip():
        raise NothingToUndoError(id=undo_id)
    if any(uow.history.author_of(one) not in {uow.user.id, None} for one in ids):
        uow.require(Act.UNDO_OTHERS)
    written = joined(uow.undo(one) for one in ids)
    require_kept(uow, written)
    require_open_undoing(uow, ids, written)
    uow.commit()
    return written


def may_see(uow: UnitOfWork, record: str, field: str | None) -> bool:
    """Tell whether the user may see a field's values, or without a field that there is such a record.

    Nobody knows how private a field of a newer version is: only who sees sensitive ones sees it.
    """
    if record in RECORDS and not field:
        return uow.sight.sees(record)
    if spec := _spec(record, field):
        return uow.sight.sees(f"{record}.{spec.name}")
    return uow.may(Action.SEE, Privacy.SPECIAL)


def _refers(entry: HistoryEntry) -> str | None:
    spec = _spec(entry.record, entry.field)
    return spec.refers if spec and spec.kind is Kind.REFERENCE else None


def _spec(record: str, field: str | None) -> FieldSpec | None:
    """Find the declaration of a field; a newer version may have fields and record types nobody knows here."""
    specs = specs_of(RECORDS[record]) if record in RECORDS else ()
    return next((spec for spec in specs if spec.name == field), None)
