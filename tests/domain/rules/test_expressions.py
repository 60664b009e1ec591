"""The small language of the rules: three truth values, and words for what is true."""

from datetime import date

import pytest

from kazanlak_case.domain.rules.expressions import (
    Age,
    Compared,
    Condition,
    DaysAfter,
    Fact,
    IsKnown,
    MonthsAfter,
    Not,
    Order,
    Proven,
    Reason,
    Said,
    StartOfMonth,
    Value,
    all_of,
    any_of,
    is_,
    names_in,
    reasons_of,
    truth_of,
    value_of,
)

FACTS = {"yes": "yes", "no": "no", "nothing": None, "day": date(2022, 8, 31), "number": 7}
TRUE, FALSE, UNKNOWN = is_("yes", "yes"), is_("no", "yes"), is_("nothing", "yes")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (TRUE, True),
        (FALSE, False),
        (UNKNOWN, None),
        (Not(TRUE), False),
        (Not(UNKNOWN), None),
        (Proven(UNKNOWN), False),
        (Proven(TRUE), True),
        (Not(Proven(UNKNOWN)), True),
        (all_of(TRUE, UNKNOWN), None),
        (all_of(UNKNOWN, FALSE), False),
        (all_of(TRUE, TRUE), True),
        (all_of(), True),
        (any_of(UNKNOWN, TRUE), True),
        (any_of(FALSE, UNKNOWN), None),
        (any_of(FALSE, FALSE), False),
        (IsKnown(Fact("nothing")), False),
        (IsKnown(Fact("no")), True),
        (Said(TRUE, "it is"), True),
        (Compared(Fact("number"), Order.MORE, 6), True),
        (Compared(Fact("number"), Order.LESS, 7), False),
        (Compared(Fact("number"), Order.AT_MOST, 7), True),
        (Compared(Fact("day"), Order.AT_LEAST, Fact("day")), True),
        (Compared(Fact("nothing"), Order.AT_LEAST, Fact("day")), None),
    ],
)
def test_truth_has_three_values(condition: Condition, expected: bool | None) -> None:
    assert truth_of(condition, FACTS) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (Fact("number"), 7),
        (Age(Fact("day"), Fact("day")), 0),
        (Age(Fact("day"), Fact("nothing")), None),
        (MonthsAfter(Fact("day"), 6), date(2023, 2, 28)),
        (MonthsAfter(Fact("nothing"), 6), None),
        (DaysAfter(Fact("day"), 28), date(2022, 9, 28)),
        (StartOfMonth(Fact("day"), 11, 7), date(2033, 7, 1)),
    ],
)
def test_values_are_worked_out_from_facts(value: Value, expected: object) -> None:
    assert value_of(value, FACTS) == expected


def test_a_rule_that_confuses_kinds_of_facts_is_a_bug() -> None:
    with pytest.raises(TypeError):
        truth_of(Compared(Fact("day"), Order.LESS, 5), FACTS)
    with pytest.raises(TypeError):
        value_of(DaysAfter(Fact("number"), 5), FACTS)


def test_reasons_are_the_true_parts_in_their_own_words_each_once() -> None:
    told = Said(TRUE, "it is {number}")
    condition = all_of(
        told,
        any_of(Said(FALSE, "never"), Said(UNKNOWN, "who knows"), Proven(told), Said(TRUE, "also")),
    )
    assert [reason.message for reason in reasons_of(condition, FACTS)] == ["it is {number}", "also"]
    assert reasons_of(condition, FACTS)[0] == Reason("it is {number}", dict(FACTS))
    assert reasons_of(all_of(condition, FALSE), FACTS) == ()
    assert reasons_of(TRUE, FACTS) == ()


def test_names_are_found_everywhere_in_the_tree() -> None:
    tree = all_of(
        Said(any_of(Not(TRUE), Proven(FALSE)), ""),
        IsKnown(Fact("nothing")),
        Compared(Age(Fact("born"), Fact("entry")), Order.LESS, 3),
        Compared(MonthsAfter(Fact("since"), 6), Order.LESS, DaysAfter(Fact("left"), 2)),
        Compared(StartOfMonth(Fact("start"), 1, 1), Order.LESS, Fact("day")),
    )
    assert names_in(tree) == {
        "yes",
        "no",
        "nothing",
        "born",
        "entry",
        "since",
        "left",
        "start",
        "day",
    }
