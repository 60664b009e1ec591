from datetime import date

import pytest

from kazanlak_case.domain.rules.births import Birth, read_birth

TODAY = date(2022, 5, 24)


@pytest.mark.parametrize(
    ("said", "born_on", "precision"),
    [
        ("1985", date(1985, 7, 1), "year"),
        ("1985 г.", date(1985, 7, 1), "year"),
        ("около 1985", date(1985, 7, 1), "about"),
        ("около 35", date(1987, 7, 1), "about"),
        ("Около  35 години", date(1987, 7, 1), "about"),
        ("35", date(1987, 7, 1), "about"),
        ("на 35 г.", date(1987, 7, 1), "about"),
        ("~70", date(1952, 7, 1), "about"),
        ("6 месеца", date(2021, 11, 1), "about"),
        ("2022", date(2022, 1, 1), "year"),
        ("0", date(2022, 1, 1), "about"),
    ],
)
def test_birth_is_read_as_people_say_it(said: str, born_on: date, precision: str) -> None:
    assert read_birth(said, TODAY) == Birth(born_on, precision)


@pytest.mark.parametrize("said", ["", "24.5.1985", "240585", "2023", "1850", "116", "не знам"])
def test_what_is_no_year_and_no_age_is_left_to_others(said: str) -> None:
    assert read_birth(said, TODAY) is None
