"""From the reminder of the day to the enrolment and on: at the keyboard, on the pages of person and family."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from kazanlak_case.services.enrolments import enrolments_of
from kazanlak_case.services.households import MemberDraft, add_member, make_household
from kazanlak_case.ui.enrolment_parts.enrolment_form import EnrolmentForm
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.tick_row import TickRow
from support.counted_inputs import CTRL, CountedInputs
from support.office import id_of


def _reminders(workspace):
    QApplication.processEvents()
    rows = workspace._screens["today"].agenda.findChildren(TickRow)
    return [one for one in rows if one.isVisible()]


def _form(workspace) -> EnrolmentForm:
    QApplication.processEvents()
    form = workspace.panel.content
    assert isinstance(form, EnrolmentForm)
    return form


def _found(case_file, now, person):
    with case_file.reading(now) as uow:
        return enrolments_of(uow, person)


def test_a_reminder_ends_with_the_enrolment_in_three_inputs_and_comes_back_with_undo(
    workspace, shell, a_person, case_file, now, qtbot
):
    child = a_person("Ели", born_on=date(2015, 5, 5))
    workspace.go("today")
    (reminder,) = _reminders(workspace)
    reminder.setFocus()
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_Return)
    form = _form(workspace)
    kind = form.editor.form.box("kind").editor.part
    assert kind.hasFocus()
    assert form.title() == "Enrolment: Ели Асенова"
    counted.type("primary")
    counted.press(Qt.Key.Key_Return, CTRL)
    assert counted.inputs == 3
    assert workspace.panel.content is None
    (one,) = _found(case_file, now, child)
    assert (one.kind, one.grade, one.school_year) == ("primary_school", "grade_1", "2022/2023")
    assert _reminders(workspace) == []
    workspace.undo(workspace.kit.messages._undo)
    assert len(_reminders(workspace)) == 1


def test_the_pages_of_person_and_family_tell_where_a_child_learns(
    workspace, a_person, case_file, now
):
    child = a_person("Ели", born_on=date(2015, 5, 5))
    with case_file.writing(now) as uow:
        home = id_of(make_household(uow, {"name": "Асенови"}), "household")
    with case_file.writing(now) as uow:
        add_member(uow, home, MemberDraft(person=child))
    workspace.open_family(home)
    family = workspace._screens["families"].family
    family.people.findChild(PlainButton, f"school_{child}").click()
    form = _form(workspace)
    form.editor.form.put("kind", "basic_school")
    form.editor.form.put("institution", "ОУ „Паисий Хилендарски“")
    form.editor.save()
    QApplication.processEvents()
    said = " ".join(one.text() for one in family.people.findChildren(QLabel) if one.isVisible())
    assert "ОУ „Паисий Хилендарски“ · grade 1 (2022/2023)" in said
    workspace.open_person(child)
    workspace._person.show_data()
    QApplication.processEvents()
    (one,) = _found(case_file, now, child)
    row = workspace._person.data.school.findChild(LinkRow, f"enrolment_{one.id}")
    assert row.accessibleName() == (
        "ОУ „Паисий Хилендарски“, basic school · grade 1 (2022/2023) · since 15.09.2022, now"
    )
    row.click()
    form = _form(workspace)
    form.editor.form.put("until", date(2022, 10, 3))
    form.editor.form.put("leaving_reason", "dropped_out")
    form.editor.save()
    QApplication.processEvents()
    row = workspace._person.data.school.findChild(LinkRow, f"enrolment_{one.id}")
    assert row.accessibleName().endswith("dropped out")
