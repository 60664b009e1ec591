"""People who may be here twice, through the real page, by the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import DuplicateDecision
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.services.joining import join
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.duplicates import Duplicates
from support.office import EGN_OF_MAN, EGN_OF_WOMAN, SERVICE


@pytest.fixture
def screen(host, kit: Kit, qtbot) -> Duplicates:
    screen = Duplicates(host, kit)
    screen.resize(host.size())
    kit.operations.changed.connect(screen.follow)
    host.show()
    screen.show()
    qtbot.waitExposed(host)
    return screen


@pytest.fixture
def twice(a_person, case_file, now) -> tuple[str, str]:
    """One woman written down twice; the first has a visit."""
    alike = {"middle_name": "Иванова", "born_on": now.date().replace(year=1985)}
    kept = a_person("Милена", "Асенова", phone="0888 111 222", **alike)
    former = a_person("Милена", "Асенова", phone="0888 333 444", note="идва с баба си", **alike)
    with case_file.writing(now) as uow:
        draft = VisitDraft(
            person=kept,
            service=SERVICE,
            provided_on=now.date(),
            staff_member=uow.user.staff_member,
        )
        record_visit(uow, draft)
    return kept, former


@pytest.fixture
def read(case_file, now) -> Callable[..., object]:
    def ask(question):
        with case_file.reading(now) as uow:
            return question(uow)

    return ask


def words(screen: QWidget) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def test_nobody_twice_says_so(screen: Duplicates) -> None:
    screen.refresh()
    assert "Nobody seems to be here twice" in words(screen)


def test_two_are_joined_by_keys_alone(screen, twice, read, qtbot, told) -> None:
    kept, former = twice
    screen.refresh()
    screen.side.list.setFocus()
    qtbot.keyClick(screen.side.list, Qt.Key.Key_Return)
    row = QApplication.focusWidget()
    assert row.accessibleName().startswith("Phone")
    assert "taken: the left one" in row.accessibleName()
    qtbot.keyClick(row, Qt.Key.Key_Right)
    assert "taken: the right one" in row.accessibleName()
    qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person = read(lambda uow: uow.records.get(Person, kept))
    assert (person.phone, person.note) == ("0888 333 444", "идва с баба си")
    assert not read(lambda uow: uow.records.is_visible("person", former))
    assert "one person from now on" in told[-1]
    assert "Nobody seems to be here twice" in words(screen)


def test_joining_is_taken_back_by_ctrl_z_and_the_pair_is_back(screen, twice, read, qtbot) -> None:
    screen.refresh()
    screen.join()
    assert not screen.pairs.found
    qtbot.keyClick(screen.side.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert read(lambda uow: [uow.records.is_visible("person", one) for one in twice]) == [True] * 2
    assert len(screen.pairs.found) == 1


def test_two_people_are_not_offered_again(screen, twice, read, qtbot) -> None:
    screen.refresh()
    qtbot.keyClick(screen.side.list, Qt.Key.Key_R)
    (decision,) = read(lambda uow: uow.records.find(DuplicateDecision))
    assert decision.verdict == "different"
    screen.refresh()
    assert not screen.pairs.found


def test_later_goes_on_with_the_next_and_comes_last(screen, twice, a_person, now, qtbot) -> None:
    for _ in range(2):
        a_person("Асен", "Петров", middle_name="Илиев", born_on=now.date().replace(year=1990))
    screen.refresh()
    first = screen.side.chosen_id
    qtbot.keyClick(screen.side.list, Qt.Key.Key_L)
    assert screen.side.chosen_id != first
    assert list(screen.pairs.found)[-1] == first


def test_two_valid_numbers_want_a_confirmation(screen, a_person, read, case_file, now, qtbot):
    one = a_person("Милена", "Асенова", id_type="egn", national_id=EGN_OF_WOMAN)
    other = a_person("Милен", "Асенов", id_type="egn", national_id=EGN_OF_MAN)
    screen._ask_comparison(one, other)
    assert not screen.same_button.isEnabled()
    screen.join()
    assert read(lambda uow: uow.people.count()) == 2
    screen.findChild(QWidget, "pairConfirmed").click()
    screen.join()
    assert read(lambda uow: uow.people.count()) == 1


def test_joined_ones_are_parted_again_from_the_list(screen, twice, read, qtbot) -> None:
    screen.refresh()
    screen.join()
    screen.side.kinds.findChild(QPushButton, "duplicateKinds_decided").click()
    assert "Joined with the record" in words(screen)
    qtbot.keyClick(screen.side.list, Qt.Key.Key_Return)
    button = QApplication.focusWidget()
    assert button.objectName() == "splitAgain"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert read(lambda uow: [uow.records.is_visible("person", one) for one in twice]) == [True] * 2
    assert "Nothing was decided yet" in words(screen)


def test_page_comes_from_the_day_and_leads_to_people(workspace, twice, qtbot) -> None:
    workspace.open_questions("duplicates")
    screen = workspace._screens["duplicates"]
    assert screen.pairs.found
    name = screen.findChild(QPushButton, "pairName_kept")
    name.click()
    assert workspace.here == "people"


def test_finding_opens_the_very_decision(workspace, twice, case_file, now) -> None:
    kept, former = twice
    with case_file.writing(now) as uow:
        written = join(uow, plan_joining(uow, kept, former, keeping=kept))
    decision = next(one for record, one in written.touched if record == "duplicate_decision")
    workspace.open_duplicates(decision)
    screen = workspace._screens["duplicates"]
    assert screen.side.chosen_decision.decision.id == decision
    workspace.open_person(former)
    assert workspace._person.page.person.id == workspace._person.person_id == kept


def test_what_was_left_behind_is_moved_by_one_button(screen, twice, case_file, now, read, qtbot):
    kept, former = twice
    screen.refresh()
    screen.join()
    with case_file.writing(now) as uow:  # as a copy that had not seen the joining does
        entry = ServiceEntry(
            id=uow.new_id(), person=former, service=SERVICE, provided_on=now.date()
        )
        uow.log.append([Born(entry)], "visit_recorded", scope="kran")
        uow.commit()
    screen.refresh()
    screen.side.kinds.findChild(QPushButton, "duplicateKinds_decided").click()
    assert "1 record hangs on it." in words(screen)
    screen.decided_part.findChild(QPushButton, "mendJoining").click()
    assert read(lambda uow: uow.records.get(ServiceEntry, entry.id)).person == kept
    assert "hangs on it" not in words(screen)
