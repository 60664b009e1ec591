"""A centre and the laptops of two houses, made once and opened anew many times, without deriving a key each time.

A history of the merge opens a handful of real encrypted files; two thousand histories may cost minutes, not hours.
So the originals lie in memory (tmpfs) where there is one, their keys are derived once, and the engine of each file,
with its compiled statements, outlives the file: a fresh copy is put where the last one lay.
"""

import functools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kazanlak_case import paths
from kazanlak_case.db import casefile, engine, keys
from kazanlak_case.db.birth import NewFile, create_case_file, create_starter
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Partner, Person
from support.courier import carry
from support.scratch import in_memory

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)
PASSWORD = "четири думи стигат тук"
CENTRE = "centre"
LAPTOPS = {"kran-1": "kran", "kran-2": "kran", "razhena-1": "razhena"}
"""The laptops by their names, and the houses they stand in."""
ORIGINALS = (CENTRE, *LAPTOPS)

MunicipalityProfile.parse = functools.cache(MunicipalityProfile.parse)  # type: ignore[method-assign]  # the same text each time


@dataclass(frozen=True)
class Originals:
    """The files as they were made, their keys, and the records all of them hold."""

    folder: Path
    unlocked: dict[str, keys.Unlocked]
    people: tuple[tuple[str, str, str], ...]
    """(scope, record type, id)"""


@functools.cache
def originals() -> Originals:
    """Make the centre and three laptops, with people in both houses that every copy knows of."""
    folder = in_memory("originals-")
    cheap, here = Cost(memory=64, passes=3), Installation(folder / "state")
    centre = create_case_file(
        folder / f"{CENTRE}.kcase",
        NewFile(
            "municipality", "centre", paths.resource("profiles/kazanlak.toml").read_text("utf-8")
        ),
        password=PASSWORD,
        now=NOW,
        cost=cheap,
        installation=here,
    )
    for name, site in LAPTOPS.items():
        path = folder / f"{name}.kcase"
        create_starter(path, centre, site=site, password=PASSWORD, now=NOW, cost=cheap)
    files = {CENTRE: centre}
    for name in LAPTOPS:
        path = folder / f"{name}.kcase"
        files[name] = CaseFile.open(path, password=PASSWORD, installation=here)
    people = _people(files)
    for file in files.values():
        file.close()
    unlocked = {name: keys.unlock(folder / f"{name}.kcase", "head", PASSWORD) for name in ORIGINALS}
    return Originals(folder, unlocked, people)


def _people(files: dict[str, CaseFile]) -> tuple[tuple[str, str, str], ...]:
    """Two people of one house and one of the other, known wherever they may be known; no receipt is missing."""
    found = []
    for name, names in (("kran-1", ("Мария", "Айше")), ("razhena-1", ("Иван",))):
        with files[name].writing(NOW) as uow:
            for given in names:
                person = Person(id=uow.new_id(), given_name=given, phone="0888000000")
                uow.log.append([Born(person)], "person_saved")
                found.append((LAPTOPS[name], "person", str(person.id)))
            uow.commit()
    for _ in range(2):
        for name in LAPTOPS:
            carry(files[name], files[CENTRE], now=NOW)
        for name in LAPTOPS:
            carry(files[CENTRE], files[name], now=NOW)
    with files[CENTRE].reading(NOW) as uow:
        partner = uow.records.all(Partner)[0]
    return (*found, ("common", "partner", str(partner.id)))


class Place:
    """Where one open file lies, again and again, and the engine that stays there."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "case.kcase"
        self.state = folder / "state"
        self.unlocked: keys.Unlocked | None = None
        self._engine = _make_engine(self.path / DATABASE, self._keys)

    def _keys(self) -> Any:
        assert self.unlocked is not None
        return self.unlocked.database_keys()

    def open(self, content: Path, unlocked: keys.Unlocked, *, state: Path | None) -> CaseFile:
        """Put a copy of a closed file here, with what its installation remembers, and open it."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(content, self.path)
        if state is not None:
            shutil.rmtree(self.state, ignore_errors=True)
            if state.is_dir():
                shutil.copytree(state, self.state)
        return self.open_again(unlocked)

    def open_again(self, unlocked: keys.Unlocked) -> CaseFile:
        """Open what lies here."""
        self.unlocked = unlocked
        with patch.object(casefile, "make_engine", lambda *_: self._engine):
            file = CaseFile(
                self.path,
                unlocked,
                lock=CaseLock.take(self.path, user="head"),
                installation=Installation(self.state),
            )
        file.load()
        return file


def shut(file: CaseFile) -> None:
    """Close a file, and keep its keys for the next time."""
    file._engine.dispose()
    file._lock.release()


_make_engine: Callable[..., Any] = engine.make_engine


class Places:
    """As many places as a history needs; the engines of all are kept for the next."""

    def __init__(self) -> None:
        self._folder = in_memory("copies-")
        self._free: list[Place] = []
        self._count = 0

    def take(self) -> Place:
        """Give a place where no file lies that anybody needs."""
        if self._free:
            return self._free.pop()
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        return Place(folder)

    def give_back(self, place: Place) -> None:
        """Let the next history have it."""
        self._free.append(place)

    def aside(self) -> Path:
        """Name a new folder for bundles, backups and disk images."""
        self._count += 1
        return self._folder / f"aside-{self._count}"


@functools.cache
def places() -> Places:
    """Give the places of this process."""
    return Places()
