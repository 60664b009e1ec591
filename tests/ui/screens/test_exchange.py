"""Bundles through the window: real files, a folder as the stick."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.domain.records import Person
from kazanlak_case.services.people import save_person
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.screens.exchange import Exchange
from kazanlak_case.ui.session import lookups_of
from support.travel import acquainted, write_people


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {}
    for site, path in acquainted().items():
        made[site] = tmp_path / path.name
        shutil.copytree(path, made[site])
    return made


@pytest.fixture
def screen_of(host: QWidget, look, clock) -> Iterator[Callable[[Path], Exchange]]:
    opened: list[tuple[CaseFile, LocalOperations]] = []

    def make(path: Path) -> Exchange:
        file = CaseFile.open(path, password=PASSWORD)
        operations = LocalOperations(file, clock)
        opened.append((file, operations))
        kit = Kit(look, operations, Messages(host, look), lookups_of(file, language="en", now=NOW))
        screen = Exchange(host, kit)
        screen.refresh()
        return screen

    yield make
    for file, operations in opened:
        operations.pause()
        file.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def words(screen: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in screen.findChildren(QLabel) if not one.isHidden())


def button(screen: QWidget, name: str) -> QPushButton:
    found = [one for one in screen.findChildren(QPushButton, name) if not one.isHidden()]
    return found[-1]


def test_house_writes_a_bundle_and_is_told_to_take_the_stick_out(files, screen_of, stick):
    write_people(files["kran"], "Милена Асенова")
    screen = screen_of(files["kran"])
    screen.write_bundle("municipality", stick)
    assert len(list(stick.glob("KRAN-MUNICIPALITY-*.kbundle"))) == 1
    assert "You may take the stick out." in words(screen)


def test_centre_rehearses_takes_in_and_takes_out_again(files, screen_of, stick):
    write_people(files["kran"], "Милена Асенова", "Асен Асенов")
    screen_of(files["kran"]).write_bundle("municipality", stick)
    centre = screen_of(files["municipality"])
    centre.rehearse(list(stick.iterdir()))
    assert "nothing is changed yet" in words(centre)
    assert people_in(centre) == 0
    button(centre, "takeIn").click()
    assert people_in(centre) == 2
    assert "taken in" in words(centre)
    button(centre, "undoImport").click()
    assert "Everything this bundle brought is taken out again" in words(centre)
    assert str(files["municipality"] / "backup") in words(centre)
    button(centre, "undoLeave").click()
    assert people_in(centre) == 2
    button(centre, "undoImport").click()
    button(centre, "undoGo").click()
    assert people_in(centre) == 0


def test_import_that_was_built_upon_is_not_taken_out_and_says_why(files, screen_of, stick):
    write_people(files["kran"], "Милена Асенова")
    screen_of(files["kran"]).write_bundle("municipality", stick)
    centre = screen_of(files["municipality"])
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    with centre._kit.operations.case_file.writing(NOW) as uow:
        save_person(uow, None, {"given_name": "Асен"})
    told: list[str] = []
    centre._kit.messages.refusal_told.connect(told.append)
    button(centre, "undoImport").click()
    button(centre, "undoGo").click()
    assert len(told) == 1
    assert people_in(centre) == 2


def test_one_click_answers_all_houses_that_just_came(files, screen_of, stick):
    for site in ("kran", "razhena"):
        write_people(files[site], "Милена Асенова")
        screen_of(files[site]).write_bundle("municipality", stick)
    centre = screen_of(files["municipality"])
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    answers = button(centre, "writeAnswers")
    assert answers.accessibleName().count("Крън") == answers.accessibleName().count("Ръжена") == 1
    answers.click()
    assert len(list(stick.glob("MUNICIPALITY-*.kbundle"))) == 2
    assert "You may take the stick out." in words(centre)


def test_house_reads_what_is_delivered_and_what_the_answer_brought(files, screen_of, stick):
    (person,) = write_people(files["kran"], "Милена Асенова")
    house, centre = screen_of(files["kran"]), screen_of(files["municipality"])
    assert "0 of" in words(house)
    assert "1 person" in words(house)
    house.write_bundle("municipality", stick)
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    with centre._kit.operations.case_file.writing(NOW) as uow:
        save_person(uow, person, {"phone": "0888 111 111"})
    button(centre, "writeAnswers").click()
    house.rehearse(list(stick.glob("MUNICIPALITY-*.kbundle")))
    house.take_in()
    shown = words(house)
    assert "delivered up to 14 November" in shown
    assert "everything is delivered" in shown
    assert "1 other record was changed or added" in shown
    opened: list[str] = []
    house.person_opened.connect(opened.append)
    button(house, f"report0_other_{person}").click()
    assert opened == [person]


def test_damaged_bundle_is_refused_with_its_reason(files, screen_of, stick):
    write_people(files["kran"], "Милена Асенова")
    screen_of(files["kran"]).write_bundle("municipality", stick)
    (bundle,) = stick.iterdir()
    raw = bytearray(bundle.read_bytes())
    raw[len(raw) // 2] ^= 1
    bundle.write_bytes(raw)
    centre = screen_of(files["municipality"])
    centre.rehearse([bundle])
    assert "cannot be taken" in words(centre)
    assert not [one for one in centre.findChildren(QPushButton, "takeIn") if not one.isHidden()]


def test_full_folder_name_that_is_missing_is_refused_in_a_sentence(files, screen_of, tmp_path):
    screen = screen_of(files["kran"])
    told: list[str] = []
    screen._kit.messages.refusal_told.connect(told.append)
    screen.write_bundle("municipality", tmp_path / "pulled out")
    assert len(told) == 1


def test_differing_values_lead_to_where_they_are_settled(files, screen_of, stick):
    ids = write_people(files["kran"], "Милена Асенова")
    house, centre = screen_of(files["kran"]), screen_of(files["municipality"])
    house.write_bundle("municipality", stick)
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    for screen, phone in ((centre, "0888 111 111"), (house, "0888 222 222")):
        with screen._kit.operations.case_file.writing(NOW) as uow:
            save_person(uow, ids[0], {"phone": phone})
    house.write_bundle("municipality", stick)
    centre.rehearse([max(stick.iterdir())])
    centre.take_in()
    places: list[str] = []
    centre.place_wanted.connect(places.append)
    button_named(centre, "waiting_conflicts").click()
    assert places == ["conflicts"]


def button_named(screen: QWidget, name: str) -> QAbstractButton:
    found = [one for one in screen.findChildren(QAbstractButton, name) if not one.isHidden()]
    return found[-1]


def people_in(screen: Exchange) -> int:
    with screen._kit.operations.case_file.reading(NOW) as uow:
        return uow.people.count()


def written_apart(files: dict[str, Path], folder: Path) -> Path:
    """Copy a house's disk, let both go on, and give the other file: nobody could tell the two apart."""
    states = folder / "one", folder / "two"
    CaseFile.open(files["kran"], password=PASSWORD, installation=Installation(states[0])).close()
    write_apart(files["kran"], states[0], "Преди Копието")
    image = folder / "image.kcase"
    shutil.copytree(files["kran"], image)
    shutil.copytree(*states)
    for path, state, name in ((files["kran"], states[0], "Едно"), (image, states[1], "Друго")):
        write_apart(path, state, name)
    return image


def write_apart(path: Path, state: Path, name: str) -> None:
    file = CaseFile.open(path, password=PASSWORD, installation=Installation(state))
    with file.writing(NOW) as uow:
        save_person(uow, None, {"given_name": name})
    file.close()


def test_histories_that_parted_are_brought_together_in_the_window(
    files, screen_of, stick, tmp_path
):
    image = written_apart(files, tmp_path)
    screen_of(files["kran"]).write_bundle("municipality", stick)
    centre = screen_of(files["municipality"])
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    house = screen_of(image)
    house.write_bundle("municipality", tmp_path)
    centre.rehearse(list(tmp_path.glob("*.kbundle")))
    assert button(centre, "writeFull_kran").accessibleName().endswith("Крън")
    centre.write_full_bundle("kran", tmp_path)
    house.rehearse(list(tmp_path.glob("MUNICIPALITY-*.kbundle")))
    button(house, "mendFork").click()
    assert "written again under a new name; nothing is lost." in words(house)
    house.write_bundle("municipality", stick)
    centre.rehearse(list(stick.iterdir()))
    centre.take_in()
    for screen in (house, centre):
        with screen._kit.operations.case_file.reading(NOW) as uow:
            assert {"Едно", "Друго", "Преди Копието"} <= {
                one.given_name for one in uow.records.all(Person)
            }
