"""A signal for a child at risk, or an incident: written at once, never deleted (ЗЗДт, чл. 7)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import clock_time, not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Facts, whom they concern, who was told and when. Only the follow-up is written later."""

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    number: Annotated[str | None, Field(N_("Number"))] = None
    type: Annotated[str | None, Field(N_("What it is about"), choices="incident_type")] = None
    happened_on: Annotated[date | None, Field(N_("Date"), rules=(not_in_future,))] = None
    happened_at: Annotated[str | None, Field(N_("Hour"), rules=(clock_time,))] = None
    place: Annotated[str | None, Field(N_("Place"), privacy=Privacy.PERSONAL)] = None
    concerned: Annotated[
        str | None, Field(N_("Whom it concerns"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    facts: Annotated[
        str, Field(N_("Facts"), kind=Kind.NOTE, required=True, privacy=Privacy.PERSONAL)
    ] = ""
    source: Annotated[str | None, Field(N_("Source"), privacy=Privacy.PERSONAL)] = None
    actions: Annotated[
        str | None, Field(N_("What was done at once"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    notified: Annotated[
        str | None, Field(N_("Who was notified"), kind=Kind.CODES, choices="notified_service")
    ] = None
    notified_on: Annotated[date | None, Field(N_("Notified on"), rules=(not_in_future,))] = None
    notified_at: Annotated[str | None, Field(N_("At what hour"), rules=(clock_time,))] = None
    notified_whom: Annotated[str | None, Field(N_("Who took it"), privacy=Privacy.PERSONAL)] = None
    follow_up: Annotated[
        str | None, Field(N_("Follow-up"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None
