"""The record of what is not a change: complete, keyed, and impossible to rewrite with the database key alone."""

from datetime import datetime

import pytest

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import readings, record_reading
from kazanlak_case.db.verify import verify


def faults(file: CaseFile) -> str:
    (check,) = [one for one in verify(file).checks if one.name == "readings"]
    return check.detail


def alter(file: CaseFile, statement: str) -> None:
    with file.raw_connection() as connection:
        assert connection.exec_driver_sql(statement).rowcount >= 1
        connection.commit()


def test_entries_stand_in_order_with_their_user(case_file: CaseFile, now: datetime) -> None:
    assert readings(case_file) == []
    for what in ("key_revealed:age", "key_revealed:sqlcipher", "key_revealed:age"):
        record_reading(case_file, what, now=now)
    found = readings(case_file)
    assert [one.what.partition(":")[2] for one in found] == ["age", "sqlcipher", "age"]
    assert {(one.user, one.at) for one in found} == {(case_file.user.id, now)}
    assert faults(case_file) == ""


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE setting SET value = replace(value, 'age', 'egg') WHERE name LIKE 'reading:%2'",
            "altered",
        ),
        ("DELETE FROM setting WHERE name LIKE 'reading:%1'", "entry 1 is missing"),
        ("DELETE FROM setting WHERE name LIKE 'reading:%3'", "2 entries of 3"),
        ("UPDATE setting SET value = 'x' WHERE name LIKE 'reading:%2'", "damaged"),
        ("DELETE FROM setting WHERE name LIKE 'reading%'", "0 entries"),
    ],
)
def test_what_was_tampered_with_is_named(
    case_file: CaseFile, now: datetime, statement: str, says: str
) -> None:
    for _entry in range(3):
        record_reading(case_file, "key_revealed:age", now=now)
    alter(case_file, statement)
    if says.startswith("0"):  # with the count gone too, only a signed head elsewhere could tell
        assert faults(case_file) == ""
    else:
        assert says in faults(case_file)


def test_entries_are_no_part_of_the_digest(case_file: CaseFile, now: datetime) -> None:
    before = verify(case_file).digest
    record_reading(case_file, "key_revealed:age", now=now)
    assert verify(case_file).digest == before
