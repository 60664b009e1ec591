"""What was typed is understood, worded for the index, and hits are judged."""

import pytest

from kazanlak_case.db.full_text import worded
from kazanlak_case.db.search_question import NO_HIT, Question, Surety


@pytest.mark.parametrize(
    ("typed", "words", "numbers"),
    [
        ("", 0, ()),
        ("мария", 1, ()),
        ("мария  петрова-иванова", 3, ()),
        ("8503109277", 0, ((("8503109277",),),)),
        ("0888 123", 0, ((("0888123",), ("888123",), ("0888", "123")),)),
        ("2022-0015", 0, ((("20220015",), ("2022", "0015")),)),
        ("мария 0945", 1, ((("0945",), ("945",)),)),
        ("6terev 4avdar", 2, ()),
        ("К2-2022", 1, ((("2022",),),)),
    ],
)
def test_names_and_numbers_are_told_apart(typed, words, numbers):
    question = Question.of(typed)
    assert (len(question.words), question.numbers) == (words, numbers)


def asked(question):
    """Write a question so that it can be read: `*` for a beginning."""
    return (
        worded(question, lambda key: key.text + "*" * key.is_begun, both=" & ", either=" | ")
        .replace("((", "(")
        .replace("))", ")")
    )


def test_a_question_is_worded_for_the_index():
    question = Question.of("ив 12")
    assert asked(question.exactly()) == "(iv) & (12)"
    assert asked(question.beginning()) == "(iv) | (iv*) & (12*)"
    assert asked(question.meaning([{"mitov": Surety.PART}])) == "(iv) | (iv*) | (mitov) & (12*)"
    longer = Question.of("иван 9277")
    meant = [{"ivanov": Surety.BEGINNING}]
    assert asked(longer.meaning(meant)) == "(ivan) | (ivanov) & (9277*)"
    assert asked(longer.meaning([{}], to_parts=True)) == "(ivan) & (927 & 277)"


@pytest.mark.parametrize(
    ("typed", "keys", "surety"),
    [
        ("иван", "ivan petrov", Surety.EXACT),
        ("ива", "ivan petrov", Surety.BEGINNING),
        ("иван пет", "ivan petrov", Surety.BEGINNING),
        ("митов", "dimitov", Surety.PART),
        ("8503109277", "ivan 8503109277", Surety.EXACT),
        ("8503", "ivan 8503109277", Surety.BEGINNING),
        ("9277", "ivan 8503109277", Surety.PART),
        ("иван 9277", "ivan 8503109277", Surety.PART),
        ("9277", "ivan 927 277", NO_HIT),
        ("2022-0015", "k 2022 0015", Surety.EXACT),
    ],
)
def test_a_hit_is_as_sure_as_its_least_sure_word(typed, keys, surety):
    question = Question.of(typed)
    assert question.surety(keys, [{"dimitov": Surety.PART} for _ in question.words]) == surety


def test_a_name_spelled_as_typed_is_recognised():
    from kazanlak_case.domain.rules.names import sort_key

    question = Question.of("Аня Пет")
    assert question.is_spelled_so(sort_key("Петрова Аня"))
    assert not question.is_spelled_so(sort_key("Петрова Анна"))
