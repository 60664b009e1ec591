"""The rule sets as data: complete, named, and saying why."""

from datetime import date

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.esf import (
    ESF_2014_2020,
    NOT_COMPUTED,
    RULE_SETS,
    counts,
    names_asked,
    rules_of,
    why,
)
from kazanlak_case.domain.rules.esf_conditions import DERIVED
from kazanlak_case.domain.rules.participants import Participant
from kazanlak_case.i18n import sentence
from kazanlak_case.services.indicator_texts import indicator_texts

ROMA_WOMAN = Participant(
    person=RecordId("1" * 32),
    participation=RecordId("2" * 32),
    site="kran",
    entered_on=date(2022, 9, 1),
    sex="f",
    born_on=date(1985, 3, 10),
    labour_situation="unemployed",
    unemployed_since=date(2021, 5, 15),
    in_education="no",
    isced=2,
    minority="yes",
    roma="yes",
    left_on=date(2023, 6, 30),
    employment_from=date(2023, 7, 17),
)


def test_every_rule_has_an_official_name_in_both_languages() -> None:
    for name in RULE_SETS:
        for rule in rules_of(name):
            text = indicator_texts().get(rule.set, rule.code)
            assert text.name("bg")
            assert text.name("en")
            assert text.name("bg") != text.name("en")


def test_rules_ask_only_for_facts_a_participant_has() -> None:
    for name in RULE_SETS:
        assert names_asked(rules_of(name)) <= ROMA_WOMAN.facts.keys()
    assert set(DERIVED) <= ROMA_WOMAN.facts.keys()


def test_each_code_stands_once_in_its_set_and_none_is_forgotten() -> None:
    computed = [rule.code for rule in rules_of(ESF_2014_2020)]
    assert len(computed) == len(set(computed))
    left_out = {code for rule_set, code in NOT_COMPUTED if rule_set == ESF_2014_2020}
    common = [f"CO{at:02d}" for at in range(1, 24)] + [f"CR{at:02d}" for at in range(1, 10)]
    assert set(computed) | left_out == {*common, "TOTAL", "GRAND_TOTAL"}
    assert not set(computed) & left_out


def test_unknown_set_computes_nothing() -> None:
    assert rules_of("YEI_2014_2020") == ()


def test_why_somebody_counts_is_said_part_by_part() -> None:
    rules = {rule.code: rule for rule in rules_of(ESF_2014_2020)}
    assert [sentence(reason) for reason in why(rules["CR05"], ROMA_WOMAN.facts)] == [
        "minority, by own statement",
        "Roma, by own statement",
        "unemployed at entry",
        "in work since 17.07.2023, exit on 30.06.2023",
    ]
    assert not counts(rules["CO03"], ROMA_WOMAN.facts)
    assert why(rules["CO03"], ROMA_WOMAN.facts) == ()
