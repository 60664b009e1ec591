"""A household and who belongs to it, from when until when."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """People who live together."""

    id: RecordId
    name: Annotated[str, Field(N_("Family"), required=True)] = ""
    settlement: Annotated[
        str | None, Field(N_("Settlement"), kind=Kind.SETTLEMENT, privacy=Privacy.PERSONAL)
    ] = None
    address: Annotated[str | None, Field(N_("Street and number"), privacy=Privacy.PERSONAL)] = None
    tenure: Annotated[str | None, Field(N_("Housing tenure"), choices="housing_tenure")] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
    before_visit: Annotated[
        str | None,
        Field(
            N_("Important before a visit"),
            privacy=Privacy.PERSONAL,
            hint=N_("A dog, violence, an infection"),
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """One person's membership in one household."""

    id: RecordId
    household: Annotated[RecordId, Field(N_("Household"), refers="household", required=True)] = (
        NO_RECORD
    )
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    relation: Annotated[
        str | None, Field(N_("Relation to the head"), choices="relation_to_head")
    ] = None
    since: Annotated[date | None, Field(N_("Since"), rules=(not_in_future,))] = None
    until: Annotated[date | None, Field(N_("Until"))] = None
