"""Conflicts are settled by the keyboard alone, in the real window of the centre."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import Person
from kazanlak_case.services.conflicts import questions
from kazanlak_case.ui.question_parts.answer_card import AnswerCard
from kazanlak_case.ui.screens.conflicts import Conflicts
from kazanlak_case.ui.session import Opened, lookups_of
from kazanlak_case.ui.shell import Shell
from support.courier import carry
from support.travel import acquainted

HOUSE_SAYS, CENTRE_SAYS = "0880 00 00 01", "0880 00 00 02"


class Office:
    """The centre's window, and a house that writes beside it."""

    def __init__(self, house: CaseFile, centre: CaseFile) -> None:
        self.house, self.centre = house, centre
        self.people: list[str] = []

    def write(self, file: CaseFile, *changes: object) -> None:
        with file.writing(NOW) as uow:
            for change in changes:
                uow.log.append([change], "person_changed")
            uow.commit()

    def arrive(self, *names: str) -> None:
        for name in names:
            person = Person(
                id=new_id(NOW + timedelta(milliseconds=len(self.people))), given_name=name
            )
            self.people.append(person.id)
            self.write(self.house, Born(person))
        carry(self.house, self.centre, now=NOW)

    def differ(self, field: str = "phone", **says: object) -> None:
        """Let both write something else about everybody."""
        for person in self.people:
            for file, value in (
                (self.house, says.get("house", HOUSE_SAYS)),
                (self.centre, says.get("centre", CENTRE_SAYS)),
            ):
                self.write(file, Edited("person", person, {field: value}))
        carry(self.house, self.centre, now=NOW)

    def asked(self) -> int:
        with self.centre.reading(NOW) as uow:
            return len(questions(uow))

    def phone(self, at: int = 0) -> str | None:
        with self.centre.reading(NOW) as uow:
            return uow.records.get(Person, self.people[at]).phone


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    files = []
    for site in ("kran", "municipality"):
        path = tmp_path / f"{site}.kcase"
        shutil.copytree(acquainted()[site], path)
        files.append(CaseFile.open(path, password=PASSWORD))
    yield Office(*files)
    for file in files:
        file.close()


@pytest.fixture
def window(make_shell: Callable[..., Shell], office: Office, look) -> Callable[[], Shell]:
    def open_window() -> Shell:
        shell = make_shell()
        lookups = lookups_of(office.centre, language="en", now=NOW)
        shell._on_opened(Opened(office.centre, lookups))
        return shell

    return open_window


def conflicts(shell: Shell) -> Conflicts:
    shell.workspace.go("conflicts")
    return shell.workspace._screens["conflicts"]


def press(qtbot, widget: QWidget, *keys: object) -> None:
    for key in keys:
        qtbot.keyClick(widget.window().focusWidget() or widget, key)


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def told(shell: Shell) -> str:
    return shell.workspace.findChild(QLabel, "toastWords").text()


def test_nothing_is_chosen_until_somebody_chooses(office, window, qtbot) -> None:
    office.arrive("Maria")
    office.differ()
    screen = conflicts(window())
    assert not any(card.isChecked() for card in screen.question.answers.cards)
    assert not screen.settle_button.isEnabled()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert office.asked() == 1
    shown = words(screen)
    for text in (HOUSE_SAYS, CENTRE_SAYS, "Phone", "Person's data changed"):
        assert text in shown
    assert "Крън" in shown
    assert "Maria" in screen.question.findChild(QPushButton, "questionPerson").text()


def test_a_figure_chooses_enter_settles_and_the_next_one_comes(office, window, qtbot) -> None:
    office.arrive("Maria", "Nina")
    office.differ()
    shell = window()
    screen = conflicts(shell)
    press(qtbot, screen, Qt.Key.Key_2, Qt.Key.Key_Return)
    assert office.phone(0) == HOUSE_SAYS
    assert office.asked() == 1
    assert screen._question.label == "Nina"
    press(qtbot, screen, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert office.phone(1) == CENTRE_SAYS
    assert "Nothing differs" in words(screen)


def test_a_third_value_is_typed_and_refused_where_it_is_wrong(
    office, window, qtbot, type_into
) -> None:
    office.arrive("Maria")
    office.differ("email", house="a@example.bg", centre="b@example.bg")
    screen = conflicts(window())
    press(qtbot, screen, Qt.Key.Key_T)
    type_into(screen.window().focusWidget(), "12тЛ@example.bg")
    assert screen.settle_button.isEnabled()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert office.asked() == 0
    with office.centre.reading(NOW) as uow:
        assert uow.records.get(Person, office.people[0]).email == "12тЛ@example.bg"


def test_a_date_that_cannot_be_is_told_beside_the_field(office, window, qtbot, type_into) -> None:
    from datetime import date

    office.arrive("Maria")
    office.differ("born_on", house=date(1990, 1, 1), centre=date(1990, 1, 2))
    screen = conflicts(window())
    press(qtbot, screen, Qt.Key.Key_T)
    type_into(screen.window().focusWidget(), "01.01.2031")
    press(qtbot, screen, Qt.Key.Key_Return)
    assert office.asked() == 1
    assert "future" in words(screen.question)


def test_leaving_goes_on_and_comes_back_last(office, window, qtbot) -> None:
    office.arrive("Anna", "Maria", "Nina")
    office.differ()
    screen = conflicts(window())
    press(qtbot, screen, Qt.Key.Key_L)
    assert screen._question.label == "Maria"
    press(qtbot, screen, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert screen._question.label == "Nina"
    press(qtbot, screen, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert screen._question.label == "Anna"
    assert office.asked() == 1


def test_taking_back_says_that_the_question_stays_settled(office, window, qtbot) -> None:
    office.arrive("Maria", "Nina")
    office.differ()
    shell = window()
    screen = conflicts(shell)
    shown = office.phone(0)
    other = 2 if shown == CENTRE_SAYS else 1
    press(qtbot, screen, getattr(Qt.Key, f"Key_{other}"), Qt.Key.Key_Return)
    assert office.phone(0) != shown
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert office.phone(0) == shown
    assert office.asked() == 1
    assert "stays settled" in told(shell)


def test_the_undo_bar_says_the_same(office, window, qtbot) -> None:
    office.arrive("Maria")
    office.differ()
    shell = window()
    screen = conflicts(shell)
    other = 2 if office.phone(0) == CENTRE_SAYS else 1
    press(qtbot, screen, getattr(Qt.Key, f"Key_{other}"), Qt.Key.Key_Return)
    shell.workspace.findChild(QPushButton, "toastAction").click()
    assert "stays settled" in told(shell)


def test_others_alike_are_listed_and_settled_together(office, window, qtbot) -> None:
    office.arrive("Anna", "Maria", "Nina")
    office.differ("settlement", house="40292", centre="35167")
    shell = window()
    screen = conflicts(shell)
    press(qtbot, screen, Qt.Key.Key_2)
    assert "and 2 more" in screen.question.alike._ticks[0].text()
    press(qtbot, screen, Qt.Key.Key_A)
    assert "Maria" in words(screen.question.alike)
    assert "3" in screen.settle_button.text()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert office.asked() == 0
    assert "3 questions settled." in told(shell)


def test_deleted_here_and_changed_there_is_asked_in_words(office, window, qtbot) -> None:
    office.arrive("Maria")
    office.write(office.house, Deleted("person", office.people[0]))
    office.write(office.centre, Edited("person", office.people[0], {"phone": CENTRE_SAYS}))
    carry(office.house, office.centre, now=NOW)
    screen = conflicts(window())
    shown = words(screen)
    assert "Stays" in shown
    assert "Is deleted" in shown
    assert screen.question.answers.box is None
    press(qtbot, screen, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert office.asked() == 0


def test_what_changed_meanwhile_is_told_and_shown_anew(office, window, qtbot) -> None:
    office.arrive("Maria")
    office.differ()
    shell = window()
    screen = conflicts(shell)
    press(qtbot, screen, Qt.Key.Key_1)
    office.write(office.house, Edited("person", office.people[0], {"phone": "0880 00 00 03"}))
    carry(office.house, office.centre, now=NOW)
    press(qtbot, screen, Qt.Key.Key_Return)
    assert office.asked() == 1
    assert "0880 00 00 03" in words(screen)
    assert "Somebody else" in words(shell.workspace)


def test_the_field_on_the_persons_page_leads_to_the_question(office, window, qtbot) -> None:
    office.arrive("Anna", "Maria")
    office.differ()
    shell = window()
    workspace = shell.workspace
    workspace.open_person(office.people[1])
    workspace._person.show_data()
    QApplication.processEvents()
    mark = workspace._person.findChild(QPushButton, "phoneConflict")
    assert mark.isVisible()
    assert not workspace._person.findChild(QPushButton, "emailConflict").isVisible()
    mark.click()
    assert workspace.here == "conflicts"
    assert workspace._screens["conflicts"]._question.label == "Maria"


def test_the_day_leads_to_the_questions(office, window, qtbot) -> None:
    office.arrive("Maria")
    office.differ()
    shell = window()
    shell.workspace.go("today")
    QApplication.processEvents()
    row = shell.workspace._screens["today"].findChildren(QWidget, "attention_merge")[-1]
    row.setFocus()
    press(qtbot, row, Qt.Key.Key_Return)
    assert shell.workspace.here == "conflicts"
    assert isinstance(shell.workspace.focusWidget(), QWidget)
    assert shell.workspace._screens["conflicts"].list.hasFocus()


def test_every_answer_can_be_heard(office, window) -> None:
    office.arrive("Maria")
    office.differ()
    screen = conflicts(window())
    for card in screen.findChildren(AnswerCard):
        assert "Person's data changed" in card.accessibleName()
    assert screen.list.accessibleName()
