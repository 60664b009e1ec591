"""Scans, photos and files of a person, a case or a visit; and documents that were seen and not copied.

The content lies in the same encrypted file (db/blobs.py). What is marked as sensitive is not even listed for who does
not see sensitive answers.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from kazanlak_case.db.blobs import LARGEST, LARGEST_EVER, MIB
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.attachment_errors import AttachmentElsewhereError
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError, RecordMissingError
from kazanlak_case.domain.fields import Privacy, RecordId, Value
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.consent_states import ConsentState
from kazanlak_case.services.consents import allows
from kazanlak_case.services.photos import PHOTO, require_given_out, withheld_of
from kazanlak_case.services.records import delete_record
from kazanlak_case.services.row_rights import require_row, seen_rows
from kazanlak_case.services.same_person import former_ids
from kazanlak_case.services.transfer_attachments import whereabouts
from kazanlak_case.services.writing import append_by_scope, prepare_birth

ADDED, REMOVED = "attachment_added", "attachment_removed"
OPENED, PRINTED, SAVED = "attachment_opened", "printed", "attachment_exported"
RECORD = "attachment"

SEEN_KINDS = frozenset({"identity_card", "foreign_passport"})
"""Identity documents are not copied: the law lets it only where a law says so (ЗЗЛД, чл. 25г)."""

SENSITIVE_KINDS = frozenset({"medical_document", "expert_decision", "court_document"})
"""Kinds that are proposed to be shown only to who sees sensitive answers."""

_SEES = "attachment.title attachment.sha256"
_SIZE_SETTING = "attachments.largest_mb"
_LOOKED_AT = 20
"""So many of the last documents of somebody tell what they mostly attach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentDraft:
    """What is said of a document beside its content."""

    person: RecordId | None = None
    case: RecordId | None = None
    household: RecordId | None = None
    source_type: str | None = None
    source: str | None = None
    type: str | None = None
    title: str | None = None
    number: str | None = None
    dated_on: date | None = None
    seen_only: bool = False
    special: bool = False

    def values(self) -> dict[str, Value]:
        """Give the values under the field names of the attachment; what is not so is empty."""
        return {
            "person": self.person,
            "case": self.case,
            "household": self.household,
            "source_type": self.source_type or None,
            "source": self.source or None,
            "type": self.type,
            "title": self.title,
            "number": self.number,
            "dated_on": self.dated_on,
            "seen_only": self.seen_only or None,
            "special": self.special or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A content as it is to be kept: a stream that can be set back, its name and its media type."""

    stream: BinaryIO
    file_name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One document of a list.

    Attributes:
        is_here: No where the content waits for a bundle.
        is_withheld: A photo without the consent of somebody on it: it is not given out.
        waits_at: The site that has the content, where it waits and that is known.
    """

    attachment: Attachment
    is_here: bool
    is_withheld: bool = False
    waits_at: str = ""


@dataclass(frozen=True, slots=True)
class OpenedAttachment:
    """A document with its content, to be shown or printed."""

    attachment: Attachment
    content: bytes
    is_withheld: bool = False


def largest_of(profile: MunicipalityProfile) -> int:
    """Say how many bytes one file may have."""
    said = profile.settings.get(_SIZE_SETTING)
    return min(said * MIB, LARGEST_EVER) if isinstance(said, int) and said > 0 else LARGEST


def add_attachment(
    uow: UnitOfWork, draft: AttachmentDraft, content: Content | None, *, keep: bool = True
) -> Written:
    """Attach a document; without a content it was seen and not copied.

    Args:
        uow: The unit of work.
        draft: What is said of it.
        content: What it holds.
        keep: Whether to commit; several files of one intention are kept together by who calls.

    Raises:
        InvalidRecordError: Something typed is not well; or there is neither a content nor a number.
        NotAllowedError: The user's post attaches nothing, or not what is sensitive.
        AttachmentTooLargeError, AttachmentEmptyError: The content cannot be kept.
    """
    uow.sight.require("attachment.title", action=Action.WRITE)
    if draft.special and not uow.may(Action.WRITE, Privacy.SPECIAL):
        raise NotAllowedError(action=Action.WRITE)
    if content is None and not (draft.seen_only and draft.type):
        raise InvalidRecordError(
            {"type": N_("Choose a file, or say what kind of document was seen.")}
        )
    draft = _with_person(uow, draft)
    values = draft.values() | {"added_on": uow.today, "staff_member": uow.user.staff_member}
    if content is not None:
        blob = uow.blobs.put(content.stream, name=content.file_name, limit=largest_of(uow.profile))
        values |= {
            "file_name": content.file_name,
            "media_type": content.media_type,
            "size": blob.size,
            "sha256": blob.sha256,
        }
    change = prepare_birth(uow, Attachment, values)
    written = append_by_scope(uow, [(_scope_of(uow, draft), change)], ADDED)
    if keep:
        uow.commit()
    return written


def attachments_of(
    uow: UnitOfWork,
    *,
    person: RecordId | None = None,
    case: RecordId | None = None,
    household: RecordId | None = None,
    source: str | None = None,
) -> list[AttachmentRow]:
    """List the documents of a person (under former ids too), a case, a household or any record; the newest first.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require(_SEES)
    found: dict[RecordId, Attachment] = {}
    for one in (person, *former_ids(uow, person)) if person else ():
        found |= {row.id: row for row in uow.records.find(Attachment, person=one)}
    for name, value in (("case", case), ("household", household), ("source", source)):
        if value:
            found |= {row.id: row for row in uow.records.find(Attachment, **{name: value})}
    seen = seen_rows(uow, found.values())
    seen.sort(key=lambda row: (row.dated_on or row.added_on or date.min, row.id), reverse=True)
    withheld = withheld_of(uow, seen)
    return [_row(uow, row, is_withheld=row.id in withheld) for row in seen]


def open_attachment(
    uow: UnitOfWork, attachment_id: RecordId, *, reading: str = OPENED
) -> OpenedAttachment:
    """Give a document with its content; who opened, printed or took it out is on the record.

    Raises:
        NotAllowedError: The user's post does not see it, or takes nothing personal out.
        RecordMissingError: It is not there, or was deleted.
        AttachmentWaitsError, AttachmentElsewhereError: Its content is not here yet.
        AttachmentDamagedError: Its content is not what was put in.
        PhotoWithheldError: It is to be printed or saved, and somebody on it has not agreed to photos.
    """
    uow.sight.require(_SEES)
    if reading != OPENED:
        uow.sight.require("attachment.title", action=Action.EXPORT)
    if not uow.records.is_visible(RECORD, attachment_id):
        raise RecordMissingError(id=attachment_id)
    found = uow.records.get(Attachment, attachment_id)
    require_row(uow, found, Action.SEE if reading == OPENED else Action.EXPORT)
    if reading != OPENED:
        require_given_out(uow, found)
    if found.sha256 and not uow.blobs.has(found.sha256) and (site := whereabouts(uow, found)):
        raise AttachmentElsewhereError(site=_name_of(uow, site))
    content = uow.blobs.content(found.sha256) if found.sha256 else b""
    uow.readings.record(reading, record=RECORD, row=attachment_id)
    uow.commit()
    return OpenedAttachment(
        uow.sight.shown(found), content, is_withheld=bool(withheld_of(uow, [found]))
    )


def photo_answer(uow: UnitOfWork, draft: AttachmentDraft) -> ConsentState | None:
    """Tell how whom a photo would be about has answered about photos; None where nobody is named.

    Raises:
        NotAllowedError: The user's post sees no consents.
    """
    uow.sight.require("consent.answer")
    person = _with_person(uow, draft).person
    return allows(uow, person, PHOTO) if person else None


def remove_attachment(uow: UnitOfWork, attachment_id: RecordId) -> Written:
    """Hide a document; history keeps it, and it can be taken back.

    Raises:
        NotAllowedError: The user's post deletes nothing.
        RecordMissingError: It is not there, or was deleted before.
    """
    return delete_record(uow, Attachment, attachment_id, what=REMOVED)


def usual_kind(uow: UnitOfWork) -> str | None:
    """Give the kind of document that the user attached most often among the last ones."""
    if not uow.sight.sees(_SEES) or not uow.user.staff_member:
        return None
    mine = uow.records.find(Attachment, staff_member=uow.user.staff_member)[-_LOOKED_AT:]
    kinds = Counter(row.type for row in seen_rows(uow, mine) if row.type)
    return kinds.most_common(1)[0][0] if kinds else None


def _row(uow: UnitOfWork, row: Attachment, *, is_withheld: bool) -> AttachmentRow:
    is_here = not row.sha256 or uow.blobs.has(row.sha256)
    return AttachmentRow(
        uow.sight.shown(row),
        is_here=is_here,
        is_withheld=is_withheld,
        waits_at="" if is_here else whereabouts(uow, row),
    )


def _name_of(uow: UnitOfWork, code: str) -> str:
    site = uow.profile.site(code)
    return site.short_name if site else code


def _with_person(uow: UnitOfWork, draft: AttachmentDraft) -> AttachmentDraft:
    """Say whom a document of a case or a visit is about: what is done with a person follows it."""
    if draft.person is not None:
        return draft
    if draft.case is not None:
        return replace(draft, person=uow.records.get(Case, draft.case).person)
    if draft.source_type == "service_entry" and draft.source:
        return replace(draft, person=uow.records.get(ServiceEntry, draft.source).person)
    return draft


def _scope_of(uow: UnitOfWork, draft: AttachmentDraft) -> str:
    """Give the scope a document belongs to: that of whom it is about."""
    for record, record_id in (
        ("person", draft.person),
        ("case", draft.case),
        ("household", draft.household),
    ):
        if record_id:
            return uow.records.scope_of(record, record_id)
    return uow.site
