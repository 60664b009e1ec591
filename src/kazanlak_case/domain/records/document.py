"""Paper and files: numbers given, scans attached, prints that wait for a printer."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.domain.fields import Field, Kind, Privacy, RecordId
from kazanlak_case.domain.rules.values import not_in_future
from kazanlak_case.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """A document that was printed or registered, under its number; an annulled one keeps it (design.md, section 4)."""

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    number: Annotated[str, Field(N_("Number"), required=True)] = ""
    form: Annotated[str, Field(N_("Form"), choices="document_type", required=True)] = ""
    issued_on: Annotated[date | None, Field(N_("Date"), rules=(not_in_future,))] = None
    source_type: Annotated[str | None, Field(N_("Made from"))] = None
    source: Annotated[str | None, Field(N_("Its record"))] = None
    issued_by: Annotated[RecordId | None, Field(N_("Issued by"), refers="staff_member")] = None
    addressee: Annotated[str | None, Field(N_("Addressed to"), privacy=Privacy.PERSONAL)] = None
    purpose: Annotated[str | None, Field(N_("For what purpose"), privacy=Privacy.PERSONAL)] = None
    signed_on: Annotated[date | None, Field(N_("Signed on"), rules=(not_in_future,))] = None
    annulled: Annotated[bool | None, Field(N_("Annulled"))] = None
    annulled_reason: Annotated[
        str | None, Field(N_("Why it was annulled"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A scan, photo or file; its content lies in the file by its SHA-256. Or only that a document was seen (ЗЗЛД, чл. 25г)."""

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    case: Annotated[RecordId | None, Field(N_("Case"), refers="case")] = None
    household: Annotated[RecordId | None, Field(N_("Household"), refers="household")] = None
    source_type: Annotated[str | None, Field(N_("Belongs to"))] = None
    source: Annotated[str | None, Field(N_("Its record"))] = None
    type: Annotated[str | None, Field(N_("Kind of document"), choices="document_type")] = None
    title: Annotated[str | None, Field(N_("Title"), privacy=Privacy.PERSONAL)] = None
    file_name: Annotated[str | None, Field(N_("File"), privacy=Privacy.PERSONAL)] = None
    media_type: Annotated[str | None, Field(N_("Format"))] = None
    size: Annotated[int | None, Field(N_("Bytes"))] = None
    sha256: Annotated[str | None, Field(N_("Checksum"))] = None
    number: Annotated[str | None, Field(N_("Number of the document"), privacy=Privacy.PERSONAL)] = (
        None
    )
    dated_on: Annotated[date | None, Field(N_("Date of the document"), rules=(not_in_future,))] = (
        None
    )
    added_on: Annotated[date | None, Field(N_("Added on"), rules=(not_in_future,))] = None
    seen_only: Annotated[bool | None, Field(N_("Seen, not copied"))] = None
    special: Annotated[bool | None, Field(N_("Only for those who see sensitive answers"))] = None
    staff_member: Annotated[RecordId | None, Field(N_("Written by"), refers="staff_member")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A document to be printed at the municipality: no printer in the house. The order travels in the bundle."""

    id: RecordId
    person: Annotated[RecordId | None, Field(N_("Person"), refers="person")] = None
    form: Annotated[str, Field(N_("Form"), choices="document_type", required=True)] = ""
    source_type: Annotated[str | None, Field(N_("Made from"))] = None
    source: Annotated[str | None, Field(N_("Its record"))] = None
    copies: Annotated[int | None, Field(N_("Copies"))] = None
    wanted_on: Annotated[date | None, Field(N_("Wanted on"), rules=(not_in_future,))] = None
    wanted_by: Annotated[RecordId | None, Field(N_("Wanted by"), refers="user")] = None
    printed_on: Annotated[date | None, Field(N_("Printed on"), rules=(not_in_future,))] = None
    printed_by: Annotated[RecordId | None, Field(N_("Printed by"), refers="user")] = None
    note: Annotated[str | None, Field(N_("Note"), kind=Kind.NOTE, privacy=Privacy.PERSONAL)] = None
