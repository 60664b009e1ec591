from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.records.plan import Goal, Plan
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.records import save_record
from kazanlak_case.ui.screens.closing import ClosingForm
from support.counted_inputs import CTRL, SHIFT, CountedInputs
from support.office import id_of


@pytest.fixture
def a_case(case_file, now, a_person):
    """A person in the project, with a case and a task that is not done."""
    person = a_person()
    with case_file.writing(now) as uow:
        enter(uow, EntryDraft(person=person, entered_on=date(2022, 3, 1)))
        case = id_of(open_case(uow, {"person": person}), "case")
        task = {"title": "Обаждане", "case": case, "person": person}
        save_record(uow, Task, None, task, what="task_made")
    return person, case


def test_a_case_is_closed_with_few_inputs(shell, workspace, a_case, case_file, now, qtbot):
    person, case = a_case
    workspace.open_person(person)
    qtbot.waitUntil(lambda: workspace._person.page is not None)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_X, CTRL | SHIFT)
    form = workspace.openings.panel.content
    assert isinstance(form, ClosingForm)
    box = form.editor.form.box
    counted.go_to(box("closing_reason").editor.part)
    counted.type("found")
    counted.press(Qt.Key.Key_Return)
    counted.go_to(box("closing_result").editor.part)
    counted.press(Qt.Key.Key_Down)
    for name, text in (("achieved", "Работи."), ("recommendations", "Да се обади след месец.")):
        counted.go_to(box(name).editor.part)
        counted.type(text)
    counted.go_to(box("exit_state").editor.part)
    counted.press(Qt.Key.Key_Down)
    counted.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: workspace.openings.panel.content is not form)
    counted.holds("close a case")
    with case_file.reading(now) as uow:
        closed = uow.records.get(Case, case)
        (about,) = uow.records.find(Participation, person=person)
        (spell,) = uow.records.find(Spell, participation=about.id)
        tasks = uow.records.find(Task, case=case)
    assert (closed.closing_reason, closed.closing_result) == ("found_job", "reached")
    assert (spell.left_on, spell.exit_state) == (now.date(), "no_offer")
    assert sum(bool(one.dropped) for one in tasks) == 1
    assert sorted(one.kind or "" for one in tasks) == ["", "document", "follow_up"]


def test_a_closing_without_a_reason_is_refused_beside_the_field(host, kit, a_case, qtbot) -> None:
    form = ClosingForm(host, kit, case=a_case[1])
    with qtbot.assertNotEmitted(form.closed):
        form.editor.save()
    assert form.editor.form.box("closing_reason")._below.property("role") == "problem"


def test_goals_stand_in_the_closing_and_end_with_it(host, kit, a_case, case_file, now, qtbot):
    with case_file.writing(now) as uow:
        values = {"case": a_case[1], "version": 1, "state": "approved"}
        plan = id_of(save_record(uow, Plan, None, values, what="x"), "plan")
    with case_file.writing(now) as uow:
        goal = id_of(
            save_record(uow, Goal, None, {"plan": plan, "text": "Постоянна работа"}, what="x"),
            "goal",
        )
    form = ClosingForm(host, kit, case=a_case[1])
    assert "Постоянна работа" in str(form.editor.form.box("achieved").editor.value())
    combo = form.findChild(QComboBox, "goal0")
    combo.setCurrentIndex(combo.findData("met"))
    combo.activated.emit(combo.currentIndex())
    form.leaves.setChecked(False)
    form.editor.form.put("closing_reason", "goals_met")
    with qtbot.waitSignal(form.closed):
        form.editor.save()
    with case_file.reading(now) as uow:
        assert uow.records.get(Goal, goal).status == "met"
        assert uow.records.find(Spell)[0].left_on is None


def test_without_an_open_case_there_is_nothing_to_close(host, kit, a_person) -> None:
    form = ClosingForm(host, kit, person=a_person())
    assert form.editor is None
