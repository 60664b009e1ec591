from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.ui.forms.reading import read_amount, read_date, read_number

TODAY = date(2022, 11, 14)
DAYS = st.dates(date(1923, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24.5.2022", date(2022, 5, 24)),
        ("24.05.2022 г.", date(2022, 5, 24)),
        ("24/5/22", date(2022, 5, 24)),
        ("24 5 2022", date(2022, 5, 24)),
        ("240522", date(2022, 5, 24)),
        ("24052022", date(2022, 5, 24)),
        ("2022-05-24", date(2022, 5, 24)),
        ("24.5", date(2022, 5, 24)),
        ("24.12", date(2021, 12, 24)),
        ("10.3.85", date(1985, 3, 10)),
        ("днес", TODAY),
        ("Вчера", date(2022, 11, 13)),
        ("29.2.2020", date(2020, 2, 29)),
    ],
)
def test_dates_are_read_as_people_type_them(text: str, day: date) -> None:
    assert read_date(text, TODAY).value == day


@pytest.mark.parametrize("text", ["31.2.2022", "29.2.2021", "абв", "1.13.2022", "24.5.202", "123"])
def test_what_is_no_date_is_said_and_not_guessed(text: str) -> None:
    reading = read_date(text, TODAY)
    assert reading.value is None
    assert reading.problem


def test_nothing_typed_is_nothing_wrong() -> None:
    for read in (read_date, read_number, read_amount):
        assert read("  ", TODAY).value is None
        assert not read("  ", TODAY).problem


@given(DAYS)
def test_every_day_is_read_back_from_its_own_writing(day: date) -> None:
    for text in (
        day.strftime("%d.%m.%Y"),
        day.isoformat(),
        day.strftime("%d%m%Y"),
        f"{day:%d/%m/%Y}",
    ):
        assert read_date(text, TODAY).value == day


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (read_date, read_number, read_amount):
        reading = read(text, TODAY)
        assert reading.value is None or not reading.problem


def test_numbers_and_amounts() -> None:
    assert read_number("1 200", TODAY).value == 1200
    assert read_number("45", TODAY).value == 45
    assert read_number("4,5", TODAY).problem
    assert read_amount("1 234,50", TODAY).value == Decimal("1234.50")
    assert read_amount("12.5", TODAY).value == Decimal("12.5")
    assert read_amount("NaN", TODAY).problem
    assert read_amount("лв", TODAY).problem
