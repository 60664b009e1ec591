"""Names as stored, in Latin letters, and in order."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.domain.rules.names import (
    TIDYINGS,
    fold,
    sort_key,
    tidy_name,
    tidyings,
    transliterate,
)
from kazanlak_case.paths import resource

ALPHABET = "абвгдежзийклмнопрстуфхцчшщъьюя"
with resource("reference/transliteration.csv").open(encoding="utf-8-sig", newline="") as _file:
    LAW = list(csv.DictReader(_file))
EXAMPLES = [
    pytest.param(*(side.strip() for side in example.removeprefix("но ").split("->")), id=example)
    for row in LAW
    for example in (row["condition"] + ";" + row["example"])
    .replace("(", ";")
    .replace(")", ";")
    .split(";")
    if example.count("->") == 1 and " " not in example.strip().split("->")[0].strip()
]


@pytest.mark.parametrize(
    ("text", "tidy", "codes"),
    [
        ("Иван Петров", "Иван Петров", ()),
        ("  Щилянка  Шишкова\u00a0Асенова ", "Щилянка Шишкова Асенова", ("spaces",)),
        ("ЩЕРЮ ЮЛИЯНОВ", "Щерю Юлиянов", ("capitals",)),
        ("иван петров", "Иван Петров", ("capitals",)),
        ("АННА-МАРИЯ", "Анна-Мария", ("capitals",)),
        ("Петрова – Иванова", "Петрова-Иванова", ("hyphens",)),
        ("Иванов -", "Иванов", ("hyphens",)),
        ("Mлaдeн Жeкoв Xpиcтoв", "Младен Жеков Христов", ("look_alikes",)),
        ("CTOЯH", "Стоян", ("look_alikes", "capitals")),
        (unicodedata.normalize("NFD", "Николай"), "Николай", ("unicode",)),
        ("Ив\u00adан", "Иван", ("unicode",)),
        ("McKay", "McKay", ()),
        ("Ван дер Берг", "Ван дер Берг", ()),
        ("И. Петров", "И. Петров", ()),
        ("John SMITH", "John Smith", ("capitals",)),
        ("", "", ()),
    ],
)
def test_names_are_brought_into_shape_and_every_change_is_named(text, tidy, codes):
    assert tidy_name(text) == tidy
    assert tidyings(text) == codes
    assert set(codes) <= set(TIDYINGS)


def test_a_word_wholly_in_latin_letters_is_left_in_them():
    assert tidy_name("Roman Petrov") == "Roman Petrov"
    assert tidy_name("Mike Тошев") == "Mike Тошев"


@given(st.text())
def test_a_tidy_name_is_tidy(text):
    once = tidy_name(text)
    assert tidyings(once) in {(), ("capitals",), ("unicode",)} or tidy_name(tidy_name(once)) == once


@given(st.text(alphabet=ALPHABET + ALPHABET.upper() + " -–", max_size=30))
def test_tidying_bulgarian_twice_changes_nothing_more(text):
    assert tidyings(tidy_name(text)) == ()


@pytest.mark.parametrize(("source", "target"), EXAMPLES)
def test_the_law_is_followed(source, target):
    assert transliterate(source) == target


@pytest.mark.parametrize(
    "row", [row for row in LAW if row["target"]], ids=lambda row: row["source"]
)
def test_every_letter_and_digraph_of_the_law(row):
    small = row["source"]
    assert transliterate(small) == row["target"]
    if row["kind"] != "exception":
        assert transliterate(small.upper() + "Б") == (row["target"] + "b").upper().replace(
            "IAB", "IYAB"
        )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Щерев", "Shterev"),
        ("ЩЕРЕВ", "SHTEREV"),
        ("Щ. Юлиянов", "Sht. Yuliyanov"),
        ("Мария", "Maria"),
        ("МАРИЯ", "MARIA"),
        ("Марияна", "Mariyana"),
        ("Мария-Луиза Илия", "Maria-Luiza Ilia"),
        ("БЪЛГАРИЯ", "BULGARIA"),
        ("българи", "balgari"),
        ("Българиян", "Balgariyan"),
        ("Иван 2 Smith", "Ivan 2 Smith"),
        ("Николай", "Nikolay"),
        ("İщ", "i̇sht"),
    ],
)
def test_names_in_latin_letters(source, target):
    assert transliterate(source) == target


@given(st.text(alphabet=ALPHABET + ALPHABET.upper()))
def test_latin_letters_are_all_there_is(text):
    assert transliterate(text).isascii()


def test_the_alphabet_is_in_order_and_latin_comes_after():
    letters = [*ALPHABET, "a", "b", "z"]
    assert sorted(set(letters), key=sort_key) == letters


@pytest.mark.parametrize(
    "names",
    [
        ["Ивайло", "Иван", "Иван-Ангел", "Иван Петров", "Иванка"],
        ["Никола", "Николай", "Николайчо", "Николо"],
        ["Щерю", "Ъгъл", "Юлия", "Ялин", "Adam", "Zoran"],
        ["Émile", "Emilia", "Erik"],
        ["Енев", "Ёнчев", "Ерев"],
    ],
    ids="-".join,
)
def test_names_stand_in_the_order_of_a_dictionary(names):
    assert sorted(set(names), key=sort_key) == names


def test_fold_makes_spellings_of_one_name_equal():
    same = ["Петрова-Иванова", "ПЕТРОВА – ИВАНОВА", "петрова  иванова", "Пeтpoвa Иванова"]
    assert {fold(name) for name in same} == {"петрова иванова"}
    assert fold("Семён") == fold("семен")
    assert fold("Николай") == fold(unicodedata.normalize("NFD", "Николай")) != fold("Николаи")
