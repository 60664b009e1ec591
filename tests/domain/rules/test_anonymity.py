"""Whatever people there are, no row that is written says what fewer than k rows say."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.rules.anonymity import (
    LADDERS,
    USUAL,
    Traits,
    at_risk,
    best_levels,
    coarser,
    diversity,
    shown,
)

SOMEBODY = Traits("f", 36, ("Стара Загора", "village"), date(2022, 9, 1), 2, "unemployed")
COARSEST = {ladder.name: len(ladder.steps) - 1 for ladder in LADDERS}

everybody = st.lists(
    st.builds(
        Traits,
        sex=st.sampled_from(("f", "m", None)),
        age=st.none() | st.integers(0, 90),
        place=st.none()
        | st.tuples(st.sampled_from(("A", "B")), st.sampled_from(("town", "village"))),
        entered=st.dates(date(2020, 1, 1), date(2023, 12, 31)),
        schooling=st.none() | st.integers(0, 8),
        work=st.sampled_from(("employed", "unemployed", "inactive", None)),
    ),
    max_size=60,
)


@given(people=everybody, k=st.integers(2, 6))
def test_few_are_left_at_risk_or_nothing_is_said_any_more(people: list[Traits], k: int) -> None:
    levels = best_levels(people, k)
    assert at_risk(people, levels, k) <= len(people) * 0.05 or levels == COARSEST


@given(people=everybody, k=st.integers(2, 6))
def test_a_coarser_answer_puts_nobody_at_risk(people: list[Traits], k: int) -> None:
    before = at_risk(people, USUAL, k)
    steps = coarser(people, USUAL, k)
    for step in steps:
        assert step.left == at_risk(people, {**USUAL, step.name: step.level}, k) <= before


@given(people=everybody)
def test_each_step_of_a_ladder_only_joins_groups(people: list[Traits]) -> None:
    for ladder in LADDERS:
        groups = [Counter(step(one) for one in people) for step in ladder.steps]
        assert [len(one) for one in groups] == sorted((len(one) for one in groups), reverse=True)


def test_answers_are_told_by_level() -> None:
    assert shown(SOMEBODY, USUAL) == (
        "f",
        "30–39",
        "Стара Загора village",
        "2022-Q3",
        "ISCED 2",
        "unemployed",
    )
    assert shown(SOMEBODY, COARSEST) == ("*",) * 6
    middle = {"sex": 0, "age": 1, "place": 1, "entered": 2, "schooling": 1, "work": 1}
    assert shown(SOMEBODY, middle) == (
        "f",
        "30–54",
        "Стара Загора",
        "2022",
        "ISCED 0–2",
        "not_in_work",
    )


def test_a_group_that_gives_one_answer_to_a_secret_is_told() -> None:
    first, second = ("a",), ("b",)
    rows = [(first, {"x": 1, "y": 1}), (first, {"x": 1, "y": 0}), (second, {"x": None, "y": 1})]
    found = diversity(rows, ("x", "y"))
    assert (found.groups, found.alike) == (2, {"x": 1, "y": 1})
