"""The record of what is not a change: complete, keyed, and impossible to rewrite with the database key alone."""

import json
from datetime import datetime
from hashlib import blake2b
from time import process_time

import pytest

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.key_slots import FOR_AUDIT
from kazanlak_case.db.migrations.versions import v0003_secrets
from kazanlak_case.db.reading_chain import check_chain
from kazanlak_case.db.readings import HEAD_EVERY, readings, record_reading
from kazanlak_case.db.removal import remove_user
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.readings import ReadingsState


def faults(file: CaseFile) -> str:
    (check,) = [one for one in verify(file).checks if one.name == "readings"]
    return check.detail


def state_of(file: CaseFile) -> ReadingsState:
    facts = file.facts
    with file.reading_raw() as connection:
        return check_chain(connection, file.unlocked, copy=facts.copy, replica=facts.replica)


def alter(file: CaseFile, *statements: str) -> None:
    with file.raw_connection() as connection:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount >= 1
        connection.commit()


def write(file: CaseFile, count: int, *, now: datetime) -> None:
    with file.writing(now) as uow:
        for _entry in range(count):
            uow.readings.record("person_opened", record="person", row=file.user.id)
        uow.commit()


def test_entries_stand_in_order_with_their_user(case_file: CaseFile, now: datetime) -> None:
    assert readings(case_file) == []
    for kind in ("age", "sqlcipher", "age"):
        record_reading(case_file, "key_revealed", now=now, facts=kind)
    found = readings(case_file)
    assert [one.facts for one in found] == ["age", "sqlcipher", "age"]
    assert {(one.user, one.at) for one in found} == {(case_file.user.id, now)}
    assert faults(case_file) == ""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE reading SET facts = 'egg' WHERE number = 2", "entry 2 was altered"),
        ("UPDATE reading SET \"row\" = x'00' WHERE number = 2", "entry 2 was altered"),
        ("UPDATE reading SET mac = 'x' WHERE number = 2", "entry 2 is damaged"),
        ("UPDATE reading SET epoch = 0 WHERE number = 2", "entry 2 cannot be checked"),
        ("UPDATE reading SET replica = NULL WHERE number = 2", "entry 2 was altered"),
        ("DELETE FROM reading WHERE number = 1", "entry 1 is missing"),
        ("DELETE FROM reading WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM reading WHERE number = 4", "entry 4 is missing: 4 were signed"),
    ],
)
def test_what_was_tampered_with_is_named(
    case_file: CaseFile, now: datetime, statement: str, says: str
) -> None:
    write(case_file, 3, now=now)
    record_reading(case_file, "signed_out", now=now)
    assert faults(case_file) == ""
    alter(case_file, statement)
    assert says in faults(case_file)


def test_entries_are_no_part_of_the_digest(case_file: CaseFile, now: datetime) -> None:
    before = verify(case_file).digest
    record_reading(case_file, "key_revealed", now=now, facts="age")
    assert verify(case_file).digest == before


def test_what_is_not_committed_was_never_recorded(case_file: CaseFile, now: datetime) -> None:
    with case_file.writing(now) as uow:
        uow.readings.record("exported")
    record_reading(case_file, "printed", now=now)
    assert [(one.number, one.what) for one in readings(case_file)] == [(1, "printed")]


def test_heads_between_the_regular_ones_go_when_a_newer_one_covers_them(
    case_file: CaseFile, now: datetime
) -> None:
    for _time in range(3):
        record_reading(case_file, "signed_in", now=now)
    write(case_file, HEAD_EVERY, now=now)
    record_reading(case_file, "signed_out", now=now)
    with case_file.reading_raw() as connection:
        kept = connection.exec_driver_sql("SELECT number FROM reading_head").scalars().all()
    assert sorted(kept) == [HEAD_EVERY, HEAD_EVERY + 4]


def test_twenty_thousand_are_written_and_checked_quickly(
    case_file: CaseFile, now: datetime
) -> None:
    start = process_time()
    write(case_file, 20_000, now=now)
    written = process_time()
    assert state_of(case_file).count == 20_000
    checked = process_time()
    # far above what they take (0.8 s and 0.15 s): a slip into reading all for each would take minutes
    assert (written - start < 5, checked - written < 2) == (True, True)


def test_entries_of_an_older_key_are_checked_after_a_user_was_removed(
    case_file: CaseFile, now: datetime
) -> None:
    path = case_file.path
    keys.add_user(path, case_file.unlocked, user="second", password=PASSWORD)
    write(case_file, 2, now=now)
    for user in ("third", "fourth"):
        keys.add_user(path, case_file.unlocked, user=user, password=PASSWORD)
    case_file.close()
    for user in ("second", "third"):
        unlocked = keys.unlock(path, "head", PASSWORD)
        remove_user(path, unlocked, user=user)
        unlocked.wipe()
        again = CaseFile.open(path, password=PASSWORD)
        write(again, 2, now=now)
        assert (state_of(again).count, faults(again)) == (2 * again.unlocked.epoch, "")
        again.close()
    again = CaseFile.open(path, password=PASSWORD)
    assert list(again.unlocked.file_keys) == [3]
    alter(again, "UPDATE reading SET what = 'x' WHERE number = 1")
    assert "entry 1 was altered" in faults(again)
    alter(again, "DELETE FROM setting WHERE name = 'audit_keys'")
    assert "entry 1 cannot be checked" in faults(again)
    again.close()


def as_the_first_version(file: CaseFile, count: int, *, now: datetime) -> None:
    """Write entries among the settings, and let the migration find them."""
    previous = bytes(32)
    key = file.unlocked.key_for(FOR_AUDIT)
    with file.writing_raw() as connection:
        for number in range(1, count + 1):
            entry = {
                "at": now.isoformat(timespec="seconds"),
                "user": file.user.id,
                "what": "key_revealed:age",
                "epoch": 1,
            }
            content = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
            previous = blake2b(previous + content, key=key, digest_size=32).digest()
            value = json.dumps({**entry, "mac": previous.hex()})
            write_setting(connection, f"reading:{number:010d}", value)
        write_setting(connection, "readings", count)
        v0003_secrets._move_old_readings(connection)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE reading SET what = 'x' WHERE number = 2", "entry 2 was altered"),
        ("DELETE FROM reading WHERE number = 1", "entry 1 is missing"),
        ("DELETE FROM reading WHERE number > 2", "entry 3 is missing"),
    ],
)
def test_entries_of_the_first_version_are_checked_on(
    case_file: CaseFile, now: datetime, statement: str, says: str
) -> None:
    as_the_first_version(case_file, 3, now=now)
    record_reading(case_file, "signed_in", now=now)
    assert (state_of(case_file).count, faults(case_file)) == (4, "")
    assert readings(case_file)[0].what == "key_revealed:age"
    alter(case_file, statement)
    assert says in faults(case_file)


def test_a_damaged_entry_of_the_first_version_does_not_keep_the_file_shut(
    case_file: CaseFile, now: datetime
) -> None:
    with case_file.writing_raw() as connection:
        write_setting(connection, "reading:0000000001", "x")
        v0003_secrets._move_old_readings(connection)
        connection.commit()
    assert "entry 1 was altered" in faults(case_file)
    assert [one.what for one in readings(case_file)] == ["damaged"]
