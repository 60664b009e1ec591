"""A document is looked at inside the window, page by page, and a plain copy is warned of first."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings
from kazanlak_case.intake.scans import as_pdf
from kazanlak_case.services.attachments import (
    AttachmentDraft,
    Content,
    add_attachment,
    attachments_of,
)
from kazanlak_case.services.consents import ConsentAnswer, record_consents
from kazanlak_case.ui.attachment_parts import taking_out
from kazanlak_case.ui.attachment_parts.viewer import Viewer
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.workspace import Workspace
from support.office import id_of


@pytest.fixture
def a_document(case_file: CaseFile, now) -> Callable[..., str]:
    """Attach something to a person."""

    def make(person, content: bytes, media_type: str = "image/jpeg", name: str = "скан.jpg") -> str:
        draft = AttachmentDraft(person=person, title="Договор за наем", type="housing_document")
        kept = Content(stream=io.BytesIO(content), file_name=name, media_type=media_type)
        with case_file.writing(now) as uow:
            return id_of(add_attachment(uow, draft, kept), "attachment")

    return make


def viewer_of(workspace: Workspace) -> Viewer:
    [viewer] = [one for one in workspace.findChildren(Viewer) if one.isVisible()]
    return viewer


def test_it_is_opened_from_the_list_turned_zoomed_and_closed_by_keys(
    workspace: Workspace, qtbot, a_person, a_document, a_page: bytes, case_file: CaseFile
) -> None:
    person = a_person()
    document = a_document(person, as_pdf([a_page, a_page, a_page]), "application/pdf", "a.pdf")
    workspace.open_person(person)
    tabs = workspace._person.tabs
    tabs.go_to("documents")
    row = tabs.findChild(QPushButton, f"attachment_{document}") or next(
        one for one in tabs.findChildren(object) if one.objectName() == f"attachment_{document}"
    )
    row.click()
    viewer = viewer_of(workspace)
    qtbot.waitUntil(viewer._scroll.hasFocus)

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(viewer._scroll, key)

    assert viewer.page_count == 3
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert viewer.at == 2
    wide = viewer._sheet.pixmap().width()
    press(Qt.Key.Key_R)
    upright = viewer._sheet.pixmap()
    assert upright.width() > upright.height() * 1.3
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Plus)
    assert viewer._sheet.pixmap().width() > wide * 1.2
    press(Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    told = [(one.what, one.row) for one in readings(case_file) if one.record == "attachment"]
    assert told == [("attachment_opened", document)]


def test_plain_copy_is_warned_of_and_recorded(
    workspace: Workspace, a_person, a_document, a_page, case_file, tmp_path: Path, monkeypatch
) -> None:
    document = a_document(a_person(), a_page)
    workspace.openings.view_attachment(document)
    viewer = viewer_of(workspace)
    assert not viewer.notice.isVisible()
    viewer.bar.copy.click()
    assert viewer.notice.isVisible()
    out = tmp_path / "копие.jpg"
    monkeypatch.setattr(taking_out, "choose_target", lambda *_args, **_named: out)
    viewer.notice.go_on.click()
    assert out.read_bytes() == a_page
    assert readings(case_file)[-1].what == "attachment_exported"


def test_what_cannot_be_shown_says_so(workspace: Workspace, a_person, a_document) -> None:
    document = a_document(a_person(), b"PK words", "application/msword", "писмо.doc")
    workspace.openings.view_attachment(document)
    viewer = viewer_of(workspace)
    assert viewer.page_count == 0
    assert viewer._nothing.isVisible()
    assert not viewer.bar.print.isVisible()
    assert viewer.bar.copy.isVisible()


def test_removed_document_leaves_the_list_and_can_be_taken_back(
    workspace: Workspace, a_person, a_document, a_page, case_file, now
) -> None:
    person = a_person()
    document = a_document(person, a_page)
    workspace.openings.view_attachment(document)
    viewer_of(workspace).bar.remove.click()

    def documents() -> int:
        with case_file.reading(now) as uow:
            return len(attachments_of(uow, person=person))

    assert documents() == 0
    workspace.kit.messages._on_undo()
    assert documents() == 1


def test_photo_stays_in_the_house_once_consent_is_withdrawn(
    workspace: Workspace, qtbot, a_person, a_page: bytes, case_file: CaseFile, now
) -> None:
    person = a_person()
    draft = AttachmentDraft(person=person, title="Рожден ден", type="photo")
    content = Content(stream=io.BytesIO(a_page), file_name="a.jpg", media_type="image/jpeg")
    with case_file.writing(now) as uow:
        photo = id_of(add_attachment(uow, draft, content), "attachment")
        record_consents(uow, person, [ConsentAnswer(type="photo", answer="given")], {})
    told = []
    workspace.kit.messages.told.connect(told.append)
    workspace.open_person(person)
    tabs = workspace._person.tabs
    tabs.go_to("documents")
    withdraw = next(
        one
        for one in tabs.findChildren(QPushButton)
        if one.objectName().startswith("consentWithdraw")
    )
    withdraw.click()
    assert "1 photo does not leave the house any more" in told[-1]

    def marked() -> list[LinkRow]:
        rows = [one for one in tabs.findChildren(LinkRow) if one.objectName().endswith(photo)]
        return [one for one in rows if "no consent to photos" in one.accessibleName()]

    qtbot.waitUntil(lambda: bool(marked()))
    row = marked()[-1]  # the one before it is on its way out
    row.click()
    viewer = viewer_of(workspace)
    assert not viewer.bar.print.isVisibleTo(viewer)
    assert not viewer.bar.copy.isVisibleTo(viewer)
    assert viewer.bar._about.text().startswith("Without consent to photos")
