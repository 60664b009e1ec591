"""Rules over several fields of one record."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.rules.whole import RULES, known_from_number, person_clashes

TODAY = date(2022, 11, 21)
WOMAN_OF_1985 = "8503109277"


def fields(clashes):
    return {clash.field for clash in clashes}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, set()),
        ({"id_type": "none"}, set()),
        ({"id_type": "egn"}, {"national_id"}),
        ({"national_id": WOMAN_OF_1985}, {"id_type"}),
        ({"id_type": "none", "national_id": WOMAN_OF_1985}, {"id_type"}),
        ({"id_type": "egn", "national_id": WOMAN_OF_1985}, set()),
        ({"id_type": "egn", "national_id": "8503109278"}, {"national_id"}),
        (
            {"id_type": "egn", "national_id": "8503109278", "national_id_reason": "по паспорт"},
            set(),
        ),
        ({"id_type": "service_no", "national_id": "1234567890"}, set()),
        (
            {
                "id_type": "lnch",
                "national_id": "1000000012",
                "sex": "m",
                "born_on": date(1980, 1, 1),
            },
            set(),
        ),
        (
            {
                "id_type": "egn",
                "national_id": WOMAN_OF_1985,
                "sex": "f",
                "born_on": date(1985, 3, 10),
            },
            set(),
        ),
        ({"id_type": "egn", "national_id": WOMAN_OF_1985, "sex": "m"}, {"sex"}),
        (
            {"id_type": "egn", "national_id": WOMAN_OF_1985, "born_on": date(1985, 10, 3)},
            {"born_on"},
        ),
        (
            {
                "id_type": "egn",
                "national_id": WOMAN_OF_1985,
                "sex": "m",
                "born_on": date(1985, 3, 11),
            },
            {"sex", "born_on"},
        ),
    ],
)
def test_number_birth_date_and_sex_agree(values, wrong):
    assert fields(person_clashes(values, TODAY)) == wrong


def test_a_valid_number_tells_what_is_still_empty():
    values = {"id_type": "egn", "national_id": WOMAN_OF_1985}
    assert known_from_number(values, TODAY) == {"born_on": date(1985, 3, 10), "sex": "f"}
    assert known_from_number({**values, "sex": "m"}, TODAY) == {"born_on": date(1985, 3, 10)}
    assert known_from_number({**values, "national_id": "8503109278"}, TODAY) == {}
    assert known_from_number({"id_type": "lnch", "national_id": "1000000012"}, TODAY) == {}
    assert known_from_number({}, TODAY) == {}


@pytest.mark.parametrize(
    ("record", "values", "wrong"),
    [
        ("household_member", {"since": date(2022, 5, 2), "until": date(2022, 5, 1)}, {"until"}),
        ("household_member", {"since": date(2022, 5, 2), "until": date(2022, 5, 2)}, set()),
        ("household_member", {"until": date(2022, 5, 2)}, set()),
        ("case", {"opened_on": date(2022, 5, 2)}, set()),
        (
            "case",
            {"opened_on": date(2022, 5, 2), "closed_on": date(2022, 5, 3)},
            {"closing_reason"},
        ),
        (
            "case",
            {
                "opened_on": date(2022, 5, 2),
                "closed_on": date(2022, 5, 1),
                "closing_reason": "moved",
            },
            {"closed_on"},
        ),
        ("spell", {"entered_on": date(2022, 5, 2), "left_on": date(2022, 5, 1)}, {"left_on"}),
        ("spell", {"entered_on": date(2022, 5, 2), "left_on": date(2022, 5, 2)}, set()),
        ("spell", {"state": "completed", "leaving_reason": "moved"}, {"leaving_reason"}),
        ("spell", {"state": "left_early", "leaving_reason": "moved"}, set()),
    ],
)
def test_nothing_ends_before_it_begins(record, values, wrong):
    assert fields(RULES[record](values, TODAY)) == wrong


@given(
    st.sampled_from(["egn", "lnch", "service_no", "none", None]),
    st.text("0123456789 -а", max_size=12),
    st.sampled_from(["m", "f", "", None]),
    st.none() | st.dates(date(1900, 1, 1), TODAY),
)
def test_any_person_is_judged_and_what_the_number_says_never_clashes(kind, number, sex, born_on):
    values = {"id_type": kind, "national_id": number, "sex": sex, "born_on": born_on}
    assert fields(person_clashes(values, TODAY)) <= {"id_type", "national_id", "born_on", "sex"}
    free = values | {"sex": None, "born_on": None}
    completed = free | known_from_number(free, TODAY)
    assert not fields(person_clashes(completed, TODAY)) & {"born_on", "sex"}
