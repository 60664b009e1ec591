"""What a person or family needs: questionnaires declared as data, and assessments made with them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A questionnaire of the municipality: its text in TOML, as those the program brings (resources/questionnaires)."""

    id: RecordId
    code: Annotated[str, Field(N_("Code"), required=True)] = ""
    version: Annotated[int | None, Field(N_("Version"))] = None
    title: Annotated[str | None, Field(N_("Title"))] = None
    text: Annotated[str | None, Field(N_("Text"), kind=Kind.NOTE)] = None
    retired: Annotated[bool | None, Field(N_("Not used any more"))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An individual assessment of needs. A new one never overwrites the one before."""

    id: RecordId
    case: Annotated[RecordId, Field(N_("Case"), refers="case", required=True)] = NO_RECORD
    number: Annotated[str | None, Field(N_("Number"))] = None
    questionnaire: Annotated[str | None, Field(N_("Questionnaire"))] = None
    questionnaire_version: Annotated[int | None, Field(N_("Version of the questionnaire"))] = None
    made_on: Annotated[date | None, Field(N_("Date"), rules=(not_in_future,))] = None
    state: Annotated[str | None, Field(N_("State"), choices="assessment_state")] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None
    team: Annotated[str | None, Field(N_("Team"), privacy=Privacy.PERSONAL)] = None
    living: Annotated[
        str | None, Field(N_("Household and housing"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    income: Annotated[
        str | None, Field(N_("Income and benefits"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    strengths: Annotated[
        str | None, Field(N_("Strengths and resources"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    risks: Annotated[
        str | None, Field(N_("Risks and protection"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    own_view: Annotated[
        str | None,
        Field(N_("View of the person or the child"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None
    conclusions: Annotated[
        str | None,
        Field(N_("Conclusions and priorities"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentScore:
    """One answer of an assessment: the anchor chosen and a few words. Appended, rarely edited."""

    id: RecordId
    assessment: Annotated[
        RecordId,
        Field(N_("Assessment"), refers="assessment", required=True, privacy=Privacy.SPECIAL),
    ] = NO_RECORD
    question: Annotated[str, Field(N_("Question"), required=True, privacy=Privacy.SPECIAL)] = ""
    score: Annotated[int | None, Field(N_("Score"), privacy=Privacy.SPECIAL)] = None
    note: Annotated[str | None, Field(N_("In words"), kind=Kind.NOTE, privacy=Privacy.SPECIAL)] = (
        None
    )
