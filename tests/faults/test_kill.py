"""Power cuts: a program killed at any moment loses nothing it had acknowledged, and leaves a sound file."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Person
from support.courier import carry

KILLS = 100
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does")


def killed_after(work: Callable[[Callable[[str], None]], None], seconds: float) -> list[str]:
    """Run `work` in a process of its own, kill it so long after it says “open”, and answer what it had acknowledged till then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(lambda said: os.write(writing, f"{said}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(writing)
    assert os.read(reading, 5) == b"open\n"
    time.sleep(seconds)  # the moment of the power cut, not a wait for anything
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answers:
        return answers.read().splitlines()


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[Path], CaseFile]:
    """Open a file again and again, deriving its keys once."""
    unlocked: dict[Path, keys.Unlocked] = {}
    installation = Installation(tmp_path / "state")

    def open_one(path: Path) -> CaseFile:
        if path not in unlocked:
            unlocked[path] = keys.unlock(path, "head", PASSWORD)
        file = CaseFile(
            path, unlocked[path], lock=CaseLock.take(path, user="head"), installation=installation
        )
        file.load()
        return file

    return open_one


def let_go(file: CaseFile) -> None:
    file._engine.dispose()
    file._lock.release()


def test_no_acknowledged_record_is_lost_by_a_kill(
    templates: dict[str, Path], opened: Callable[[Path], CaseFile], tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    known = 0

    def write(acknowledge: Callable[[str], None]) -> None:
        file = opened(path)
        acknowledge("open")
        for number in range(known + 1, known + 1000):
            with file.writing(now) as uow:
                uow.log.append(
                    [Born(Person(id=uow.new_id(), given_name=f"Лице {number}"))], "person_saved"
                )
                uow.commit()
            acknowledge(str(number))

    let_go(opened(path))
    moments = random.Random(7)
    acknowledged = 0
    for _ in range(KILLS):
        said = killed_after(write, moments.uniform(0.0, 0.06))
        acknowledged += len(said)
        file = opened(path)
        with file.reading(now) as uow:
            names = {person.given_name for person in uow.records.find(Person)}
        let_go(file)
        assert {f"Лице {number}" for number in (*range(1, known + 1), *map(int, said))} <= names
        known = len(names)
    assert acknowledged > KILLS / 4, "hardly anything was written before the kills"
    file = opened(path)
    assert verify(file).ok
    let_go(file)


def test_a_merge_killed_in_the_middle_has_not_begun(
    open_copy: Callable[[str], CaseFile],
    opened: Callable[[Path], CaseFile],
    tmp_path: Path,
    now: datetime,
) -> None:
    centre = open_copy("municipality")
    create_starter(
        tmp_path / "house.kcase", centre, site="kran", password=PASSWORD, now=now, cost=CHEAP
    )
    centre.close()
    house = opened(tmp_path / "house.kcase")
    with house.writing(now) as uow:
        people = [
            Born(Person(id=uow.new_id(), given_name=f"Лице {number}")) for number in range(600)
        ]
        uow.log.append(people, "people_taken_in")
        uow.commit()
    whole = verify(house).scopes["kran"]
    let_go(house)
    let_go(opened(centre.path))
    before = tmp_path / "before"
    shutil.copytree(centre.path, before)

    def merge(acknowledge: Callable[[str], None]) -> None:
        source, target = opened(house.path), opened(centre.path)
        acknowledge("open")
        carry(source, target, now=now, full=True)
        acknowledge("merged")

    moments = random.Random(11)
    states = []
    for _ in range(KILLS):
        said = killed_after(merge, moments.uniform(0.0, 0.2))
        file = opened(centre.path)
        after = verify(file)
        let_go(file)
        assert after.ok, after.checks
        assert after.scopes.get("kran", whole) == whole
        assert not said or "kran" in after.scopes
        states.append("kran" in after.scopes)
        if states[-1]:
            shutil.rmtree(centre.path)
            shutil.copytree(before, centre.path)
    assert False in states, "no kill came before the end of a merge"
