from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from kazanlak_case import app as program
from kazanlak_case.ui.wording import Wording, age_on

TODAY = date(2022, 11, 14)


@pytest.fixture
def bulgarian(qapp: QApplication) -> Wording:
    program.speak(qapp, "bg")
    return Wording("bg")


def test_dates_are_written_as_people_here_write_them(bulgarian: Wording) -> None:
    assert bulgarian.day(date(2022, 11, 3)) == "03.11.2022 г."
    words = bulgarian.long_day(date(2026, 11, 3)).replace("\u202f", " ")
    assert words == "вторник, 3 ноември 2026 г."
    assert bulgarian.month(date(2022, 11, 3)) == "ноември 2022 г."
    assert bulgarian.day(None) == ""


def test_dates_are_written_in_english_too() -> None:
    english = Wording("en")
    assert english.day(date(2022, 11, 3)) == "03.11.2022"
    assert english.month(date(2022, 11, 3)) == "November 2022"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 11, 14), "днес"),
        (date(2022, 11, 13), "вчера"),
        (date(2022, 11, 4), "преди 10 дни"),
        (date(2022, 10, 10), "преди 5 седмици"),
        (date(2022, 6, 1), "преди 5 месеца"),
        (date(2019, 6, 1), "преди 3 години"),
        (date(2022, 12, 1), "01.12.2022 г."),
    ],
)
def test_time_past_is_said_as_one_would(bulgarian: Wording, day: date, words: str) -> None:
    assert bulgarian.ago(day, TODAY) == words


def test_numbers_and_durations(bulgarian: Wording) -> None:
    assert bulgarian.number(1234567) == "1\u00a0234\u00a0567"
    assert bulgarian.minutes(45) == "45 мин"
    assert bulgarian.minutes(120) == "2 ч"
    assert bulgarian.minutes(95) == "1 ч 35 мин"
    assert bulgarian.minutes(None) == ""


def test_age_counts_whole_years() -> None:
    assert age_on(date(1980, 11, 14), TODAY) == 42
    assert age_on(date(1980, 11, 15), TODAY) == 41
    assert age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert Wording("en").age(None, TODAY) == ""


def test_order_is_that_of_the_dictionary(bulgarian: Wording) -> None:
    names = ["Щерю", "К-10", "Ъгъл", "К-9", "Йовка", "Ивана", "яна"]
    expected = ["Ивана", "Йовка", "К-9", "К-10", "Щерю", "Ъгъл", "яна"]
    assert bulgarian.in_order(names, str) == expected


def test_time_of_day_is_local() -> None:
    moment = datetime(2022, 11, 14, 9, 5, tzinfo=UTC)
    assert Wording("en").time(moment) == moment.astimezone().strftime("%H:%M")


def test_a_birth_is_told_no_more_exactly_than_it_is_known(bulgarian: Wording) -> None:
    born = date(1985, 7, 1)
    told = [bulgarian.birth(born, precision) for precision in (None, "year", "about")]
    assert told == ["01.07.1985 г.", "1985 г.", "около 1985 г."]
    assert bulgarian.birth(None, "year") == ""
    assert bulgarian.age(born, TODAY, "about") == "около 37 г."
    assert bulgarian.age(born, TODAY, "year") == "37 г."
