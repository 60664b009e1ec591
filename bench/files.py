"""Case files to measure on: an empty centre and its house, a house's year, and files full of people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from kazanlak_case import paths
from kazanlak_case.db import keys
from kazanlak_case.db.birth import NewFile, create_case_file, create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.changes import Born, Change
from kazanlak_case.domain.fields import RecordId
from made_up import NOW, MadeUp

PASSWORD = "четири думи стигат тук"
CHEAP = Cost(memory=64, passes=3)
"""Key derivation is dear on purpose, and measured nowhere here."""

AT_ONCE = 2_000
ROWS_OF_A_PERSON = 7
"""What `fill` writes for each: person, case, two visits, participation, answers, spell."""


def new_centre(path: Path, now: datetime = NOW - timedelta(days=400)) -> CaseFile:
    """Make an empty central copy."""
    text = paths.resource(paths.PROFILE).read_text("utf-8")
    new = NewFile("municipality", "centre", text)
    return create_case_file(path, new, password=PASSWORD, now=now, cost=CHEAP)


def new_house(path: Path, centre: CaseFile, now: datetime = NOW - timedelta(days=400)) -> CaseFile:
    """Make the copy of a house from the centre's starter."""
    create_starter(path, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    house = opened(path)
    # the window would ask for a password of one's own first
    keys.change_password(house.key_place, house.unlocked, user=house.user.name, password=PASSWORD)
    return house


def opened(path: Path) -> CaseFile:
    """Open a file of this run."""
    return CaseFile.open(path, password=PASSWORD)


@contextmanager
def copy_of(path: Path, name: str) -> Iterator[CaseFile]:
    """Open a copy of a file that may be written to, and throw it away afterwards."""
    copy = path.with_name(f"{name}.kcase")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(path, copy)
    file = opened(copy)
    try:
        yield file
    finally:
        file.close()
        shutil.rmtree(copy, ignore_errors=True)


def full_of_people(folder: Path, persons: int) -> Path:
    """Make a house's file with so many people: each with a case, two visits and a participation.

    Subjects share it: it lies beside their folders, and who writes to it takes a copy.
    """
    folder = folder.parent
    path = folder / f"people-{persons}.kcase"
    if path.exists():
        return path
    centre = new_centre(centre_of(path))
    house = new_house(path, centre)
    centre.close()
    fill(house, persons)
    house.close()
    return path


def centre_of(people: Path) -> Path:
    """Give the empty central copy that made a file full of people."""
    return people.with_name(f"centre-of-{people.name}")


def fill(file: CaseFile, persons: int, *, visits: int = 2) -> list[RecordId]:
    """Write people into a file, in large changesets as an intake does."""
    made, ids = MadeUp(), list[RecordId]()
    for start in range(0, persons, AT_ONCE):
        now = NOW - timedelta(days=1 + (persons - start) * 200 // max(persons, 1))
        changes: list[Change] = []
        for number in range(start, min(start + AT_ONCE, persons)):
            person = made.person(now)
            ids.append(person.id)
            case = made.case(now, person.id, number + 1)
            entries = [made.visit(now, person.id, case=case.id) for _ in range(visits)]
            records = (person, case, *entries, *made.participation(now, person.id))
            changes += [Born(record) for record in records]
        with file.writing(now) as uow:
            uow.log.append(changes, "taken_in")
            uow.commit()
    return ids
