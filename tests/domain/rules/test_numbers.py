"""ЕГН and ЛНЧ: what is well, what is not and why."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.bg import egn

from kazanlak_case.domain.rules.numbers import (
    PROBLEMS,
    check_number,
    compact_number,
    mask_number,
    restore_zeros,
)

FILES = Path(__file__).parents[2] / "files"
TODAY = date(2026, 11, 21)
with (FILES / "synthetic_ids.csv").open(encoding="utf-8-sig", newline="") as _file:
    SYNTHETIC = list(csv.DictReader(_file))


def an_egn(born_on: date, serial: int) -> str:
    """Build a number for a birth date; the ninth digit, the last of the serial, tells the sex."""
    month = born_on.month + {18: 20, 19: 0, 20: 40}[born_on.year // 100]
    head = f"{born_on.year % 100:02}{month:02}{born_on.day:02}{serial:03}"
    return head + egn.calc_check_digit(head)


@pytest.mark.parametrize("row", SYNTHETIC, ids=lambda row: f"{row['id_type']}-{row['number']}")
def test_every_synthetic_number_is_judged_as_listed(row):
    check = check_number(row["id_type"], row["number"], today=TODAY)
    assert check.ok == (row["expected"] == "valid")
    assert (check.born_on.isoformat() if check.born_on else "") == row["birth_date"]
    assert (check.sex or "") == row["sex"].lower()
    assert check.problem == (PROBLEMS[check.code] if check.code else None)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("8503109278", "checksum"),
        ("8513109274", "date"),
        ("9902299287", "date"),
        ("850310927", "length"),
        ("", "length"),
        ("85O3109277", "letters"),
        ("٨٥٠٣١٠٩٢٧٧", "letters"),
        (an_egn(date(1916, 4, 1), 999), "calendar"),
        (an_egn(date(1916, 4, 13), 1), "calendar"),
        (an_egn(date(2026, 11, 22), 1), "future"),
    ],
)
def test_the_reason_is_named(number, code):
    assert check_number("egn", number, today=TODAY).code == code


@pytest.mark.parametrize("born_on", [date(1916, 3, 31), date(1916, 4, 14), TODAY])
def test_the_days_beside_the_lost_fortnight_and_today_are_well(born_on):
    assert check_number("egn", an_egn(born_on, 2), today=TODAY).born_on == born_on


def test_a_foreigners_number_tells_neither_date_nor_sex():
    check = check_number("lnch", "1000000012", today=TODAY)
    assert (check.ok, check.born_on, check.sex) == (True, None, None)


@pytest.mark.parametrize("id_type", ["service_no", "none"])
def test_numbers_without_a_check_digit_are_taken_as_they_stand(id_type):
    assert check_number(id_type, " 12-А ", today=TODAY).number == "12А"


@pytest.mark.parametrize(
    "text", ["850310 9277", "850310-9277", "'8503109277", "8503109277.0", "85\u00a003 10 92 77 "]
)
def test_what_people_write_between_the_digits_is_taken_out(text):
    assert compact_number(text) == "8503109277"
    assert check_number("egn", text, today=TODAY).ok


@pytest.mark.parametrize(
    ("text", "restored"),
    [("945209320", "0945209320"), ("42299380", "0042299380"), ("945209320.0", "0945209320")],
)
def test_lost_zeros_come_back(text, restored):
    assert restore_zeros(text) == (restored, True)


@pytest.mark.parametrize("text", ["8503109277", "945209321", "2299380", "", "абв"])
def test_zeros_are_never_invented(text):
    assert restore_zeros(text) == (text, False)
    assert restore_zeros("945209320", id_type="none") == ("945209320", False)


@pytest.mark.parametrize(
    ("number", "masked"), [("8503109277", "850310••••"), ("1234", "••••"), ("", ""), (None, "")]
)
def test_screens_hide_the_last_digits(number, masked):
    assert mask_number(number) == masked


@given(st.dates(date(1800, 1, 1), TODAY), st.integers(0, 999))
def test_a_built_number_tells_its_date_and_sex(born_on, serial):
    check = check_number("egn", an_egn(born_on, serial), today=TODAY)
    if date(1916, 4, 1) <= born_on <= date(1916, 4, 13):
        assert check.code == "calendar"
    else:
        assert (check.born_on, check.sex) == (born_on, "f" if serial % 2 else "m")


@given(st.dates(date(2000, 1, 1), date(2009, 12, 31)), st.integers(0, 999))
def test_zeros_lost_by_a_spreadsheet_always_come_back(born_on, serial):
    number = an_egn(born_on, serial)
    assert restore_zeros(str(int(number))) == (number, True)


@given(st.text())
def test_no_text_at_all_breaks_the_check(text):
    for id_type in ("egn", "lnch", "none"):
        check_number(id_type, text, today=TODAY)
    restore_zeros(text)
