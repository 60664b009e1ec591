from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kazanlak_case.domain.records import DuplicateDecision
from kazanlak_case.domain.records.intake import Intake
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.duplicates import duplicates_of
from kazanlak_case.services.entry import already_here
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.new_person import NewPerson
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs


@pytest.fixture
def form(host, kit: Kit, qtbot) -> NewPerson:
    form = NewPerson(host, kit)
    host.show()
    qtbot.waitExposed(host)
    return form


def test_name_and_number_are_enough(form: NewPerson, case_file, now, type_into, qtbot) -> None:
    type_into(form.editor.form.box("given_name").editor.line, "Милена")
    type_into(form.editor.form.box("national_id").editor.line, "8503109277")
    with qtbot.waitSignal(form.made) as made:
        form.editor.save()
    with case_file.reading(now) as uow:
        person = uow.records.get(Person, made.args[0])
    assert person.given_name == "Милена"
    assert (person.sex, person.born_on) == ("f", date(1985, 3, 10))


def test_what_the_number_says_is_shown_while_typing(form: NewPerson, type_into) -> None:
    type_into(form.editor.form.box("national_id").editor.line, "8503109277")
    assert form.editor.form.box("born_on").editor.value() == date(1985, 3, 10)
    assert form.editor.form.box("sex").editor.value() == "f"


def alike_of_milena(form: NewPerson, a_person, type_into, qtbot) -> str:
    """Somebody of this name and birth date, without a number, is here already."""
    known = a_person("Милена", "Асенова", born_on=date(1985, 3, 10))
    type_into(form.editor.form.box("given_name").editor.line, "Милена")
    type_into(form.editor.form.box("family_name").editor.line, "Асенова")
    type_into(form.editor.form.box("national_id").editor.line, "8503109277")
    qtbot.waitUntil(lambda: not form._alike.isHidden())
    return known


def words_in(form: NewPerson) -> str:
    return " ".join(one.text() for one in form._alike.findChildren(QLabel))


def test_a_name_alone_is_no_warning(form: NewPerson, case_file, now, a_person) -> None:
    a_person("Милена", "Асенова")
    with case_file.reading(now) as uow:
        typed = {"given_name": "Милена", "family_name": "Асенова", "id_type": "egn"}
        assert already_here(uow, typed) == []


def test_a_number_not_whole_yet_says_nothing(case_file, now, a_person) -> None:
    known = a_person(
        "Милена", "Асенова", born_on=date(1985, 3, 10), id_type="egn", national_id="8503109277"
    )
    typed = {"given_name": "Милена", "family_name": "Асенова", "born_on": date(1985, 3, 10)}
    with case_file.reading(now) as uow:
        for number in ("8503", "8503109277"):
            (pair,) = already_here(uow, typed | {"id_type": "egn", "national_id": number})
            assert (pair.second.id, pair.certain) == (known, len(number) == 10)


def test_who_is_another_person_is_never_asked_about_again(
    form: NewPerson, case_file, now, a_person, type_into, qtbot
) -> None:
    known = alike_of_milena(form, a_person, type_into, qtbot)
    assert "same date of birth" in words_in(form)
    qtbot.mouseClick(form._alike.findChild(Button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(form._alike.isHidden)
    with qtbot.waitSignal(form.made) as made:
        form.editor.save()
    with case_file.reading(now) as uow:
        (decision,) = uow.records.find(DuplicateDecision)
        assert (decision.person, decision.other) == (made.args[0], known)
        assert decision.verdict == "different"
        assert duplicates_of(uow, known) == []


def test_somebody_alike_is_shown_before_saving(form: NewPerson, a_person, type_into, qtbot) -> None:
    known = alike_of_milena(form, a_person, type_into, qtbot)
    row = form._alike.findChild(LinkRow)
    with qtbot.waitSignal(form.person_opened) as opened:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened.args == [known]


def test_nameless_person_is_refused_beside_the_field(form: NewPerson, qtbot) -> None:
    with qtbot.assertNotEmitted(form.made):
        form.editor.save()
    assert form.editor.form.box("given_name")._below.property("role") == "problem"


def test_a_neighbours_word_is_written_with_few_inputs(shell, workspace, case_file, now, qtbot):
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = workspace.openings.panel.content
    box = form.editor.form.box
    for name, text in (
        ("given_name", "Асен"),
        ("nickname", "Сенката"),
        ("family_name", "Каменов"),
        ("born_on", "около 35"),
    ):
        counted.go_to(box(name).editor.part)
        counted.type(text)
    counted.go_to(box("settlement").editor.part)
    counted.type("Крън")
    counted.press(Qt.Key.Key_Return)
    counted.go_to(box("source").editor.part)
    counted.press(Qt.Key.Key_Down)
    counted.press(Qt.Key.Key_Down)
    for name, text in (
        ("source_name", "съседката Гинка"),
        ("reason", "Децата не ходят на училище."),
    ):
        counted.go_to(box(name).editor.part)
        counted.type(text)
    counted.go_to(box("urgency").editor.part)
    counted.press(Qt.Key.Key_Space)
    counted.press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: workspace.openings.panel.content is not form)
    counted.holds("new person from a neighbour's word")
    with case_file.reading(now) as uow:
        (person,) = [one for one in uow.records.find(Person) if one.nickname]
        (intake,) = uow.records.find(Intake, person=person.id)
    assert (person.nickname, person.id_type) == ("Сенката", "none")
    assert (person.born_on, person.born_precision) == (date(now.year - 35, 7, 1), "about")
    assert person.settlement
    assert (intake.source, intake.urgency) == ("relative", "at_once")
    assert intake.reason == "Децата не ходят на училище."
