"""Search keys: the ways one name is written lead to the same people."""

import csv
import itertools
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kazanlak_case.domain.rules.name_keys import (
    MOST_READINGS,
    loose_key,
    readings,
    skeleton,
    skeletons,
    start_key,
    stored_keys,
    word_key,
    words_of,
)
from kazanlak_case.domain.rules.names import fold, transliterate
from kazanlak_case.paths import resource

ALPHABET = "абвгдежзийклмнопрстуфхцчшщъьюя"
WORDS = st.text(alphabet=ALPHABET, min_size=1, max_size=14)

with resource("reference/name_search_rules.csv").open(encoding="utf-8-sig", newline="") as _file:
    RULES = list(csv.DictReader(_file))
with resource("reference/names.csv").open(encoding="utf-8-sig", newline="") as _file:
    NAMES = sorted({row["name_bg"] for row in csv.DictReader(_file)})


def _pairs():
    """Read the example column: „A = B; C = D (a remark)“; an example without „=“ stands for itself."""
    for row in RULES:
        for example in re.sub(r"\([^)]*\)", "", row["example"]).split(";"):
            sides = [
                side.split(",")[-1].removeprefix(" паспорт").strip() for side in example.split("=")
            ]
            for stored, typed in itertools.product(sides, repeat=2):
                if stored != typed or len(sides) == 1:
                    yield pytest.param(stored, typed, id=f"{row['group']}: {stored} ← {typed}")


def finds(typed: str, stored: str) -> bool:
    """Tell whether a question leads to a stored name, as the index does it: all its words, in any order."""
    keys = {key for word in words_of(stored) for key in stored_keys(word)}
    loose = {loose_key(key) for key in keys}
    return all(
        keys & {*asked.whole, *asked.stem}
        or any(key.startswith(asked.beginning) for key in keys)
        or loose & set(asked.loose)
        for asked in skeletons(typed)
    )


@pytest.mark.parametrize(("stored", "typed"), list(_pairs()))
def test_every_rule_of_the_reference_holds_both_ways(stored, typed):
    assert finds(typed, stored)


def test_every_rule_of_the_reference_gave_an_example():
    assert len(RULES) == 30
    assert len(list(_pairs())) > 50


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Димитър", "Dimitar"),
        ("Търново", "Turnovo"),
        ("Търново", "Tarnovo"),
        ("Бургас", "Burgas"),
        ("Кънчева", "Kuncheva"),
        ("Цонка", "Сонка"),
        ("Чавдар", "Шавдар"),
        ("Дзанко", "Занко"),
        ("Исхак", "Ishak"),
        ("Христо", "Ristо"),
        ("Jessica", "jessica"),
        ("Alexander", "Александер"),
        ("Şaban", "Шабан"),
        ("Çetin", "Четин"),
        ("Güler", "Гюлер"),
        ("Philip", "Филип"),
        ("Ivanoff", "Иванов"),
        ("Юмер", "Umer"),
        ("Д'Анджело", "дандж"),
        (unicodedata.normalize("NFD", "Йордан"), "йордан"),
        ("Стоян", "CTоян"),
    ],
)
def test_other_spellings_are_found(stored, typed):
    assert finds(typed, stored)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Иван", "Стоян"),
        ("Мария Петрова", "Мария Георгиева"),
        ("Иван", "ванка"),
        ("Шишков", "Сашо"),
        ("Ана", "Надка"),
        ("Ива", "х"),
    ],
)
def test_different_names_stay_different(stored, typed):
    assert not finds(typed, stored)


@pytest.mark.parametrize("name", NAMES)
def test_every_beginning_of_every_name_finds_it_in_both_alphabets(name):
    latin = transliterate(name)
    for typed in (name, latin, name.upper(), name.lower()):
        for end in range(1, len(typed) + 1):
            if words_of(typed[:end]):
                assert finds(typed[:end], name), typed[:end]


@given(WORDS)
def test_a_name_is_found_by_its_own_transliteration(name):
    assume(len(readings(fold(transliterate(name)))) < MOST_READINGS)
    assert finds(transliterate(name), name)


@given(WORDS, st.integers(1, 14))
def test_a_name_is_found_by_any_of_its_beginnings(name, length):
    assert finds(name[:length], name)


@given(WORDS, st.integers(1, 14))
def test_a_beginning_has_the_beginning_of_the_key_or_the_whole(name, length):
    begun = start_key(name[:length])
    assert word_key(start_key(name)).startswith(begun) or word_key(begun) == word_key(
        start_key(name)
    )


@given(st.text(min_size=1, max_size=20))
def test_whatever_is_stored_is_found_by_itself(name):
    assert finds(name, name)


@given(WORDS)
def test_keys_are_plain_and_their_own_keys(name):
    key = skeleton(name)
    assert key.isascii()
    assert word_key(word_key(key)) == word_key(key)
    assert loose_key(loose_key(key)) in {loose_key(key), loose_key(key).removeprefix("h")}


def test_a_word_of_ambiguous_letters_has_few_readings():
    assert len(readings("jcxjcxjcxjcx")) == MOST_READINGS
    assert readings("хasan") == ("hasan",)


def test_words_part_at_hyphens_not_at_apostrophes():
    assert words_of("Петрова-Иванова  Д’Анджело") == ["петрова", "иванова", "данджело"]
    assert words_of("Айше Мехмед") == ["айше", "мехмед"]
    assert words_of(" - ") == []
