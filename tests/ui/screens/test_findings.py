"""What does not fit together is listed, opens where it is mended, and goes away by being mended."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from conftest import NOW
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.fields import Record
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import Case, Person, ServiceEntry
from kazanlak_case.ui.screens.findings import Findings
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.office import EGN_OF_WOMAN


@pytest.fixture
def write(case_file: CaseFile) -> Callable[..., None]:
    """Write past the services, as merging does."""

    def write_all(*changes: object) -> None:
        with case_file.writing(NOW) as uow:
            for change in changes:
                uow.log.append([change], "record_made")
            uow.commit()

    return write_all


def an_id(number: int) -> str:
    return new_id(NOW + timedelta(milliseconds=number))


@pytest.fixture
def people(write) -> list[Record]:
    """Two people of one number."""
    made = [
        Person(id=an_id(at), given_name=name, id_type="egn", national_id=EGN_OF_WOMAN)
        for at, name in enumerate(("Anna", "Maria"))
    ]
    write(*(Born(one) for one in made))
    return made


def at(workspace) -> Findings:
    workspace.open_questions("findings")
    QApplication.processEvents()
    return workspace._screens["findings"]


def words(screen: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def rows(screen: QWidget) -> list[LinkRow]:
    QApplication.processEvents()
    return [one for one in screen.findChildren(LinkRow) if one.isVisible()]


def press(qtbot, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    qtbot.keyClick(widget.window().focusWidget(), key)


def test_all_is_well_until_somebody_looks(workspace, people, qtbot) -> None:
    screen = at(workspace)
    assert "Everything fits together" in words(screen)
    press(qtbot, screen.findChild(QPushButton, "findAgain"), Qt.Key.Key_Return)
    (row,) = rows(screen)
    assert row.accessibleName().startswith("Anna · Maria")
    assert "One number, two people" in words(screen)
    assert "For attention: 1" in screen.findChild(QPushButton, "questionPages_findings").text()


def test_mending_takes_it_from_the_list_and_from_the_day(workspace, people, write) -> None:
    screen = at(workspace)
    screen.look_again()
    workspace.go("today")
    assert "1 thing does not fit" in words(workspace._screens["today"])
    write(Edited("person", people[1].id, {"national_id": None, "id_type": "none"}))
    assert "Everything fits together" in words(at(workspace))
    workspace.go("today")
    assert "does not fit" not in words(workspace._screens["today"])


def test_cases_open_in_the_panel(workspace, people, write, qtbot) -> None:
    day = date(2022, 3, 1)
    for number in ("К-1", "К-2"):
        case = Case(
            id=an_id(len(number) + ord(number[-1])),
            person=people[0].id,
            number=number,
            opened_on=day,
        )
        write(Born(case))
    screen = at(workspace)
    screen.look_again()
    row = next(one for one in rows(screen) if "К-1" in one.accessibleName())
    press(qtbot, row, Qt.Key.Key_Return)
    assert workspace.panel.content is not None


def test_what_is_left_of_a_deleted_person_is_deleted_and_brought_back(
    workspace, people, write, qtbot
) -> None:
    visit = ServiceEntry(
        id=an_id(50), person=people[0].id, service="soc_info", provided_on=date(2022, 3, 1)
    )
    write(Born(visit), Deleted("person", people[0].id))
    screen = at(workspace)
    screen.look_again()
    QApplication.processEvents()
    assert "Visit; deleted: Person" in words(screen)
    press(qtbot, screen.findChildren(QPushButton, f"drop_{visit.id}")[-1], Qt.Key.Key_Return)
    assert "Everything fits together" in words(screen)
    workspace.findChild(QPushButton, "toastAction").click()
    screen.look_again()
    assert "Visit; deleted: Person" in words(screen)


def test_a_clock_is_put_away_as_seen(workspace, case_file, qtbot) -> None:
    with case_file.writing(NOW + timedelta(days=400)) as uow:
        uow.log.append([Born(Person(id=an_id(9), given_name="Anna"))], "record_made")
        uow.commit()
    screen = at(workspace)
    screen.look_again()
    assert "A clock that is ahead" in words(screen)
    (seen,) = [
        one for one in screen.findChildren(QPushButton) if one.objectName().startswith("seen_")
    ]
    press(qtbot, seen, Qt.Key.Key_Return)
    assert "Everything fits together" in words(screen)


def test_the_three_pages_lead_to_each_other(workspace, qtbot) -> None:
    workspace.open_questions("findings")
    tab = workspace._screens["findings"].findChild(QPushButton, "questionPages_conflicts")
    press(qtbot, tab, Qt.Key.Key_Space)
    assert workspace.here == "conflicts"
