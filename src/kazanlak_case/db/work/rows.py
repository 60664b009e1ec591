"""What the work queries answer: plain rows for lists, with names beside the ids, so that no list asks row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.sight import NAME, Of

STAFF_NAME = "staff_member.given_name staff_member.family_name"
"""The fields the name of a member of staff is made of."""


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
    person_name: Annotated[str, Of(NAME)]
    case: Annotated[RecordId | None, Of("service_entry.case")]
    case_number: Annotated[str | None, Of("service_entry.case case.number")]
    service: Annotated[str | None, Of("service_entry.service")]
    form: Annotated[str | None, Of("service_entry.form")]
    provided_on: Annotated[date, Of("service_entry.provided_on")]
    minutes: Annotated[int | None, Of("service_entry.minutes")]
    staff_member: Annotated[RecordId | None, Of("service_entry.staff_member")]
    staff_name: Annotated[str, Of(f"service_entry.staff_member {STAFF_NAME}")]
    note: Annotated[str | None, Of("service_entry.note")]
    started_at: Annotated[str | None, Of("service_entry.started_at")] = None
    agreed: Annotated[str | None, Of("service_entry.agreed")] = None
    household: Annotated[RecordId | None, Of("service_entry.household")] = None
    plan_action: Annotated[RecordId | None, Of("service_entry.plan_action")] = None
    correction: Annotated[str | None, Of("service_entry.correction")] = None
    with_people: Annotated[tuple[str, ...], Of(f"service_person.person {NAME}")] = ()
    """Whom it concerned too, by name; where it stands at somebody else, that person first."""
    with_workers: Annotated[tuple[str, ...], Of(f"service_worker.staff_member {STAFF_NAME}")] = ()
    """Who did it too, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPerson:
    """Somebody visited not long ago, to be picked quickly."""

    person: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    last_on: Annotated[date, Of("service_entry.provided_on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseListRow:
    """One case as lists show it. `last_on` is the last contact with the person since the opening."""

    id: RecordId
    number: Annotated[str | None, Of("case.number")]
    person: RecordId
    person_name: Annotated[str, Of(NAME)]
    type: Annotated[str | None, Of("case.type")]
    status: Annotated[str | None, Of("case.status")]
    priority: Annotated[str | None, Of("case.priority")]
    leader: Annotated[RecordId | None, Of("case.leader")]
    leader_name: Annotated[str, Of(f"case.leader {STAFF_NAME}")]
    opened_on: Annotated[date | None, Of("case.opened_on")]
    closed_on: Annotated[date | None, Of("case.closed_on")]
    last_on: Annotated[date | None, Of("service_entry.provided_on")]
    awaits_plan: Annotated[bool, Of("case.status plan.state")] = False


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
    person_name: Annotated[str, Of(NAME)]
    number: Annotated[str | None, Of("case.number")]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdListRow:
    """One household as lists show it."""

    id: RecordId
    name: Annotated[str, Of("household.name")]
    settlement: Annotated[str | None, Of("household.settlement")]
    address: Annotated[str | None, Of("household.address")]
    tenure: Annotated[str | None, Of("household.tenure")]
    before_visit: Annotated[str | None, Of("household.before_visit")]
    head_name: Annotated[str, Of(f"household_member.relation {NAME}")]
    members: Annotated[int, Of("household_member.person")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingRow:
    """Somebody who lives in a household, as far as a list of households counts them."""

    household: RecordId
    person: RecordId
    born_on: Annotated[date | None, Of("person.born_on")]
    has_open_case: Annotated[bool, Of("case.closed_on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """Somebody whose answer is missing. `key` is what the answer is given for (see `MissingQueries`)."""

    key: RecordId
    person: RecordId
    name: Annotated[str, Of(NAME)]
    sex: Annotated[str | None, Of("person.sex")]
    born_on: Annotated[date | None, Of("person.born_on")]
    settlement: Annotated[str | None, Of("person.settlement")]


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
