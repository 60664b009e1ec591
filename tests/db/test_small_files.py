"""Small files are written whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kazanlak_case.db import small_files
from kazanlak_case.db.small_files import from_os_error, write_whole
from kazanlak_case.domain.file_errors import (
    CaseFileMissingError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
)


def test_new_content_replaces_the_old_and_nothing_is_left_over(tmp_path):
    path = tmp_path / "файл #1.json"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_target_that_cannot_be_replaced_stays_whole(tmp_path):
    path = tmp_path / "файл"
    path.mkdir()
    (path / "нещо").write_bytes(b"x")
    with pytest.raises(StorageError):
        write_whole(path, b"new")
    assert (path / "нещо").read_bytes() == b"x"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_said_to_be_missing(tmp_path):
    with pytest.raises(CaseFileMissingError):
        write_whole(tmp_path / "няма" / "файл", b"x")


def scanner(*, holds):
    """A virus scanner on Windows: holds the target for some attempts, then lets go."""
    attempts = []
    replace = Path.replace

    def held(part, target):
        attempts.append(target)
        if len(attempts) <= holds:
            raise PermissionError(errno.EACCES, "held")
        return replace(part, target)

    return held, attempts


def test_target_held_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(small_files, "PAUSE", 0)
    monkeypatch.setattr(Path, "replace", scanner(holds=small_files.ATTEMPTS - 1)[0])
    write_whole(tmp_path / "файл", b"new")
    assert (tmp_path / "файл").read_bytes() == b"new"


def test_target_held_for_ever_is_given_up(tmp_path, monkeypatch):
    held, attempts = scanner(holds=1000)
    monkeypatch.setattr(small_files, "PAUSE", 0)
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(ReadOnlyError):
        write_whole(tmp_path / "файл", b"new")
    assert list(tmp_path.iterdir()) == []
    assert len(attempts) == small_files.ATTEMPTS


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EROFS, ReadOnlyError),
        (errno.EACCES, ReadOnlyError),
        (errno.ENOENT, CaseFileMissingError),
        (errno.EIO, StorageError),
    ],
)
def test_errors_of_the_disk_have_a_meaning(tmp_path, number, meaning):
    found = from_os_error(OSError(number, os.strerror(number)), tmp_path)
    assert type(found) is meaning
    assert found.facts["path"] == tmp_path


WRITING = """
import sys
from pathlib import Path
from kazanlak_case.db.small_files import write_whole
for number in range(1_000_000):
    write_whole(Path(sys.argv[1]), b"%d " % number * 2000)
    print(number, flush=True)
"""


@pytest.mark.slow
def test_killed_writer_leaves_a_whole_file_never_older_than_acknowledged(tmp_path):
    path = tmp_path / "файл"
    for acknowledged in range(1, 16):
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            last = [writer.stdout.readline() for _ in range(acknowledged)][-1]
            writer.kill()
        numbers = path.read_bytes().split()
        assert len(numbers) == 2000
        assert len(set(numbers)) == 1
        assert int(numbers[0]) >= int(last) == acknowledged - 1
