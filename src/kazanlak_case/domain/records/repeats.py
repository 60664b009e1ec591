"""What was decided about two records of perhaps one person, and about a case that goes to another house."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_

SAME, DIFFERENT = "same", "different"
"""The verdicts about two people who may be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateDecision:
    """Somebody looked at two people and decided: one person, or two.

    Within one scope `other` is the record that was joined into `person`: hidden, its links moved, its id kept here.
    A person of another house stays where it is: here stand only its id, its house and its case number (design.md 4).
    """

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    other: Annotated[
        RecordId, Field(N_("The other record"), kind=Kind.REFERENCE, required=True)
    ] = NO_RECORD
    verdict: Annotated[
        str | None, Field(N_("Decided"), choices="duplicate_verdict", required=True)
    ] = None
    site: Annotated[str | None, Field(N_("House of the other record"), choices="@sites")] = None
    case_number: Annotated[str | None, Field(N_("Case number there"))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A case goes from one house to another: offered, accepted or declined, done.

    Each of the two houses has a record of its own in its own scope; the centre answers one with the other.
    """

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    counterpart: Annotated[
        RecordId | None, Field(N_("The other house's record"), kind=Kind.REFERENCE)
    ] = None
    from_site: Annotated[str, Field(N_("From"), choices="@sites", required=True)] = ""
    to_site: Annotated[str, Field(N_("To"), choices="@sites", required=True)] = ""
    state: Annotated[str | None, Field(N_("State"), choices="transfer_state", required=True)] = None
    parts: Annotated[
        str | None, Field(N_("What goes along"), kind=Kind.CODES, choices="transfer_part")
    ] = None
    consent_on: Annotated[date | None, Field(N_("Consent given on"), rules=(not_in_future,))] = None
    offered_on: Annotated[date | None, Field(N_("Offered on"), rules=(not_in_future,))] = None
    answered_on: Annotated[date | None, Field(N_("Answered on"), rules=(not_in_future,))] = None
    done_on: Annotated[date | None, Field(N_("Done on"), rules=(not_in_future,))] = None
    reason: Annotated[str | None, Field(N_("Why"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
    answer: Annotated[
        str | None, Field(N_("Reason of the answer"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None
    about: Annotated[str | None, Field(N_("About whom"), privacy=Privacy.PERSONAL)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A record of another scope goes on here under a new id; erasure follows it both ways (design.md 4)."""

    id: RecordId
    type: Annotated[str, Field(N_("Record type"), required=True)] = ""
    record: Annotated[RecordId, Field(N_("Record here"), kind=Kind.REFERENCE, required=True)] = (
        NO_RECORD
    )
    continues: Annotated[
        RecordId, Field(N_("Record it continues"), kind=Kind.REFERENCE, required=True)
    ] = NO_RECORD
