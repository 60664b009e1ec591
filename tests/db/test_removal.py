"""A removed user opens nothing any more, whatever happens in the middle."""

import shutil
import subprocess
import sys

import pytest

from kazanlak_case.db import engine, key_file, keys
from kazanlak_case.db.passwords import CHEAPEST
from kazanlak_case.db.removal import remove_user, settle_epoch
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    UnknownUserError,
    WrongPasswordError,
)

USERS = [
    ("head", "сива котка под стола"),
    ("Мария", "три зелени ябълки днес"),
    ("Иван", "друга хубава парола"),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "Крън.kcase"
    folder.mkdir()
    unlocked = keys.create_keys(folder, USERS, cost=CHEAPEST)
    key, salt = unlocked.database_keys()
    connection = engine.connect(folder / "case.db", key, salt=salt, mode="rwc")
    connection.execute("CREATE TABLE note (body TEXT)")
    connection.executemany("INSERT INTO note VALUES (?)", [("бележка " * 100,)] * 500)
    connection.close()
    return folder


@pytest.fixture
def folder(template, tmp_path):
    return shutil.copytree(template, tmp_path / "Крън.kcase")


def count(folder, unlocked):
    key, salt = unlocked.database_keys()
    with engine.translating(folder):
        connection = engine.connect(folder / "case.db", key, salt=salt)
    found = connection.execute("SELECT count(*) FROM note").fetchone()[0]
    connection.close()
    return found


def test_removed_user_opens_nothing_and_the_others_everything(folder):
    ivan = keys.unlock(folder, *USERS[2])
    old = (folder / "keys.json").read_bytes()
    remove_user(folder, keys.unlock(folder, *USERS[0]), user="иван")
    assert keys.users_of(folder) == ("head", "Мария")
    with pytest.raises(UnknownUserError):
        keys.unlock(folder, *USERS[2])
    with pytest.raises(CaseFileDamagedError):
        count(folder, ivan)
    maria = keys.unlock(folder, *USERS[1])
    assert count(folder, maria) == 500
    assert (maria.epoch, set(maria.file_keys)) == (2, {2})
    # Not even with the key file as it was.
    (folder / "keys.json").write_bytes(old)
    (folder / "keys.prev.json").write_bytes(old)
    with pytest.raises(CaseFileDamagedError):
        count(folder, keys.unlock(folder, *USERS[2]))


def test_one_can_go_on_with_the_keys_in_hand(folder):
    head = keys.unlock(folder, *USERS[0])
    remove_user(folder, head, user="Иван")
    remove_user(folder, head, user="Мария")
    assert head.epoch == 3
    assert count(folder, head) == 500
    assert count(folder, keys.unlock(folder, *USERS[0])) == 500


@pytest.mark.parametrize("moment", ["before the database", "after the database"])
def test_change_cut_off_is_finished_at_the_next_opening(folder, tmp_path, moment):
    before = shutil.copytree(folder, tmp_path / "before")
    half: list[bytes] = []
    head = keys.unlock(folder, *USERS[0])
    # Stop in the middle: the key file with both grants is what stands when the power goes.
    whole = engine.rekey

    def cut(path, old, *, new):
        half.append((folder / "keys.json").read_bytes())
        whole(path, old, new=new)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kazanlak_case.db.removal.rekey", cut)
        remove_user(folder, head, user="Иван")
    for name in ("keys.json", "keys.prev.json"):
        (folder / name).write_bytes(half[0])
    if moment == "before the database":
        shutil.copy(before / "case.db", folder / "case.db")
    maria = keys.unlock(folder, *USERS[1])
    assert set(maria.file_keys) == {1, 2}
    settle_epoch(folder, maria)
    assert set(maria.file_keys) == {2}
    assert count(folder, maria) == 500
    assert count(folder, keys.unlock(folder, *USERS[0])) == 500
    assert all(set(slot.grants) == {2} for slot in key_file.load(folder).slots)


def test_nobody_removes_himself_or_a_stranger(folder):
    head = keys.unlock(folder, *USERS[0])
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(InvalidRecordError):
        remove_user(folder, head, user="HEAD")
    with pytest.raises(UnknownUserError):
        remove_user(folder, head, user="Петър")
    assert (folder / "keys.json").read_bytes() == before


def test_database_that_no_key_opens_is_damaged(folder):
    head = keys.unlock(folder, *USERS[0])
    head.file_keys[2] = bytearray(32)
    head.epoch = 2
    (folder / "case.db").write_bytes(bytes(8192))
    with pytest.raises(CaseFileDamagedError):
        settle_epoch(folder, head)
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", "друга")


REKEYING = """
import sys
from pathlib import Path
from kazanlak_case.db import engine
old, new, salt = (bytes.fromhex(word) for word in sys.argv[2:])
print("now", flush=True)
while True:
    engine.rekey(Path(sys.argv[1]), (old, salt), new=(new, salt))
    print("done", flush=True)
    old, new = new, old
"""


@pytest.mark.slow
def test_killed_in_the_middle_it_opens_with_exactly_one_key(folder):
    head = keys.unlock(folder, *USERS[0])
    (old, salt), new = head.database_keys(), bytes(range(32))
    for rounds in range(8):
        command = [
            sys.executable,
            "-c",
            REKEYING,
            str(folder / "case.db"),
            old.hex(),
            new.hex(),
            salt.hex(),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "now\n"
            for _ in range(rounds % 3):
                assert process.stdout.readline() == "done\n"
            process.kill()
        opening = [key for key in (old, new) if engine.opens(folder / "case.db", (key, salt))]
        assert len(opening) == 1
        connection = engine.connect(folder / "case.db", opening[0], salt=salt)
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (500,)
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        connection.close()
        old, new = opening[0], next(key for key in (old, new) if key != opening[0])
