import pytest
from PySide6.QtCore import Qt

from kazanlak_case.domain.records.case import Case
from kazanlak_case.services.cases import close_case, open_case
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.case_form import CaseForm
from kazanlak_case.ui.screens.cases import Cases


@pytest.fixture
def screen(host, kit: Kit, qtbot) -> Cases:
    screen = Cases(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


@pytest.fixture
def a_case(a_person, case_file, now):
    def make(name: str = "Милена", **values: object) -> str:
        with_person = {"person": a_person(name, "Асенова"), "type": "individual_adult", **values}
        with case_file.writing(now) as uow:
            written = open_case(uow, with_person)
        return next(one for record, one in written.touched if record == "case")

    return make


def test_urgent_and_late_cases_say_so_in_their_row(screen: Cases, a_case) -> None:
    a_case(priority="urgent")
    screen.refresh()
    row = [screen.model.data(screen.model.index(0, at)) for at in range(screen.model.columnCount())]
    assert any(str(word).endswith("-2022-0001") for word in row)
    assert "Милена Асенова" in row
    assert "urgent" in row


def test_closed_cases_stand_apart(screen: Cases, a_case, case_file, now, qtbot) -> None:
    case = a_case()
    a_case("Мая")
    with case_file.writing(now) as uow:
        close_case(uow, case, reason="goals_met")
    screen.refresh()
    assert screen.heading()[1] == "1 case"
    qtbot.mouseClick(screen._state._words["closed"], Qt.MouseButton.LeftButton)
    assert [row.id for row in screen.model.rows] == [case]
    qtbot.mouseClick(screen._state._words["all"], Qt.MouseButton.LeftButton)
    assert len(screen.model.rows) == 2


def test_no_cases_offer_to_open_one(screen: Cases, qtbot) -> None:
    screen.refresh()
    assert screen._pages.currentWidget() is screen._empty
    with qtbot.waitSignal(screen.case_wanted):
        qtbot.mouseClick(screen._empty.action, Qt.MouseButton.LeftButton)


def _cases(case_file, now) -> list[Case]:
    with case_file.reading(now) as uow:
        return uow.records.find(Case)


def test_case_is_opened_for_a_person_and_gets_its_number(
    host, kit, a_person, case_file, now, qtbot
) -> None:
    person = a_person()
    form = CaseForm(host, kit, person=(person, "Милена Асенова"))
    host.show()
    editor = form._editors[0]
    editor.form.put("type", "family")
    with qtbot.waitSignal(form.left):
        editor.save()
    found = _cases(case_file, now)
    assert [(one.person, one.type) for one in found] == [(person, "family")]
    assert found[0].number.endswith("-2022-0001")


def test_case_is_changed_and_its_closing_asked_for(
    host, kit, a_case, case_file, now, qtbot
) -> None:
    form = CaseForm(host, kit, case_id=a_case())
    host.show()
    form._editors[0].form.put("priority", "high")
    form._editors[0].save()
    assert _cases(case_file, now)[0].priority == "high"
    with qtbot.waitSignal(form.closing_wanted):
        qtbot.mouseClick(form._close_button, Qt.MouseButton.LeftButton)


def test_closed_case_is_opened_again(host, kit, a_case, case_file, now, qtbot) -> None:
    case = a_case()
    with case_file.writing(now) as uow:
        close_case(uow, case, reason="goals_met")
    form = CaseForm(host, kit, case_id=case)
    host.show()
    from PySide6.QtWidgets import QPushButton

    qtbot.mouseClick(form.findChild(QPushButton, "reopenCase"), Qt.MouseButton.LeftButton)
    asking = form._editors[1]
    asking.save()
    assert asking.form.box("reopening_reason")._below.property("role") == "problem"
    asking.form.put("reopening_reason", "Семейството се върна.")
    with qtbot.waitSignal(form.left):
        asking.save()
    (again,) = _cases(case_file, now)
    assert (again.closed_on, again.reopening_reason) == (None, "Семейството се върна.")
