"""A service entry: a visit, consultation, phone call or escort."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future, plausible_minutes
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """What was done for a person on a day, by whom, for how long. Appended, rarely edited."""

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
