"""Two dates of birth as people mistype them."""

import pytest

from kazanlak_case.domain.rules.birth_likeness import BirthLikeness, birth_likeness, is_one_slip


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("1985-03-10", "equal"),
        ("1985-10-03", "swapped"),
        ("1985-03-18", "one_figure"),
        ("1985-03-01", "one_figure"),
        ("1958-03-10", "one_figure"),
        ("1975-03-10", "one_figure"),
        ("1985-01-01", "year_only"),
        ("1985-07-22", "same_year"),
        ("1980-07-22", "different"),
        ("1999-03-09", "generation"),
        ("", "unknown"),
    ],
)
def test_dates_are_told_apart_by_how_they_differ(other: str, expected: str) -> None:
    assert birth_likeness("1985-03-10", other) is BirthLikeness(expected)
    assert birth_likeness(other, "1985-03-10") is BirthLikeness(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("8503109277", "8503109277", False),
        ("8503109277", "8503109272", True),
        ("8503109277", "8503109727", True),
        ("8503109277", "8503109292", False),
        ("8503109277", "850310927", False),
        ("8503109277", "5803109377", False),
    ],
)
def test_a_slip_is_one_figure_or_two_neighbours(one: str, other: str, *, expected: bool) -> None:
    assert is_one_slip(one, other) is expected
