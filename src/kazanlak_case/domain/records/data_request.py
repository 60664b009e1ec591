"""What a person asked about the data kept on them (GDPR art. 15–21); each request is dated and answered."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    """One request and its answer. A granted restriction (art. 18) stands until `ended_on`."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    kind: Annotated[
        str | None, Field(N_("What was asked"), choices="data_request_kind", required=True)
    ] = None
    asked_on: Annotated[
        date | None, Field(N_("Requested on"), required=True, rules=(not_in_future,))
    ] = None
    outcome: Annotated[str | None, Field(N_("Answer"), choices="data_request_outcome")] = None
    answered_on: Annotated[date | None, Field(N_("Answered on"), rules=(not_in_future,))] = None
    ended_on: Annotated[date | None, Field(N_("Ended on"), rules=(not_in_future,))] = None
    staff_member: Annotated[RecordId | None, Field(N_("Answered by"), refers="staff_member")] = None
    reason: Annotated[
        str | None, Field(N_("In short"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
