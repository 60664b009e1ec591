"""Key slots: right and wrong passwords, damage by chance, damage by intent, too little memory."""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kazanlak_case.db import key_file, key_slots, keys
from kazanlak_case.db.passwords import CHEAPEST
from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.file_errors import (
    CaseFileDamagedError,
    CaseFileMissingError,
    NewerFileError,
    NotACaseFileError,
    UnknownUserError,
    WrongPasswordError,
)

HEAD = "сива котка под стола"
NEW = "нова дълга парола 2022"
ONE_TIME = "еднократна парола"
OWN = "моя собствена парола"
OTHER = "друга хубава парола"
MARIA = "три зелени ябълки днес"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template") / "Крън #1 %20.kcase"
    folder.mkdir()
    unlocked = keys.create_keys(folder, [("head", HEAD), ("Мария", MARIA)], cost=CHEAPEST)
    return folder, unlocked.database_keys()


@pytest.fixture
def folder(template, tmp_path):
    return shutil.copytree(template[0], tmp_path / "Крън #1 %20.kcase")


@pytest.fixture
def database_keys(template):
    return template[1]


def forge(folder, change):
    """Change the key file and mend its checksum, as somebody without a key can."""
    data = json.loads((folder / key_file.NAME).read_text(encoding="utf-8"))
    change(data)
    body = {name: value for name, value in data.items() if name not in {"check", "mac"}}
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    data["check"] = blake2b(text, digest_size=16).hexdigest()
    (folder / key_file.NAME).write_text(json.dumps(data), encoding="utf-8")


def forget_second_copy(folder):
    (folder / key_file.PREVIOUS_NAME).unlink()


def test_every_user_opens_the_same_file_under_an_own_password(folder, database_keys):
    assert keys.users_of(folder) == ("head", "Мария")
    assert keys.unlock(folder, "head", HEAD).database_keys() == database_keys
    maria = keys.unlock(folder, "мария", MARIA)
    assert maria.user == "Мария"
    assert maria.database_keys() == database_keys
    key, salt = database_keys
    assert (len(key), len(salt), len(maria.file_id)) == (32, 16, 16)


def test_two_files_share_nothing(folder, tmp_path, database_keys):
    other = tmp_path / "друга.kcase"
    other.mkdir()
    made = keys.create_keys(other, [("head", HEAD)], cost=CHEAPEST)
    key, salt = made.database_keys()
    assert key != database_keys[0]
    assert salt != database_keys[1]
    assert made.file_id != keys.unlock(folder, "head", HEAD).file_id


def test_keys_of_different_purposes_differ_and_are_never_printed(folder):
    unlocked = keys.unlock(folder, "head", HEAD)
    derived = {
        unlocked.key_for(key_slots.FOR_DATABASE),
        unlocked.key_for(key_slots.FOR_AUDIT),
        unlocked.drafts_key,
        unlocked.key_for(b"kc slots"),
        bytes(unlocked.file_keys[1]),
    }
    assert len(derived) == 5
    shown = repr(unlocked) + str(unlocked)
    for secret in (*derived, bytes(unlocked.private), unlocked.salt):
        assert repr(secret) not in shown
        assert repr(bytearray(secret)) not in shown
        assert secret.hex() not in shown


def test_wiped_keys_open_nothing(folder):
    unlocked = keys.unlock(folder, "head", HEAD)
    held = unlocked.file_keys[1]
    unlocked.wipe()
    assert set(held) == {0}
    assert set(unlocked.private) == {0}
    with pytest.raises(KeyError):
        unlocked.database_keys()


def test_wrong_password_is_called_so_and_changes_nothing(folder):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(WrongPasswordError) as caught:
        keys.unlock(folder, "head", MARIA)
    assert caught.value.facts["user"] == "head"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_unknown_user_is_told_who_there_is(folder):
    with pytest.raises(UnknownUserError) as caught:
        keys.unlock(folder, "Петър", HEAD)
    assert caught.value.facts == {"user": "Петър", "users": "head, Мария"}


def test_same_letters_typed_differently_are_the_same_password(tmp_path):
    keys.create_keys(tmp_path, [("head", "кафе\u0301 №1 \u0439ога")], cost=CHEAPEST)
    assert keys.unlock(tmp_path, "head", "кафе\u0301 No1 \u0438\u0306ога").user == "head"


def test_password_is_nowhere_in_the_file(folder):
    for file in folder.iterdir():
        content = file.read_bytes()
        assert HEAD.encode() not in content
        assert HEAD.encode("utf-16-le") not in content


def test_own_password_changes_and_the_old_one_opens_no_copy(folder, database_keys):
    unlocked = keys.unlock(folder, "head", HEAD)
    public = key_file.load(folder).slot_of("head").public
    keys.change_password(folder, unlocked, user="head", password=NEW)
    assert keys.unlock(folder, "head", NEW).database_keys() == database_keys
    assert key_file.load(folder).slot_of("head").public == public
    assert unlocked.generation == 2
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", HEAD)
    (folder / key_file.NAME).unlink()
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", HEAD)


def test_password_of_a_colleague_is_replaced_with_a_new_key_pair(folder, database_keys):
    unlocked = keys.unlock(folder, "head", HEAD)
    public = key_file.load(folder).slot_of("Мария").public
    keys.change_password(folder, unlocked, user="мария", password=ONE_TIME, one_time=True)
    assert keys.users_with_one_time_password(folder) == ("Мария",)
    assert key_file.load(folder).slot_of("Мария").public != public
    maria = keys.unlock(folder, "Мария", ONE_TIME)
    assert maria.one_time
    assert maria.database_keys() == database_keys
    keys.change_password(folder, maria, user="Мария", password=OWN)
    assert keys.users_with_one_time_password(folder) == ()
    assert not keys.unlock(folder, "Мария", OWN).one_time


def test_new_user_is_added_and_the_same_name_is_refused(folder, database_keys):
    unlocked = keys.unlock(folder, "head", HEAD)
    keys.add_user(folder, unlocked, user=" Иван ", password=OTHER)
    assert keys.users_of(folder) == ("head", "Мария", "Иван")
    assert keys.unlock(folder, "Иван", OTHER).database_keys() == database_keys
    for name in ("ИВАН", "", "  ", "а\nб", "и" * 201):
        with pytest.raises(InvalidRecordError):
            keys.add_user(folder, unlocked, user=name, password=OTHER)
    assert keys.users_of(folder) == ("head", "Мария", "Иван")


def test_starter_has_one_time_passwords(tmp_path):
    keys.create_keys(tmp_path, [("а", "x" * 12), ("б", "y" * 12)], cost=CHEAPEST, one_time=True)
    assert keys.users_with_one_time_password(tmp_path) == ("а", "б")


def test_file_without_users_is_not_made(tmp_path):
    with pytest.raises(ValueError, match="at least one user"):
        keys.create_keys(tmp_path, [], cost=CHEAPEST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:700]),
        lambda path: path.write_bytes(bytes(1000)),
        lambda path: path.write_bytes(b"[" * 200_000),
        lambda path: path.write_bytes(b"1" * (key_file.LARGEST + 1)),
        lambda path: path.write_text("null"),
    ],
    ids=["gone", "empty", "cut", "zeros", "deep", "huge", "null"],
)
def test_damaged_key_file_is_replaced_by_its_second_copy(folder, database_keys, damage):
    whole = (folder / key_file.NAME).read_bytes()
    damage(folder / key_file.NAME)
    assert keys.users_of(folder) == ("head", "Мария")
    assert keys.unlock(folder, "head", HEAD).database_keys() == database_keys
    assert (folder / key_file.NAME).read_bytes() == whole


def test_both_copies_damaged_is_damage_and_not_a_wrong_password(folder):
    for name in (key_file.NAME, key_file.PREVIOUS_NAME):
        (folder / name).write_bytes(b"{}")
    with pytest.raises(CaseFileDamagedError):
        keys.unlock(folder, "head", HEAD)
    with pytest.raises(CaseFileDamagedError):
        keys.users_of(folder)


def test_no_folder_and_a_foreign_folder_are_told_apart(tmp_path):
    with pytest.raises(CaseFileMissingError):
        keys.users_of(tmp_path / "няма.kcase")
    with pytest.raises(NotACaseFileError):
        keys.users_of(tmp_path)
    (tmp_path / "case.db").write_bytes(b"x" * 100)
    with pytest.raises(CaseFileDamagedError):
        keys.users_of(tmp_path)


def test_newer_format_is_refused_as_newer(folder):
    forge(folder, lambda data: data.update(version=2))
    with pytest.raises(NewerFileError):
        keys.unlock(folder, "head", HEAD)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_flipped_bit_is_ever_taken(template, data):
    content = bytearray((template[0] / key_file.NAME).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    original = key_file.parse((template[0] / key_file.NAME).read_bytes())
    try:
        read = key_file.parse(bytes(content))
    except (key_file.DamagedKeyFileError, NewerFileError):
        return
    # Only white space and the MAC (checked after the password) may differ without the check noticing.
    assert replace(read, mac=original.mac) == original


@pytest.mark.parametrize(
    "kdf",
    [
        {"name": "argon2id", "memory_mib": 63, "passes": 3},
        {"name": "argon2id", "memory_mib": 257, "passes": 3},
        {"name": "argon2id", "memory_mib": 2**40, "passes": 3},
        {"name": "argon2id", "memory_mib": 128, "passes": 1},
        {"name": "argon2id", "memory_mib": 128, "passes": 11},
        {"name": "argon2id", "memory_mib": -128, "passes": 3},
        {"name": "argon2id", "memory_mib": "128", "passes": 3},
        {"name": "argon2id", "memory_mib": 128.0, "passes": 3},
        {"name": "argon2id", "memory_mib": True, "passes": 3},
        {"name": "none", "memory_mib": 128, "passes": 3},
        {},
    ],
)
def test_hostile_slot_cost_is_refused_before_any_work(folder, kdf):
    forget_second_copy(folder)
    forge(folder, lambda data: data["users"][0].update(kdf=kdf))
    with pytest.raises(CaseFileDamagedError):
        keys.unlock(folder, "head", HEAD)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["users"].pop(),
        lambda data: data["users"].clear(),
        lambda data: data["users"].append(data["users"][0]),
        lambda data: data["users"][1].update(one_time=True),
        lambda data: data["users"][1].update(one_time=1),
        lambda data: data["users"][1].update(name="Друг"),
        lambda data: data.update(generation=9),
        lambda data: data.update(generation=2**60),
        lambda data: data.update(epoch=2),
        lambda data: data.update(salt="00" * 16),
        lambda data: data.update(salt="00"),
        lambda data: data.update(format="друг"),
        lambda data: data.update(mac="00" * 32),
        lambda data: data["users"][0]["grants"].clear(),
        lambda data: data["users"][0].update(grants={"1": b64encode(bytes(80)).decode()}),
        lambda data: data["users"][0].update(public=b64encode(bytes(32)).decode()),
    ],
)
def test_file_changed_without_a_key_is_found_out_and_the_sound_copy_serves(
    folder, database_keys, change
):
    whole = (folder / key_file.PREVIOUS_NAME).read_bytes()
    forge(folder, change)
    changed = (folder / key_file.NAME).read_bytes()
    assert keys.unlock(folder, "head", HEAD).database_keys() == database_keys
    assert (folder / key_file.NAME).read_bytes() == whole
    (folder / key_file.NAME).write_bytes(changed)
    forget_second_copy(folder)
    with pytest.raises((CaseFileDamagedError, WrongPasswordError)):
        keys.unlock(folder, "head", HEAD)


def test_sealed_key_cannot_be_moved_to_another_slot(folder):
    def swap(data):
        one, other = data["users"]
        for part in ("private", "public", "grants", "salt"):
            one[part], other[part] = other[part], one[part]

    forget_second_copy(folder)
    forge(folder, swap)
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", MARIA)


def test_copy_left_behind_by_a_power_cut_does_not_know_the_old_password_for_long(folder):
    old = (folder / key_file.PREVIOUS_NAME).read_bytes()
    unlocked = keys.unlock(folder, "head", HEAD)
    keys.change_password(folder, unlocked, user="head", password=NEW)
    (folder / key_file.PREVIOUS_NAME).write_bytes(old)
    with pytest.raises(WrongPasswordError):
        keys.unlock(folder, "head", HEAD)
    keys.unlock(folder, "head", NEW)
    assert (folder / key_file.PREVIOUS_NAME).read_bytes() == (folder / key_file.NAME).read_bytes()


def test_stale_keys_cannot_write_over_a_changed_file(folder, tmp_path):
    other = tmp_path / "друга.kcase"
    other.mkdir()
    stranger = keys.create_keys(other, [("head", HEAD)], cost=CHEAPEST)
    with pytest.raises(CaseFileDamagedError):
        keys.add_user(folder, stranger, user="Иван", password=OTHER)


def test_slots_kept_elsewhere_are_put_back(folder, database_keys):
    content = keys.slots_content(folder)
    for name in (key_file.NAME, key_file.PREVIOUS_NAME):
        (folder / name).unlink()
    (folder / "case.db").write_bytes(b"x")
    keys.restore_slots(folder, content)
    assert keys.unlock(folder, "Мария", MARIA).database_keys() == database_keys
    with pytest.raises(CaseFileDamagedError):
        keys.restore_slots(folder, content[:-20])


def test_failed_write_leaves_the_old_slots(folder, database_keys):
    """The limit on the size of files stands for a full disk; a child process has it, so that we do not."""
    script = (
        "import resource, sys; from pathlib import Path; from kazanlak_case.db import keys;"
        "from kazanlak_case.domain.file_errors import DiskFullError;"
        "folder = Path(sys.argv[1]); unlocked = keys.unlock(folder, 'head', sys.argv[2]);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500));\n"
        "try:\n keys.add_user(folder, unlocked, user='Иван', password='друга хубава парола')\n"
        "except DiskFullError:\n sys.exit(7)"
    )
    if sys.platform == "win32":
        pytest.skip("no file size limit to set")
    before = (folder / key_file.NAME).read_bytes()
    done = subprocess.run([sys.executable, "-c", script, str(folder), HEAD], check=False)
    assert done.returncode == 7
    assert (folder / key_file.NAME).read_bytes() == before
    assert {file.name for file in folder.iterdir()} == {key_file.NAME, key_file.PREVIOUS_NAME}
    assert keys.unlock(folder, "head", HEAD).database_keys() == database_keys


def test_too_little_memory_is_not_a_wrong_password(folder):
    script = (
        "import resource, sys; from pathlib import Path; from kazanlak_case.db import keys;"
        "from kazanlak_case.domain.file_errors import NotEnoughMemoryError;"
        "used = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize();"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 40 * 1024 * 1024,) * 2);\n"
        "try:\n keys.unlock(Path(sys.argv[1]), 'head', sys.argv[2])\n"
        "except NotEnoughMemoryError:\n sys.exit(7)"
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("no memory limit to set")
    done = subprocess.run([sys.executable, "-c", script, str(folder), HEAD], check=False)
    assert done.returncode == 7


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_unlocking_from_a_read_only_folder_works_with_a_damaged_copy(folder, database_keys):
    (folder / key_file.NAME).write_bytes(b"")
    folder.chmod(0o500)
    try:
        assert keys.unlock(folder, "head", HEAD).database_keys() == database_keys
        with pytest.raises(ExpectedError):
            keys.add_user(
                folder,
                keys.unlock(folder, "head", HEAD),
                user="Иван",
                password=OTHER,
            )
    finally:
        folder.chmod(0o700)


def test_base64_is_read_strictly(folder):
    forget_second_copy(folder)
    forge(folder, lambda data: data["users"][0].update(salt=data["users"][0]["salt"][:-2] + "!="))
    with pytest.raises(CaseFileDamagedError):
        keys.users_of(folder)
