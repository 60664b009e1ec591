"""Where somebody learns: a nursery, a kindergarten, a school, and how far (domain.md, section 8)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.schooling import written_school_year
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One stay at one institution. It stands until an end is written; the grade is that of the school year beside it."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    kind: Annotated[
        str | None,
        Field(N_("Where enrolled"), choices="education_institution_type", required=True),
    ] = None
    partner: Annotated[RecordId | None, Field(N_("Which of the partners"), refers="partner")] = None
    institution: Annotated[
        str | None, Field(N_("Name of the institution"), privacy=Privacy.PERSONAL)
    ] = None
    grade: Annotated[str | None, Field(N_("Grade or group"), choices="school_grade")] = None
    school_year: Annotated[
        str | None, Field(N_("School year of the grade"), rules=(written_school_year,))
    ] = None
    since: Annotated[date | None, Field(N_("Enrolled since"))] = None
    until: Annotated[date | None, Field(N_("Until"))] = None
    leaving_reason: Annotated[str | None, Field(N_("Why it ended"), choices="enrolment_end")] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
