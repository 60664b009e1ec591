"""How hard a new password is to guess, said in words while it is typed. An estimate for people, no proof."""

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

FEWEST_CHARACTERS = 12
FEWEST_WORDS = 4
SHORTEST_WORD = 2
"""What the key file asks of a new password (db/passwords.py asks the same; a test compares them)."""

WEAK_BELOW, GOOD_FROM, STRONG_FROM = 45, 60, 80
"""In bits. One guess takes a third of a second and 128 MiB (security.md, section 3)."""
BITS_OF_A_WORD = 12
FEWEST_LETTERS = 6
"""Different ones; less is a pattern."""
ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "явертъуиопшщ",
    "асдфгхйкл",
    "зьцжбнм",
    "уеишщксдзц",
    "ьяаожгтнвм",
    "юйъэфхпрлб",
)
"""Rows of the keyboards in use: Latin, Bulgarian phonetic, Bulgarian BDS."""


class Strength(StrEnum):
    """How good it is."""

    TOO_SHORT = "too_short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


class Weakness(StrEnum):
    """What is wrong with it, if anything."""

    NONE = "none"
    SHORT = "short"
    DIGITS = "digits"
    PATTERN = "pattern"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What to say about a password."""

    strength: Strength
    weakness: Weakness = Weakness.NONE

    @property
    def is_enough(self) -> bool:
        """Whether the file would take it: short ones it refuses, weak ones it only warns of."""
        return self.strength is not Strength.TOO_SHORT


def judge(password: str, *, user: str = "") -> Judgement:
    """Say how hard a password is to guess; the user's own name in it counts for nothing."""
    text = unicodedata.normalize("NFKC", password).strip().casefold()
    words = [word for word in text.split() if len(word) >= SHORTEST_WORD]
    if len(text) < FEWEST_CHARACTERS and len(words) < FEWEST_WORDS:
        return Judgement(Strength.TOO_SHORT, Weakness.SHORT)
    name = user.strip().casefold()
    has_name = len(name) > SHORTEST_WORD and name in text
    rest = text.replace(name, " ") if has_name else text
    bits = _bits(rest)
    return Judgement(
        _strength(bits), _weakness(text, has_name=has_name) if bits < GOOD_FROM else Weakness.NONE
    )


def _bits(text: str) -> float:
    steps = [
        letter for at, letter in enumerate(text) if not at or not _follows(text[at - 1], letter)
    ]
    if not steps:
        return 0
    by_letters = len(steps) * math.log2(_alphabet(text))
    if len(set(text)) < FEWEST_LETTERS:
        by_letters /= 3
    words = set(text.split())
    if len(words) < FEWEST_WORDS:
        return by_letters
    return min(by_letters, len(words) * BITS_OF_A_WORD + len(words))


def _alphabet(text: str) -> int:
    """How many signs somebody would have to try at each place."""
    sizes = (
        (10, any(letter.isdigit() for letter in text)),
        (30, any(letter.isalpha() for letter in text)),
        (20, any(not letter.isalnum() and not letter.isspace() for letter in text)),
    )
    return max(2, sum(size for size, is_there in sizes if is_there))


def _follows(one: str, other: str) -> bool:
    """Whether a letter is the one before again, its neighbour in the alphabet, or its neighbour on the keyboard."""
    return abs(ord(one) - ord(other)) <= 1 or any(
        one + other in row or other + one in row for row in ROWS
    )


def _strength(bits: float) -> Strength:
    if bits < WEAK_BELOW:
        return Strength.WEAK
    if bits < GOOD_FROM:
        return Strength.FAIR
    return Strength.GOOD if bits < STRONG_FROM else Strength.STRONG


def _weakness(text: str, *, has_name: bool) -> Weakness:
    if has_name:
        return Weakness.NAME
    if all(letter.isdigit() or not letter.isalnum() for letter in text):
        return Weakness.DIGITS
    followed = sum(_follows(one, other) for one, other in pairwise(text))
    if len(set(text)) < FEWEST_LETTERS or 2 * followed > len(text):
        return Weakness.PATTERN
    return Weakness.NONE
