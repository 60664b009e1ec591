"""Conflicts are shown to those who may see the field."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.records import Participation, Person, Vulnerability
from kazanlak_case.services.questions import open_conflicts
from support.courier import carry
from support.travel import acquainted


@pytest.fixture
def disagreeing(tmp_path: Path, open_files: Callable[[Path], CaseFile]) -> CaseFile:
    """A centre that holds two different answers to a sensitive question, and two phones."""
    house, centre = open_files(acquainted()["kran"]), open_files(acquainted()["municipality"])
    with house.writing(NOW) as uow:
        person, participation, answers = (uow.new_id() for _ in range(3))
        births = [
            Born(Person(id=person, given_name="Мария")),
            Born(Participation(id=participation, person=person)),
            Born(Vulnerability(id=answers, participation=participation)),
        ]
        uow.log.append(births, "entered")
        uow.commit()
    carry(house, centre, now=NOW)
    for file, phone, answer in ((house, "0880 00 00 01", "yes"), (centre, "0880 00 00 02", "no")):
        with file.writing(NOW) as uow:
            changes = [
                Edited("person", person, {"phone": phone}),
                Edited("vulnerability", answers, {"disability": answer}),
            ]
            uow.log.append(changes, "record_changed")
            uow.commit()
    carry(house, centre, now=NOW)
    return centre


@pytest.fixture
def open_files(tmp_path: Path):
    opened = []

    def open_one(template: Path) -> CaseFile:
        path = tmp_path / template.name
        shutil.copytree(template, path)
        opened.append(CaseFile.open(path, password=PASSWORD))
        return opened[-1]

    yield open_one
    for file in opened:
        file.close()


@pytest.mark.parametrize(
    ("role", "fields"), [("manager", {"phone", "disability"}), ("roma_mediator", {"phone"})]
)
def test_sensitive_fields_are_for_those_who_may_see_them(
    disagreeing: CaseFile, role: str, fields: set[str]
) -> None:
    disagreeing._facts = replace(disagreeing.facts, user=replace(disagreeing.user, role=role))
    with disagreeing.reading(NOW) as uow:
        assert {one.field for one in open_conflicts(uow)} == fields
