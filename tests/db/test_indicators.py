"""The funds' figures: worked examples, one person once, windows and funds."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kazanlak_case.domain.records import Referral, Vulnerability
from kazanlak_case.domain.rules.esf import ESF_2014_2020, OPHRD_2014_2020, Rule, rules_of
from kazanlak_case.domain.rules.participants import IndicatorCount, Selection
from support.esf_people import FILES, EsfPeople, esf_people, values_of, worked_examples

RULES = rules_of(ESF_2014_2020)
OF_CODE = {rule.code: rule for rule in (*RULES, *rules_of(OPHRD_2014_2020))}

IDENTIFIED = [example for example in worked_examples() if example["entry_date"]]
"""E22 and E23 are nobody identifiable, so there is no record of them."""

UNEMPLOYED_WOMAN: dict[str, Any] = {
    "sex": "f",
    "born_on": date(1985, 3, 10),
    "entered_on": date(2022, 9, 1),
    "labour_situation": "unemployed",
    "in_education": "no",
    "education": "lower_secondary",
}


@pytest.fixture
def people(bare_store: str | None) -> Iterator[EsfPeople]:
    with esf_people(bare_store) as store:
        yield store


def counted(
    people: EsfPeople, selection: Selection | None = None, *, rules: tuple[Rule, ...] = RULES
) -> set[str]:
    """The indicators that count anybody at all, apart from the totals."""
    found = people.indicators.count(rules, selection)
    return {one.code for one in found if one.total} - {"TOTAL", "GRAND_TOTAL"}


def total(people: EsfPeople, code: str, selection: Selection | None = None) -> int:
    return people.indicators.count([OF_CODE[code]], selection)[0].total


@pytest.mark.parametrize("example", IDENTIFIED, ids=lambda example: example["case_id"])
def test_worked_example_counts_where_the_file_says(
    people: EsfPeople, example: dict[str, str]
) -> None:
    people.participant(**values_of(example))
    expected = {
        code
        for column in ("outputs", "household", "immediate", "longer_term")
        for code in example[f"expected_{column}"].split()
    }
    assert counted(people) == expected
    assert total(people, "TOTAL") == int(example["counted_in_total"])
    assert total(people, "GRAND_TOTAL") == int(example["counted_in_grand_total"])
    if example["expected_age"]:
        assert next(people.indicators.participants()).age == int(example["expected_age"])


def test_worked_examples_add_up_to_the_totals_file(people: EsfPeople) -> None:
    for example in IDENTIFIED:
        people.participant(**values_of(example))
    found = {one.code: one for one in people.indicators.count(RULES)}
    with (FILES / "esf_worked_examples_totals.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert {row["code"] for row in expected} == set(found)
    for row in expected:
        one = found[row["code"]]
        assert one.total == int(row["total"]), row
        if row["women"]:
            assert (one.women, one.men) == (int(row["women"]), int(row["men"])), row


def test_person_with_the_same_number_in_two_houses_counts_once(people: EsfPeople) -> None:
    number = {"id_type": "egn", "national_id": "8503109277"}
    people.participant(
        site="kazanlak", **UNEMPLOYED_WOMAN | number | {"entered_on": date(2022, 10, 1)}
    )
    people.participant(site="kran", **UNEMPLOYED_WOMAN | number | {"labour_situation": "inactive"})
    assert total(people, "GRAND_TOTAL") == 1
    # the earlier entry, in Крън, supplies the data
    assert (total(people, "CO01"), total(people, "CO03")) == (0, 1)
    assert total(people, "GRAND_TOTAL", Selection(site="kazanlak")) == 1
    assert total(people, "CO01", Selection(site="kazanlak")) == 1


def test_same_digits_as_another_kind_of_number_are_two_people(people: EsfPeople) -> None:
    for id_type in ("egn", "lnch"):
        people.participant(**UNEMPLOYED_WOMAN, id_type=id_type, national_id="1000000012")
    assert total(people, "GRAND_TOTAL") == 2


@pytest.mark.parametrize(
    "number",
    [
        {"id_type": "egn", "national_id": "8503109278", "national_id_reason": "така е в картата"},
        {"id_type": "service_no", "national_id": "8503109277"},
        {"id_type": "none"},
        {},
    ],
)
def test_numbers_that_prove_nothing_join_nobody(people: EsfPeople, number: dict[str, str]) -> None:
    people.participant(**UNEMPLOYED_WOMAN, **number)
    people.participant(**UNEMPLOYED_WOMAN, **number)
    assert total(people, "GRAND_TOTAL") == 2


def test_re_entry_keeps_the_first_entry_and_the_final_exit(people: EsfPeople) -> None:
    person = people.participant(
        **UNEMPLOYED_WOMAN, left_on=date(2022, 12, 1), employment_from=date(2022, 12, 5)
    )
    people.spell(
        person,
        entered_on=date(2023, 2, 1),
        left_on=date(2023, 6, 30),
        education_from=date(2023, 7, 3),
    )
    found = next(people.indicators.participants())
    assert (found.entered_on, found.left_on) == (date(2022, 9, 1), date(2023, 6, 30))
    assert counted(people) == {"CO01", "CO09", "CR02"}


def test_open_entry_means_no_exit_and_no_result(people: EsfPeople) -> None:
    person = people.participant(
        **UNEMPLOYED_WOMAN, left_on=date(2022, 12, 1), employment_from=date(2022, 12, 5)
    )
    assert total(people, "CR04") == 1
    again = people.spell(person, entered_on=date(2023, 2, 1))
    assert total(people, "CR04") == 0
    people.hide("spell", again)
    assert total(people, "CR04") == 1


def test_deleted_records_do_not_count(people: EsfPeople) -> None:
    person = people.participant(**UNEMPLOYED_WOMAN, roma="yes")
    assert total(people, "CO15") == 1
    people.hide("person", person)
    assert total(people, "GRAND_TOTAL") == 0


def test_answers_written_down_twice_do_not_double_the_person(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN, roma="yes")
    participation = next(people.indicators.participants()).participation
    people.add(Vulnerability(id=people.new_id(), participation=participation, roma="no"))
    assert total(people, "GRAND_TOTAL") == 1
    assert total(people, "CO15") == 1


def test_nobody_without_an_entry_is_a_participant(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN | {"entered_on": None})
    assert total(people, "GRAND_TOTAL") == 0


def test_participation_in_another_operation_is_not_ours(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN, operation="another")
    people.participant(**UNEMPLOYED_WOMAN, operation=None)
    assert total(people, "GRAND_TOTAL") == 1


def test_person_in_both_funds_counts_once_in_each_and_once_in_the_whole(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN, funds="opnoir oprchr")
    people.participant(**UNEMPLOYED_WOMAN, funds="oprchr")
    people.participant(**UNEMPLOYED_WOMAN, funds="oprchr_next")
    number = {"id_type": "egn", "national_id": "8503109277"}
    people.participant(**UNEMPLOYED_WOMAN, **number, funds="oprchr")
    people.participant(site="kazanlak", **UNEMPLOYED_WOMAN, **number, funds="opnoir")
    assert total(people, "TOTAL") == 4
    assert total(people, "TOTAL", Selection(fund="oprchr")) == 3
    assert total(people, "TOTAL", Selection(fund="opnoir")) == 2


@pytest.mark.parametrize("missing", ["sex", "born_on", "labour_situation", "education"])
def test_incomplete_record_counts_in_the_grand_total_only(people: EsfPeople, missing: str) -> None:
    people.participant(**UNEMPLOYED_WOMAN | {missing: None})
    assert counted(people) == set()
    assert total(people, "TOTAL") == 0
    [grand] = people.indicators.count([OF_CODE["GRAND_TOTAL"]])
    assert grand == IndicatorCount(ESF_2014_2020, "GRAND_TOTAL", 0 if missing == "sex" else 1, 0, 1)


def test_unrecognised_foreign_education_is_not_guessed(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN | {"education": "foreign_unrecognised"})
    assert (total(people, "TOTAL"), total(people, "GRAND_TOTAL")) == (0, 1)


@pytest.mark.parametrize("answer", ["refused", "no", None])
def test_refused_answers_do_not_count_and_do_not_make_the_record_incomplete(
    people: EsfPeople, answer: str | None
) -> None:
    names = ("migrant", "foreign_background", "minority", "roma", "disability", "homeless")
    people.participant(**UNEMPLOYED_WOMAN, **dict.fromkeys(names, answer))
    assert counted(people) == {"CO01", "CO09"}


@pytest.mark.parametrize(
    "text", ["не", "Не", "НЕ", "no", "отказ", "Отказ.", " refused ", "-", "", " ", "няма"]
)
def test_no_other_disadvantage_in_many_spellings(people: EsfPeople, text: str) -> None:
    people.participant(**UNEMPLOYED_WOMAN, other_disadvantage=text)
    assert "CO17" not in counted(people)


def test_named_other_disadvantage_counts(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN, other_disadvantage="самотен родител")
    assert counted(people, rules=tuple(OF_CODE.values())) == {"CO01", "CO09", "CO17", "И2112"}


@pytest.mark.parametrize(
    ("born_on", "since", "entered_on", "long_term"),
    [
        (
            date(2000, 1, 1),
            date(2022, 2, 28),
            date(2022, 8, 28),
            False,
        ),  # six months are not more than six
        (date(2000, 1, 1), date(2022, 2, 28), date(2022, 8, 29), 1),
        (
            date(2000, 1, 1),
            date(2021, 8, 31),
            date(2022, 2, 28),
            False,
        ),  # 31.08 + 6 months is 28.02
        (date(2000, 1, 1), date(2021, 8, 31), date(2022, 3, 1), 1),
        (date(2000, 1, 1), date(2023, 8, 31), date(2024, 2, 29), 0),
        (date(1990, 1, 1), date(2021, 9, 1), date(2022, 9, 1), 0),
        (date(1990, 1, 1), date(2021, 9, 1), date(2022, 9, 2), 1),
        (date(1997, 9, 1), date(2022, 1, 1), date(2022, 9, 1), 0),  # 25 that day: twelve months
        (date(1997, 9, 2), date(2022, 1, 1), date(2022, 9, 1), 1),  # 24 for one day more: six
    ],
)
def test_long_term_unemployment_is_strictly_more_than_the_months(
    people: EsfPeople, born_on: date, since: date, entered_on: date, long_term: int
) -> None:
    person = {"born_on": born_on, "unemployed_since": since, "entered_on": entered_on}
    people.participant(**UNEMPLOYED_WOMAN | person)
    assert total(people, "CO02") == long_term


def test_born_on_29_february_is_older_on_1_march(people: EsfPeople) -> None:
    for entered_on in (date(2025, 2, 28), date(2025, 3, 1)):
        people.participant(
            **UNEMPLOYED_WOMAN | {"born_on": date(2000, 2, 29), "entered_on": entered_on}
        )
    assert total(people, "CO06") == 1


@pytest.mark.parametrize(
    ("entered_on", "code"),
    [(date(2022, 6, 30), "CO09"), (date(2022, 7, 1), "CO17"), (date(2015, 1, 1), "CO09")],
)
def test_child_without_class_four_by_the_customary_age(
    people: EsfPeople, entered_on: date, code: str
) -> None:
    child = {
        "born_on": date(2011, 2, 2),
        "education": "none",
        "entered_on": entered_on,
        "in_education": "yes",
    }
    people.participant(**UNEMPLOYED_WOMAN | child | {"labour_situation": "inactive"})
    assert counted(people) & {"CO09", "CO10", "CO11", "CO17"} == {code}
    strict = rules_of(ESF_2014_2020, isced0_child_in_co09=False)
    assert counted(people, rules=strict) & {"CO09", "CO17"} == {code} - {"CO09"}


LEFT = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("situation", "found", "results"),
    [
        ("unemployed", {"employment_from": date(2023, 6, 29)}, {"CR04"}),  # the 28th day is in
        ("unemployed", {"employment_from": date(2023, 6, 30)}, set()),
        (
            "unemployed",
            {"employment_from": date(2022, 9, 1)},
            set(),
        ),  # the day of entry is not after it
        (
            "unemployed",
            {"employment_from": date(2022, 9, 2)},
            {"CR04"},
        ),  # begun before the exit and lasting
        ("employed", {"employment_from": date(2023, 6, 5)}, set()),
        ("inactive", {"job_search_from": date(2023, 6, 5)}, {"CR01"}),
        ("unemployed", {"job_search_from": date(2023, 6, 5)}, set()),
        (
            "inactive",
            {"job_search_from": date(2023, 6, 5), "employment_from": date(2023, 6, 5)},
            {"CR04"},
        ),
        (
            "inactive",
            {"job_search_from": date(2023, 6, 6), "employment_from": date(2023, 6, 5)},
            {"CR01"},
        ),
        (
            "inactive",
            {"job_search_from": date(2023, 6, 5), "employment_from": date(2023, 7, 5)},
            {"CR01"},
        ),
        ("inactive", {"education_from": date(2023, 6, 29)}, {"CR02"}),
        ("inactive", {"education_from": date(2023, 6, 29), "in_education": "yes"}, set()),
        ("inactive", {"education_from": date(2023, 6, 29), "in_education": None}, set()),
        ("employed", {"qualification_on": date(2022, 9, 1)}, {"CR03"}),  # from the entry on
        ("employed", {"qualification_on": date(2022, 8, 31)}, set()),
        ("employed", {"qualification_on": date(2023, 6, 29), "qualification": "vq2"}, {"CR03"}),
        (
            "employed",
            {"qualification_on": date(2023, 6, 1), "qualification": "attendance_only"},
            set(),
        ),
        ("employed", {"status_6m": "employed"}, set()),
        ("employed", {"status_6m": "employed_improved"}, {"CR07"}),
        ("inactive", {"status_6m": "employed_improved"}, {"CR06"}),
        ("inactive", {"status_6m": "employed", "left_on": None}, set()),
        ("inactive", {"status_6m": "employed", "disability": "yes"}, {"CR06", "CR09"}),
        ("inactive", {"status_6m": "employed", "born_on": date(1967, 9, 1)}, {"CR06", "CR08"}),
        (
            "inactive",
            {"qualification_on": LEFT, "education_from": LEFT, "roma": "yes"},
            {"CR02", "CR03", "CR05"},
        ),
        ("inactive", {"employment_from": date(2023, 6, 5), "left_on": date(2022, 8, 1)}, set()),
    ],
)
def test_results_by_their_windows(
    people: EsfPeople, situation: str, found: dict[str, Any], results: set[str]
) -> None:
    people.participant(
        **UNEMPLOYED_WOMAN | {"labour_situation": situation, "left_on": LEFT} | found
    )
    assert {code for code in counted(people) if code.startswith("CR")} == results


def test_services_count_in_the_programme_results_only(people: EsfPeople) -> None:
    inactive = UNEMPLOYED_WOMAN | {"labour_situation": "inactive", "minority": "yes", "roma": "yes"}
    people.participant(**inactive, left_on=LEFT, services_from=date(2023, 5, 1))
    results = {code for code in counted(people, rules=tuple(OF_CODE.values())) if code[0] in "CР"}
    assert results == {"CO03", "CO04", "CO09", "CO15", "Р2111", "Р2112"}


@pytest.mark.parametrize(
    ("referral", "counts"),
    [
        ({"institution": "opl", "outcome": "completed", "completed_on": date(2023, 7, 28)}, True),
        ({"institution": "dsp", "outcome": "completed", "completed_on": date(2022, 11, 2)}, True),
        ({"institution": "opl", "outcome": "completed", "completed_on": date(2023, 7, 29)}, False),
        ({"institution": "opl", "outcome": "completed", "completed_on": date(2022, 10, 23)}, False),
        ({"institution": "school", "outcome": "completed", "completed_on": date(2023, 5, 1)}, False),
        ({"institution": "opl", "outcome": "accepted", "answered_on": date(2023, 5, 1)}, False),
    ],
)  # fmt: skip
def test_a_completed_referral_is_an_inclusion_in_services(
    people: EsfPeople, referral: dict[str, Any], counts: bool
) -> None:
    """E24 of the worked examples: nobody writes the inclusion down a second time."""
    example = next(one for one in IDENTIFIED if one["case_id"] == "E24")
    person = people.participant(**values_of(example))
    people.add(Referral(id=people.new_id(), person=person, **referral))
    found = counted(people, rules=tuple(OF_CODE.values()))
    assert ({"Р2111", "Р2112"} & found == {"Р2111", "Р2112"}) is counts
    assert "CR05" not in found


def test_period_takes_outputs_by_entry_and_results_by_exit(people: EsfPeople) -> None:
    people.participant(**UNEMPLOYED_WOMAN, left_on=LEFT, employment_from=date(2023, 6, 5))
    year_2022 = Selection(since=date(2022, 1, 1), until=date(2022, 12, 31))
    year_2023 = Selection(since=date(2023, 1, 1), until=date(2023, 12, 31))
    assert counted(people, year_2022) == {"CO01", "CO09"}
    assert counted(people, year_2023) == {"CR04"}
    assert len(list(people.indicators.participants(year_2022))) == 1
    assert len(list(people.indicators.participants(year_2023))) == 1
    assert not list(people.indicators.participants(Selection(since=date(2023, 6, 2))))
    assert not list(people.indicators.participants(Selection(until=date(2022, 8, 31))))


def test_every_number_opens_its_people(people: EsfPeople) -> None:
    for example in IDENTIFIED:
        people.participant(**values_of(example))
    for one in people.indicators.count(RULES):
        rule = OF_CODE[one.code]
        assert len(people.indicators.behind(rule)) == one.total
        assert len(people.indicators.behind(rule, sex="f")) == one.women
        assert len(people.indicators.behind(rule, sex="m")) == one.men


def test_nobody_in_the_file_is_zero_everywhere(people: EsfPeople) -> None:
    assert {(one.women, one.men, one.total) for one in people.indicators.count(RULES)} == {
        (0, 0, 0)
    }
