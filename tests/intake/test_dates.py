"""Dates as Bulgarian offices write them: day before month, and nothing uncertain."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.intake.dates import read_date

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("13.03.1979 г.", date(1979, 3, 13)),
        ("6.2.1970г", date(1970, 2, 6)),
        ("13/03/1989", date(1989, 3, 13)),
        ("13-03-1989", date(1989, 3, 13)),
        ("13,03,1989", date(1989, 3, 13)),
        ("1989-03-13", date(1989, 3, 13)),
        ("1989-03-13 00:00:00", date(1989, 3, 13)),
        ("01.02.2022 год.", date(2022, 2, 1)),
        ("13 март 1979 г.", date(1979, 3, 13)),
        ("13.III.1979", date(1979, 3, 13)),
        ("от 03.03.2020 г.", date(2020, 3, 3)),
        (" 3. 3. 2020 ", date(2020, 3, 3)),
        (datetime.fromisoformat("1962-03-23"), date(1962, 3, 23)),
        (28943.0, date(1979, 3, 29)),
    ],
)
def test_a_date_is_read_in_every_shape_seen(written: object, expected: date) -> None:
    assert read_date(written).value == expected


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("13.03.79", "date_short_year"),
        ("31.02.1990", "date_missing"),
        ("29.02.1999", "date_missing"),
        ("13.13.1990", "date_unreadable"),
        ("03/25/1990", "date_unreadable"),
        ("пролетта", "date_unreadable"),
        ("1979", "date_unreadable"),
        (1979.0, "date_unreadable"),
        ("13031979", "date_unreadable"),
        ("5.5.202", "date_short_year"),
        (True, "date_unreadable"),
    ],
)
def test_what_is_not_certain_is_refused(written: object, wrong: str) -> None:
    read = read_date(written)
    assert (read.value, read.wrong) == (None, wrong)


@given(
    DAYS,
    st.sampled_from(
        [
            "{d:02}.{m:02}.{y}",
            "{d}.{m}.{y}",
            "{d:02}/{m:02}/{y}",
            "{d}-{m}-{y}",
            "{y}-{m:02}-{d:02}",
        ]
    ),
    st.sampled_from(["", "г", " г", "г.", " г.", " год."]),
    st.sampled_from(["", " ", "  "]),
)
def test_any_day_survives_any_way_of_writing(
    day: date, shape: str, after: str, around: str
) -> None:
    written = around + shape.format(d=day.day, m=day.month, y=day.year) + after + around
    assert read_date(written).value == day


@given(st.dates(date(1910, 1, 2), date(2099, 12, 30)))
def test_a_serial_number_is_the_day_a_spreadsheet_means(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)
    read = read_date(serial)
    assert (read.value, read.how) == (day, "serial")
    assert read_date(serial + 0.75).value == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_named_fault(text: str) -> None:
    read = read_date(text)
    assert (read.value is None) == bool(read.wrong)


@given(DAYS)
def test_a_year_of_two_figures_is_never_completed(day: date) -> None:
    assert read_date(day.strftime("%d.%m.%y")).value is None
