"""What people are to each other: every tie there is has a word for a woman, for a man and for nobody knows."""

import pytest

from kazanlak_case.db.reference import code_lists
from kazanlak_case.services.kin_words import WORDS, kin_from, kin_word


def test_every_tie_has_its_words():
    for name in ("kinship", "kinship_seen"):
        assert {one.code for one in code_lists().entries(name)} <= WORDS.keys()


@pytest.mark.parametrize(
    ("relation", "sex", "word"),
    [
        ("parent", "f", "mother"),
        ("parent", "m", "father"),
        ("parent", None, "parent"),
        ("child", "f", "daughter"),
        ("ward", "m", "ward"),
        ("of a newer version", "f", "of a newer version"),
    ],
)
def test_the_word_follows_the_sex(relation, sex, word):
    assert kin_word(relation, sex) == word


def test_each_end_is_something_else_to_the_other():
    assert kin_from("parent", is_other_end=True) == "parent"
    assert kin_from("parent", is_other_end=False) == "child"
    assert kin_from("spouse", is_other_end=False) == "spouse"
