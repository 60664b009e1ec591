"""Participation in the operation as the funds count it (domain.md, section 2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One person in one operation, with the situation at the *first* entry, which stays (domain.md 2.1)."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    operation: Annotated[str | None, Field(N_("Operation"))] = None
    funds: Annotated[str | None, Field(N_("Funds"), kind=Kind.CODES, choices="@funds")] = None
    labour_situation: Annotated[
        str | None, Field(N_("On the labour market at entry"), choices="labour_situation")
    ] = None
    unemployed_since: Annotated[
        date | None,
        Field(
            N_("Unemployed since"),
            rules=(not_in_future,),
            hint=N_("Start of the present spell without any job"),
        ),
    ] = None
    in_education: Annotated[
        str | None, Field(N_("In education or training at entry"), choices="answer")
    ] = None
    education: Annotated[
        str | None, Field(N_("Highest completed education"), choices="education_level")
    ] = None
    jobless_household: Annotated[str | None, Field(N_("Jobless household"), choices="answer")] = (
        None
    )
    jobless_with_children: Annotated[
        str | None, Field(N_("Jobless household with dependent children"), choices="answer")
    ] = None
    single_adult_with_children: Annotated[
        str | None, Field(N_("Single adult with dependent children"), choices="answer")
    ] = None
    activity: Annotated[str | None, Field(N_("Activity"))] = None
    card_signed_on: Annotated[
        date | None, Field(N_("Participant card signed on"), rules=(not_in_future,))
    ] = None
    card_number: Annotated[str | None, Field(N_("Participant card number"))] = None
    card_correction: Annotated[
        str | None,
        Field(N_("Why the signed card was corrected"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vulnerability:
    """Sensitive answers at entry: a record of its own, seen by few. Refusal is an answer (domain.md 2.2)."""

    id: RecordId
    participation: Annotated[
        RecordId,
        Field(N_("Participation"), refers="participation", required=True, privacy=Privacy.SPECIAL),
    ] = NO_RECORD
    ethnicity: Annotated[
        str | None,
        Field(
            N_("Ethnic self-identification"),
            choices="ethnic_self_identification",
            privacy=Privacy.SPECIAL,
        ),
    ] = None
    migrant: Annotated[
        str | None, Field(N_("Migrant"), choices="sensitive_answer", privacy=Privacy.SPECIAL)
    ] = None
    foreign_background: Annotated[
        str | None,
        Field(N_("Foreign background"), choices="sensitive_answer", privacy=Privacy.SPECIAL),
    ] = None
    minority: Annotated[
        str | None, Field(N_("Minority"), choices="sensitive_answer", privacy=Privacy.SPECIAL)
    ] = None
    roma: Annotated[
        str | None, Field(N_("Roma"), choices="sensitive_answer", privacy=Privacy.SPECIAL)
    ] = None
    disability: Annotated[
        str | None,
        Field(
            N_("Disability (decision of a commission)"),
            choices="sensitive_answer",
            privacy=Privacy.SPECIAL,
        ),
    ] = None
    homeless: Annotated[
        str | None,
        Field(
            N_("Homeless or housing exclusion"), choices="sensitive_answer", privacy=Privacy.SPECIAL
        ),
    ] = None
    other_disadvantage: Annotated[
        str | None,
        Field(
            N_("Other disadvantage"),
            privacy=Privacy.SPECIAL,
            hint=N_("“no”, “refused”, or a short description"),
        ),
    ] = None
    asked_on: Annotated[
        date | None, Field(N_("Asked on"), rules=(not_in_future,), privacy=Privacy.SPECIAL)
    ] = None
    asked_by: Annotated[
        RecordId | None, Field(N_("Asked by"), refers="staff_member", privacy=Privacy.SPECIAL)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One entry and exit under a participation, with what was found within four weeks and at six months."""

    id: RecordId
    participation: Annotated[
        RecordId, Field(N_("Participation"), refers="participation", required=True)
    ] = NO_RECORD
    entered_on: Annotated[
        date | None, Field(N_("Entered on"), required=True, rules=(not_in_future,))
    ] = None
    left_on: Annotated[date | None, Field(N_("Left on"), rules=(not_in_future,))] = None
    state: Annotated[
        str | None, Field(N_("How the participation ended"), choices="participation_state")
    ] = None
    leaving_reason: Annotated[
        str | None, Field(N_("Reason for leaving early"), choices="leaving_reason")
    ] = None
    exit_state: Annotated[str | None, Field(N_("Situation on leaving"), choices="exit_state")] = (
        None
    )
    job_search_from: Annotated[
        date | None, Field(N_("Looking for work since"), rules=(not_in_future,))
    ] = None
    education_from: Annotated[
        date | None, Field(N_("In new education or training since"), rules=(not_in_future,))
    ] = None
    qualification: Annotated[
        str | None, Field(N_("Qualification"), choices="qualification_gained")
    ] = None
    qualification_on: Annotated[
        date | None, Field(N_("Qualification gained on"), rules=(not_in_future,))
    ] = None
    employment_from: Annotated[
        date | None,
        Field(
            N_("In work since"),
            rules=(not_in_future,),
            hint=N_("Not the job given by the project itself"),
        ),
    ] = None
    services_from: Annotated[
        date | None, Field(N_("Included in social or health services on"), rules=(not_in_future,))
    ] = None
    status_6m: Annotated[str | None, Field(N_("Six months after leaving"), choices="status_6m")] = (
        None
    )
