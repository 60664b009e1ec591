"""What the work queries answer: plain rows for lists, with names beside the ids, so that no list asks row by row."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.fields import RecordId


def day(raw: str | None) -> date | None:
    """Read a canonical date."""
    return date.fromisoformat(raw) if raw else None


def known_id(raw: bytes) -> RecordId:
    """Read a canonical id."""
    return RecordId(raw.hex())


def some_id(raw: bytes | None) -> RecordId | None:
    """Read a canonical id that may be missing."""
    return RecordId(raw.hex()) if raw else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One service entry as lists show it."""

    id: RecordId
    person: RecordId
    person_name: str
    case: RecordId | None
    case_number: str | None
    service: str | None
    form: str | None
    provided_on: date
    minutes: int | None
    staff_member: RecordId | None
    staff_name: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPerson:
    """Somebody visited not long ago, to be picked quickly."""

    person: RecordId
    name: str
    born_on: date | None
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseListRow:
    """One case as lists show it. `last_on` is the last contact with the person since the opening."""

    id: RecordId
    number: str | None
    person: RecordId
    person_name: str
    type: str | None
    status: str | None
    priority: str | None
    leader: RecordId | None
    leader_name: str
    opened_on: date | None
    closed_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases a list shows; what is None does not narrow."""

    is_open: bool | None = None
    person: RecordId | None = None
    leader: RecordId | None = None
    type: str | None = None
    status: str | None = None
    priority: str | None = None
    number: str = ""
    """Part of a case number."""
    former: tuple[RecordId, ...] = ()
    """Other ids the person had: what was written under them since is theirs too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A record something is due for. `since` is the day its time began to run."""

    record: str
    id: RecordId
    person: RecordId
    person_name: str
    number: str | None
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdListRow:
    """One household as lists show it."""

    id: RecordId
    name: str
    settlement: str | None
    address: str | None
    tenure: str | None
    head_name: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """Somebody whose answer is missing. `key` is what the answer is given for (see `MissingQueries`)."""

    key: RecordId
    person: RecordId
    name: str
    sex: str | None
    born_on: date | None
    settlement: str | None


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """How many records of a type point to a record, and by which field."""

    record: str
    field: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One record that points to a person, by one of its fields."""

    record: str
    field: str
    id: RecordId
    target: RecordId
    scope: str
