from datetime import date

import pytest
from PySide6.QtCore import Qt

from kazanlak_case.domain.records.person import Person
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.new_person import NewPerson
from kazanlak_case.ui.widgets.link_row import LinkRow


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


def test_somebody_alike_is_shown_before_saving(form: NewPerson, a_person, type_into, qtbot) -> None:
    known = a_person("Милена", "Асенова")
    type_into(form.editor.form.box("given_name").editor.line, "Милена")
    type_into(form.editor.form.box("family_name").editor.line, "Асенова")
    qtbot.waitUntil(lambda: not form._alike.isHidden())
    row = form._alike.findChild(LinkRow)
    with qtbot.waitSignal(form.person_opened) as opened:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened.args == [known]


def test_nameless_person_is_refused_beside_the_field(form: NewPerson, qtbot) -> None:
    with qtbot.assertNotEmitted(form.made):
        form.editor.save()
    assert form.editor.form.box("given_name")._below.property("role") == "problem"
