"""What a person is found by."""

import pytest

from kazanlak_case.db.found_by import found_by, parts_of, tokens_of, words_in
from kazanlak_case.domain.rules.phones import fold_phone


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("0888 123 456", "888123456"),
        ("+359 888 123456", "888123456"),
        ("00359 888123456", "888123456"),
        ("359888123456", "888123456"),
        ("888123456", "888123456"),
        ("0431/6-23-45", "43162345"),
        ("0", "0"),
        ("359", "359"),
        ("няма", ""),
    ],
)
def test_a_phone_number_has_one_form(written, folded):
    assert fold_phone(written) == folded


def test_a_number_is_cut_into_parts():
    assert parts_of("12345") == ["123", "234", "345"]
    assert parts_of("12") == []


def test_names_numbers_phones_and_cases_are_all_keys():
    phones = "0888 123 456, +359 431 62345"
    keys = found_by("Мария Петрова-Иванова", "8503109277", phones, case_numbers=["К-2022-0015"])
    assert keys == "mar petrov ivanov 8503109277 888123456 43162345 k 2022 0015"
    assert words_in(keys) == ["mar", "petrov", "ivanov", "k"]


def test_a_person_without_anything_has_no_keys():
    assert found_by("", None, None, case_numbers=[]) == ""
    assert found_by("-", "", "няма", case_numbers=["-"]) == ""


def test_the_index_holds_each_key_and_part_once():
    assert tokens_of("mar 1231 23") == ["mar", "1231", "23", "123", "231"]
