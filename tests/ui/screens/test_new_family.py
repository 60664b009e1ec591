from datetime import date

import pytest
from PySide6.QtCore import Qt

from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.domain.records.kinship import Kinship
from kazanlak_case.domain.records.person import Person
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.new_family import NewFamilyForm
from kazanlak_case.ui.widgets.buttons import Button
from support.counted_inputs import CTRL, SHIFT, CountedInputs


@pytest.fixture
def form(host, kit: Kit, qtbot) -> NewFamilyForm:
    form = NewFamilyForm(host, kit)
    host.show()
    qtbot.waitExposed(host)
    return form


def test_a_family_of_five_is_written_with_few_inputs(shell, workspace, case_file, now, qtbot):
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_F, CTRL | SHIFT)
    form = workspace.openings.panel.content
    lines = [one.lines for one in form.grid.rows]

    def fill(cell, text):
        counted.go_to(cell)
        counted.type(text)

    fill(form.household.box("settlement").editor.part, "Крън")
    counted.press(Qt.Key.Key_Return)
    for name, text in (
        ("given_name", "Асен"),
        ("middle_name", "Илиев"),
        ("family_name", "Каменов"),
        ("birth", "1984"),
    ):
        fill(lines[0][name], text)
    fill(lines[1]["given_name"], "Милена")
    fill(lines[1]["middle_name"], "Колева")
    fill(lines[1]["birth"], "8503109277")
    for at, (given, birth) in enumerate((("Илия", "12"), ("Мария", "2015"), ("Ана", "3.4.2020"))):
        row = form.grid.rows[at + 2]
        fill(row.lines["given_name"], given)
        fill(row.lines["birth"], birth)
    counted.go_to(form.intake.box("source").editor.part)
    counted.press(Qt.Key.Key_Down)
    fill(form.intake.box("reason").editor.part, "Няма личен лекар.")
    counted.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: workspace.openings.panel.content is not form)
    counted.holds("new family of five")
    with case_file.reading(now) as uow:
        (household,) = uow.records.find(Household)
        members = uow.records.find(HouseholdMember)
        people = {one.given_name: one for one in uow.records.find(Person)}
        (intake,) = uow.records.find(Intake)
        assert len(uow.records.find(Kinship)) == 7
    assert (household.name, len(members)) == ("Каменови", 5)
    assert people["Милена"].name == "Милена Колева Каменова"
    assert (people["Милена"].sex, people["Милена"].born_on) == ("f", date(1985, 3, 10))
    assert people["Мария"].name == "Мария Асенова Каменова"
    assert people["Илия"].name == "Илия Асенов Каменов"
    assert (people["Илия"].sex, people["Илия"].born_precision) == ("m", "about")
    assert people["Ана"].settlement == people["Асен"].settlement == household.settlement
    assert intake.person == people["Асен"].id


def test_what_is_proposed_gives_way_to_what_is_typed(form: NewFamilyForm, type_into) -> None:
    head, second = form.grid.rows[:2]
    type_into(head.lines["given_name"], "Асен")
    type_into(head.lines["family_name"], "Каменов")
    type_into(second.lines["given_name"], "Милена")
    assert second.lines["family_name"].text() == "Каменова"
    assert second.lines["family_name"].property("proposed")
    second.lines["family_name"].clear()
    type_into(second.lines["family_name"], "Руменова")
    type_into(head.lines["middle_name"], "Илиев")
    assert second.lines["family_name"].text() == "Руменова"
    assert (head.sex.currentData(), second.sex.currentData()) == ("m", "f")


def test_a_blank_row_is_nobody_and_one_more_is_always_there(form, type_into) -> None:
    count = len(form.grid.rows)
    type_into(form.grid.rows[0].lines["given_name"], "Асен")
    assert len(form.grid.filled()) == 1
    type_into(form.grid.rows[-1].lines["given_name"], "Ана")
    assert len(form.grid.rows) == count + 1


def test_who_is_here_already_is_only_added(
    form: NewFamilyForm, a_person, type_into, qtbot, case_file, now
) -> None:
    known = a_person("Милена", "Асенова", born_on=date(1985, 3, 10))
    type_into(form.grid.rows[0].lines["given_name"], "Асен")
    row = form.grid.rows[1]
    type_into(row.lines["given_name"], "Милена")
    type_into(row.lines["family_name"], "Асенова")
    type_into(row.lines["birth"], "10.3.1985")
    qtbot.waitUntil(lambda: form.findChild(Button, "same1") is not None)
    form.findChild(Button, "same1").click()
    assert row.lines["given_name"].text() == "Милена Асенова"
    with qtbot.waitSignal(form.made):
        form.save()
    with case_file.reading(now) as uow:
        assert uow.records.count(Person, given_name="Милена") == 1
        (member,) = uow.records.find(HouseholdMember, person=known)
    assert member.relation == "spouse"


def test_a_fault_is_marked_in_its_row_and_nothing_is_lost(form, type_into, case_file, now) -> None:
    head, second = form.grid.rows[:2]
    type_into(head.lines["given_name"], "Асен")
    type_into(second.lines["birth"], "отдавна")
    form.save()
    assert second.lines["birth"].property("wrong")
    assert second.lines["given_name"].property("wrong")
    second.lines["birth"].clear()
    type_into(second.lines["birth"], "8503109278")
    type_into(second.lines["given_name"], "Милена")
    form.save()  # the number fails its check: the service says so
    assert second.lines["birth"].property("wrong")
    assert head.lines["given_name"].text() == "Асен"
    with case_file.reading(now) as uow:
        assert uow.records.count(Person, given_name="Асен") == 0


def test_what_was_begun_is_taken_up_again(host, kit, type_into) -> None:
    first = NewFamilyForm(host, kit)
    type_into(first.grid.rows[0].lines["given_name"], "Асен")
    type_into(first.grid.rows[4 - 1].lines["given_name"], "Ана")
    first.keep_draft()
    second = NewFamilyForm(host, kit)
    assert [one.lines["given_name"].text() for one in second.grid.filled()] == ["Асен", "Ана"]
