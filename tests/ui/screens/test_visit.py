"""„Запиши посещение“ by keyboard alone, counted as design.md counts inputs."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.services.text_blocks import save_text_block
from kazanlak_case.services.timeline import timeline
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.screens.visit import VisitForm
from support.counted_inputs import CTRL, CountedInputs

MOST_INPUTS = 8


@pytest.fixture
def milena(a_person, case_file, now) -> str:
    """Somebody with an open case, whom the user has visited before."""
    person = a_person("Милена", "Асенова")
    a_person("Милко", "Асенов")
    staff = case_file.user.staff_member
    with case_file.writing(now) as uow:
        open_case(uow, {"person": person, "type": "individual_adult"})
    draft = VisitDraft(
        person=person,
        service="soc_counselling",
        form="home_visit",
        minutes=45,
        provided_on=now.date(),
        staff_member=staff,
    )
    with case_file.writing(now) as uow:
        record_visit(uow, draft)
    return person


def _entries(case_file, now) -> list[ServiceEntry]:
    with case_file.reading(now) as uow:
        return uow.records.find(ServiceEntry)


def _focus(qtbot, widget) -> None:
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_visit_of_a_known_person_takes_five_inputs(
    shell, workspace, milena, case_file, now, qtbot
) -> None:
    _focus(qtbot, workspace._stack)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_N, CTRL)
    form = workspace.panel.content
    assert isinstance(form, VisitForm)
    counted.wait_for(form.editor.form.box("person").editor.picker.line)
    counted.type("milena")
    counted.press(Qt.Key.Key_Return)
    counted.wait_for(form.editor.form.box("note").editor.box)
    counted.type("Попълнихме заявлението.")
    counted.press(Qt.Key.Key_Return, CTRL)
    assert workspace.panel.content is None
    entry = next(one for one in _entries(case_file, now) if one.note)
    assert entry.person == milena
    assert entry.note == "Попълнихме заявлението."
    assert entry.service == "soc_counselling"
    assert entry.form == "home_visit"
    assert entry.minutes == 45
    assert entry.provided_on == now.date()
    assert entry.case is not None
    counted.holds("record a visit")


def test_enter_pressed_before_the_answer_came_takes_the_first_found(
    workspace, milena, type_into, qtbot
) -> None:
    workspace.write_visit()
    form = workspace.panel.content
    picker = form.editor.form.box("person").editor.picker
    _focus(qtbot, picker.line)
    held = []
    picker._suggest = lambda _text, answer: held.append(answer)
    type_into(picker.line, "милена")
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    from kazanlak_case.ui.widgets.suggestions import Suggestion

    held[0]([Suggestion(milena, "Милена Асенова"), Suggestion("0" * 32, "Друга")])
    assert picker.key == milena


def test_visit_from_a_persons_page_is_that_persons(workspace, milena, qtbot) -> None:
    workspace.open_person(milena)
    workspace.write_visit()
    form = workspace.panel.content
    assert form.editor.state.value("person") == milena
    assert form.editor.form.box("person").editor.picker.line.text() == "Милена Асенова"
    qtbot.waitUntil(form.editor.form.box("note").editor.box.hasFocus)


def test_saved_visit_can_be_taken_back_at_once(workspace, milena, case_file, now, qtbot) -> None:
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    form = workspace.panel.content
    before = len(_entries(case_file, now))
    form.editor.save()
    assert len(_entries(case_file, now)) == before + 1
    messages = workspace.kit.messages
    assert messages._toast.isVisible()
    qtbot.mouseClick(messages._toast.action, Qt.MouseButton.LeftButton)
    assert len(_entries(case_file, now)) == before


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    workspace, milena, case_file, now, type_into, qtbot
) -> None:
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    form = workspace.panel.content
    before = len(_entries(case_file, now))
    form.editor.form.box("note").editor.box.setPlainText("Разговор")
    form.editor.form.box("minutes").editor.line.clear()
    type_into(form.editor.form.box("minutes").editor.line, "5000")
    form.editor.save()
    assert len(_entries(case_file, now)) == before
    below = form.editor.form.box("minutes")._below
    assert "1440" in below.text()
    assert form.editor.form.box("note").editor.value() == "Разговор"
    form.editor.form.box("minutes").editor.line.clear()
    type_into(form.editor.form.box("minutes").editor.line, "много")
    form.editor.save()
    assert "whole number" in below.text()
    assert len(_entries(case_file, now)) == before


def test_draft_is_taken_up_again_after_the_panel_closed(workspace, milena, qtbot) -> None:
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    form = workspace.panel.content
    note = form.editor.form.box("note").editor.box
    note.insertPlainText("Недописано изречение")
    form.keep_draft()
    workspace.panel.close_panel()
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    again = workspace.panel.content
    assert again is not form
    assert again.editor.form.box("note").editor.value() == "Недописано изречение"
    assert not again.editor._draft_note.isHidden()
    again.editor.save()
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    assert workspace.panel.content.editor.form.box("note").editor.value() is None


def test_draft_of_anybody_names_the_person_again(workspace, milena, type_into, qtbot) -> None:
    workspace.write_visit()
    form = workspace.panel.content
    line = form.editor.form.box("person").editor.picker.line
    _focus(qtbot, line)
    type_into(line, "милена")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    form.keep_draft()
    workspace.panel.close_panel()
    workspace.write_visit()
    again = workspace.panel.content
    assert again.editor.form.box("person").editor.picker.line.text() == "Милена Асенова"


def test_lately_visited_are_one_click_away(workspace, milena, qtbot) -> None:
    workspace.write_visit()
    form = workspace.panel.content
    button = form.offered.flow.itemAt(0).widget()
    assert button.accessibleName() == "Милена Асенова"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.editor.state.value("person") == milena
    qtbot.waitUntil(form.editor.form.box("note").editor.box.hasFocus)


def test_written_visit_is_corrected(workspace, milena, case_file, now) -> None:
    entry = _entries(case_file, now)[0]
    workspace.openings.open_visit(entry.id)
    form = workspace.panel.content
    assert form.editor.form.box("person").editor.picker.line.text() == "Милена Асенова"
    form.editor.form.put("minutes", 60)
    form.editor.save()
    assert [one.minutes for one in _entries(case_file, now)] == [60]


def test_escape_closes_the_panel(shell, workspace, qtbot) -> None:
    workspace.write_visit()
    focused = QApplication.focusWidget()
    qtbot.keyClick(focused or workspace.panel, Qt.Key.Key_Escape)
    assert workspace.panel.content is None


def _home(case_file, now, head, *others, **values) -> str:
    members = [MemberDraft(person=head, relation="head")]
    members += [MemberDraft(person=one, relation="child") for one in others]
    with case_file.writing(now) as uow:
        written = make_household(uow, {"name": "Асенови", **values}, members)
    return next(one for record, one in written.touched if record == "household")


def test_family_visit_with_a_next_step_takes_seven_inputs(
    shell, workspace, milena, a_person, case_file, now, qtbot
) -> None:
    son, daughter = a_person("Асен", "Асенов"), a_person("Ема", "Асенова")
    _home(case_file, now, milena, son, daughter, before_visit="Куче без каишка.")
    _focus(qtbot, workspace._stack)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_N, CTRL)
    form = workspace.panel.content
    counted.wait_for(form.editor.form.box("person").editor.picker.line)
    counted.press(Qt.Key.Key_1, CTRL)
    counted.wait_for(form.editor.form.box("note").editor.box)
    assert form.red_line.isVisible()
    assert "Куче без каишка." in form.red_line.accessibleName()
    counted.press(Qt.Key.Key_J, CTRL)
    counted.type("Огледахме жилището.")
    counted.go_to(form.editor.form.box("agreed").editor.part)
    counted.type("Да донесе епикриза")
    counted.go_to(form.editor._next.part)
    counted.type("в петък")
    counted.press(Qt.Key.Key_Return, CTRL)
    assert workspace.panel.content is None
    assert counted.inputs <= 7 <= MOST_INPUTS, counted.done
    with case_file.reading(now) as uow:
        (task,) = uow.records.find(Task)
        (entry,) = [one for one in uow.records.find(ServiceEntry) if one.note]
        assert (task.title, task.due_on.isoformat()) == ("Да донесе епикриза", "2022-11-18")
        for member in (milena, son, daughter):
            assert entry.id in [one.id for one in timeline(uow, member)]


def test_draft_keeps_who_else_was_there(workspace, milena, a_person, case_file, now) -> None:
    son = a_person("Асен", "Асенов")
    _home(case_file, now, milena, son)
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    workspace.panel.content.editor.add_family()
    workspace.panel.content.keep_draft()
    workspace.panel.close_panel()
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    again = workspace.panel.content.editor
    assert again.people.chosen == (son,)
    assert "Асен" in again.people.findChild(QPushButton, f"chip_{son}").text()


def test_escort_asks_for_the_institution_and_lengths_are_one_stroke(workspace, milena) -> None:
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    editor = workspace.panel.content.editor
    institution = editor.form.box("institution")
    assert institution.isHidden()
    editor.form.put("service", "soc_accompany")
    assert not institution.isHidden()
    editor._lengths.findChild(QPushButton, "minutes90").click()
    assert editor.state.value("minutes") == 90


def test_usual_services_come_first_and_typing_narrows(workspace, milena) -> None:
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    editor = workspace.panel.content.editor
    found = []
    editor.services.suggest("", found.extend)
    assert (found[0].key, found[0].mark) == ("soc_counselling", "usual")
    assert len(found) == 53
    found.clear()
    editor.services.suggest("health", found.extend)
    assert found
    assert all(one.key.startswith("hea_") or "health" in one.title.casefold() for one in found)


def _two_days_on(workspace, now) -> None:
    later = now + timedelta(days=2)

    def clock():
        return later

    workspace.kit.operations.clock = clock


def test_older_visit_is_corrected_with_a_reason_and_moved_with_one(
    shell, workspace, milena, a_person, case_file, now, qtbot
) -> None:
    other = a_person("Милко", "Друг")
    _two_days_on(workspace, now)
    entry = _entries(case_file, now)[0]
    workspace.openings.open_visit(entry.id)
    form = workspace.panel.content
    correction = form.editor.form.box("correction")
    assert not correction.isHidden()
    form.editor.form.put("minutes", 60)
    form.editor.save()
    assert "why" in correction._below.text()
    assert workspace.panel.content is form
    form.editor.form.put("correction", "Сгрешени минути.")
    form.editor.save()
    assert [one.minutes for one in _entries(case_file, now)] == [60]
    workspace.openings.open_visit(entry.id)
    form = workspace.panel.content
    _focus(qtbot, form.editor.form.box("note").editor.box)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_M, CTRL)
    counted.wait_for(form._move.person.line)
    counted.type("милко друг")
    counted.press(Qt.Key.Key_Return)
    counted.wait_for(form._move.reason)
    counted.type("Друг човек.")
    counted.press(Qt.Key.Key_Return)
    moved = _entries(case_file, now)[0]
    assert (moved.person, moved.correction) == (other, "Друг човек.")
    assert counted.inputs <= 5, counted.done


def test_ready_text_is_put_in_by_a_stroke_and_its_name(
    workspace, milena, case_file, now, qtbot, type_into
) -> None:
    with case_file.writing(now) as uow:
        save_text_block(uow, None, {"title": "Отказ", "text": "Лицето отказа посещението."})
    workspace.openings.write_visit_for(milena, "Милена Асенова")
    note = workspace.panel.content.editor.form.box("note").editor.box
    _focus(qtbot, note)
    type_into(note, "Днес. /отк")
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.toPlainText() == "Днес. Лицето отказа посещението."
