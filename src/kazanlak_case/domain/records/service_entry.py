"""A service entry: a visit, consultation, phone call or escort."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import clock_time, not_in_future, plausible_minutes
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """What was done for a person on a day, by whom, for how long. Appended, rarely edited.

    Written once, it may concern several people and be the work of several: ServicePerson and ServiceWorker name the
    others. A correction of an older entry says why; history keeps what stood there.
    """

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    service: Annotated[str | None, Field(N_("Service"), choices="service_type", required=True)] = (
        None
    )
    form: Annotated[str | None, Field(N_("How"), choices="activity_form")] = None
    provided_on: Annotated[
        date | None, Field(N_("Date"), required=True, rules=(not_in_future,))
    ] = None
    minutes: Annotated[int | None, Field(N_("Minutes"), rules=(plausible_minutes,))] = None
    staff_member: Annotated[RecordId | None, Field(N_("Provided by"), refers="staff_member")] = None
    note: Annotated[
        str | None,
        Field(
            N_("What was done and agreed"),
            kind=Kind.NOTE,
            privacy=Privacy.PERSONAL,
            hint=N_("Please name no diagnoses and no other people"),
        ),
    ] = None
    started_at: Annotated[str | None, Field(N_("From"), rules=(clock_time,))] = None
    agreed: Annotated[
        str | None, Field(N_("Next step"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    household: Annotated[RecordId | None, Field(N_("Household"), refers="household")] = None
    plan_action: Annotated[
        RecordId | None, Field(N_("Action of the plan"), refers="plan_action")
    ] = None
    institution: Annotated[str | None, Field(N_("Institution"), choices="referral_institution")] = (
        None
    )
    place: Annotated[str | None, Field(N_("Place"), privacy=Privacy.PERSONAL)] = None
    correction: Annotated[
        str | None, Field(N_("Why it was corrected"), privacy=Privacy.PERSONAL)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePerson:
    """Somebody else whom an entry concerns: a visit to a family is written once."""

    id: RecordId
    service_entry: Annotated[
        RecordId, Field(N_("Visit"), refers="service_entry", required=True)
    ] = NO_RECORD
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWorker:
    """Somebody else who did the work of an entry."""

    id: RecordId
    service_entry: Annotated[
        RecordId, Field(N_("Visit"), refers="service_entry", required=True)
    ] = NO_RECORD
    staff_member: Annotated[
        RecordId, Field(N_("Also by"), refers="staff_member", required=True)
    ] = NO_RECORD
