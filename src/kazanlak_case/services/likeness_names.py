"""Compare two Bulgarian names part by part: spellings, short forms, endings, slips, and parts in another order."""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from kazanlak_case.db.given_names import family_names, full_names_of, sexes_of_given
from kazanlak_case.domain.rules.name_keys import (
    loose_key,
    readings,
    stored_keys,
    word_keys,
    words_of,
)
from kazanlak_case.domain.rules.names import MOST_WORDS

Words: TypeAlias = tuple[str, ...]

SHORTEST_WITH_SLIP, LONG = 4, 8
"""A word of four letters may hold one slip, two of eight letters two."""

_VOWELS = frozenset("аеиоуъюяaeiouy")

MOST_COMPARED = 262_144


class Level(IntEnum):
    """How alike two parts of a name are, the most alike first."""

    SAME = 0
    SOUND = 1
    STEM = 2
    SHORT = 3
    LOOSE = 4
    PART = 5
    SLIP = 6
    INITIAL = 7
    DIFFERENT = 8
    MISSING = 9


@dataclass(frozen=True, slots=True)
class NameParts:
    """The folded words of a name: given, middle and family; a double name has two."""

    given: Words
    middle: Words
    family: Words

    keys: tuple[frozenset[str], frozenset[str], frozenset[str]]
    """What each part sounds like, loosely and without endings."""

    def may_cross(self, other: "NameParts") -> bool:
        """Look whether any part sounds like another part of the other name: nearly always none does."""
        given, middle, family = self.keys
        of_given, of_middle, of_family = other.keys
        return not (
            given.isdisjoint(of_middle | of_family)
            and of_given.isdisjoint(middle | family)
            and middle.isdisjoint(of_family)
            and family.isdisjoint(of_middle)
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with everything it is compared by."""

    text: str
    starts: Words
    keys: frozenset[str]
    stems: frozenset[str]
    loose: frozenset[str]
    loose_stems: frozenset[str]
    full: frozenset[str]


def parts_of(given: str, middle: str | None, family: str | None) -> NameParts:
    """Part a name; a whole name written into the field of the given name is parted as it is said."""
    words = tuple(words_of(given)), tuple(words_of(middle or "")), tuple(words_of(family or ""))
    if len(words[0]) > 1 and not (words[1] or words[2]):
        words = words[0][:1], words[0][1:-1], words[0][-1:]
    return NameParts(*words, keys=(_sounds(words[0]), _sounds(words[1]), _sounds(words[2])))


class As(IntEnum):
    """As what two words are compared: given names, family or father's names, or one of each that changed places."""

    GIVEN = 0
    FAMILY = 1
    CROSSED = 2


@functools.lru_cache(maxsize=MOST_COMPARED)
def part_level(one: Words, other: Words, kind: As) -> Level:
    """Tell how alike two parts are; of a double name one half may be missing."""
    if not one or not other:
        return Level.MISSING
    if len(one) == len(other) == 1:
        return word_level(one[0], other[0], kind)
    fewer, more = sorted((one, other), key=len)
    found = [min(word_level(a, b, kind) for b in more) for a in fewer]
    if len(fewer) == len(more):
        found += [min(word_level(a, b, kind) for a in fewer) for b in more]
    if max(found) <= Level.SLIP:
        return max(found) if len(fewer) == len(more) else Level.PART
    return Level.PART if min(found) <= Level.LOOSE and len(fewer) > 1 else Level.DIFFERENT


@functools.lru_cache(maxsize=MOST_COMPARED)
def word_level(one: str, other: str, kind: As) -> Level:
    """Tell how alike two folded words are."""
    if one == other:
        return Level.SAME
    a, b = _word(one), _word(other)
    if kind is As.GIVEN and _of_two_sexes(one, other):
        return Level.DIFFERENT
    level = _level_of_keys(a, b, kind)
    if level is not Level.DIFFERENT:
        return level
    if kind is As.CROSSED:
        return Level.DIFFERENT
    if 1 in {len(one), len(other)}:
        return Level.INITIAL if a.starts[0][0] == b.starts[0][0] else Level.DIFFERENT
    is_slip = not _are_both_known(one, other, kind) and _is_slip(a, b)
    return Level.SLIP if is_slip else Level.DIFFERENT


def _level_of_keys(one: _Word, other: _Word, kind: As) -> Level:
    shared = (
        (Level.SOUND, one.keys & other.keys),
        # His given name is her father's name without its ending: father and child, not parts that changed places.
        (Level.STEM, kind is As.FAMILY and one.stems & other.stems),
        (Level.LOOSE, one.loose & other.loose),
        (Level.SHORT, kind is As.GIVEN and one.full & other.full),
        (Level.LOOSE, kind is As.FAMILY and one.loose_stems & other.loose_stems),
    )
    return next((level for level, keys in shared if keys), Level.DIFFERENT)


def _of_two_sexes(one: str, other: str) -> bool:
    """Иван and Ивана sound alike without their endings, and are a man and a woman."""
    shorter, longer = sorted((one, other), key=len)
    if longer in {f"{shorter}а", f"{shorter}a"} and shorter[-1] not in _VOWELS:
        return True
    sexes = sexes_of_given()
    return sexes.get(one, frozenset("fm")).isdisjoint(sexes.get(other, frozenset("fm")))


def _are_both_known(one: str, other: str, kind: As) -> bool:
    """Мария and Марина are two names, not one with a slip."""
    known = sexes_of_given() if kind is As.GIVEN else family_names()
    return one in known and other in known


def _is_slip(one: _Word, other: _Word) -> bool:
    both = ((one.text, other.text), *itertools.product(one.starts[:2], other.starts[:2]))
    for a, b in both:
        shorter, longer = sorted((len(a), len(b)))
        most = 0 if longer < SHORTEST_WITH_SLIP else 1 if shorter < LONG else 2
        if most and _distance()(a, b, score_cutoff=most) <= most:
            return True
    return False


@functools.cache
def _distance() -> Callable[..., int]:
    """Give what counts slips; it is loaded for the first pair of names: most days compare none."""
    from rapidfuzz.distance import OSA

    return OSA.distance


@functools.lru_cache(maxsize=MOST_WORDS)
def _sounds(words: Words) -> frozenset[str]:
    return frozenset(key for word in words for key in _word(word).loose_stems)


@functools.lru_cache(maxsize=MOST_WORDS)
def _word(text: str) -> _Word:
    keys = frozenset(stored_keys(text))
    stems = keys | frozenset(word_keys(text).stem)
    loose, loose_stems = (frozenset(filter(None, map(loose_key, some))) for some in (keys, stems))
    return _Word(text, readings(text), keys, stems, loose, loose_stems, full_names_of(text) | keys)
