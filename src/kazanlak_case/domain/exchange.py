"""What travels between copies, and what the rooms tell each other about it: plain values, no files, no SQL."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kazanlak_case.domain.fields import Raw, RecordId
from kazanlak_case.domain.readings import ReadingHead

MAJOR = 1
"""Only another *major* format is refused; versions within it are additive (design.md, section 4)."""
MINOR = 0
FORMAT = f"{MAJOR}.{MINOR}"

SEGMENT_CHANGES = 20_000
"""Most changes in one segment: what a merge holds in memory at once."""

LogKey: TypeAlias = tuple[bytes, str]
"""A log: what one replica (16 bytes) wrote in one scope."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told (done, of); raises CancelledError to stop, which leaves everything as it was."""


def no_progress(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class LogName:
    """Who writes a log: replica and scope, the site it belongs to, its incarnation and the copy (16 bytes)."""

    replica: bytes
    scope: str
    site: str
    incarnation: int
    copy: bytes

    @property
    def key(self) -> LogKey:
        """The pair that identifies the log."""
        return (self.replica, self.scope)


@dataclass(frozen=True, slots=True)
class LogRange:
    """The changes first…last of one log that a bundle carries, with the chain heads before and after them."""

    log: LogName
    first: int
    last: int
    previous: bytes
    head: bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """One entry of a context: the other log had been merged up to `seq`."""

    replica: bytes
    scope: str
    seq: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one copy holds: the last number and chain head of every log of the shared scopes (design.md, section 4)."""

    replica: bytes
    copy: bytes
    site: str
    heads: tuple[tuple[LogName, int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Changesets:
    """The headers of the changesets that end in one segment, as columns."""

    last: list[int] = field(default_factory=list)
    hlc: list[int] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    author: list[bytes] = field(default_factory=list)
    what: list[str] = field(default_factory=list)
    salt: list[bytes | None] = field(default_factory=list)
    moved: list[tuple[Moved, ...]] = field(default_factory=list)
    leaves: list[tuple[tuple[bytes, bytes, bytes], ...]] = field(default_factory=list)
    """Per changeset, after an erasure: (record, leaf salt, leaf hash), one of the two empty."""


@dataclass(frozen=True, slots=True)
class Births:
    """Births of one record type, as columns: numbers, ids, and a column per field that holds anything."""

    seq: list[int]
    id: list[bytes]
    fields: dict[str, list[Raw]]


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits, deletes and keeps as columns. Field "" is the record's own place: new 1 is a delete, 0 a keep."""

    seq: list[int] = dataclasses.field(default_factory=list)
    record: list[str] = dataclasses.field(default_factory=list)
    id: list[bytes] = dataclasses.field(default_factory=list)
    field: list[str] = dataclasses.field(default_factory=list)
    old: list[Raw] = dataclasses.field(default_factory=list)
    new: list[Raw] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Segment:
    """At most SEGMENT_CHANGES consecutive changes of one log; one record's changes in a changeset stand together."""

    log: LogKey
    first: int
    last: int
    changesets: Changesets
    births: dict[str, Births]
    edits: Edits

    @property
    def count(self) -> int:
        """How many changes the segment holds."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Header:
    """What a bundle says of itself before any segment is read: the signed manifest, verified."""

    bundle: bytes
    format: str
    program: str
    sender: bytes
    """The sending copy (id of its `copy` record)."""
    sender_site: str
    receiver: bytes
    receiver_site: str
    sequence: int
    created: str
    ranges: tuple[LogRange, ...]
    context: tuple[Moved, ...]
    """For every range, the greatest number of each other log that its contexts name."""
    receipt: Receipt
    counts: dict[str, int]
    segments: int
    previous: bytes = b""
    """Id of the bundle written for this receiver before; it informs, it never refuses."""
    schema: str = ""
    """Version of the sender's tables; it informs, it never refuses."""
    readings: tuple[ReadingHead, ...] = ()
    """Signed heads of records of readings: the sender's newest, and the receiving copies' own as the sender knows them."""
    left_out: int = 0
    """How many parts of a newer version came that this one leaves out; nothing is lost thereby."""

    @property
    def changes(self) -> int:
        """How many changes the ranges span."""
        return sum(one.last - one.first + 1 for one in self.ranges)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this file stands in one log, as far as a bundle asks: our last number and head, and our heads at its points."""

    last: int
    head: bytes
    heads: dict[int, bytes]
    """Our chain head at each number that the bundle names and that ends one of our changesets."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What of a bundle is new here: per log the first number to take; nothing new is `already`."""

    take_from: dict[LogKey, int]
    """First number to take of each log that brings something new."""
    own_ahead: tuple[LogKey, ...] = ()
    """Our own logs of which the sender holds more than we do: this file goes on as a new incarnation."""

    @property
    def is_already(self) -> bool:
        """Whether everything in the bundle is here."""
        return not self.take_from


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, counted."""

    new: int
    changed: int
    deleted: int
    conflicts: int
    """Places in conflict among those the bundle touched, after it."""
    touched: dict[str, int]
    """Records born or edited, by record type."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What people read after an import or a rehearsal; kept in the file."""

    status: Literal["merged", "already", "refused"]
    bundle: str
    sender_site: str
    new: int = 0
    changed: int = 0
    conflicts: int = 0
    duplicates: int = 0
    rejected: int = 0
    undo: str | None = None
    touched: dict[str, int] = field(default_factory=dict)
    rehearsal: bool = False
    created: str = ""
    code: str = ""
    """Why it was refused: the code of the error (security.md, section 7)."""
    reason: str = ""
    """The same as a sentence, in the language spoken when it happened."""
    backup: str = ""
    """Where the backup lies that was made before."""
    mended: int = 0
    """Changes of this copy that were written again, because its history and the centre's had parted."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What people read after a bundle was written."""

    path: str
    bundle: str
    receiver_site: str
    changes: int
    bytes: int
    ranges: tuple[tuple[str, str, int, int], ...] = ()
    """(site of the writing copy, scope, first, last) of each range."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """For the exchange screen: what of ours the other copy is known to have."""

    copy: str
    site: str
    ours: int
    """Changes written here in the shared scopes."""
    delivered: int
    last_receipt: str | None
    last_bundle_in: str | None
    last_bundle_out: str | None
    conflicts: int = 0


@dataclass(slots=True)
class Delivered:
    """What another copy has of what was written here, in records. Filled by db/deliveries.py."""

    records: int = 0
    """Records born here, in all."""
    new: dict[str, int] = field(default_factory=dict)
    """Born here and not there yet, by record type."""
    changed: dict[str, int] = field(default_factory=dict)
    """There already, but changed here since, by record type."""
    reached: str | None = None
    """When the last of what it has was written."""

    @property
    def there(self) -> int:
        """How many of the records it has."""
        return self.records - sum(self.new.values())


@dataclass(frozen=True, slots=True)
class Brought:
    """One record that an import touched, and by what intention."""

    what: str
    record: str
    id: RecordId
    is_new: bool
