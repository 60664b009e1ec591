"""What was told in confidence: notes only the entitled can read, and openings in an emergency (security.md, section 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import NO_RECORD, Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_

ONLY_ADDED = frozenset({"confidential_note", "emergency_opening"})
"""Record types that are written once. Only whom they are about may change: when two records of one person are joined."""
MAY_MOVE = frozenset({"person"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialNote:
    """A note under the key of a profession. Only appended: a correction is a new note that names the old one.

    Everybody sees that there was a contact, when and by whom; `text` is ciphertext, and only holders of the key
    named by `secret`, scope and `epoch` read it.
    """

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    secret: Annotated[
        str | None, Field(N_("Confidential to"), choices="note_secret", required=True)
    ] = None
    epoch: Annotated[int | None, Field(N_("Key number"))] = None
    version: Annotated[int | None, Field(N_("Format"))] = None
    written_on: Annotated[date | None, Field(N_("Date"), required=True, rules=(not_in_future,))] = (
        None
    )
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None
    corrects: Annotated[
        RecordId | None, Field(N_("Corrects the note"), refers="confidential_note")
    ] = None
    text: Annotated[
        str, Field(N_("Text"), kind=Kind.SEALED, privacy=Privacy.CONFIDENTIAL, required=True)
    ] = ""
    assessment: Annotated[
        RecordId | None, Field(N_("Part of the assessment"), refers="assessment")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyOpening:
    """Somebody without the key opened a person's confidential notes with the recovery sheet; the authors are told."""

    id: RecordId
    person: Annotated[RecordId, Field(N_("Person"), refers="person", required=True)] = NO_RECORD
    secret: Annotated[
        str | None, Field(N_("Confidential to"), choices="note_secret", required=True)
    ] = None
    user: Annotated[RecordId | None, Field(N_("Opened by"), refers="user")] = None
    opened_on: Annotated[date | None, Field(N_("Date"), required=True)] = None
    minutes: Annotated[int | None, Field(N_("For how many minutes"))] = None
    reason: Annotated[
        str | None, Field(N_("Why"), kind=Kind.NOTE, privacy=Privacy.PERSONAL, required=True)
    ] = None
