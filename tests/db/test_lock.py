"""One program at a time: with real processes and real locks."""

import signal
import subprocess
import sys
from datetime import datetime

import pytest

from kazanlak_case.db.lock import NAME, CaseLock
from kazanlak_case.domain.file_errors import CaseFileInUseError, CaseFileMissingError

SINCE = datetime(2022, 5, 14, 9, 30)

HOLDING = (
    "import sys; from pathlib import Path; from kazanlak_case.db.lock import CaseLock;"
    "lock = CaseLock.take(Path(sys.argv[1]), user='Мария'); print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "Ръжена #2 100%.kcase"
    folder.mkdir()
    return folder


@pytest.fixture
def holder(folder):
    """Another process that holds the lock until told otherwise."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_second_opener_is_told_who_has_it(folder):
    lock = CaseLock.take(folder, user="Мария", since=SINCE)
    with pytest.raises(CaseFileInUseError) as caught:
        CaseLock.take(folder, user="Иван")
    assert caught.value.facts["path"] == folder
    assert str(caught.value.facts["holder"]).startswith("Мария, ")
    assert str(caught.value.facts["holder"]).endswith(", 14.05.2022 09:30")
    lock.release()
    CaseLock.take(folder, user="Иван").release()


def test_releasing_twice_does_no_harm(folder):
    lock = CaseLock.take(folder, user="Мария")
    lock.release()
    other = CaseLock.take(folder, user="Иван")
    lock.release()
    with pytest.raises(CaseFileInUseError):
        CaseLock.take(folder, user="Петър")
    other.release()


def test_lock_holds_between_processes(folder, holder):
    with pytest.raises(CaseFileInUseError) as caught:
        CaseLock.take(folder, user="Иван")
    assert "Мария" in str(caught.value.facts["holder"])


def test_lock_dies_with_a_killed_process(folder, holder):
    holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    holder.wait()
    assert (folder / NAME).exists()
    CaseLock.take(folder, user="Иван").release()


@pytest.mark.parametrize(
    "note", [b"", b"{", b"[]", b"null", b'{"user": 5}', bytes(5000), "„без".encode()[:-1]]
)
def test_unreadable_note_still_refuses(folder, note):
    lock = CaseLock.take(folder, user="Мария")
    (folder / NAME).write_bytes(note)
    with pytest.raises(CaseFileInUseError) as caught:
        CaseLock.take(folder, user="Иван")
    assert caught.value.facts["holder"] == "?"
    lock.release()


def test_no_folder_is_a_missing_case_file(tmp_path):
    with pytest.raises(CaseFileMissingError):
        CaseLock.take(tmp_path / "няма.kcase", user="Мария")
