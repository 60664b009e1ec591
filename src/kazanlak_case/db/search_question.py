"""Turn what was typed into questions for the full-text index, the surest first."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kazanlak_case.db.search_index import LOOSE_MARK, PART, fold_phone, parts_of
from kazanlak_case.db.short_forms import short_forms
from kazanlak_case.domain.rules.name_keys import WordKeys, skeletons, word_key

EXACT, BEGINNING, SIMILAR, SHORT_FORM, PART_OF = (
    "exact",
    "beginning",
    "similar",
    "short_form",
    "part",
)
TIERS = (EXACT, BEGINNING, SIMILAR, SHORT_FORM, PART_OF)
"""How sure a hit is. Each question includes the surer ones: words of one query may match in different ways."""

SHORTEST_LOOSE = 3
"""A loose beginning of two letters would be half the alphabet."""

_NUMBER = re.compile(r"(?<![^\W_])\+?\d[\d\s()+./\-]*(?![^\W\d_])")
_GAP = re.compile(r"\D+")

Inside = Callable[[str], Iterable[str]]
"""Answers with the words of the index that contain a key."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood: names in any order, and runs of digits.

    Attributes:
        words: The keys of each word that is not a number.
        numbers: Each number in every way it may be meant: as typed, as a phone, as the parts of a case number.
    """

    words: tuple[WordKeys, ...]
    numbers: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def of(cls, typed: str) -> "Question":
        """Understand what was typed."""
        numbers = tuple(_meanings(found) for found in _NUMBER.findall(typed))
        return cls(tuple(skeletons(_NUMBER.sub(" ", typed))), numbers)

    def match(self, tier: str, inside: Inside) -> str:
        """Word the question for the full-text index; empty when nothing was asked."""
        parts = [_either(_word(word, tier, inside)) for word in self.words]
        parts += [
            _either(_all(_digits(digits, tier) for digits in meaning) for meaning in meanings)
            for meanings in self.numbers
        ]
        return " AND ".join(part for part in parts if part)

    def is_meant(self, keys: str) -> bool:
        """Check that the numbers stand in one piece in what a person is found by: the index knows only parts."""
        return all(
            any(all(digits in keys for digits in meaning) for meaning in meanings)
            for meanings in self.numbers
        )


def _meanings(typed: str) -> tuple[tuple[str, ...], ...]:
    joined = _GAP.sub("", typed)
    runs = tuple(run for run in _GAP.split(typed) if run)
    return tuple(dict.fromkeys(((joined,), (fold_phone(typed),), runs)))


def _word(word: WordKeys, tier: str, inside: Inside) -> list[str]:
    rank = TIERS.index(tier)
    found = [_exactly(key) for key in word.whole]
    if rank >= TIERS.index(BEGINNING):
        found += [_beginning(key) for key in word.beginning]
    if rank >= TIERS.index(SIMILAR):
        found += [_exactly(key) for key in word.stem]
        found += [_exactly(LOOSE_MARK + key) for key in word.loose if len(key) > 1]
        long_enough = (key for key in word.loose_beginning if len(key) >= SHORTEST_LOOSE)
        found += [_beginning(LOOSE_MARK + key) for key in long_enough]
    if rank >= TIERS.index(SHORT_FORM):
        forms = short_forms()
        found += [_exactly(other) for key in word.whole for other in forms.get(key, ())]
    if rank >= TIERS.index(PART_OF):
        found += [_exactly(key) for key in _words_with(word, inside)]
    return list(dict.fromkeys(found))


def _words_with(word: WordKeys, inside: Inside) -> list[str]:
    parts = dict.fromkeys(key for part in word.beginning for key in (part, word_key(part)))
    return [key for part in parts if len(part) >= PART for key in inside(part)]


def _digits(digits: str, tier: str) -> str:
    if tier == EXACT:
        return _exactly(digits)
    if tier == PART_OF and len(digits) >= PART:
        return _all(_exactly(part) for part in parts_of(digits))
    return _beginning(digits)


def _exactly(key: str) -> str:
    return f'"{key}"'


def _beginning(key: str) -> str:
    return f'"{key}"*'


def _either(parts: Iterable[str]) -> str:
    found = list(parts)
    return f"({' OR '.join(found)})" if found else ""


def _all(parts: Iterable[str]) -> str:
    return f"({' AND '.join(parts)})"
