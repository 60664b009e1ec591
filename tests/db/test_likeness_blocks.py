"""Whom the keys bring together, and that many of one name and birth do not make a search wait."""

from kazanlak_case.db.given_names import family_names, full_names_of, sexes_of_given
from kazanlak_case.db.likeness_blocks import MOST_PAIRS, NEAR, keys_of_word, pairs_within
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.fields import RecordId


def one(number: int, name: str = "Мария Петрова Иванова", **values: object) -> PersonFacts:
    given, middle, family = name.split()
    known = {"middle_name": middle, "family_name": family, **values}
    return PersonFacts(RecordId(f"{number:032x}"), given, **known)


def test_spellings_short_forms_and_endings_share_a_key() -> None:
    for here, there in (
        ("хатидже", "атидже"),
        ("митко", "димитър"),
        ("мехмедова", "мехмед"),
        ("щерев", "штерев"),
        ("иванова", "ivanov"),
    ):
        assert set(keys_of_word(here)) & set(keys_of_word(there)), (here, there)
    assert not set(keys_of_word("мария")) & set(keys_of_word("мариана"))


def test_a_name_of_its_own_is_no_short_form_that_sounds_so() -> None:
    assert full_names_of("митьо") == full_names_of("мите") != frozenset()
    assert full_names_of("мария") == frozenset()
    assert full_names_of("журо") == full_names_of("жоро")
    assert (sexes_of_given()["иван"], "иванова" in family_names()) == (frozenset("m"), True)


def test_two_numbers_that_differ_are_never_paired() -> None:
    numbered = [
        one(at, id_type="egn", national_id=f"{at:010}", born_on="1985-03-10") for at in range(3)
    ]
    bare = one(9, born_on="1985-03-10")
    pairs = list(pairs_within([*numbered, bare]))
    assert sorted((a.id, b.id) for a, b in pairs) == [(each.id, bare.id) for each in numbered]
    again = numbered[0]._replace(id=RecordId("f" * 32))
    assert list(pairs_within([*numbered, again])) == [(numbered[0], again)]


def test_a_home_and_a_phone_bring_together_what_a_birth_date_does_not() -> None:
    home = ("0" * 32,)
    here = one(1, born_on="1985-03-10", households=home, phone="0888 123456")
    moved = one(2, "Мария Колева Колева", born_on="1986-07-01", households=home)
    called = one(3, "Мими Асенова Иванова", born_on="", phone="+359 888 123456")
    stranger = one(4, "Петя Димова Радева", born_on="1985-07-01")
    assert [(a.id, b.id) for a, b in pairs_within([here, moved, called, stranger])] == [
        (here.id, called.id),
        (here.id, moved.id),
    ]


def test_many_of_one_name_and_day_are_compared_with_the_nearest_only() -> None:
    many = [one(at, born_on="1985-01-01") for at in range(int(MOST_PAIRS**0.5) + 2)]
    pairs = list(pairs_within(many))
    assert len(many) ** 2 > MOST_PAIRS
    assert len(pairs) == sum(min(NEAR, len(many) - 1 - at) for at in range(len(many)))
