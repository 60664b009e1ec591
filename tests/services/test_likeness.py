"""What a comparison of two records comes to: golden pairs, hard negatives, and what must hold for any two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazanlak_case.db.likeness_blocks import pairs_within
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.likeness import compare, traits_of
from kazanlak_case.services.likeness_words import WORDS
from support.repeats import BORN, GOLDEN

EGN = "8503109277"
HOME, OTHER_HOME = ("0" * 31 + "1",), ("0" * 31 + "2",)


def facts(name="Мария Петрова Иванова", **values):
    """A person of one, two or three names; a whole name of more is given by its parts."""
    given_name, *others = name.split()
    *middle, family = others or [None]
    known = {
        "id": RecordId(f"{next(_ids):032x}"),
        "given_name": given_name,
        "middle_name": " ".join(middle) or None,
        "family_name": family,
    }
    return PersonFacts(**{**known, **values})


_ids = iter(range(1, 10**9))


def weighed(one, other):
    return compare(traits_of(one), traits_of(other))


def codes(reasons):
    return {reason.code for reason in reasons}


@pytest.mark.parametrize(("one", "other", "shared", "told"), GOLDEN)
def test_one_person_written_twice_is_offered_with_the_reason(one, other, shared, told):
    here, there = facts(one, **shared), facts(other, **shared)
    likeness = weighed(here, there)
    assert likeness.is_offered, likeness
    assert not likeness.certain
    assert told in codes(likeness.reasons)
    # whom the keys do not bring together nobody compares
    assert list(pairs_within([here, there])) == [(here, there)]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("1985-03-10", "1985-10-03", "birth_swapped"),
        ("1985-03-10", "1985-03-18", "birth_slip"),
        ("1985-03-10", "1958-03-10", "birth_slip"),
        ("1985-03-10", "1985-01-01", "birth_year"),
    ],
)
def test_dates_as_people_mistype_them(one, other, told):
    shared = {"sex": "f", "settlement": "40292"}
    here = facts(born_on=one, **shared)
    there = facts(born_on=other, **shared)
    likeness = weighed(here, there)
    assert likeness.is_offered, likeness
    assert told in codes(likeness.reasons)
    assert list(pairs_within([here, there])) == [(here, there)]


def test_a_birth_date_and_sex_are_read_off_the_number():
    here = facts("Мария Иванова", id_type="egn", national_id=EGN)
    there = facts("Мария Иванова", born_on=BORN, sex="f")
    likeness = weighed(here, there)
    assert likeness.is_offered
    assert "birth_by_number" in codes(likeness.reasons)


FAMILY = {"settlement": "40292", "address": "ул. Роза 5", "phone": "0888123456", "households": HOME}
# what a family has in common, and who in it is not who
HARD = [
    ("Румен Петров Иванов", BORN, "Пламен Петров Иванов", BORN, {"sex": "m"}),
    ("Иван Петров Иванов", BORN, "Петър Петров Иванов", BORN, {"sex": "m"}),
    ("Иван Иванов Петров", "1960-05-01", "Иван Иванов Петров", "1987-11-20", {"sex": "m"}),
    ("Иван Петров Стоянов", "1950-05-01", "Петър Иванов Стоянов", "1975-06-02", {"sex": "m"}),
    ("Иван Петров Стоянов", "", "Петър Иванов Стоянов", "", {"sex": "m"}),
    ("Мария Петрова Иванова", "1981-04-05", "Йордан Петров Иванов", "1983-04-05", {}),
    ("Ивана Стоянова", "1999-04-05", "Иван Стоянов", "1999-04-05", {}),
]


@pytest.mark.parametrize(("one", "born", "other", "other_born", "shared"), HARD)
def test_a_family_is_not_one_person(one, born, other, other_born, shared):
    here = facts(one, born_on=born, **FAMILY, **shared)
    there = facts(other, born_on=other_born, **FAMILY, **shared)
    assert not weighed(here, there).is_offered


def test_two_numbers_that_pass_their_checks_are_two_people():
    here = facts(born_on=BORN, id_type="egn", national_id=EGN, **FAMILY)
    twin = facts(born_on=BORN, id_type="egn", national_id="8503109292", **FAMILY)
    assert weighed(here, twin) is None
    assert list(pairs_within([here, twin])) == []
    assert weighed(here, facts("Петя", id_type="egn", national_id=EGN)).certain


def test_a_figure_off_a_number_that_fails_its_check_is_a_reason():
    here = facts("Мария Иванова", born_on=BORN, id_type="egn", national_id=EGN)
    there = facts(
        "Мария Иванова",
        born_on=BORN,
        id_type="egn",
        national_id="8503109272",
        national_id_reason="по паспорт",
    )
    assert "number_slip" in codes(weighed(here, there).reasons)


NAMES = st.sampled_from(
    [
        "Мария",
        "Иван",
        "Димитър",
        "Митко",
        "Асен",
        "Айше",
        "Хатидже",
        "Атидже",
        "Щерев",
        "Щерева",
        "Иванов",
        "Иванова",
        "Мехмед",
        "Mehmedova",
        "Петрова-Иванова",
        "П",
    ]
)
PEOPLE = st.builds(
    facts,
    st.lists(NAMES, min_size=1, max_size=4).map(" ".join),
    born_on=st.sampled_from(["", BORN, "1985-10-03", "1985-01-01", "2010-06-06"]),
    sex=st.sampled_from([None, "f", "m"]),
    id_type=st.sampled_from([None, "egn", "none"]),
    national_id=st.sampled_from([None, EGN, "8503109272"]),
    national_id_reason=st.sampled_from([None, "по паспорт"]),
    settlement=st.sampled_from([None, "40292", "35167"]),
    address=st.sampled_from([None, "ул. Роза 5"]),
    phone=st.sampled_from([None, "0888123456", "0888123456, 0877111222"]),
    households=st.sampled_from([(), HOME, OTHER_HOME]),
    relatives=st.sampled_from([frozenset(), frozenset({"ivan 1980-01-01"})]),
)


@settings(max_examples=300)
@given(PEOPLE, PEOPLE)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    here, there = weighed(one, other), weighed(other, one)
    assert (here is None) == (there is None)
    if here and there:
        assert (here.score, here.certain) == (there.score, there.certain)


@settings(max_examples=300)
@given(PEOPLE, PEOPLE)
def test_nobody_is_more_alike_than_the_same_record(one, other):
    likeness, itself = weighed(one, other), weighed(one, one)
    assert likeness is None or itself.score >= likeness.score


@settings(max_examples=300)
@given(PEOPLE, PEOPLE)
def test_whoever_is_offered_is_offered_for_a_reason_in_words(one, other):
    likeness = weighed(one, other)
    if likeness and likeness.is_offered:
        assert likeness.reasons
        for reason in (*likeness.reasons, *likeness.against):
            WORDS[reason.code].format(**dict(reason.facts))


@settings(max_examples=100)
@given(st.lists(PEOPLE, max_size=8, unique_by=lambda one: one.id))
def test_pairs_of_the_touched_are_those_of_all(people):
    touched = frozenset(one.id for one in people[::2])
    of_all = {
        frozenset({one.id, other.id})
        for one, other in pairs_within(people)
        if {one.id, other.id} & touched
    }
    assert {frozenset({one.id, other.id}) for one, other in pairs_within(people, touched)} == of_all
