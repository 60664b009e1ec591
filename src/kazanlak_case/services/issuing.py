"""Issue a document: it gets its number when it is printed for signature or registered, and keeps it for ever.

Printed again it keeps its number, as a copy („препис“). An annulled one, or one whose issue was taken back, stays in
the register under its number: there are no gaps (design.md, section 4).
"""

from collections.abc import Collection
from dataclasses import dataclass

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value, record_type
from kazanlak_case.domain.paper_errors import AnnulledError
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.document import IssuedDocument
from kazanlak_case.i18n import N_
from kazanlak_case.services.numbering import next_document_number
from kazanlak_case.services.writing import prepare_birth, prepare_edit

ISSUED, ANNULLED, SIGNED = "document_issued", "document_annulled", "document_signed"

NUMBER_FIELDS = {
    "application": "intake.number",
    "referral": "referral.number",
    "participant_card": "participation.card_number",
    "needs_assessment": "assessment.number",
    "support_plan": "plan.number",
    "plan_review": "plan_review.number",
    "incident": "signal.number",
}
"""By form: where the record it is made from keeps the number of its paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document to be issued: its form, what it is made from, whom it is about and whom it goes to."""

    form: str
    source_type: str = ""
    source: str = ""
    person: RecordId | None = None
    case: RecordId | None = None
    addressee: str | None = None
    purpose: str | None = None


def prepare_issue(
    uow: UnitOfWork, paper: Paper, *, beside: Collection[RecordId] = ()
) -> tuple[str, list[Change]]:
    """Give a document its number, and the changes that go into the caller's changeset; nothing is written yet.

    One that was issued before and is not annulled keeps its number, and there is nothing to change. A record that is
    only being born in the same changeset takes the number at its birth: it is not edited here.

    Args:
        uow: The unit of work.
        paper: The document.
        beside: Ids of records born in the same changeset.

    Raises:
        KeyError: The form is not numbered.
        NotAllowedError: The user's post issues no documents.
    """
    standing = _standing(uow, paper.form, paper.source_type, paper.source)
    if standing is not None:
        return standing.number, []
    number = next_document_number(uow, paper.form)
    values: dict[str, Value] = {
        "person": paper.person,
        "case": paper.case,
        "number": number,
        "form": paper.form,
        "issued_on": uow.today,
        "source_type": paper.source_type or None,
        "source": paper.source or None,
        "issued_by": uow.user.staff_member,
        "addressee": paper.addressee,
        "purpose": paper.purpose,
    }
    changes: list[Change] = [prepare_birth(uow, IssuedDocument, values, beside=beside)]
    record, _, field = NUMBER_FIELDS.get(paper.form, "").partition(".")
    if record and record == paper.source_type and uow.records.is_visible(record, paper.source):
        edit = prepare_edit(uow, RECORDS[record], RecordId(paper.source), {field: number})
        changes += [edit] if edit.values else []
    return number, changes


def issue(uow: UnitOfWork, paper: Paper) -> Written:
    """Issue a document by itself; nothing is written for one that has its number.

    Raises:
        KeyError: The form is not numbered.
        NotAllowedError: The user's post issues no documents.
    """
    _, changes = prepare_issue(uow, paper)
    # what the centre prints of a house's person goes home with the person's other papers
    scope = uow.records.scope_of("person", paper.person) if paper.person else None
    written = uow.log.append(changes, ISSUED, scope=scope)
    uow.commit()
    return written


def annul(uow: UnitOfWork, document: RecordId, reason: str | None) -> Written:
    """Say that an issued document is void; it keeps its number, and what it was made from gets a new one next time.

    Raises:
        AnnulledError: It is void already.
        InvalidRecordError: There is no reason.
        NotAllowedError: The user's post issues no documents.
        RecordMissingError: There is no such document.
    """
    uow.sight.require("issued_document.number")
    if not uow.records.is_visible("issued_document", document):
        raise RecordMissingError(id=document)
    standing = uow.records.get(IssuedDocument, document)
    if standing.annulled:
        raise AnnulledError(number=standing.number)
    if not (reason or "").strip():
        raise InvalidRecordError({"annulled_reason": N_("Please write why.")})
    values: dict[str, Value] = {"annulled": True, "annulled_reason": reason}
    changes: list[Change] = [prepare_edit(uow, IssuedDocument, document, values)]
    record, _, field = NUMBER_FIELDS.get(standing.form, "").partition(".")
    source = RecordId(standing.source or "")
    if record and record == standing.source_type and uow.records.is_visible(record, source):
        edit = prepare_edit(uow, RECORDS[record], source, {field: None})
        changes += [edit] if edit.values else []
    written = uow.log.append(changes, ANNULLED, scope=uow.records.scope_of(_DOCUMENT, document))
    uow.commit()
    return written


def issue_of(uow: UnitOfWork, form: str, source_type: str, source: str) -> IssuedDocument | None:
    """Find the document of a form that was issued from a record and holds.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require("issued_document.number")
    found = _standing(uow, form, source_type, source)
    return uow.sight.shown(found) if found else None


def _standing(uow: UnitOfWork, form: str, source_type: str, source: str) -> IssuedDocument | None:
    """Find the newest document of a form made from a record that is not annulled."""
    if not source:
        return None
    found = uow.records.find(IssuedDocument, form=form, source_type=source_type, source=source)
    return next((one for one in reversed(found) if not one.annulled), None)


_DOCUMENT = record_type(IssuedDocument)
