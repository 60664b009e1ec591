"""Understand what was typed, word it for the full-text index, and tell how sure a hit is."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from kazanlak_case.db.found_by import PART, parts_of
from kazanlak_case.db.language_words import languages_meant
from kazanlak_case.domain.rules.name_keys import WordKeys, skeletons, words_of
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.phones import fold_phone

_NUMBER = re.compile(r"(?<![^\W_])\+?\d[\d\s()+./\-]*(?![^\W\d_])")
_GAP = re.compile(r"\D+")


SHORTEST_PART = 3
"""Fewer letters of another spelling, or from within a name, would be half the alphabet."""


class Surety(IntEnum):
    """How sure a hit is: the whole word, its beginning, another spelling, a short form, an inner part."""

    EXACT = 0
    BEGINNING = 1
    SIMILAR = 2
    SHORT_FORM = 3
    PART = 4


NO_HIT = len(Surety)


class Key(NamedTuple):
    """A key the index holds of people, or the beginning of one."""

    text: str
    is_begun: bool = False


AllOf: TypeAlias = tuple[Key, ...]
AnyOf: TypeAlias = tuple[AllOf, ...]
Asked: TypeAlias = tuple[AnyOf, ...]
"""What the index is asked: who has, for each part of what was typed, all keys of at least one of its meanings."""

Wording: TypeAlias = Callable[[str], AllOf]
Meant: TypeAlias = Mapping[str, Surety]
"""Words of the index that a typed word may mean, and how surely."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed: names in any order, and numbers.

    Attributes:
        spelling: The folded words of the names as they are sorted.
        words: The keys of each of those words.
        numbers: Each number in every way it may be meant: as typed, as a phone, as the parts of a case number.
    """

    spelling: tuple[str, ...]
    words: tuple[WordKeys, ...]
    numbers: tuple[tuple[tuple[str, ...], ...], ...]

    @classmethod
    def of(cls, typed: str) -> "Question":
        """Understand what was typed."""
        numbers = tuple(_meanings(found) for found in _NUMBER.findall(typed))
        names = _NUMBER.sub(" ", typed)
        words = (
            replace(keys, whole=(*keys.whole, *languages_meant(word)))
            for word, keys in zip(words_of(names), skeletons(names), strict=True)
        )
        return cls(tuple(sort_key(names).split()), tuple(words), numbers)

    def exactly(self) -> Asked:
        """Ask the full-text index for whole words and numbers."""
        return self._match([map(_exactly, word.whole) for word in self.words], _exactly)

    def beginning(self) -> Asked:
        """Ask for whole words and numbers or their beginnings."""
        return self._match(map(_begun, self.words), _beginning)

    def meaning(self, meant: Iterable[Meant], *, to_parts: bool = False) -> Asked:
        """Ask for any of the words each typed one may mean, and for inner parts of numbers if wanted."""
        both = zip(self.words, meant, strict=True)
        return self._match((_any_of(*one) for one in both), _part if to_parts else _beginning)

    def surety(self, found_by: str, meant: Iterable[Meant]) -> int:
        """Tell how sure a hit is from what the person is found by; NO_HIT if the parts of a number lie apart."""
        tokens = found_by.split()
        both = zip(self.words, meant, strict=True)
        found = [min(_surety(token, word, others) for token in tokens) for word, others in both]
        found += [
            min(_surety_of_number(tokens, meaning) for meaning in meanings)
            for meanings in self.numbers
        ]
        return max(found)

    def is_met_by(self, seen: Collection[str], hidden: Collection[str]) -> bool:
        """Tell whether a hit owes nothing to keys that are hidden: numbers are all found among the others."""
        return all(
            any(_surety_of_number(seen, meaning) < NO_HIT for meaning in meanings)
            for meanings in self.numbers
        ) and all(_begins(word, seen) or not _begins(word, hidden) for word in self.words)

    def is_spelled_so(self, name: str) -> bool:
        """Tell whether each typed word begins a word of the name (given by its sort key) to the letter."""
        words = name.split()
        return all(any(word.startswith(typed) for word in words) for typed in self.spelling)

    def _match(self, words: Iterable[Iterable[AllOf]], number: Wording) -> Asked:
        parts = [_any(word) for word in words]
        parts += [
            _any(_all(map(number, meaning)) for meaning in meanings) for meanings in self.numbers
        ]
        return tuple(parts)


def _meanings(typed: str) -> tuple[tuple[str, ...], ...]:
    joined = _GAP.sub("", typed)
    runs = tuple(run for run in _GAP.split(typed) if run)
    return tuple(dict.fromkeys(((joined,), (fold_phone(typed),), runs)))


def _begins(word: WordKeys, keys: Collection[str]) -> bool:
    return any(_surety(key, word, {}) < NO_HIT for key in keys)


def _surety(token: str, word: WordKeys, meant: Meant) -> int:
    if token in word.whole:
        return Surety.EXACT
    if token.startswith(word.beginning):
        return Surety.BEGINNING
    return meant.get(token, NO_HIT)


def _surety_of_number(tokens: Collection[str], meaning: Iterable[str]) -> int:
    return max((_surety_of_digits(tokens, digits) for digits in meaning), default=NO_HIT)


def _surety_of_digits(tokens: Collection[str], digits: str) -> int:
    if digits in tokens:
        return Surety.EXACT
    if any(token.startswith(digits) for token in tokens):
        return Surety.BEGINNING
    return Surety.PART if any(digits in token for token in tokens) else NO_HIT


def _begun(word: WordKeys) -> list[AllOf]:
    return [*map(_exactly, word.whole), *map(_beginning, word.beginning)]


def _any_of(word: WordKeys, meant: Meant) -> list[AllOf]:
    """List what may stand for a word. Long beginnings are among what is meant, word by word, which is faster."""
    begun = [_beginning(key) for key in word.beginning if len(key) < SHORTEST_PART]
    return [*map(_exactly, word.whole), *begun, *map(_exactly, meant)]


def _exactly(key: str) -> AllOf:
    return (Key(key),)


def _beginning(key: str) -> AllOf:
    return (Key(key, is_begun=True),)


def _part(digits: str) -> AllOf:
    return _all(map(_exactly, parts_of(digits))) if len(digits) >= PART else _beginning(digits)


def _any(parts: Iterable[AllOf]) -> AnyOf:
    return tuple(dict.fromkeys(parts))


def _all(parts: Iterable[AllOf]) -> AllOf:
    return tuple(key for part in parts for key in part)
