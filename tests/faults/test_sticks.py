"""Sticks pulled out at the wrong moment, disks that may only be read, and somebody else's hands on a file."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from conftest import PASSWORD
from kazanlak_case import i18n, paths
from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import ReadOnlyError, StorageError
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles
from kazanlak_case.i18n import sentence
from support.disks import Stick, set_read_only
from support.kills import Opener
from support.pair import Pair, make_pair, write_people


@pytest.fixture
def pair(templates: dict[str, Path], tmp_path: Path, now: datetime) -> Iterator[Pair]:
    folder = tmp_path / "files"
    folder.mkdir()
    made = make_pair(
        templates["municipality"], folder, Opener(tmp_path / "state", PASSWORD), now=now
    )
    write_people(made.house, 40, now=now)
    yield made
    made.let_go()


def told(error: ExpectedError) -> str:
    """What a person reads: in Bulgarian, with nothing left unsaid."""
    i18n.use_language("bg", locale_dir=paths.locale_folder())
    said = sentence(error)
    assert "{" not in said
    assert said != error.message.format(**error.facts), "not translated"
    return said


# pulled out -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("share", [0.1, 0.6])
def test_a_stick_gone_while_a_bundle_is_written(
    pair: Pair, stick: Stick, now: datetime, share: float
) -> None:
    def progress(done: int, of: int) -> None:
        if done >= share * of:
            stick.vanish()

    before = verify(pair.house).digest
    with pytest.raises(StorageError) as refused:
        export_bundle(pair.house, stick.path, now=now, progress=progress)
    assert "kbundle" in told(refused.value)
    after = verify(pair.house)
    assert (after.ok, after.digest) == (True, before)
    stick.path.mkdir()
    sent = Path(export_bundle(pair.house, stick.path, now=now).path)
    [report] = import_bundles(pair.centre, [sent], now=now)
    assert report.status == "merged", "what was not sent must be in the next bundle"


def test_a_stick_gone_when_all_is_on_it_carries_the_bundle(
    pair: Pair, stick: Stick, now: datetime
) -> None:
    def progress(done: int, of: int) -> None:
        if done == of:
            stick.vanish()

    report = export_bundle(pair.house, stick.path, now=now, progress=progress)
    assert report.bytes > 1000


def test_a_stick_that_cannot_be_read_any_more(pair: Pair, stick: Stick, now: datetime) -> None:
    write_people(pair.house, 3000, now=now, note=os.urandom(200).hex())
    sent = Path(export_bundle(pair.house, stick.path, now=now).path)
    kept = pair.centre.path.parent / sent.name
    shutil.copyfile(sent, kept)
    before = verify(pair.centre).scopes
    stick.pull()
    [report] = import_bundles(pair.centre, [sent], now=now)
    assert (report.status, report.code) == ("refused", "io")
    assert sent.name in report.reason
    after = verify(pair.centre)
    assert (after.ok, after.scopes) == (True, before)
    [again] = import_bundles(pair.centre, [kept], now=now)
    assert again.status == "merged"


def test_a_stick_gone_between_two_bundles(pair: Pair, stick: Stick, now: datetime) -> None:
    first = Path(export_bundle(pair.house, stick.path, now=now).path)
    write_people(pair.house, 3, now=now)
    second = Path(export_bundle(pair.house, stick.path, now=now).path)

    def progress(done: int, of: int) -> None:
        if done >= of // 2:
            stick.vanish()

    reports = import_bundles(pair.centre, [first, second], now=now, progress=progress)
    assert [report.status for report in reports] == ["merged", "refused"]
    assert reports[1].code == "io"
    assert verify(pair.centre).ok


# read-only ------------------------------------------------------------------------------------------------------------
def test_a_file_that_may_only_be_read_is_not_opened(
    templates: dict[str, Path], small_disk: Callable[[int], Path], now: datetime
) -> None:
    disk = small_disk(6)
    shutil.copytree(templates["kran"], disk / "kran.kcase")
    set_read_only(disk, on=True)
    with pytest.raises(ReadOnlyError) as refused:
        CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    assert told(refused.value)
    set_read_only(disk, on=False)
    file = CaseFile.open(disk / "kran.kcase", password=PASSWORD)
    write_people(file, 2, now=now)
    file.close()


def test_nothing_is_written_to_a_disk_that_may_only_be_read(
    pair: Pair, small_disk: Callable[[int], Path], now: datetime
) -> None:
    disk = small_disk(6)
    set_read_only(disk, on=True)
    with pytest.raises(ReadOnlyError) as refused:
        backup_case_file(pair.house, disk / "backup", now=now)
    assert told(refused.value)
    with pytest.raises(ReadOnlyError):
        write_whole(disk / "care.json", b"{}")
    assert verify(pair.house).ok


def test_a_bundle_for_a_stick_with_its_switch_on(pair: Pair, stick: Stick, now: datetime) -> None:
    set_read_only(stick.path, on=True)
    with pytest.raises(ReadOnlyError) as refused:
        export_bundle(pair.house, stick.path, now=now)
    assert told(refused.value)
    set_read_only(stick.path, on=False)
    sent = Path(export_bundle(pair.house, stick.path, now=now).path)
    set_read_only(stick.path, on=True)
    [report] = import_bundles(pair.centre, [sent], now=now)
    assert report.status == "merged", "a stick is only read"


def test_a_backup_opens_where_nothing_can_be_written(
    templates: dict[str, Path], small_disk: Callable[[int], Path], tmp_path: Path, now: datetime
) -> None:
    disk = small_disk(6)
    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    file = CaseFile.open(tmp_path / "kran.kcase", password=PASSWORD)
    write_people(file, 7, now=now)
    made = backup_case_file(file, disk, now=now)
    whole = verify(file).scopes["kran"]
    file.close()
    set_read_only(disk, on=True)
    restore_case_file(made, tmp_path / "again.kcase")
    again = CaseFile.open(tmp_path / "again.kcase", password=PASSWORD)
    assert verify(again).scopes["kran"] == whole
    again.close()


# other hands ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder that is not in memory, where older systems know no such marks."""
    with TemporaryDirectory(prefix="held-") as name:
        yield Path(name)


def test_a_file_that_somebody_holds_is_left_as_it_is(on_disk: Path) -> None:
    """As a virus scanner does on Windows; here by the mark that lets nobody replace a file."""
    path = on_disk / "keys.json"
    write_whole(path, b"old")
    if subprocess.run(["chattr", "+i", str(path)], check=False, capture_output=True).returncode:
        pytest.skip("files cannot be held here")
    try:
        with pytest.raises(ReadOnlyError):
            write_whole(path, b"new")
        assert path.read_bytes() == b"old"
        assert list(on_disk.iterdir()) == [path]
    finally:
        subprocess.run(["chattr", "-i", str(path)], check=True)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_second_program_is_told_who_has_the_file(
    templates: dict[str, Path], tmp_path: Path, now: datetime
) -> None:
    path, password = tmp_path / "kran.kcase", tmp_path / "password.txt"
    shutil.copytree(templates["kran"], path)
    password.write_text(PASSWORD, "utf-8")
    file = CaseFile.open(path, password=PASSWORD)
    write_people(file, 3, now=now)
    words = ["verify", str(path), "--password-file", str(password)]
    env = {**os.environ, paths.HOME: str(tmp_path / "home"), "PYTHONUTF8": "1"}
    for language in ("bg", "en"):
        second = subprocess.run(
            [sys.executable, "-m", "kazanlak_case", "--lang", language, *words],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=env,
        )
        assert second.returncode == 1, second
        assert second.stderr.count("\n") == 1, second.stderr
        assert "head" in second.stderr
    write_people(file, 3, now=now)
    assert verify(file).ok
    file.close()


def test_the_errors_behind_this_are_the_systems_own(stick: Stick) -> None:
    """Else these tests would prove nothing: what a pulled stick answers is EIO."""
    path = stick.path / "a"
    path.write_bytes(os.urandom(2_000_000))
    stick.pull()
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        path.read_bytes()
