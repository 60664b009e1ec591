"""A case: the work of one house with one person, from opening to closing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. Its number is given at registration: site, copy's mark, year, counter without gaps."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    number: Annotated[str | None, Field(N_("Case number"), searched=True)] = None
    type: Annotated[str | None, Field(N_("Kind of case"), choices="case_type")] = None
    status: Annotated[str | None, Field(N_("State"), choices="case_status")] = None
    priority: Annotated[str | None, Field(N_("Risk"), choices="case_priority")] = None
    leader: Annotated[RecordId | None, Field(N_("Case leader"), refers="staff_member")] = None
    opened_on: Annotated[date | None, Field(N_("Opened on"), rules=(not_in_future,))] = None
    closed_on: Annotated[date | None, Field(N_("Closed on"), rules=(not_in_future,))] = None
    closing_reason: Annotated[
        str | None, Field(N_("Reason for closing"), choices="closing_reason")
    ] = None
    summary: Annotated[
        str | None, Field(N_("In short"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    closing_result: Annotated[str | None, Field(N_("Result"), choices="closing_result")] = None
    achieved: Annotated[
        str | None, Field(N_("What was achieved"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    recommendations: Annotated[
        str | None,
        Field(N_("Recommendations and follow-up"), kind=Kind.NOTE, privacy=Privacy.PERSONAL),
    ] = None
    reopening_reason: Annotated[
        str | None, Field(N_("Why it was opened again"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
