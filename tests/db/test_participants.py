"""Property tests: the SQL of a rule means what the rule's tree means, and finds each participant once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Participation, Person, Spell, Vulnerability
from kazanlak_case.domain.rules.esf import (
    ESF_2014_2020,
    OPHRD_2014_2020,
    counts,
    rules_of,
    why,
)
from kazanlak_case.domain.rules.participants import Selection
from support.esf_people import SITES, EsfPeople, esf_people

RULES = (*rules_of(ESF_2014_2020), *rules_of(OPHRD_2014_2020))

# Days close to each other and to month ends: where rules turn.
DAYS = st.sampled_from(
    [
        date(2022, 2, 28),
        date(2022, 3, 1),
        date(2022, 8, 31),
        date(2023, 2, 28),
        date(2023, 3, 1),
        date(2024, 2, 29),
    ]
).flatmap(lambda day: st.integers(-30, 30).map(lambda days: day + timedelta(days=days)))
BIRTHS = st.one_of(
    st.dates(date(1940, 1, 1), date(2024, 1, 1)),
    st.sampled_from(
        [
            date(2000, 2, 29),
            date(1997, 3, 1),
            date(1998, 2, 28),
            date(1967, 2, 28),
            date(2011, 6, 30),
        ]
    ),
)
ANSWER = st.sampled_from([None, "yes", "no", "refused"])
FACTS = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["f", "m", None]),
        "born_on": st.none() | BIRTHS,
        "entered_on": DAYS,
        "labour_situation": st.sampled_from(
            ["unemployed", "inactive", "employed", "self_employed", None]
        ),
        "unemployed_since": st.none() | DAYS,
        "in_education": st.sampled_from(["yes", "no", None]),
        "education": st.sampled_from(
            [
                "none",
                "none_child",
                "primary",
                "upper_secondary",
                "higher",
                "foreign_unrecognised",
                None,
            ]
        ),
        "jobless_household": st.sampled_from(["yes", "no", None]),
        "other_disadvantage": st.sampled_from([None, "не", "Отказ", "бедност", " - "]),
        "left_on": st.none() | DAYS,
        "job_search_from": st.none() | DAYS,
        "education_from": st.none() | DAYS,
        "qualification": st.sampled_from([None, "vq1", "attendance_only"]),
        "qualification_on": st.none() | DAYS,
        "employment_from": st.none() | DAYS,
        "services_from": st.none() | DAYS,
        "status_6m": st.sampled_from([None, "employed", "employed_improved", "inactive"]),
        **dict.fromkeys(
            ("migrant", "foreign_background", "minority", "roma", "disability", "homeless"), ANSWER
        ),
    }
)


@pytest.fixture(scope="module")
def people(bare_store: str | None) -> Iterator[EsfPeople]:
    with esf_people(bare_store) as store:
        yield store


@settings(max_examples=30)
@given(everybody=st.lists(FACTS, min_size=1, max_size=6), isced0_child_in_co09=st.booleans())
def test_sql_and_tree_mean_the_same(
    people: EsfPeople, everybody: list[dict[str, Any]], *, isced0_child_in_co09: bool
) -> None:
    rules = (
        *rules_of(ESF_2014_2020, isced0_child_in_co09=isced0_child_in_co09),
        *rules_of(OPHRD_2014_2020),
    )
    with people.connection.begin_nested() as nested:
        for values in everybody:
            people.participant(**values)
        found = {one.code: one for one in people.indicators.count(rules)}
        known = [one.facts for one in people.indicators.participants()]
        nested.rollback()
    assert len(known) == len(everybody)
    for rule in rules:
        who = [facts for facts in known if counts(rule, facts)]
        one = found[rule.code]
        women = sum(facts["sex"] == "f" for facts in who)
        men = sum(facts["sex"] == "m" for facts in who)
        assert (one.women, one.men, one.total) == (women, men, len(who)), rule.code


@settings(max_examples=30)
@given(values=FACTS)
def test_everybody_who_counts_has_a_reason_and_nobody_else(
    people: EsfPeople, values: dict[str, Any]
) -> None:
    with people.connection.begin_nested() as nested:
        people.participant(**values)
        [facts] = [one.facts for one in people.indicators.participants()]
        nested.rollback()
    for rule in RULES:
        reasons = why(rule, facts)
        assert bool(reasons) == (counts(rule, facts) and rule.code not in {"TOTAL", "GRAND_TOTAL"})
        for reason in reasons:
            assert "None" not in reason.message.format(**reason.facts)


NUMBERS = st.sampled_from(
    [None, ("egn", "1"), ("egn", "2"), ("lnch", "1"), ("none", None), ("service_no", "1")]
)
PERSONS = st.lists(
    st.fixed_dictionaries(
        {
            "number": NUMBERS,
            "reason": st.sampled_from([None, None, "както е в картата"]),
            "hidden": st.sampled_from([False, False, True]),
            "participations": st.lists(
                st.fixed_dictionaries(
                    {
                        "site": st.sampled_from(SITES),
                        "funds": st.sampled_from([None, "oprchr", "opnoir oprchr"]),
                        "hidden": st.sampled_from([False, False, True]),
                        "answers": st.lists(st.sampled_from(["yes", "no"]), max_size=2),
                        "spells": st.lists(
                            st.tuples(
                                st.none() | DAYS,
                                st.none() | DAYS,
                                st.sampled_from([False, False, True]),
                            ),
                            max_size=3,
                        ),
                    }
                ),
                max_size=2,
            ),
        }
    ),
    max_size=4,
)


def model(
    rows: list[dict[str, Any]], selection: Selection
) -> set[tuple[RecordId, RecordId, date, date | None, str | None]]:
    """Say plainly who is a participant: the slow way, over lists."""
    groups: dict[object, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["entered_on"] and not row["hidden"] and selection.site in {None, row["site"]}:
            groups[row["who"]].append(row)
    found = set()
    for group in groups.values():
        if selection.fund and not any(
            selection.fund in (row["funds"] or "").split() for row in group
        ):
            continue
        first = min(group, key=lambda row: (row["entered_on"], row["participation"], row["spell"]))
        is_open = any(row["left_on"] is None for row in group)
        left_on = None if is_open else max(row["left_on"] for row in group)
        found.add(
            (first["person"], first["participation"], first["entered_on"], left_on, first["roma"])
        )
    return found


@settings(max_examples=30)
@given(
    persons=PERSONS,
    selection=st.builds(
        Selection,
        fund=st.sampled_from([None, "oprchr", "opnoir"]),
        site=st.sampled_from([None, *SITES]),
    ),
)
def test_each_participant_is_found_once(
    people: EsfPeople, persons: list[dict[str, Any]], selection: Selection
) -> None:
    with people.connection.begin_nested() as nested:
        rows = [row for values in persons for row in written(people, values)]
        found = [
            (one.person, one.participation, one.entered_on, one.left_on, one.roma)
            for one in people.indicators.participants(selection)
        ]
        nested.rollback()
    assert len(found) == len(set(found))
    assert set(found) == model(rows, selection)


def written(people: EsfPeople, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Write one person with everything under them; tell each entry as the model needs it."""
    id_type, number = values["number"] or (None, None)
    person = Person(
        id=people.new_id(), id_type=id_type, national_id=number, national_id_reason=values["reason"]
    )
    people.add(person, hidden=values["hidden"])
    sure = id_type in {"egn", "lnch"} and values["reason"] is None
    for part in values["participations"]:
        participation = Participation(id=people.new_id(), person=person.id, funds=part["funds"])
        people.add(participation, site=part["site"], hidden=part["hidden"])
        for roma in part["answers"]:
            people.add(Vulnerability(id=people.new_id(), participation=participation.id, roma=roma))
        for entered_on, left_on, hidden in part["spells"]:
            spell = Spell(
                id=people.new_id(),
                participation=participation.id,
                entered_on=entered_on,
                left_on=left_on,
            )
            people.add(spell, hidden=hidden)
            yield {
                "who": (id_type, number) if sure else person.id,
                "hidden": values["hidden"] or part["hidden"] or hidden,
                "roma": next(iter(part["answers"]), None),
                "person": person.id,
                "participation": participation.id,
                "spell": spell.id,
                "entered_on": entered_on,
                "left_on": left_on,
            } | {name: part[name] for name in ("site", "funds")}
