"""A scan is attached by keyboard alone, an identity card is only seen, and the plain original can go."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from kazanlak_case.intake.attaching import Source
from kazanlak_case.services.attachments import attachments_of
from kazanlak_case.services.consents import ConsentAnswer, record_consents
from kazanlak_case.settings import Settings
from kazanlak_case.ui.attachment_parts.arriving import sources_in
from kazanlak_case.ui.attachment_parts.attach_form import AttachForm
from kazanlak_case.ui.attachment_parts.originals import Originals
from kazanlak_case.ui.attachment_parts.photo_line import PhotoLine
from kazanlak_case.ui.workspace import Workspace
from support.counted_inputs import CTRL, SHIFT, CountedInputs


@pytest.fixture
def documents(case_file, now):
    """What is attached to a person."""

    def of(person):
        with case_file.reading(now) as uow:
            return [row.attachment for row in attachments_of(uow, person=person)]

    return of


def form_of(workspace: Workspace) -> AttachForm:
    form = workspace.panel.content
    assert isinstance(form, AttachForm)
    return form


def test_scan_is_attached_in_six_inputs(
    workspace: Workspace, shell, qtbot, a_person, a_scan, documents, case_file, now
) -> None:
    person = a_person()
    scan = a_scan()
    workspace.take_settings(Settings(scanner_folder=str(scan.parent)))
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_K, CTRL)
    counted.type("милена")
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_A, CTRL | SHIFT)
    form = form_of(workspace)
    counted.wait_for(form.scanner.rows[0])
    counted.press(Qt.Key.Key_Return)
    counted.press(Qt.Key.Key_Return, CTRL)
    counted.holds("attach a scan")
    [one] = documents(person)
    assert (one.media_type, one.file_name) == ("image/jpeg", "скан 001.jpg")
    # the plain original is still there: what stands in the panel offers to delete it
    assert scan.exists()
    part = form.findChild(Originals)
    counted.wait_for(part.keep)
    counted.press(Qt.Key.Key_Backtab)
    part.delete.click()
    assert not scan.exists()
    assert workspace.panel.content is None
    with case_file.reading(now) as uow:
        assert uow.blobs.content(one.sha256).startswith(b"\xff\xd8")


def test_identity_card_asks_for_its_number_and_no_file(
    workspace: Workspace, qtbot, a_person, documents, type_into
) -> None:
    person = a_person()
    workspace.openings.attach(person, "Милена")
    form = form_of(workspace)
    assert form.editor is not None
    form.editor.state.put("type", "identity_card")
    form.editor.form.show_values()
    form.editor.form.edited.emit()
    assert form._seen.isVisibleTo(form)
    assert not form._files.isVisibleTo(form)
    form.editor.save()
    assert documents(person) == []
    number = form.editor.form.box("number").editor.part
    qtbot.waitUntil(number.hasFocus)
    type_into(number, "640012345")
    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [one] = documents(person)
    assert (one.seen_only, one.number, one.sha256) == (True, "640012345", None)
    assert one.added_on is not None
    assert workspace.panel.content is None


def test_pages_dropped_or_pasted_become_one_document(
    workspace: Workspace, a_person, a_scan, documents
) -> None:
    person = a_person()
    workspace.openings.attach(person, "Милена")
    form = form_of(workspace)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_scan(f"{at}.png"))) for at in range(2)])
    form.take(sources_in(data))
    form.take(sources_in(data))
    QGuiApplication.clipboard().setImage(QImage(300, 400, QImage.Format.Format_RGB32))
    form.paste.click()
    assert len(form.rows.sources) == 3
    form.rows.remove(0)
    form.editor.save()
    [one] = documents(person)
    assert (one.media_type, one.file_name) == ("application/pdf", "1.pdf")


def test_file_dropped_on_the_page_of_a_person_opens_the_panel_with_it(
    workspace: Workspace, a_person, a_scan
) -> None:
    workspace.open_person(a_person())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_scan()))])
    tabs = workspace._person.tabs
    for kind in (QDragEnterEvent, QDropEvent):
        where = QPoint(60, 60) if kind is QDragEnterEvent else QPointF(60, 60)
        event = kind(
            where,
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(tabs, event)
        assert event.isAccepted()
    assert [one.name for one in form_of(workspace).rows.sources] == ["скан 001.png"]


def test_without_a_file_nothing_is_attached_and_one_is_asked_for(
    workspace: Workspace, a_person, documents
) -> None:
    person = a_person()
    workspace.openings.attach(person, "Милена")
    form_of(workspace).editor.save()
    assert documents(person) == []
    assert workspace.panel.content is not None


def test_damaged_file_is_refused_and_the_rest_of_the_form_stays(
    workspace: Workspace, a_person, documents, tmp_path
) -> None:
    person = a_person()
    broken = tmp_path / "скан.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 broken")
    workspace.openings.attach(person, "Милена", sources=[Source.of_path(broken)])
    form = form_of(workspace)
    form.editor.state.put("title", "Договор")
    form.editor.save()
    assert documents(person) == []
    assert form.editor.state.value("title") == "Договор"
    assert broken.exists()


def test_photo_says_in_one_line_how_the_person_answered(
    workspace: Workspace, a_person, qtbot, case_file, now
) -> None:
    person = a_person()
    workspace.openings.attach(person, "Милена")
    form = form_of(workspace)
    line = form.findChild(PhotoLine)
    assert not line.isVisibleTo(form)
    for kind, text in (("photo", "Nobody has asked"), ("housing_document", "")):
        form.editor.state.put("type", kind)
        form.editor.form.edited.emit()
        qtbot.waitUntil(lambda wanted=bool(text): line.isVisibleTo(form) is wanted)
        assert line.text().startswith(text)
    with case_file.writing(now) as uow:
        record_consents(uow, person, [ConsentAnswer(type="photo", answer="given")], {})
    form.editor.state.put("type", "photo")
    form.editor.form.edited.emit()
    qtbot.waitUntil(lambda: line.text().startswith("The person agreed"))
