"""The encrypted database: real SQLCipher files, real damage."""

import os
import resource
import secrets
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from kazanlak_case.db import engine as engines
from kazanlak_case.domain.errors import CancelledError
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    CaseFileInUseError,
    CaseFileMissingError,
    DiskFullError,
    ReadOnlyError,
    StorageError,
)

KEY = secrets.token_bytes(32)
SALT = secrets.token_bytes(16)


def keys():
    return KEY, SALT


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "Къща № 1 #50%25 и още"
    folder.mkdir()
    return folder / "case.db"


@pytest.fixture
def engine(path):
    engines.connect(path, KEY, salt=SALT, mode="rwc").close()
    engine = engines.make_engine(path, keys)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
        connection.exec_driver_sql("INSERT INTO note (body) VALUES (?)", ("Мария Петрова",))
    yield engine
    engine.dispose()


def bodies(engine):
    with engine.connect().execution_options(rw=False) as connection:
        return list(connection.execute(text("SELECT body FROM note ORDER BY id")).scalars())


def test_nothing_in_the_file_can_be_read_without_the_key(engine, path):
    assert bodies(engine) == ["Мария Петрова"]
    engine.dispose()
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert "Мария".encode() not in content
        assert b"note" not in content


def test_path_with_cyrillic_spaces_and_signs_is_the_file_that_is_made(engine, path):
    assert path.exists()
    assert {file.name for file in path.parent.iterdir()} <= {
        "case.db",
        "case.db-wal",
        "case.db-shm",
    }


def test_wrong_key_after_a_good_slot_means_damage(engine, path):
    engine.dispose()
    other = engines.make_engine(path, lambda: (secrets.token_bytes(32), SALT))
    with pytest.raises(CaseFileDamagedError) as caught, engines.translating(path), other.connect():
        pass
    assert caught.value.facts["path"] == path


def test_plain_sqlite_file_is_refused(tmp_path):
    path = tmp_path / "case.db"
    plain = driver.connect(str(path))
    plain.execute("CREATE TABLE t (x)")
    plain.close()
    assert path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(CaseFileDamagedError), engines.translating(path):
        engines.connect(path, KEY, salt=SALT)


def test_damaged_page_is_named_and_not_a_crash(engine, path):
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO note (body) VALUES (:b)"), [{"b": "ж" * 3000} for _ in range(50)]
        )
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    again = engines.make_engine(path, keys)
    with pytest.raises(CaseFileDamagedError), engines.translating(path):
        bodies(again)
    again.dispose()


def test_missing_file_is_not_created(path):
    with pytest.raises(CaseFileMissingError), engines.translating(path):
        engines.connect(path, KEY, salt=SALT)
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "salt"),
    [(b"", SALT), (KEY[:31], SALT), (KEY, b""), (KEY + b"1", SALT)],
    ids=[
        "no key",
        "short key",
        "no salt",
        "long key",
    ],  # made of random bytes, they differed between workers
)
def test_no_connection_without_a_whole_key(path, key, salt):
    with pytest.raises(ValueError, match="32 bytes"):
        engines.connect(path, key, salt=salt, mode="rwc")
    assert not path.exists()


def test_pragmas_are_set_on_every_connection(engine):
    expected = {
        "secure_delete": 1,
        "temp_store": 2,
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "journal_size_limit": 8 * 1024 * 1024,
    }
    with engine.connect().execution_options(rw=False) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected
        }
    assert found == expected


def test_case_is_folded_in_cyrillic_too(engine):
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT casefold('ЙОРДАНКА Щ')")).scalar_one() == "йорданка щ"
        )
        assert connection.execute(text("SELECT casefold(NULL)")).scalar_one() is None
        assert connection.execute(text("SELECT casefold(7)")).scalar_one() == 7


def test_writers_take_turns_and_readers_go_on_beside_them(engine, path):
    with engine.begin() as writer:
        writer.exec_driver_sql("INSERT INTO note (body) VALUES ('втора')")
        assert bodies(engine) == ["Мария Петрова"]
    assert bodies(engine) == ["Мария Петрова", "втора"]


def test_second_writer_that_cannot_wait_is_told_so(engine, path):
    with engine.begin():
        other = engines.connect(path, KEY, salt=SALT)
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(CaseFileInUseError), engines.translating(path):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_many_threads_lose_nothing(engine):
    def write(number):
        for step in range(20):
            with engine.begin() as connection:
                count = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
                connection.execute(
                    text("INSERT INTO note (body) VALUES (:b)"), {"b": f"{number}/{step}/{count}"}
                )

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies(engine)) == 161


def test_rollback_leaves_nothing(engine):
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO note (body) VALUES ('половин')")
    assert bodies(engine) == ["Мария Петрова"]


def test_read_only_mode_writes_nothing_beside_the_file(engine, path, tmp_path):
    target = tmp_path / "архив" / "case.db"
    target.parent.mkdir()
    with engine.connect().execution_options(rw=None) as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    engine.dispose()
    before = target.read_bytes()
    reader = engines.make_engine(target, keys, mode="ro")
    assert bodies(reader) == ["Мария Петрова"]
    with pytest.raises(ReadOnlyError), engines.translating(target), reader.begin() as connection:
        connection.exec_driver_sql("DELETE FROM note")
    reader.dispose()
    assert target.read_bytes() == before
    assert [file.name for file in target.parent.iterdir()] == ["case.db"]


def test_interrupted_reading_counts_as_cancelled(engine, path):
    raw = engines.connect(path, KEY, salt=SALT)
    raw.create_function("stop", 0, raw.interrupt)
    with pytest.raises(CancelledError), engines.translating(path):
        raw.execute(
            "WITH RECURSIVE n(x) AS (SELECT stop() UNION ALL SELECT x FROM n LIMIT 10000000) SELECT count(*) FROM n"
        ).fetchall()
    raw.close()


def test_our_own_mistakes_are_not_hidden(engine, path):
    raw = engines.connect(path, KEY, salt=SALT)
    with pytest.raises(driver.OperationalError, match="no such table"), engines.translating(path):
        raw.execute("SELECT * FROM absent")
    raw.close()


def test_keys_and_values_stay_out_of_messages(engine, path):
    assert KEY.hex() not in repr(engine)
    assert KEY.hex() not in str(engine.url)
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("INSERT INTO nothing VALUES (:v)"), {"v": "Мария"})
    assert "Мария" not in str(caught.value)


@pytest.mark.parametrize(
    ("sqlite", "cipher", "fits"),
    [
        ((3, 51, 3), "4.19.0 community", True),
        ((3, 53, 4), "4.19.0", True),
        ((3, 51, 2), "4.19.0", False),
        ((3, 53, 4), "", False),
    ],
)
def test_old_or_unencrypting_libraries_are_refused(sqlite, cipher, fits):
    assert engines.fits(sqlite, cipher) is fits


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_read_only_folder_is_said_to_be_read_only(engine, path):
    engine.dispose()
    path.parent.chmod(0o500)
    path.chmod(0o400)
    try:
        with pytest.raises(ReadOnlyError), engines.translating(path):
            engines.connect(path, KEY, salt=SALT).execute("BEGIN IMMEDIATE")
    finally:
        path.parent.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit to set")
def test_failed_write_is_named_and_what_was_saved_stays(engine, path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.stat().st_size
    try:
        # CPython ignores SIGXFSZ, so the limit shows as an error of the write.
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, before[1]))
        with pytest.raises(StorageError), engines.translating(path), engine.begin() as connection:
            connection.execute(text("INSERT INTO note (body) VALUES (:b)"), {"b": "ж" * 2_000_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert bodies(engine) == ["Мария Петрова"]


def system(*words):
    """Run a program of the system, found by the usual path."""
    command = [shutil.which(words[0]), *words[1:]]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of half a megabyte; only root may mount one."""
    if shutil.which("mount") is None or sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    place = tmp_path / "disk"
    place.mkdir()
    if system("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)):
        pytest.skip("mounting is not allowed here")
    yield place
    assert not system("umount", str(place))


def test_really_full_disk_is_named_and_mended_by_space(tiny_disk: Path):
    path = tiny_disk / "case.db"
    engines.connect(path, KEY, salt=SALT, mode="rwc").close()
    engine = engines.make_engine(path, keys)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
        connection.exec_driver_sql("INSERT INTO note (body) VALUES ('първа')")
    with pytest.raises(DiskFullError), engines.translating(path), engine.begin() as connection:
        connection.execute(text("INSERT INTO note (body) VALUES (:b)"), {"b": "ж" * 400_000})
    assert bodies(engine) == ["първа"]
    assert not system("mount", "-o", "remount,size=4m", str(tiny_disk))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO note (body) VALUES (:b)"), {"b": "втора"})
    assert bodies(engine) == ["първа", "втора"]
    engine.dispose()
