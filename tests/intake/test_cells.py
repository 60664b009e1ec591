"""Texts of cells in the shape they are compared in."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.intake.cells import (
    as_text,
    column_letter,
    fold,
    is_blank,
    is_unanswered,
    one_line,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Дата на\nРАЖДАНЕ:", "дата на раждане"),
        ("  Oбразование ", "образование"),  # a Latin O
        ("висше - бакалавър", "висше-бакалавър"),
        ("осн.", "осн"),
        ("№ по ред", "no по ред"),
        ("обра-\nзование", "образование"),
    ],
)
def test_a_text_is_compared_without_case_signs_and_twins(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or fold(fold(once)) == fold(once)


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "-", "–", "няма данни", "Не е посочено", "?", "…"]
)
def test_a_cell_without_an_answer_is_known(cell: object) -> None:
    assert is_unanswered(cell)


@pytest.mark.parametrize("cell", ["няма", "0", 0, False, "Иван"])
def test_a_word_or_a_nought_is_an_answer(cell: object) -> None:
    assert not is_unanswered(cell)


def test_a_dash_is_no_blank() -> None:
    assert is_blank(" ")
    assert not is_blank("-")


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


def test_a_cell_is_said_as_a_person_reads_it() -> None:
    assert as_text(641230694.0) == "641230694"
    assert as_text(date(1979, 3, 13)) == "13.03.1979"
    assert as_text(datetime.fromisoformat("1979-03-13T08:30")) == "13.03.1979 08:30"
    assert one_line("а\n б") == "а б"
