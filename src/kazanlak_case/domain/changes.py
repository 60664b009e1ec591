"""One change and one intention, as the services give them to the log and read them back from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kazanlak_case.domain.fields import Record, RecordId, Value


@dataclass(frozen=True, slots=True)
class Born:
    """A new record with all its first values."""

    record: Record


@dataclass(frozen=True, slots=True)
class Edited:
    """New values for some fields of a record; what stands there already is left out by the log."""

    type: str
    id: RecordId
    values: dict[str, Value]
    seen: dict[str, Value] | None = None
    """What the author saw in these fields; where somebody wrote meanwhile, the log refuses (several clerks at once)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A person's answer to a conflict: written even where it is the value that is shown, because it has seen all.

    Field "" is the record's own place: True deletes, False keeps.
    """

    type: str
    id: RecordId
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record is hidden; everything in it stays in history."""

    type: str
    id: RecordId


@dataclass(frozen=True, slots=True)
class Kept:
    """A deleted record is to be seen again."""

    type: str
    id: RecordId


@dataclass(frozen=True, slots=True)
class Erased:
    """The values and texts of a record are really gone, here and in every copy that takes this (GDPR art. 17)."""

    type: str
    id: RecordId


Change = Born | Edited | Settled | Deleted | Kept | Erased


@dataclass(frozen=True, slots=True)
class Written:
    """What one changeset did: its id for undo, and the records it touched, for whoever shows them."""

    undo: str
    touched: frozenset[tuple[str, RecordId]]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change as history shows it. `field` is None for births, deletes and keeps."""

    kind: Literal["born", "edited", "deleted", "kept", "erased"]
    record: str
    id: RecordId
    field: str | None
    old: Value
    new: Value
    at: datetime
    author: str
    what: str
    site: str
    undo: str


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of the values that stand against each other in a place."""

    value: Value
    at: datetime
    author: str
    site: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where people wrote different things without having seen each other's. `field` "" asks: keep or delete."""

    record: str
    id: RecordId
    label: str
    field: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class ChangesetSummary:
    """One intention as „what was done lately“ lists it."""

    undo: str
    what: str
    at: datetime
    author: str
    changes: int
    is_undone: bool
    whose: str = ""
    """Whom or what its first change is about: a person's name mostly, "" where nothing has one."""
