"""Writing to a stick: what has the final name is whole; whatever goes wrong is named, and nothing is left."""

import errno
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kazanlak_case.domain.bundle_errors import BundleRecordsError
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.exchange import Births
from kazanlak_case.domain.file_errors import (
    CaseFileExistsError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
)
from kazanlak_case.export.bundle_stick import stick_error, write_to_stick
from kazanlak_case.export.bundle_write import sealed_size
from kazanlak_case.i18n import sentence
from support.bundles import LOG, Courier, an_id, visits

SEGMENTS = [visits(1, 40), visits(41, 90)]


def left_on(courier: Courier) -> list[str]:
    return sorted(path.name for path in courier.folder.iterdir())


def test_report_tells_what_was_written(courier):
    report = courier.write(SEGMENTS)
    assert left_on(courier) == ["a.kbundle"]
    assert report.path == str(courier.folder / "a.kbundle")
    assert report.bundle == an_id(1, "bundle").hex()
    assert (report.receiver_site, report.changes) == ("municipality", 90)
    assert report.ranges == (("kran", "kran", 1, 90),)


def test_size_is_known_beforehand(courier):
    report = courier.write(SEGMENTS)
    plain = len(courier.plain(SEGMENTS))
    assert plain < report.bytes <= sealed_size(plain)


def test_nothing_of_it_can_be_read_on_the_stick(courier):
    courier.write(SEGMENTS)
    content = (courier.folder / "a.kbundle").read_bytes()
    for word in (b"kran", b"municipality", b"service_entry", "Посещение".encode()):
        assert word not in content


def test_progress_rises_to_the_end(courier):
    told = []

    def progress(done, of):
        told.append((done, of))

    courier.write(SEGMENTS, progress=progress)
    assert told == sorted(told)
    assert told[0] == (0, 180)
    assert told[-1] == (180, 180)


@pytest.mark.parametrize("after", range(5))
def test_stopped_work_leaves_nothing(courier, after):
    told = []

    def progress(done, of):
        told.append(done)
        if len(told) > after:
            raise CancelledError

    with pytest.raises(CancelledError):
        courier.write(SEGMENTS, progress=progress)
    assert left_on(courier) == []


def test_name_that_is_taken_is_never_overwritten(courier):
    courier.write(SEGMENTS)
    before = (courier.folder / "a.kbundle").read_bytes()
    with pytest.raises(CaseFileExistsError):
        courier.write(SEGMENTS)
    assert (courier.folder / "a.kbundle").read_bytes() == before


def test_name_taken_meanwhile_is_not_overwritten(courier):
    path = courier.folder / "a.kbundle"

    def somebody_else():
        path.write_text("mine")

    with pytest.raises(CaseFileExistsError):
        courier.write(SEGMENTS, leaving=somebody_else)
    assert path.read_text() == "mine"
    assert left_on(courier) == ["a.kbundle"]


def test_it_is_noted_once_before_it_has_its_name(courier):
    seen = []

    def leaving():
        seen.append(left_on(courier))

    courier.write(SEGMENTS, leaving=leaving)
    assert seen == [["a.kbundle.part"]]


def test_remains_of_a_pulled_stick_are_no_hindrance(courier):
    (courier.folder / "a.kbundle.part").write_bytes(b"half")
    courier.write(SEGMENTS)
    assert courier.read(courier.folder / "a.kbundle") == SEGMENTS
    assert left_on(courier) == ["a.kbundle"]


def test_missing_folder_is_named(courier):
    with pytest.raises(StorageError) as refused:
        courier.write(SEGMENTS, "gone/a.kbundle")
    assert "a.kbundle" in sentence(refused.value)


def test_stick_pulled_while_writing_is_named(courier):
    def progress(done, of):
        if done > of // 2:
            shutil.rmtree(courier.folder)

    with pytest.raises(StorageError) as refused:
        # no room to wait in memory: the stick is asked for each piece
        courier.write([visits(1, 20_000, each=1)], progress=progress)
    assert refused.value.code == "io"
    assert "a.kbundle" in sentence(refused.value)


def test_stick_pulled_after_writing_is_named(courier):
    def leaving():
        shutil.rmtree(courier.folder)

    with pytest.raises(StorageError):
        courier.write(SEGMENTS, leaving=leaving)


def test_stick_that_changes_what_it_keeps_is_found(courier):
    def liar(file):
        file.write(b"something else")
        return bytes(32)

    with pytest.raises(StorageError):
        write_to_stick(courier.folder / "a.kbundle", liar, size=10, leaving=print)
    assert left_on(courier) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EFBIG, DiskFullError),
        (errno.EROFS, ReadOnlyError),
        (errno.EACCES, ReadOnlyError),
        (errno.EIO, StorageError),
        (errno.ENODEV, StorageError),
        (errno.ENOENT, StorageError),
    ],
)
def test_every_trouble_with_a_stick_has_its_sentence(number, expected):
    error = stick_error(OSError(number, os.strerror(number)), Path("a.kbundle"))
    assert type(error) is expected
    assert "a.kbundle" in sentence(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_is_named(courier):
    courier.folder.chmod(0o500)
    with pytest.raises(ReadOnlyError):
        courier.write(SEGMENTS)
    courier.folder.chmod(0o700)
    assert left_on(courier) == []


@pytest.fixture
def small_stick(courier):
    """Mount a stick of one mebibyte; only root may."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", courier.folder],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("mounting is not allowed here")
    yield courier
    subprocess.run(["umount", courier.folder], check=True)


@pytest.mark.system
def test_full_stick_is_found_before_writing(small_stick):
    with pytest.raises(DiskFullError) as refused:
        small_stick.write([visits(1, 20_000, each=1), visits(20_001, 40_000, each=1)])
    assert "a.kbundle" in sentence(refused.value)
    assert left_on(small_stick) == []


@pytest.mark.system
def test_stick_that_fills_up_meanwhile_is_named(small_stick):
    def progress(done, of):
        filler = small_stick.folder / "filler"
        if done > of // 2 and not filler.exists():
            filler.write_bytes(bytes(700_000))

    with pytest.raises(DiskFullError):
        small_stick.write([visits(1, 12_000, each=1)], progress=progress)
    assert left_on(small_stick) == ["filler"]


def test_what_the_other_copy_would_refuse_is_not_sent(courier):
    births = visits(1, 9).births["service_entry"]
    bad = Births(births.seq, births.id, {**births.fields, "provided_on": ["вчера"] * 9})
    with pytest.raises(BundleRecordsError):
        courier.write([replace(visits(1, 9), births={"service_entry": bad})])
    assert left_on(courier) == []


def test_long_notes_travel(courier):
    births = visits(1, 60).births["service_entry"]
    notes = [f"{seq} " + os.urandom(200_000).hex() for seq in births.seq]
    long = Births(births.seq, births.id, {**births.fields, "note": notes})
    segment = replace(visits(1, 60), births={"service_entry": long})
    courier.write([segment])
    read = courier.read(courier.folder / "a.kbundle")
    assert len(read) > 1
    assert [note for one in read for note in one.births["service_entry"].fields["note"]] == notes


def test_both_halves_of_a_larger_bundle_come_back(courier):
    segments = [visits(1, 20_000, each=1), visits(20_001, 23_456, each=2)]
    report = courier.write(segments)
    assert courier.read(courier.folder / "a.kbundle") == segments
    # what cannot shrink: 16 bytes of salt, about 10 of a birth's id
    assert report.bytes / report.changes < 88


@pytest.mark.system
def test_debian_s_age_opens_it(courier, tmp_path):
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    courier.write(SEGMENTS)
    key = tmp_path / "key.txt"
    for keys in (courier.receiver, courier.sender):
        key.write_text(keys.age_identity)
        plain = subprocess.run(
            ["age", "-d", "-i", key, courier.folder / "a.kbundle"],
            check=True,
            capture_output=True,
        ).stdout
        assert plain == courier.plain(SEGMENTS)
    assert LOG.scope.encode() in plain
