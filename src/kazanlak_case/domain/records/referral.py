"""Referrals to institutions: what was sent where with which data, and what came back."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A referral or letter to an institution: minimum data, a term for the answer, an outcome (domain.md, section 8)."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    number: Annotated[str | None, Field(N_("Number"))] = None
    institution: Annotated[str | None, Field(N_("Institution"), choices="referral_institution")] = (
        None
    )
    partner: Annotated[RecordId | None, Field(N_("Partner"), refers="partner")] = None
    addressee: Annotated[str | None, Field(N_("Addressed to"), privacy=Privacy.PERSONAL)] = None
    reason: Annotated[str | None, Field(N_("Reason"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = (
        None
    )
    urgency: Annotated[str | None, Field(N_("How urgent"), choices="urgency")] = None
    data_given: Annotated[
        str | None, Field(N_("Data handed over"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    basis: Annotated[str | None, Field(N_("On what ground"), choices="handover_basis")] = None
    sent_on: Annotated[date | None, Field(N_("Sent on"), rules=(not_in_future,))] = None
    sent_by: Annotated[str | None, Field(N_("How it was sent"), choices="sending_way")] = None
    answer_due_on: Annotated[date | None, Field(N_("Answer expected by"))] = None
    answered_on: Annotated[date | None, Field(N_("Answered on"), rules=(not_in_future,))] = None
    outcome: Annotated[str | None, Field(N_("Outcome"), choices="referral_outcome")] = None
    answer: Annotated[
        str | None, Field(N_("What they answered"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    completed_on: Annotated[date | None, Field(N_("Completed on"), rules=(not_in_future,))] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None
    data: Annotated[
        str | None, Field(N_("Data in the letter"), kind=Kind.CODES, choices="referral_data")
    ] = None
