"""What is said of a password while it is typed."""

import pytest

from kazanlak_case.db import passwords
from kazanlak_case.domain.rules import password_strength
from kazanlak_case.domain.rules.password_strength import Strength, Weakness, judge


@pytest.mark.parametrize(
    ("password", "strength"),
    [
        ("", Strength.TOO_SHORT),
        ("кратка1", Strength.TOO_SHORT),
        ("аааааааааааааа", Strength.WEAK),
        ("qwertyuiop123456", Strength.WEAK),
        ("явертъуиопшщ", Strength.WEAK),
        ("030319851234", Strength.WEAK),
        ("липа мост река", Strength.FAIR),
        ("липа мост река заря", Strength.FAIR),
        ("липа мост река заря вятър", Strength.GOOD),
        ("Xk7!mq29zRp4", Strength.GOOD),
        ("липа мост река заря вятър камък орех", Strength.STRONG),
    ],
)
def test_strength_follows_what_has_to_be_guessed(password, strength):
    assert judge(password).strength is strength


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("030319851234", Weakness.DIGITS),
        ("03.03.1985 г 1", Weakness.NONE),
        ("абабабабабаб", Weakness.PATTERN),
        ("qwertyuiopas", Weakness.PATTERN),
        ("мария мария 1", Weakness.NAME),
        ("къс", Weakness.SHORT),
    ],
)
def test_weakness_is_named(password, weakness):
    assert judge(password, user="Мария").weakness is weakness


def test_good_password_has_no_weakness_said():
    assert judge("липа мост река заря вятър", user="липа").weakness is not Weakness.SHORT
    assert judge("липа мост река заря вятър камък орех").weakness is Weakness.NONE


def test_key_file_asks_for_the_same():
    for name in ("FEWEST_CHARACTERS", "FEWEST_WORDS", "SHORTEST_WORD"):
        assert getattr(password_strength, name) == getattr(passwords, name)
