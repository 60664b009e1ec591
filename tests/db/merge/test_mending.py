"""A file that was copied and went on by itself is brought together again; no word and no question is lost."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Change, Edited, Erased
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.export.exchange import export_bundle, import_bundles, mend_fork
from support.courier import carry

PASSWORD = "четири думи стигат тук"


class Fork:
    """A centre, a laptop, a disk image of that laptop taken with its installation, and a second laptop."""

    def __init__(self, centre: CaseFile, folder: Path, now: datetime) -> None:
        self.centre, self.folder, self.now = centre, folder, now
        self.files = {"centre": centre}
        for name in ("first", "second"):
            create_starter(
                folder / f"{name}.kcase", centre, site="kran", password=PASSWORD, now=now
            )
            self.open(name)
        carry(centre, self.files["first"], now=now)
        self.people = [self.born("first", given) for given in ("Асен", "Боряна")]
        self.take("first", "centre")
        self.take("centre", "second")

    def open(self, name: str, path: Path | None = None) -> None:
        self.files[name] = CaseFile.open(
            path or self.folder / f"{name}.kcase",
            password=PASSWORD,
            installation=Installation(self.state(name)),
        )

    def state(self, name: str) -> Path:
        return self.folder / ("state" if name == "centre" else f"state-{name}")

    def image(self, source: str, target: str) -> None:
        """Copy the disk: the file and what its installation knows, so that nobody can tell."""
        path = self.files[source].path
        self.files.pop(source).close()
        shutil.copytree(path, self.folder / f"{target}.kcase")
        shutil.copytree(self.state(source), self.state(target))
        self.open(source, path)
        self.open(target)

    def born(self, name: str, given: str) -> RecordId:
        with self.files[name].writing(self.now) as uow:
            person = Person(id=uow.new_id(), given_name=given)
            uow.log.append([Born(person)], "person_made")
            uow.commit()
        return person.id

    def write(self, name: str, *changes: Change) -> str:
        with self.files[name].writing(self.now) as uow:
            written = uow.log.append(changes, "person_changed")
            uow.commit()
        return written.undo

    def phone(self, name: str, who: int, value: str) -> str:
        return self.write(name, Edited("person", self.people[who], {"phone": value}))

    def take(self, source: str, target: str, *, full: bool = False) -> str:
        out = self.folder / f"{source}-{target}-{len(list(self.folder.iterdir()))}.kbundle"
        site = "kran" if self.files[source].role == "centre" else None
        report = export_bundle(self.files[source], out, to_site=site, full=full, now=self.now)
        (answer,) = import_bundles(self.files[target], [Path(report.path)], now=self.now)
        return answer.code or answer.status

    def mend(self, name: str) -> int:
        out = self.folder / f"mend-{len(list(self.folder.iterdir()))}.kbundle"
        report = export_bundle(self.centre, out, to_site="kran", full=True, now=self.now)
        answer = mend_fork(self.files[name], Path(report.path), now=self.now)
        assert answer.status == "merged", answer
        return answer.mended

    def spread(self, *names: str) -> None:
        for _ in range(2):
            for name in names:
                assert self.take(name, "centre") in {"merged", "already"}
                assert self.take("centre", name) in {"merged", "already"}

    def same(self, *names: str) -> None:
        checked = {name: verify(self.files[name]) for name in ("centre", *names)}
        assert all(one.ok for one in checked.values()), checked
        assert len({one.scopes["kran"] for one in checked.values()}) == 1

    def values(self, name: str, who: int) -> set[object]:
        """The values that stand in a phone."""
        with self.files[name].reading(self.now) as uow:
            person = self.people[who]
            asked = [one for one in uow.history.conflicts() if one.id == person]
            if asked:
                return {value.value for value in asked[0].values}
            return {uow.records.get(Person, person).phone}


@pytest.fixture
def fork(centre_file: CaseFile, tmp_path: Path, now: datetime) -> Iterator[Fork]:
    made = Fork(centre_file, tmp_path, now)
    yield made
    for file in made.files.values():
        if file is not centre_file:
            file.close()


def test_both_branches_are_kept_and_what_they_said_of_one_place_is_asked(fork: Fork) -> None:
    fork.image("first", "image")
    fork.phone("first", 0, "1")
    fork.phone("image", 0, "2")
    late = fork.born("image", "Веселин")
    assert fork.take("first", "centre") == "merged"
    assert fork.take("image", "centre") == "fork"
    assert fork.take("centre", "image", full=True) == "fork"
    assert fork.mend("image") == 2
    fork.spread("image", "first", "second")
    fork.same("image", "first", "second")
    for name in ("centre", "image", "first", "second"):
        assert fork.values(name, 0) == {"1", "2"}
        with fork.files[name].reading(fork.now) as uow:
            assert uow.records.get(Person, late).given_name == "Веселин"


def test_what_one_had_seen_of_the_other_stays_seen(fork: Fork) -> None:
    """Order within the branch, and what it knew of other logs, ask no false question."""
    fork.image("first", "image")
    fork.phone("second", 1, "стар")
    fork.take("second", "centre")
    fork.take("centre", "image")
    fork.phone("first", 0, "1")
    fork.take("first", "centre")
    fork.phone("image", 1, "видял стария")
    fork.phone("image", 1, "и пак")
    assert fork.mend("image") == 2
    fork.spread("image", "second", "first")
    fork.same("image", "second", "first")
    assert fork.values("centre", 1) == {"и пак"}


def test_two_images_mended_each_write_their_shared_branch_alike(fork: Fork) -> None:
    fork.image("first", "image")
    fork.phone("first", 0, "първи")
    fork.take("first", "centre")
    fork.phone("image", 0, "образ")
    fork.image("image", "twin")
    fork.phone("image", 1, "на образа")
    fork.phone("twin", 1, "на близнака")
    fork.mend("image")
    fork.spread("image")
    fork.mend("twin")
    fork.spread("twin", "image", "first", "second")
    fork.same("twin", "image", "first", "second")
    assert fork.values("centre", 0) == {"първи", "образ"}
    assert fork.values("centre", 1) == {"на образа", "на близнака"}


def test_an_undo_and_an_erasure_of_the_losing_branch_stay(fork: Fork) -> None:
    fork.image("first", "image")
    fork.phone("first", 0, "1")
    fork.take("first", "centre")
    undo = fork.phone("image", 0, "2")
    gone = fork.born("image", "Тайнева")
    fork.write("image", Erased("person", gone))
    with fork.files["image"].writing(fork.now) as uow:
        uow.undo(undo)
        uow.commit()
    fork.mend("image")
    fork.spread("image", "first", "second")
    fork.same("image", "first", "second")
    with fork.files["centre"].reading(fork.now) as uow:
        assert uow.history.of_record("person", gone)[0].kind == "erased"
        assert fork.values("centre", 0) == {"1", None}


def test_only_a_full_bundle_mends(fork: Fork, tmp_path: Path) -> None:
    fork.phone("second", 1, "x")
    fork.take("second", "centre")
    fork.take("centre", "first")
    fork.take("first", "centre")
    fork.phone("centre", 1, "y")
    with fork.centre.reading(fork.now) as uow:
        assert uow.exchange.deliveries()
    report = export_bundle(fork.centre, tmp_path / "part.kbundle", to_site="kran", now=fork.now)
    answer = mend_fork(fork.files["first"], Path(report.path), now=fork.now)
    assert answer.code == "full"
    refused = mend_fork(fork.centre, Path(report.path), now=fork.now)
    assert refused.code == "not_house"


def test_a_centre_that_finds_itself_forked_stops_and_goes_on_from_its_backup(
    fork: Fork, tmp_path: Path
) -> None:
    if fork.centre.is_on_server:
        pytest.skip(
            "an image of a server's database is known by itself: tests/db/server/test_clerks.py"
        )
    backup = backup_case_file(fork.centre, tmp_path / "backup", now=fork.now)
    fork.phone("first", 0, "1")
    fork.take("first", "centre")
    fork.image("centre", "image")
    fork.centre = fork.files["centre"]
    fork.phone("centre", 1, "от общината")
    fork.phone("image", 1, "от образа")
    fork.take("image", "first")
    fork.phone("first", 0, "2")
    assert fork.take("first", "centre") == "centre_fork"
    fork.phone("second", 0, "3")
    assert fork.take("second", "centre") == "centre_fork"
    restore_case_file(backup, tmp_path / "restored.kcase")
    fork.open("restored")
    assert fork.take("first", "restored", full=True) == "merged"
    with fork.files["restored"].reading(fork.now) as uow:
        assert uow.records.get(Person, fork.people[1]).phone == "от образа"
        assert uow.records.get(Person, fork.people[0]).phone == "2"
    assert fork.take("second", "restored", full=True) == "merged"
    assert verify(fork.files["restored"]).ok
