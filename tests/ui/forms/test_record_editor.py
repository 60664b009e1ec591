"""Two clerks have one person open at the central copy on a server: the second is told, and nothing is lost."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.records import Person
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.people import save_person
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.look import Look
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.session import lookups_of
from support.server import Server


@pytest.fixture
def clerks(
    server: Server, server_database: str, tmp_path: Path
) -> Iterator[tuple[CaseFile, CaseFile]]:
    """Two programs with one central copy open."""
    address = parse_address(server.address(server_database))
    files = [
        ServerFile.open_server(
            address, password=PASSWORD, installation=Installation(tmp_path / name)
        )
        for name in ("one", "two")
    ]
    yield files[0], files[1]
    for file in files:
        file.close()


@pytest.fixture
def person(clerks: tuple[CaseFile, CaseFile], now: datetime) -> Person:
    with clerks[0].writing(now) as uow:
        made = Person(id=uow.new_id(), given_name="Милена", id_type="none", phone="0888 000 001")
        uow.log.append([Born(made)], "person_saved", scope="kran")
        uow.commit()
    return made


@pytest.fixture
def editor(
    clerks: tuple[CaseFile, CaseFile],
    person: Person,
    host: QWidget,
    look: Look,
    clock: Callable[[], datetime],
    now: datetime,
) -> Iterator[RecordEditor]:
    """The second clerk's form, opened before the first one saves."""
    file = clerks[1]
    operations = LocalOperations(file, clock)
    kit = Kit(look, operations, Messages(host, look), lookups_of(file, language="en", now=now))
    edit = Edit(
        record=Person,
        values=values_of(person),
        save=lambda uow, changes: save_person(uow, person.id, changes),
        saved="Saved.",
        draft="person",
        record_id=person.id,
    )
    yield RecordEditor(host, "person", kit, edit)
    operations.pause()


def test_who_saves_second_is_told_kindly_and_overwrites_only_knowingly(
    clerks: tuple[CaseFile, CaseFile], person: Person, editor: RecordEditor, now: datetime
) -> None:
    told: list[str] = []
    editor._kit.messages.told.connect(told.append)
    with clerks[0].writing(now) as uow:
        save_person(uow, person.id, {"phone": "0888000002"})
    editor.state.put("phone", "0888000003")

    editor.save()

    read = partial(_phone_of, person)
    assert read(clerks[0], now) == "0888000002"
    assert "Somebody else has changed this meanwhile" in told[-1]
    assert editor.state.value("phone") == "0888000003"
    assert "0888000002" in editor.form.box("phone").editor.part.accessibleDescription()

    editor.save()  # having seen it
    assert read(clerks[0], now) == "0888000003"
    with clerks[0].reading(now) as uow:
        assert [entry.new for entry in uow.history.of_record("person", person.id)][:2] == [
            "0888000003",
            "0888000002",
        ]


def test_different_fields_of_one_person_stand_in_nobodys_way(
    clerks: tuple[CaseFile, CaseFile], person: Person, editor: RecordEditor, now: datetime
) -> None:
    with clerks[0].writing(now) as uow:
        uow.log.append([Edited("person", person.id, {"sex": "f"})], "person_saved", scope="kran")
        uow.commit()
    editor.state.put("phone", "0888000003")
    editor.save()
    with clerks[0].reading(now) as uow:
        found = uow.records.get(Person, person.id)
    assert (found.phone, found.sex) == ("0888000003", "f")


def test_form_without_a_way_to_save_is_only_read(
    kit: Kit, host: QWidget, operations: LocalOperations
) -> None:
    operations.keep_draft("reading", {"phone": "0888000009"})
    form = RecordEditor(host, "reading", kit, Edit(record=Person, values={"phone": "0888"}))
    assert not form.form.box("phone").editor.isEnabled()
    assert form.save_button.isHidden()
    assert form.cancel_button.isHidden()
    form.save()
    assert form.state.value("phone") == "0888"


def _phone_of(person: Person, file: CaseFile, now: datetime) -> str | None:
    with file.reading(now) as uow:
        return uow.records.get(Person, person.id).phone
