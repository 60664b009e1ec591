"""A full disk refuses with one sentence; what was saved before is whole, and work goes on when there is room."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db import calibration, keys
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.file_errors import DiskFullError
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles
from support.disks import fill
from support.kills import Opener
from support.pair import Pair, make_pair, write_people

LONG = "текст " * 100
NEW = "съвсем нова парола 8"


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    return Opener(tmp_path / "state", PASSWORD)


@pytest.fixture
def disk(small_disk: Callable[[int], Path]) -> Path:
    return small_disk(6)


@pytest.fixture
def pair(
    templates: dict[str, Path], disk: Path, tmp_path: Path, opener: Opener, now: datetime
) -> Iterator[Pair]:
    """A centre and a house on the small disk."""
    made = make_pair(templates["municipality"], disk, opener, now=now)
    yield made
    made.let_go()


def test_a_save_on_a_full_disk_changes_nothing(
    templates: dict[str, Path], disk: Path, now: datetime
) -> None:
    shutil.copytree(templates["kran"], disk / "kran.kcase")
    file = CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    write_people(file, 10, now=now)
    before = verify(file).digest
    with pytest.raises(DiskFullError):
        write_people(file, 9000, now=now, note=LONG)
    fill(disk)
    with pytest.raises(DiskFullError):
        backup_case_file(file, disk / "backup", now=now)
    assert list((disk / "backup").iterdir()) == []
    after = verify(file)
    file.close()
    assert (after.ok, after.digest) == (True, before)
    (disk / "filler").unlink()
    again = CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    write_people(again, 1, now=now)
    assert verify(again).ok
    again.close()


@pytest.mark.parametrize("leaving", [0, 700_000, 1_500_000])
def test_an_import_on_a_full_disk_changes_nothing(
    pair: Pair, disk: Path, tmp_path: Path, now: datetime, leaving: int
) -> None:
    write_people(pair.house, 900, now=now, note=LONG)
    bundle = Path(export_bundle(pair.house, tmp_path / "a.kbundle", now=now).path)
    pair.house.close()
    shutil.rmtree(pair.house.path)
    before = verify(pair.centre).scopes
    filler = fill(disk, leaving=leaving)
    [report] = import_bundles(pair.centre, [bundle], now=now)
    assert (report.status, report.code) == ("refused", "disk_full")
    assert "{" not in report.reason
    assert not list(pair.centre.path.glob("**/*.part"))
    filler.unlink()
    after = verify(pair.centre)
    assert (after.ok, after.scopes) == (True, before)
    shutil.rmtree(pair.centre.path / "backup", ignore_errors=True)
    [again] = import_bundles(pair.centre, [bundle], now=now)
    assert (again.status, again.new) == ("merged", 900)
    assert verify(pair.centre).ok


def test_a_password_changed_on_a_full_disk_stays_the_old_one(
    templates: dict[str, Path], disk: Path, now: datetime, opener: Opener
) -> None:
    calibration.remember(CHEAP)
    path = disk / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    unlocked = keys.unlock(path, "head", PASSWORD)
    content = (path / "keys.json").read_bytes()
    fill(disk)
    with pytest.raises(DiskFullError):
        keys.change_password(path, unlocked, user="head", password=NEW)
    assert (path / "keys.json").read_bytes() == content
    assert not list(path.glob("*.part"))
    keys.unlock(path, "head", PASSWORD).wipe()


def test_a_bundle_for_a_full_stick_leaves_nothing_on_it(pair: Pair, stick, now: datetime) -> None:
    write_people(pair.house, 200, now=now, note=LONG)
    filler = fill(stick.path, leaving=30_000)
    with pytest.raises(DiskFullError):
        export_bundle(pair.house, stick.path, now=now)
    assert sorted(stick.path.glob("*.kbundle*")) == []
    filler.unlink()
    assert Path(export_bundle(pair.house, stick.path, now=now).path).exists()
