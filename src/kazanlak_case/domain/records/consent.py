"""Consents, each by itself: a refusal and a withdrawal are full answers (GDPR art. 7; domain.md, section 9)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer to one kind of consent: text version, language, who explained."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    type: Annotated[str, Field(N_("What for"), choices="consent_type", required=True)] = ""
    answer: Annotated[str, Field(N_("Answer"), choices="consent_answer", required=True)] = ""
    institution: Annotated[str | None, Field(N_("Institution"), choices="referral_institution")] = (
        None
    )
    answered_on: Annotated[date | None, Field(N_("Answered on"), rules=(not_in_future,))] = None
    withdrawn_on: Annotated[date | None, Field(N_("Withdrawn on"), rules=(not_in_future,))] = None
    valid_until: Annotated[date | None, Field(N_("Valid until"))] = None
    text_version: Annotated[str | None, Field(N_("Version of the text"))] = None
    language: Annotated[str | None, Field(N_("Explained in"), choices="language")] = None
    explained_by: Annotated[RecordId | None, Field(N_("Explained by"), refers="staff_member")] = (
        None
    )
    representative: Annotated[
        str | None, Field(N_("Legal representative"), privacy=Privacy.PERSONAL)
    ] = None
    representative_quality: Annotated[
        str | None, Field(N_("In what quality"), choices="representative_quality")
    ] = None
    child_opinion: Annotated[
        str | None, Field(N_("Opinion of the child"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
