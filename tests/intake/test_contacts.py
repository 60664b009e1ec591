"""Phones in every way of writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.intake.contacts import is_email, read_phone


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0880 763 012", "0880763012"),
        ("00359 897654502", "0897654502"),
        ("+359882421105", "0882421105"),
        ("+359 0888 123456", "0888123456"),
        ("878797372", "0878797372"),
        ("0888/123456", "0888123456"),
        ("0888123456/0899123456", "0888123456, 0899123456"),
        ("0888 123 456; 0431 6 23 45", "0888123456, 043162345"),
        ("+49 170 1234567", "+491701234567"),
    ],
)
def test_a_phone_is_written_the_usual_way(written: str, kept: str) -> None:
    read = read_phone(written)
    assert (read.text, read.odd) == (kept, False)


@pytest.mark.parametrize("written", ["0888123456 (майка)", "12", "през съседите"])
def test_what_does_not_look_like_a_phone_is_kept_and_told(written: str) -> None:
    read = read_phone(written)
    assert (read.text, read.odd) == (written, True)


@given(
    st.from_regex(r"8[789]\d{7}", fullmatch=True),
    st.sampled_from(["{}", "0{}", "+359{}", "00359 {}", "359{}", " 0 {} "]),
)
def test_all_ways_of_writing_one_phone_are_one(digits: str, shape: str) -> None:
    assert read_phone(shape.format(digits)).text == "0" + digits


def test_an_address_for_mail_has_a_place() -> None:
    assert is_email("a.b@c.bg")
    assert not is_email("няма")
