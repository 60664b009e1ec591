"""How somebody came: the knock on the door, what was asked for, what was seen at once (domain.md, section 8.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One request for support with the first assessment. A short consultation needs no case (ЗСУ; domain.md 8.1)."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    number: Annotated[str | None, Field(N_("Number"))] = None
    received_on: Annotated[date | None, Field(N_("Received on"), rules=(not_in_future,))] = None
    source: Annotated[str | None, Field(N_("Who sent them"), choices="intake_source")] = None
    source_name: Annotated[
        str | None, Field(N_("Name or institution"), privacy=Privacy.PERSONAL)
    ] = None
    reason: Annotated[
        str | None, Field(N_("Reason and stated need"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    urgency: Annotated[str | None, Field(N_("How urgent"), choices="urgency")] = None
    domains: Annotated[
        str | None, Field(N_("Support asked for"), kind=Kind.CODES, choices="domain")
    ] = None
    representative: Annotated[
        str | None, Field(N_("Legal representative"), privacy=Privacy.PERSONAL)
    ] = None
    representative_quality: Annotated[
        str | None, Field(N_("In what quality"), choices="representative_quality")
    ] = None
    labour_need: Annotated[
        str | None, Field(N_("Labour: first impression"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    social_need: Annotated[
        str | None, Field(N_("Social: first impression"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    education_need: Annotated[
        str | None,
        Field(N_("Education: first impression"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None
    risk_child: Annotated[bool | None, Field(N_("Risk for a child"), privacy=Privacy.PERSONAL)] = (
        None
    )
    risk_home: Annotated[bool | None, Field(N_("Risk to the home"), privacy=Privacy.PERSONAL)] = (
        None
    )
    done_at_once: Annotated[
        str | None, Field(N_("What was done at once"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    decision: Annotated[str | None, Field(N_("Decision"), choices="intake_decision")] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRisks:
    """What was seen of health and violence: a record of its own, seen by few (domain.md, section 9.1)."""

    id: RecordId
    intake: Annotated[
        RecordId, Field(N_("Intake"), refers="intake", required=True, privacy=Privacy.SPECIAL)
    ] = NO_RECORD
    violence: Annotated[bool | None, Field(N_("Risk of violence"), privacy=Privacy.SPECIAL)] = None
    health: Annotated[bool | None, Field(N_("Risk to health"), privacy=Privacy.SPECIAL)] = None
    health_need: Annotated[
        str | None,
        Field(N_("Health: first impression"), kind=Kind.NOTE, privacy=Privacy.SPECIAL),
    ] = None
