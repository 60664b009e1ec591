"""Turn what services ask for into the exact changes of one changeset: numbered, canonical, one record together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from kazanlak_case.db.canonical import birth_bytes, edit_bytes, leaf_hash, leaf_salt, payload_hash
from kazanlak_case.db.mapping import raw_of
from kazanlak_case.db.merge.appending import rows_of
from kazanlak_case.db.shorthand import BIRTH, ERASES, OWN_PLACE, Shorthand
from kazanlak_case.domain.changes import (
    Born,
    Change,
    Deleted,
    Edited,
    Erased,
    Kept,
    Settled,
)
from kazanlak_case.domain.confidential_errors import AppendOnlyError
from kazanlak_case.domain.errors import ChangedMeanwhileError, RecordMissingError
from kazanlak_case.domain.fields import Raw, record_type, to_raw
from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.records.confidential import MAY_MOVE, ONLY_ADDED


@dataclass(frozen=True, slots=True)
class PreparedChange:
    """One row of the log, with the names its shorthands stand for."""

    seq: int
    tbl: int
    record: str
    id: bytes
    col: int
    field: str
    old: Raw
    new: Raw

    @property
    def erases(self) -> bool:
        """Whether it has the record's values gone."""
        return self.col == OWN_PLACE and self.new == ERASES


@dataclass(slots=True)
class Prepared:
    """All changes of one changeset. One record's changes stand together (exchange.Segment relies on it)."""

    first: int
    changes: list[PreparedChange] = field(default_factory=list)
    births: dict[str, list[tuple[bytes, int, dict[str, Raw]]]] = field(default_factory=dict)
    """Per record type: id, number and first values, all of one type with the same fields in the same order."""
    encoded: dict[bytes, list[bytes]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self.first + len(self.changes) - 1

    def payload(self, salt: bytes) -> bytes:
        """Give the payload hash under the changeset's salt."""
        return payload_hash(
            {
                record: leaf_hash(leaf_salt(salt, record), parts)
                for record, parts in self.encoded.items()
            }
        )

    def add(
        self,
        names: tuple[int, str],
        record_id: bytes,
        *,
        place: tuple[int, str],
        old: Raw,
        new: Raw,
    ) -> None:
        """Give number one edit and encode it."""
        (tbl, record), (col, name) = names, place
        seq = self.first + len(self.changes)
        self.changes.append(PreparedChange(seq, tbl, record, record_id, col, name, old, new))
        part = edit_bytes(seq - self.first, record, name, old=old, new=new)
        self.encoded.setdefault(record_id, []).append(part)

    def add_birth(self, tbl: int, record: str, record_id: bytes, *, values: dict[str, Raw]) -> None:
        """Give number one birth and encode it."""
        seq = self.first + len(self.changes)
        self.changes.append(PreparedChange(seq, tbl, record, record_id, BIRTH, "", None, None))
        self.encoded.setdefault(record_id, []).append(birth_bytes(seq - self.first, record, values))
        self.births.setdefault(record, []).append((record_id, seq, values))


def prepare(
    connection: Connection, names: Shorthand, changes: Sequence[Change], *, scope: str, first: int
) -> Prepared:
    """Give number, encode and check the changes of one changeset.

    Raises:
        RecordMissingError: An edited record does not exist.
        ValueError: A record lies in another scope, or is born and edited in one changeset.
    """
    prepared = Prepared(first)
    standing = _rows_of(connection, changes)
    together: dict[str, list[Change]] = {}
    for change in changes:
        together.setdefault(change.record.id if isinstance(change, Born) else change.id, []).append(
            change
        )
    for group in together.values():
        if len(group) > 1 and any(isinstance(change, Erased) for change in group):
            msg = "an erasure is all that a changeset says of a record"
            raise ValueError(msg)
        for change in group:
            if isinstance(change, Born):
                record = record_type(type(change.record))
                values = raw_of(change.record)
                tbl = names.tbl(connection, record)
                prepared.add_birth(tbl, record, bytes.fromhex(change.record.id), values=values)
            else:
                row = standing.get((change.type, bytes.fromhex(change.id)))
                if row is None:
                    raise RecordMissingError(id=change.id)
                if names.log(row["born_rid"]).scope != scope:
                    msg = "a changeset lies in one scope"
                    raise ValueError(msg)
                _prepare_edit(connection, names, change, prepared=prepared, row=row)
    return prepared


def _rows_of(
    connection: Connection, changes: Sequence[Change]
) -> dict[tuple[str, bytes], dict[str, Any]]:
    """Read all records that are edited."""
    wanted: dict[str, list[bytes]] = {}
    for change in changes:
        if not isinstance(change, Born):
            wanted.setdefault(change.type, []).append(bytes.fromhex(change.id))
    found = {}
    for record, ids in wanted.items():
        for record_id, row in rows_of(connection, record, ids).items():
            found[record, record_id] = row
    return found


def _prepare_edit(
    connection: Connection,
    names: Shorthand,
    change: Edited | Settled | Deleted | Kept | Erased,
    *,
    prepared: Prepared,
    row: dict[str, Any],
) -> None:
    _check_only_added(change)
    record_id = bytes.fromhex(change.id)
    kind = (names.tbl(connection, change.type), change.type)
    own = (OWN_PLACE, "")
    if isinstance(change, Edited):
        _check_seen(change, row)
        for name, value in change.values.items():
            new = to_raw(spec_of(change.type, name), value)
            old: Raw = row[name]
            if new != old:
                col = names.col(connection, change.type, name)
                prepared.add(kind, record_id, place=(col, name), old=old, new=new)
    elif isinstance(change, Settled) and change.field:
        new = to_raw(spec_of(change.type, change.field), change.value)
        place = (names.col(connection, change.type, change.field), change.field)
        # written even where it says what is shown: it is its having seen the others that counts
        prepared.add(kind, record_id, place=place, old=row[change.field], new=new)
    elif isinstance(change, Settled):
        prepared.add(kind, record_id, place=own, old=row["hidden"], new=int(bool(change.value)))
    elif isinstance(change, Erased):
        prepared.add(kind, record_id, place=own, old=None, new=ERASES)
    else:
        hides = int(isinstance(change, Deleted))
        if row["hidden"] != hides:
            prepared.add(kind, record_id, place=own, old=row["hidden"], new=hides)


def _check_only_added(change: Edited | Settled | Deleted | Kept | Erased) -> None:
    """Refuse to change or hide what is only ever added, whoever asks and by whatever way."""
    if change.type not in ONLY_ADDED:
        return
    changed = change.values.keys() if isinstance(change, Edited) else set()
    if isinstance(change, Settled):
        changed = {change.field} if change.field else set()
    hides = isinstance(change, Deleted) or (
        isinstance(change, Settled) and not change.field and bool(change.value)
    )
    if hides or changed - MAY_MOVE:
        raise AppendOnlyError(record=change.type)


def _check_seen(change: Edited, row: dict[str, Any]) -> None:
    """Refuse an edit of what its author had not seen: somebody else wrote there meanwhile."""
    for name, value in (change.seen or {}).items():
        spec = spec_of(change.type, name)
        if name in change.values and row[name] not in {
            to_raw(spec, value),
            to_raw(spec, change.values[name]),
        }:
            raise ChangedMeanwhileError(record=change.type, id=change.id, field=name)
