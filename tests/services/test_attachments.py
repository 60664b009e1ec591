"""Documents attached to a person: kept with their content, shown to who may see them, told in the readings."""

import io
from datetime import date
from functools import partial

import pytest

from kazanlak_case.db.blobs import drop
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.attachment_errors import (
    AttachmentTooLargeError,
    AttachmentWaitsError,
    PhotoWithheldError,
)
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError, RecordMissingError
from kazanlak_case.domain.records import Attachment, Task
from kazanlak_case.services.attachments import (
    PRINTED,
    SAVED,
    AttachmentDraft,
    Content,
    add_attachment,
    attachments_of,
    open_attachment,
    remove_attachment,
    usual_kind,
)
from kazanlak_case.services.consents import ConsentAnswer, record_consents
from kazanlak_case.services.erasure import erase_person, plan_erasure
from kazanlak_case.services.history import history_of, undo
from kazanlak_case.services.photos import photo_count
from kazanlak_case.services.records import list_records, read_record
from kazanlak_case.services.visits import VisitDraft, record_visit
from support.acting import AsRole
from support.office import SERVICE, id_of

SPECIAL_TITLE = "Епикриза"


def scan(content: bytes = b"scan") -> Content:
    return Content(stream=io.BytesIO(content), file_name="скан.jpg", media_type="image/jpeg")


@pytest.fixture
def attach(do):
    def make(person, content=None, **values):
        draft = AttachmentDraft(person=person, **values)
        kept = None if draft.seen_only else content or scan()
        return id_of(do(add_attachment, draft, kept), "attachment")

    return make


def test_document_is_kept_listed_and_opened(case_file, do, ask, a_person, attach):
    person = a_person()
    old = attach(person, title="Договор", type="housing_document", dated_on=date(2022, 3, 1))
    new = attach(person, scan(b"other"), title="Бележка", dated_on=date(2022, 9, 1))
    rows = ask(attachments_of, person=person)
    assert [row.attachment.id for row in rows] == [new, old]
    assert all(row.is_here for row in rows)
    assert rows[0].attachment.staff_member == ask(lambda uow: uow.user.staff_member)
    opened = do(open_attachment, new)
    assert (opened.content, opened.attachment.size) == (b"other", 5)
    do(open_attachment, new, reading=SAVED)
    told = [(one.what, one.row) for one in readings(case_file) if one.record == "attachment"]
    assert told == [("attachment_opened", new), ("attachment_exported", new)]


def test_identity_card_is_seen_and_not_copied(ask, a_person, attach):
    person = a_person()
    attach(person, seen_only=True, type="identity_card", number="640012345")
    [row] = ask(attachments_of, person=person)
    assert row.attachment.seen_only
    assert row.is_here
    assert not ask(lambda uow: uow.blobs.all())


def test_neither_file_nor_kind_is_refused(do, a_person):
    with pytest.raises(InvalidRecordError):
        do(add_attachment, AttachmentDraft(person=a_person(), seen_only=True), None)
    with pytest.raises(InvalidRecordError):
        do(add_attachment, AttachmentDraft(person=a_person(), type="photo"), None)


def test_too_large_a_file_leaves_nothing(do, ask, a_person, monkeypatch):
    monkeypatch.setattr("kazanlak_case.services.attachments.LARGEST", 1 << 20)
    person = a_person()
    with pytest.raises(AttachmentTooLargeError) as refused:
        do(add_attachment, AttachmentDraft(person=person), scan(bytes((1 << 20) + 1)))
    assert refused.value.facts == {"path": "скан.jpg", "limit": 1}
    assert ask(attachments_of, person=person) == []


def test_removed_document_can_be_taken_back_with_its_content(do, ask, a_person, attach):
    person = a_person()
    document = attach(person, title="Договор")
    removed = do(remove_attachment, document)
    assert ask(attachments_of, person=person) == []
    with pytest.raises(RecordMissingError):
        do(open_attachment, document)
    do(undo, removed.undo)
    assert do(open_attachment, document).content == b"scan"


def test_content_that_did_not_come_waits(do, ask, a_person, attach):
    person = a_person()
    document = attach(person, title="Договор")
    do(_lose_contents)
    [row] = ask(attachments_of, person=person)
    assert not row.is_here
    with pytest.raises(AttachmentWaitsError):
        do(open_attachment, document)


def _lose_contents(uow):
    """What a bundle of an older version leaves: the record without its content."""
    drop(uow._connection, [blob.sha256 for blob in uow.blobs.all()])
    uow.commit()


def test_sensitive_document_is_not_even_listed_for_who_sees_no_sensitive_answers(
    case_file, do, ask, a_person, attach
):
    person = a_person()
    open_one = attach(person, title="Договор")
    special = attach(person, scan(b"health"), title=SPECIAL_TITLE, special=True)
    acting = AsRole(case_file)
    for refused in (
        partial(do, open_attachment, special),
        partial(do, open_attachment, open_one, reading=SAVED),
        partial(do, add_attachment, AttachmentDraft(person=person, special=True), scan()),
        partial(ask, read_record, Attachment, special),
        partial(ask, history_of, "attachment", special),
    ):
        acting("roma_mediator")
        with pytest.raises(NotAllowedError):
            refused()
    acting("roma_mediator")
    assert [row.attachment.id for row in ask(attachments_of, person=person)] == [open_one]
    assert {row.title for row in ask(list_records, "attachment")} == {"Договор"}
    acting.leave()
    assert len(ask(attachments_of, person=person)) == 2


def test_usual_kind_is_what_one_mostly_attaches(ask, a_person, attach):
    person = a_person()
    assert ask(usual_kind) is None
    for kind in ("photo", "school_document", "school_document"):
        attach(person, scan(kind.encode()), type=kind)
    assert ask(usual_kind) == "school_document"


def test_document_of_a_visit_or_a_case_belongs_to_the_person_too(do, ask, a_person, a_case, attach):
    person = a_person()
    case = a_case(person)
    visit = id_of(
        do(record_visit, VisitDraft(person=person, service=SERVICE, provided_on=date(2022, 11, 1))),
        "service_entry",
    )
    of_case = attach(None, case=case.id, title="Доклад")
    of_visit = attach(None, source_type="service_entry", source=visit, title="Снимка")
    assert {row.attachment.id for row in ask(attachments_of, person=person)} == {of_case, of_visit}
    assert [row.attachment.id for row in ask(attachments_of, case=case.id)] == [of_case]
    assert [row.attachment.id for row in ask(attachments_of, source=visit)] == [of_visit]


def test_all_of_a_person_goes_with_an_erasure(do, ask, a_person, attach):
    person = a_person()
    attach(person, title="Договор")
    attach(a_person("Айше"), scan(b"other"), title="Договор")
    plan = ask(plan_erasure, person)
    assert plan.counts["attachment"] == 1
    do(erase_person, plan)
    assert [blob.size for blob in ask(lambda uow: uow.blobs.all())] == [len(b"other")]


@pytest.fixture
def answer(do):
    """Record one answer about photos."""

    def record(person, said="given"):
        return do(record_consents, person, [ConsentAnswer(type="photo", answer=said)], {})

    return record


def test_photo_leaves_the_house_only_with_consent(do, ask, a_person, attach, answer):
    person = a_person()
    photo = attach(person, type="photo", title="Рожден ден")
    paper = attach(person, type="housing_document", title="Договор")
    withheld = {row.attachment.id: row.is_withheld for row in ask(attachments_of, person=person)}
    assert withheld == {photo: True, paper: False}
    assert do(open_attachment, photo).is_withheld  # it is looked at all the same
    for reading in (SAVED, PRINTED):
        with pytest.raises(PhotoWithheldError):
            do(open_attachment, photo, reading=reading)
    do(open_attachment, paper, reading=SAVED)
    answer(person)
    assert do(open_attachment, photo, reading=SAVED).content == b"scan"
    answer(person, "withdrawn")
    with pytest.raises(PhotoWithheldError):
        do(open_attachment, photo, reading=SAVED)


def test_photo_of_several_waits_for_all_of_them(do, ask, a_person, attach, answer):
    mother, child = a_person("Милена"), a_person("Асен")
    draft = VisitDraft(
        person=mother, service=SERVICE, provided_on=date(2022, 11, 1), people=(child,)
    )
    visit = id_of(do(record_visit, draft), "service_entry")
    photo = attach(None, source_type="service_entry", source=visit, type="photo")
    answer(mother)
    [row] = ask(attachments_of, source=visit)
    assert row.is_withheld
    assert ask(photo_count, child) == 1
    answer(child)
    assert do(open_attachment, photo, reading=PRINTED).content == b"scan"


def test_a_no_to_photos_becomes_one_task_and_goes_with_its_undo(do, ask, a_person, attach, answer):
    person, other = a_person(), a_person("Асен")
    attach(person, type="photo")
    answer(person)
    withdrawn = answer(person, "withdrawn")
    [task] = ask(lambda uow: uow.records.find(Task, person=person))
    assert (task.title, task.due_on) == (
        "Photos without consent (1): decide what becomes of them",
        date(2022, 11, 21),
    )
    assert task.source == id_of(withdrawn, "consent")
    answer(person, "refused")
    answer(other, "refused")  # there are none
    assert ask(lambda uow: uow.records.count(Task)) == 1
    do(undo, withdrawn.undo)
    assert ask(lambda uow: uow.records.count(Task)) == 0
