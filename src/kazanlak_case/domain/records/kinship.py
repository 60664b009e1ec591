"""Who is who to whom: the ties a family map is drawn from, whoever lives with whom."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """What one person is to another: `relative` is the parent, guardian, partner… of `person`."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    relative: Annotated[RecordId, Field(N_("Relative"), refers="person", required=True)] = NO_RECORD
    relation: Annotated[str, Field(N_("Is to this person"), choices="kinship", required=True)] = ""
    since: Annotated[date | None, Field(N_("Since"), rules=(not_in_future,))] = None
    until: Annotated[date | None, Field(N_("Until"))] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Where a household lived, since when and until when: a move ends one and begins another."""

    id: RecordId
    household: Annotated[RecordId, Field(N_("Household"), refers="household", required=True)] = (
        NO_RECORD
    )
    settlement: Annotated[
        str | None, Field(N_("Settlement"), kind=Kind.SETTLEMENT, privacy=Privacy.PERSONAL)
    ] = None
    address: Annotated[str | None, Field(N_("Street and number"), privacy=Privacy.PERSONAL)] = None
    tenure: Annotated[str | None, Field(N_("Housing tenure"), choices="housing_tenure")] = None
    since: Annotated[date | None, Field(N_("Since"), rules=(not_in_future,))] = None
    until: Annotated[date | None, Field(N_("Until"))] = None
    reason: Annotated[str | None, Field(N_("Why they moved"), choices="move_reason")] = None
