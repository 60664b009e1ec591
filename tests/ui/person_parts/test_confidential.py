"""The tab with confidential notes: what each sees of it, and that no text stays on the screen."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kazanlak_case.db.readings import readings
from kazanlak_case.db.recovery import make_sheet_b
from kazanlak_case.db.role_keys import settle_role_keys
from kazanlak_case.domain.changes import Edited
from kazanlak_case.services.confidential import NoteDraft, write_note
from kazanlak_case.ui.dialogs.emergency import EmergencyDialog
from kazanlak_case.ui.screens.person import PersonScreen

PROFESSION = "psychologist"
TEXT = "Сподели, че се страхува да се прибере вкъщи."


@pytest.fixture
def sit_down(case_file, now):
    """Sign somebody of a post in."""

    def run(role):
        with case_file.writing(now) as uow:
            uow.log.append([Edited("user", uow.user.id, {"role": role})], "test")
            uow.commit()
        case_file.load()
        case_file.secrets.wipe()
        case_file.unlocked.role_keys.clear()
        if role == PROFESSION:
            case_file.unlocked.role_keys |= held

    held = {}
    with case_file.reading(now):
        settle_role_keys(
            case_file.key_place,
            case_file.unlocked,
            scope="kran",
            entitled={case_file.unlocked.user.casefold(): frozenset({PROFESSION})},
        )
    held |= {name: bytearray(key) for name, key in case_file.unlocked.role_keys.items()}
    return run


@pytest.fixture
def sheet(sit_down, case_file, now):
    sit_down(PROFESSION)
    return make_sheet_b(
        case_file.key_place, case_file.unlocked, scope="kran", secret=PROFESSION, made_on=now.date()
    ).text


@pytest.fixture
def a_note(sit_down, case_file, now):
    def make(person, text=TEXT):
        sit_down(PROFESSION)
        with case_file.writing(now) as uow:
            written = write_note(uow, NoteDraft(person=person, secret=PROFESSION, text=text))
        return next(one for name, one in written.touched if name == "confidential_note")

    return make


@pytest.fixture
def screen(host, kit, qtbot):
    screen = PersonScreen(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


@pytest.fixture
def open_tab(screen):
    def run(person):
        screen.show_person(person)
        screen.show_confidential()
        return screen.confidential

    return run


def words(widget):
    QApplication.processEvents()
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [
        one.accessibleName() for one in widget.findChildren(QAbstractButton) if one.isVisible()
    ]
    return " | ".join([*labels, *buttons])


def press(qtbot, widget, name):
    QApplication.processEvents()
    button = next(
        one for one in widget.findChildren(QAbstractButton, name) if one.isVisibleTo(widget)
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_text_opens_on_a_click_and_the_reading_is_recorded(
    open_tab, a_person, a_note, case_file, qtbot
):
    person = a_person()
    note = a_note(person)
    part = open_tab(person)
    assert "psychologist" in words(part)
    assert TEXT not in words(part)
    assert "note_read" not in [one.what for one in readings(case_file)]
    press(qtbot, part, "noteHead")
    assert TEXT in words(part)
    assert [(one.what, one.row) for one in readings(case_file)][-1] == ("note_read", note)
    press(qtbot, part, "noteHead")
    assert TEXT not in words(part)


def test_another_post_sees_that_there_was_a_contact_and_why_no_text(
    open_tab, a_person, a_note, sit_down
):
    person = a_person()
    a_note(person)
    sit_down("roma_mediator")
    part = open_tab(person)
    said = words(part)
    assert "14.11.2022" in said
    assert "psychologist" in said
    assert "Why is the text not here?" in said
    assert "Open in an emergency…" not in said
    assert "New confidential note" not in said
    assert TEXT not in said


def test_a_note_is_written_and_corrected(open_tab, a_person, sit_down, qtbot, type_into):
    person = a_person()
    sit_down(PROFESSION)
    part = open_tab(person)
    press(qtbot, part, "notesEmptyAction")
    box = part.findChild(QPlainTextEdit)
    box.setPlainText(TEXT)
    press(qtbot, part, "noteSave")
    assert part.form is None
    press(qtbot, part, "noteHead")
    assert TEXT in words(part)
    press(qtbot, part, "noteCorrect")
    assert TEXT in words(part)  # what is corrected stays in sight
    part.form.text.box.setPlainText("Не вкъщи, а в училище.")
    press(qtbot, part, "noteSave")
    assert "corrects the note of 14.11.2022" in words(part)
    assert "corrected" in words(part)


def test_an_empty_note_is_refused_beside_its_field(open_tab, a_person, sit_down, qtbot):
    sit_down(PROFESSION)
    part = open_tab(a_person())
    press(qtbot, part, "notesEmptyAction")
    press(qtbot, part, "noteSave")
    assert "Please fill this in." in words(part)


def test_what_is_half_typed_comes_back_and_lies_under_the_role_key(
    open_tab, screen, a_person, sit_down, case_file, qtbot, operations
):
    person, other = a_person(), a_person("Айше")
    sit_down(PROFESSION)
    part = open_tab(person)
    press(qtbot, part, "notesEmptyAction")
    part.form.text.box.setPlainText(TEXT)
    screen.keep_drafts()
    (draft,) = (case_file.path / "drafts").iterdir()
    open_tab(other)
    names = []
    operations.draft_names(done=names.extend)
    assert names == [f"confidential-{person}-{PROFESSION}"]
    part = open_tab(person)
    press(qtbot, part, "notesEmptyAction")
    assert part.form.text.value() == TEXT
    sit_down("roma_mediator")
    found = []
    operations.read_draft(names[0], done=found.append)
    assert found == [{}]
    assert TEXT.encode() not in draft.read_bytes()


def test_no_text_stays_when_one_goes_elsewhere_or_the_window_locks(
    open_tab, screen, a_person, a_note, qtbot
):
    person = a_person()
    a_note(person)
    part = open_tab(person)
    press(qtbot, part, "noteHead")
    screen.tabs.setCurrentIndex(0)
    screen.show_confidential()
    assert TEXT not in words(part)
    press(qtbot, part, "noteHead")
    screen.keep_drafts()
    assert all(TEXT not in one.text() for one in screen.findChildren(QLabel))


def test_the_head_opens_in_an_emergency_and_shuts_again(
    open_tab, a_person, a_note, sit_down, sheet, qtbot, case_file
):
    person = a_person()
    a_note(person)
    sit_down("manager")
    part = open_tab(person)
    press(qtbot, part, "openEmergency")
    dialog = part.findChild(EmergencyDialog)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "why this cannot wait" in words(dialog)
    dialog.reason.setText("Лекарят пита спешно за уговореното с лицето.")
    dialog.findChild(QLineEdit, "emergencySheet").setText(sheet.lower())
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "Opened in an emergency until" in words(part)
    press(qtbot, part, "noteHead")
    assert TEXT in words(part)
    press(qtbot, part, "lentDone")
    assert TEXT not in words(part)
    assert "Why is the text not here?" in words(part)
    assert not case_file.secrets._loans


def test_when_its_time_is_up_the_text_goes(
    open_tab, a_person, a_note, sit_down, sheet, qtbot, case_file, operations, now
):
    person = a_person()
    a_note(person)
    sit_down("manager")
    part = open_tab(person)
    from kazanlak_case.services.emergency import Emergency, open_in_emergency

    reason = "Лекарят пита спешно за уговореното с лицето."
    wanted = Emergency(person=person, secret=PROFESSION, reason=reason, minutes=15, sheet=sheet)
    open_in_emergency(case_file, wanted, now=now)
    part._read()
    press(qtbot, part, "noteHead")
    assert TEXT in words(part)
    assert part._over.isActive()
    operations.clock = lambda: now + timedelta(minutes=15)
    part._over.timeout.emit()
    assert TEXT not in words(part)
    assert not case_file.secrets._loans


def test_timeline_tells_of_the_consultation_and_leads_here(screen, a_person, a_note, sit_down):
    person = a_person()
    note = a_note(person)
    sit_down("roma_mediator")
    screen.show_person(person)
    entries = screen.findChild(QWidget, "timeline").entries.entries
    assert ("Confidential consultation", "psychologist") in [
        (one.title, one.detail) for one in entries
    ]
    screen.findChild(QWidget, "timeline").opened.emit(note)
    assert screen.confidential.isVisible()


def test_a_note_is_found_by_its_words_without_being_shown(
    open_tab, screen, a_person, a_note, qtbot
):
    person, other = a_person(), a_person("Айше", "Шабан")
    a_note(person)
    a_note(other, "Говорихме за кризисния център.")
    part = open_tab(person)
    line = part.findChild(QLineEdit, "noteSearchLine")
    line.setText("кризисния")
    line.returnPressed.emit()
    said = words(part)
    assert "Айше Шабан" in said
    assert "Говорихме" not in said
    found = next(one for one in part.findChildren(QAbstractButton) if "found_" in one.objectName())
    with qtbot.waitSignal(screen.person_opened) as signal:
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    assert signal.args == [other]
    line.setText("няматакавадума")
    line.returnPressed.emit()
    assert "No note you may read has these words." in words(part)
