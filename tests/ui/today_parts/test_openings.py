"""„Днес“ tells the author who opened the notes, when and why, until it is acknowledged; and of notes begun."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from kazanlak_case.db.key_slots import RoleKeyName
from kazanlak_case.db.role_drafts import draft_name
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.records import EmergencyOpening, User
from kazanlak_case.services.confidential import NoteDraft, write_note
from kazanlak_case.ui.screens.today import Today

PROFESSION = "psychologist"
REASON = "Лекарят пита спешно за уговореното."


@pytest.fixture
def screen(host, kit, qtbot):
    screen = Today(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


@pytest.fixture
def opened(case_file, a_person, now):
    """A note of the psychologist who sits here, opened by the head."""
    person = a_person()
    with case_file.writing(now) as uow:
        uow.log.append([Edited("user", uow.user.id, {"role": PROFESSION})], "test")
        uow.commit()
    case_file.load()
    case_file.unlocked.retired = frozenset()
    case_file.unlocked.role_keys = {RoleKeyName("kran", PROFESSION, 1): bytearray(range(32))}
    with case_file.writing(now) as uow:
        write_note(uow, NoteDraft(person=person, secret=PROFESSION, text="Нещо поверително."))
    with case_file.writing(now) as uow:
        head = User(id=uow.new_id(), name="друг", display_name="Стоянка Тестова")
        opening = EmergencyOpening(
            id=uow.new_id(),
            person=person,
            secret=PROFESSION,
            user=head.id,
            opened_on=uow.today,
            minutes=30,
            reason=REASON,
        )
        uow.log.append([Born(head)], "test")
        uow.log.append([Born(opening)], "emergency_opened")
        uow.commit()
    return person


def words(widget):
    QApplication.processEvents()
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_the_author_is_told_until_it_is_seen(screen, opened, qtbot):
    screen.refresh()
    said = words(screen)
    for part in ("Your notes were opened in an emergency", "Стоянка Тестова", REASON, "30 minutes"):
        assert part in said
    buttons = [one for one in screen.findChildren(QAbstractButton) if one.isVisible()]
    person = next(one for one in buttons if one.objectName().startswith("openingPerson"))
    with qtbot.waitSignal(screen.person_opened) as signal:
        qtbot.mouseClick(person, Qt.MouseButton.LeftButton)
    assert signal.args == [opened]
    seen = next(one for one in buttons if one.objectName().startswith("openingSeen"))
    qtbot.mouseClick(seen, Qt.MouseButton.LeftButton)
    assert REASON not in words(screen)
    screen.refresh()
    assert REASON not in words(screen)


def test_what_was_written_in_confidence_is_not_offered_to_be_taken_back(screen, opened):
    screen.refresh()
    assert "Confidential note written" in words(screen)
    buttons = {one.objectName() for one in screen.findChildren(QAbstractButton)}
    offered = {one.what for one in screen._view.mine if f"undo_{one.undo}" in buttons}
    assert "test" in offered
    assert not offered & {"note_written", "emergency_opened"}


def test_a_note_begun_is_offered_to_who_holds_the_key(screen, opened, operations, case_file):
    operations.keep_draft(draft_name(opened, PROFESSION), {"text": "Започнато."})
    screen.refresh()
    assert "Confidential note, begun" in words(screen)
    case_file.unlocked.role_keys.clear()
    screen.refresh()
    assert "Confidential note, begun" not in words(screen)
