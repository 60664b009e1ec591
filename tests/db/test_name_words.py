"""Typed words lead to the words of names in the file, each as surely as it is meant."""

from kazanlak_case.db.name_words import NameWords
from kazanlak_case.db.search_question import Surety
from kazanlak_case.domain.rules.name_keys import skeletons
from support.people import add_person


def test_each_step_adds_less_sure_words_and_keeps_the_surer(uow):
    for name in ("Емине", "Имине", "Еминем", "Семинен", "Стоян"):
        add_person(uow, name)
    words = NameWords(uow._connection, skeletons("емине"))
    assert words.add_begun()
    assert words.meant == [{"emine": Surety.BEGINNING, "eminem": Surety.BEGINNING}]
    words.add_similar()
    assert words.meant[0]["imine"] is Surety.SIMILAR
    words.add_with_part()
    assert words.meant[0]["seminen"] is Surety.PART
    assert words.meant[0]["emine"] is Surety.BEGINNING
    assert "stoian" not in words.meant[0]


def test_short_forms_are_meant_too(uow):
    words = NameWords(uow._connection, skeletons("сашо петров"))
    words.add_similar()
    assert words.meant[0]["aleksandar"] is Surety.SHORT_FORM
    assert "aleksandar" not in words.meant[1]


def test_two_letters_are_too_few_to_list_words(uow):
    add_person(uow, "Стоян")
    words = NameWords(uow._connection, skeletons("ст"))
    assert words.add_begun()
    words.add_with_part()
    assert words.meant == [{}]
