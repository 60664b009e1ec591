"""Ages and months, by hand and by property."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.rules.calendar import age_on, days_after, months_after

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2022, 11, 15), 1, date(2022, 12, 15)),
        (date(2022, 12, 15), 12, date(2023, 12, 15)),
        (date(2022, 3, 31), 0, date(2022, 3, 31)),
    ],
)
def test_months_are_calendar_months_with_the_day_clamped(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


@given(day=DAYS, months=st.integers(0, 60))
def test_months_after_lands_in_the_right_month(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    # clamped only at a month's end
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("born_on", "day", "expected"),
    [
        (date(1997, 11, 15), date(2022, 11, 15), 25),
        (date(1997, 11, 16), date(2022, 11, 15), 24),
        (date(2000, 2, 29), date(2025, 2, 28), 24),
        (date(2000, 2, 29), date(2025, 3, 1), 25),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2022, 1, 2), date(2022, 1, 1), -1),
    ],
)
def test_age_is_in_whole_years(born_on: date, day: date, expected: int) -> None:
    assert age_on(born_on, day) == expected


@given(born_on=DAYS, days=st.integers(0, 40_000))
def test_nobody_gets_younger(born_on: date, days: int) -> None:
    day = born_on + timedelta(days=days)
    assert age_on(born_on, day) <= age_on(born_on, day + timedelta(days=1))


def test_four_weeks_are_twenty_eight_days() -> None:
    assert days_after(date(2023, 6, 1), 28) == date(2023, 6, 29)
