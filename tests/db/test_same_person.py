"""A person decided to be one counts once, whoever wrote them down, and however many ids there are."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Continuation, DuplicateDecision
from kazanlak_case.domain.rules.participants import Participant, Selection
from support.esf_people import EsfPeople, esf_people
from support.office import EGN_OF_MAN, EGN_OF_WOMAN

ENTERED = {"sex": "f", "labour_situation": "unemployed", "born_on": date(1985, 3, 10)}


@pytest.fixture
def people() -> Iterator[EsfPeople]:
    with esf_people() as people:
        yield people


def decide(
    people: EsfPeople,
    person: RecordId,
    other: RecordId,
    *,
    verdict: str = "same",
    site: str | None = None,
) -> RecordId:
    return people.add(
        DuplicateDecision(
            id=people.new_id(), person=person, other=other, verdict=verdict, site=site
        )
    )


def everybody(people: EsfPeople) -> list[Participant]:
    return list(people.indicators.participants())


def test_person_decided_to_be_one_in_two_houses_counts_once(people: EsfPeople) -> None:
    here = people.participant(site="kran", entered_on=date(2022, 1, 5), **ENTERED)
    there = people.participant(site="kazanlak", entered_on=date(2022, 3, 1), **ENTERED)
    assert len(everybody(people)) == 2
    decide(people, here, there, site="kazanlak")
    decide(people, there, here, site="kran")
    (one,) = everybody(people)
    assert (one.person, one.entered_on, one.site) == (here, date(2022, 1, 5), "kran")
    for site in ("kran", "kazanlak"):
        assert len(list(people.indicators.participants(Selection(site=site)))) == 1


def test_different_people_and_decisions_taken_back_do_not_count(people: EsfPeople) -> None:
    one = people.participant(entered_on=date(2022, 1, 5))
    two = people.participant(entered_on=date(2022, 1, 6))
    decide(people, one, two, verdict="different")
    people.hide("duplicate_decision", decide(people, one, two))
    assert len(everybody(people)) == 2


def test_decision_ties_all_records_of_one_number(people: EsfPeople) -> None:
    number = {"id_type": "egn", "national_id": EGN_OF_WOMAN}
    first = people.participant(entered_on=date(2022, 1, 5), **number)
    people.participant(site="kazanlak", entered_on=date(2022, 2, 5), **number)
    nameless = people.participant(site="kazanlak", entered_on=date(2022, 3, 5))
    decide(people, first, nameless, site="kazanlak")
    assert [one.person for one in everybody(people)] == [first]


def test_transferred_person_counts_once_by_the_first_entry(people: EsfPeople) -> None:
    before = people.participant(entered_on=date(2022, 1, 5), **ENTERED)
    after = people.participant(site="kazanlak", entered_on=date(2022, 6, 1), **ENTERED)
    people.add(
        Continuation(id=people.new_id(), type="person", record=after, continues=before),
        site="kazanlak",
    )
    (one,) = everybody(people)
    assert (one.person, one.entered_on) == (before, date(2022, 1, 5))


def test_entry_written_to_an_old_id_counts_for_who_stands(people: EsfPeople) -> None:
    former = people.participant(entered_on=date(2022, 1, 5), sex=None)
    kept = people.participant(entered_on=date(2022, 3, 1), **ENTERED)
    decide(people, kept, former)
    people.hide("person", former)
    (one,) = everybody(people)
    assert (one.person, one.sex, one.entered_on) == (kept, "f", date(2022, 1, 5))


def test_two_joined_into_each_other_still_count_once(people: EsfPeople) -> None:
    one = people.participant(entered_on=date(2022, 1, 5))
    other = people.participant(entered_on=date(2022, 1, 6))
    decide(people, one, other)
    decide(people, other, one)
    people.hide("person", one)
    people.hide("person", other)
    assert len(everybody(people)) == 1


def test_deleted_person_does_not_count(people: EsfPeople) -> None:
    people.hide("person", people.participant(entered_on=date(2022, 1, 5)))
    assert everybody(people) == []


NUMBERS = st.sampled_from([None, None, EGN_OF_WOMAN, EGN_OF_MAN, "9001011234"])
TIES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["same", "across", "goes on"])),
    max_size=8,
)


@given(numbers=st.lists(NUMBERS, min_size=8, max_size=8), ties=TIES)
@settings(max_examples=40)
def test_as_many_participants_as_groups_of_records(
    numbers: list[str | None], ties: list[tuple[int, int, str]]
) -> None:
    with esf_people() as people:
        ids = [
            people.participant(
                entered_on=date(2022, 1, 1 + at),
                **({"id_type": "egn", "national_id": number} if number else {}),
            )
            for at, number in enumerate(numbers)
        ]
        for one, other, kind in ties:
            if kind == "goes on":
                people.add(
                    Continuation(
                        id=people.new_id(), type="person", record=ids[one], continues=ids[other]
                    )
                )
            else:
                site = "kazanlak" if kind == "across" else None
                decide(people, ids[one], ids[other], site=site)
        found = {one.person for one in everybody(people)}
        assert found == {ids[min(group)] for group in groups(numbers, ties)}


def groups(numbers: list[str | None], ties: list[tuple[int, int, str]]) -> list[set[int]]:
    """The plain meaning: who is tied is one, and so is who has the same number."""
    group = list(range(len(numbers)))
    pairs = [(one, other) for one, other, _ in ties]
    by_number = defaultdict(list)
    for at, number in enumerate(numbers):
        if number:
            by_number[number].append(at)
    pairs += [(some[0], other) for some in by_number.values() for other in some]
    for _ in numbers:
        for one, other in pairs:
            group[one] = group[other] = min(group[one], group[other])
    found = defaultdict(set)
    for at, root in enumerate(group):
        found[root].add(at)
    return list(found.values())
