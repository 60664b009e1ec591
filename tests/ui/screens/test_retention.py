"""A person's rights through the window: a request, a restriction, a death, and an erasure with its protocol."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backups import FOLDER
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.services.data_requests import answer_request, record_request, requests_of
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.person_parts.rights import RightsCard
from kazanlak_case.ui.rights_parts.death_form import DeathForm
from kazanlak_case.ui.rights_parts.due_card import DueCard
from kazanlak_case.ui.rights_parts.erasure_form import ErasureForm
from kazanlak_case.ui.rights_parts.protocol_part import ProtocolPart
from kazanlak_case.ui.rights_parts.request_form import RequestForm
from kazanlak_case.ui.screens.visit import VisitForm
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.office import id_of
from support.window import Window, window_of


@pytest.fixture
def person(case_file: CaseFile, now: datetime) -> RecordId:
    with case_file.writing(now) as uow:
        return id_of(
            save_person(uow, None, {"given_name": "Рая", "family_name": "Тихова"}), "person"
        )


@pytest.fixture
def window(qtbot, qapp: QApplication, case_file: CaseFile, now: datetime) -> Iterator[Window]:
    with window_of(qtbot, qapp, case_file, now=now, language="en") as window:
        yield window


def data_of(window: Window, person: RecordId) -> RightsCard:
    """Open the data of a person."""
    window.workspace.open_person(person)
    window.workspace._person.show_data()
    QApplication.processEvents()
    return window.workspace._person.data.rights


def press(window: Window, name: str) -> None:
    QApplication.processEvents()
    shown = [one for one in window.shell.findChildren(QPushButton, name) if one.isVisible()]
    shown[-1].click()
    QApplication.processEvents()


def test_a_request_is_written_answered_and_restricts(
    window: Window, person: RecordId, case_file: CaseFile, now: datetime
) -> None:
    data_of(window, person)
    press(window, "recordRequest")
    form = window.workspace.panel.content
    assert isinstance(form, RequestForm)
    form.editor.state.put("kind", "restriction")
    form.editor.save()
    with case_file.reading(now) as uow:
        (request,) = requests_of(uow, person)
    window.workspace.openings.rights.open_request(request.id)
    form = window.workspace.panel.content
    form.editor.state.put("outcome", "done")
    form.editor.save()
    card = data_of(window, person)
    assert "restricted since" in window.words()
    assert "Processing has been restricted" in window.words(card)
    window.workspace._person.data.editor.state.put("given_name", "Райна")
    window.workspace._person.data.editor.save()
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, person).given_name == "Рая"


def test_a_death_is_one_form(
    window: Window, person: RecordId, case_file: CaseFile, now: datetime
) -> None:
    data_of(window, person)
    press(window, "recordDeath")
    form = window.workspace.panel.content
    assert isinstance(form, DeathForm)
    form.editor.state.put("died_on", date(2022, 11, 1))
    form.editor.save()
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, person).died_on == date(2022, 11, 1)
    assert "died on" in window.words()


def test_the_form_of_a_death_says_what_becomes_of_later_visits(
    window: Window, person: RecordId, case_file: CaseFile, now: datetime
) -> None:
    with case_file.writing(now) as uow:
        other = id_of(save_person(uow, None, {"given_name": "Мила"}), "person")
    with case_file.writing(now) as uow:
        draft = VisitDraft(
            person=other, people=(person,), service="lab_info", provided_on=date(2022, 11, 5)
        )
        visit = id_of(record_visit(uow, draft), "service_entry")
    window.workspace.openings.rights.record_death(person, "Рая")
    form = window.workspace.panel.content
    form.editor.form.put("died_on", date(2022, 11, 6))
    assert "Written after" not in window.words(form)
    form.editor.form.put("died_on", date(2022, 11, 1))
    assert "The visit stays with Мила; this person is taken off it" in window.words(form)
    link = form.findChild(LinkRow, f"deathVisit_{visit}")
    link.click()
    assert isinstance(window.workspace.panel.content, VisitForm)


def test_erasing_asks_says_and_leaves_a_protocol(
    window: Window, person: RecordId, case_file: CaseFile, now: datetime, tmp_path: Path
) -> None:
    backup_case_file(case_file, case_file.path / FOLDER, now=now)
    data_of(window, person)
    press(window, "erasePerson")
    form = window.workspace.panel.content
    assert isinstance(form, ErasureForm)
    assert "31.12.2028" in window.words(form) or "31 December 2028" in window.words(form)
    press(window, "eraseForGood")
    assert "Please choose the ground." in window.words(form)
    form.ground.setCurrentIndex(1)
    form.reason.setPlainText("Decided by a court.")
    form.confirmed.setText("рая  тихова")
    press(window, "eraseForGood")
    part = window.workspace.panel.content
    assert isinstance(part, ProtocolPart)
    assert "still holds the data" in window.words(part)
    part.write_to(tmp_path / "protocol.pdf")
    assert (tmp_path / "protocol.pdf").read_bytes().startswith(b"%PDF")
    press(window, "dropOldBackups")
    assert not part.backups.isVisible()
    with case_file.reading(now) as uow:
        assert uow.records.count(Person) == 0
    assert "There is no such" not in window.words()


def test_what_waits_and_what_is_due_stand_on_one_page(
    window: Window, person: RecordId, case_file: CaseFile, now: datetime
) -> None:
    with case_file.writing(now) as uow:
        asked = record_request(uow, person, {"kind": "access", "asked_on": date(2022, 10, 20)})
    window.workspace.go("today")
    assert "1 request about data to be answered" in window.words()
    window.workspace.go("retention")
    assert "Рая Тихова" in window.words()
    assert "Nothing is ever erased by itself." in window.words()
    with case_file.writing(now) as uow:
        answer_request(uow, id_of(asked, "data_request"), {"outcome": "done"})


def test_the_due_are_chosen_by_hand_and_erased_in_one_go(
    qtbot, qapp: QApplication, case_file: CaseFile, now: datetime, person: RecordId
) -> None:
    with case_file.writing(now) as uow:
        held = id_of(save_person(uow, None, {"given_name": "Задържана"}), "person")
    with case_file.writing(now) as uow:
        record_request(uow, held, {"kind": "access"})
        uow.commit()
    later = now.replace(year=2029, month=2)
    with window_of(qtbot, qapp, case_file, now=later, language="en") as window:
        window.workspace.go("retention")
        card = window.shell.findChild(DueCard)
        card.choose_all()
        assert card.chosen() == [person]
        press(window, "eraseDue")
        assert "Type how many people you chose." in window.words(card)
        card.confirmed.setText("1")
        press(window, "eraseDue")
        with case_file.reading(later) as uow:
            assert [one.id for one in uow.records.find(Person)] == [held]
        assert "-ПИ-2029-0001" in window.words()
