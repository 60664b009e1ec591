from datetime import date

import pytest

from kazanlak_case.ui.forms.ahead import read_day_ahead
from kazanlak_case.ui.forms.clock_editor import read_hour

MONDAY = date(2022, 11, 14)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("утре", date(2022, 11, 15)),
        ("Днес", MONDAY),
        ("в петък", date(2022, 11, 18)),
        ("във вторник", date(2022, 11, 15)),
        ("понеделник", date(2022, 11, 21)),
        ("fri", date(2022, 11, 18)),
        ("+7", date(2022, 11, 21)),
        ("след 10 дни", date(2022, 11, 24)),
        ("след две седмици", date(2022, 11, 28)),
        ("след седмица", date(2022, 11, 21)),
        ("след месец", date(2022, 12, 14)),
        ("24.5", date(2023, 5, 24)),
        ("1.11", date(2022, 11, 1)),
        ("24.5.2022", date(2022, 5, 24)),
        ("вчера", date(2022, 11, 13)),
        ("20.12", date(2022, 12, 20)),
    ],
)
def test_days_ahead_are_read_as_people_say_them(typed, day):
    assert read_day_ahead(typed, MONDAY).value == day


def test_what_is_no_day_is_said():
    assert read_day_ahead("някой ден", MONDAY).problem
    assert read_day_ahead("след много дни", MONDAY).problem


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9", "09:00"),
        ("9:30", "09:30"),
        ("930", "09:30"),
        ("14.05", "14:05"),
        ("9 ч.", "09:00"),
        ("", None),
        ("рано", "рано"),
        ("25", "25:00"),
    ],
)
def test_hours_are_read_as_people_say_them(typed, hour):
    assert read_hour(typed) == hour
