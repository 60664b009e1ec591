"""The municipality and two houses with real files, and the road between them: bundles on a stick."""

import functools
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case import paths
from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.exchange import ImportReport
from kazanlak_case.export.exchange import export_bundle, import_bundles
from kazanlak_case.export.starter import enrol, prepare
from kazanlak_case.paths import resource
from kazanlak_case.services import cases, households, participation, people, visits
from kazanlak_case.services.transfer_carrying import carry_on
from support.courier import carry
from support.office import EGN_OF_WOMAN, SERVICE, id_of
from support.scratch import in_memory

CENTRE, HOUSES = "municipality", ("kran", "kazanlak")
BEGIN = date(2022, 5, 2)


def at(day: date, hour: int = 10) -> datetime:
    """Give a moment of a day."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


@functools.cache
def _built() -> Path:
    """Make the files once, with what this installation remembers of them."""
    folder = in_memory("roads-")
    text, now = resource("profiles/kazanlak.toml").read_text("utf-8"), at(BEGIN, 7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.HOME, str(folder / "home"))
        new = NewFile(CENTRE, "centre", text)
        path = folder / f"{CENTRE}.kcase"
        centre = create_case_file(path, new, password=PASSWORD, now=now, cost=CHEAP)
        for site in HOUSES:
            starter, file = folder / f"{site}.kstarter", folder / f"{site}.kcase"
            prepare(centre, site, starter, password=PASSWORD, now=now, cost=CHEAP)
            enrol(starter, file, one_time_password=PASSWORD, new_password=PASSWORD, now=now)
        centre.close()
    return folder


class Roads:
    """The files, opened, and whoever drives between them."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, *, made: Path | None = None
    ) -> None:
        shutil.copytree(made or _built(), folder, dirs_exist_ok=True)
        patch.setenv(paths.HOME, str(folder / "home"))
        self.folder = folder
        self.stick = folder / "флашка"
        self.stick.mkdir(exist_ok=True)
        self.files = {site: self.open(site) for site in (CENTRE, *HOUSES)}

    def open(self, site: str) -> CaseFile:
        """Open the file of a site."""
        return CaseFile.open(self.folder / f"{site}.kcase", password=PASSWORD)

    @property
    def centre(self) -> CaseFile:
        """The central copy."""
        return self.files[CENTRE]

    def do(
        self, site: str, service: Callable[..., Any], *args: Any, on: date, **options: Any
    ) -> Any:
        """Let somebody of a site do something on a day."""
        with self.files[site].writing(at(on)) as uow:
            return service(uow, *args, **options)

    def ask(
        self, site: str, service: Callable[..., Any], *args: Any, on: date, **options: Any
    ) -> Any:
        """Let somebody of a site look at something."""
        with self.files[site].reading(at(on)) as uow:
            return service(uow, *args, **options)

    def write(self, site: str, *, on: date, to: str | None = None, full: bool = False) -> Path:
        """Write a bundle to the stick; a house writes to the centre."""
        report = export_bundle(self.files[site], self.stick, to_site=to, full=full, now=at(on, 15))
        return Path(report.path)

    def take(self, site: str, *bundles: Path, on: date) -> list[ImportReport]:
        """Take bundles in."""
        return import_bundles(self.files[site], bundles, now=at(on, 16))

    def run(self, *, on: date, houses: tuple[str, ...] = HOUSES) -> None:
        """Do as `round` does, without the stick: only the store's own part of the exchange."""
        for site in houses:
            carry(self.files[site], self.centre, now=at(on, 15))
        for site in houses:
            with self.centre.writing(at(on, 15)) as uow:
                if carry_on(uow).any:
                    uow.commit()
            carry(self.centre, self.files[site], now=at(on, 16))

    def round(self, *, on: date, houses: tuple[str, ...] = HOUSES) -> None:
        """Bring the bundles of houses to the centre, and its answers back."""
        bundles = [self.write(site, on=on) for site in houses]
        assert {one.status for one in self.take(CENTRE, *bundles, on=on)} <= {"merged", "already"}
        for site in houses:
            (report,) = self.take(site, self.write(CENTRE, to=site, on=on), on=on)
            assert report.status in {"merged", "already"}

    def back_up(self, site: str, *, on: date) -> Path:
        """Make a backup on another disk."""
        return backup_case_file(self.files[site], self.folder / "друг диск", now=at(on, 17))

    def restore(self, site: str, backup: Path, *, patch: pytest.MonkeyPatch | None = None) -> None:
        """Let a disk fail and put a backup in its place; with `patch` on another computer, which remembers nothing."""
        self.files[site].close()
        path = self.folder / f"{site}.kcase"
        shutil.rmtree(path)
        if patch is not None:
            patch.setenv(paths.HOME, str(self.folder / "new computer"))
        restore_case_file(backup, path)
        self.files[site] = self.open(site)

    def close(self) -> None:
        """Close all files."""
        for file in self.files.values():
            file.close()


@functools.cache
def with_family() -> tuple[Path, SimpleNamespace]:
    """Write a family down in the first house, once: a mother with a case, an entry and a visit, and her child."""
    folder = in_memory("family-")
    with pytest.MonkeyPatch.context() as patch:
        roads = Roads(folder, patch)
        family = write_family(roads, HOUSES[0])
        roads.close()
    return folder, family


def write_family(roads: Roads, site: str) -> SimpleNamespace:
    """Write the family down."""

    def do(service: Callable[..., Any], *args: Any) -> Any:
        return roads.do(site, service, *args, on=BEGIN)

    values = {"given_name": "Милена", "family_name": "Асенова", "phone": "0888 123 456"}
    number = {"id_type": "egn", "national_id": EGN_OF_WOMAN, "sex": "f"}
    mother = id_of(do(people.save_person, None, values | number), "person")
    child = {"given_name": "Ани", "family_name": "Асенова", "phone": "0888 765 432"}
    ani = id_of(do(people.save_person, None, child), "person")
    members = [
        households.MemberDraft(person=mother, relation="head", since=None),
        households.MemberDraft(person=ani, relation="child", since=None),
    ]
    do(households.make_household, {"name": "Асенови"}, members)
    draft = participation.EntryDraft(
        person=mother,
        entered_on=BEGIN,
        answers={"education": "none"},
        sensitive={"roma": "refused"},
    )
    do(participation.enter, draft)
    case = id_of(do(cases.open_case, {"person": mother}), "case")
    visit = visits.VisitDraft(person=mother, service=SERVICE, provided_on=BEGIN, note="Говорихме.")
    do(visits.record_visit, visit)
    return SimpleNamespace(mother=mother, child=ani, case=case)
