"""What stays when a person was erased: that it was done, when, by whom and why; nothing of the person but initials."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureProtocol:
    """One erasure, born in its very changeset: whoever holds this record has taken the erasure too."""

    id: RecordId
    number: Annotated[str, Field(N_("Protocol number"), required=True)] = ""
    erased_on: Annotated[
        date | None, Field(N_("Erased on"), required=True, rules=(not_in_future,))
    ] = None
    ground: Annotated[
        str | None, Field(N_("On what ground"), choices="erasure_ground", required=True)
    ] = None
    reason: Annotated[
        str | None,
        Field(
            N_("Why, although the data were to be kept longer"),
            kind=Kind.NOTE,
            privacy=Privacy.PERSONAL,
            hint=N_("Please write no name here: this stays"),
        ),
    ] = None
    initials: Annotated[str | None, Field(N_("Initials"), privacy=Privacy.PERSONAL)] = None
    counts: Annotated[str | None, Field(N_("What was erased"))] = None
    """By record type, as "person=1 case=2"."""
    user: Annotated[RecordId | None, Field(N_("Decided by"), refers="user")] = None
