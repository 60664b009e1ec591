"""Cheap keys that two records of one person share: only who shares one is compared (blocking).

Each kind of key forgives what another cannot: the number needs no name, a birth date one word of the name, two words of
the name nothing else. A day and a month that changed places give the same key; so do spellings, short forms, family
endings and a dropped first х.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from kazanlak_case.db.given_names import full_names
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.rules.name_keys import loose_key, readings, word_key, word_keys, words_of
from kazanlak_case.domain.rules.names import MOST_WORDS
from kazanlak_case.domain.rules.phones import phones_of

MOST_READINGS = 3
"""Of a Latin word only the likeliest readings: the others are found by the other words."""

MOST_PAIRS = 20_000
"""A block with more pairs says little: within it only those are compared who stand near each other in order."""

NEAR = 12
"""How near: by birth date, then by name."""

Words: TypeAlias = Sequence[tuple[str, ...]]
"""The keys of each word of a name."""

Keys: TypeAlias = Callable[[PersonFacts, Words], Iterable[str]]


@functools.lru_cache(maxsize=MOST_WORDS)
def keys_of_word(word: str) -> tuple[str, ...]:
    """Give the keys of one folded word of a name, the same for every spelling, short form and ending."""
    found: dict[str, None] = {}
    for reading in readings(word)[:MOST_READINGS]:
        key = word_key(reading)
        stems = word_keys(word).stem if len(readings(word)) == 1 else ()
        for one in (*(stems or (key,)), *sorted(full_names().get(key, ()))):
            found[loose_key(one) or one] = None
    return tuple(found)


def of_birth(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give the birth date, day and month in either order, with each word of the name."""
    day = one.born_on
    if not day:
        return ()
    month, of_month = day[5:7], day[8:10]
    day = day[:4] + (month + of_month if month < of_month else of_month + month)
    return {day + key for keys in words for key in keys}


def of_names(_one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each two words of the name, in any order."""
    return {
        f"{a} {b}" if a < b else f"{b} {a}"
        for some, others in itertools.combinations(words, 2)
        for a in some
        for b in others
    }


def of_phone(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each phone with each word of the name: an office's phone is many people's."""
    if not one.phone:
        return ()
    return {phone + key for phone in phones_of(one.phone) for keys in words for key in keys}


def of_household(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each household with the given name, and with the birth date."""
    if not one.households:
        return ()
    parts = {*(words[0] if words else ()), one.born_on} - {""}
    return {household + part for household in one.households for part in parts}


KINDS: tuple[Keys, ...] = (of_birth, of_names, of_phone, of_household)


def pairs_within(
    people: Sequence[PersonFacts], touched: frozenset[str] | None = None
) -> Iterator[tuple[PersonFacts, PersonFacts]]:
    """Pair everybody who shares a key, each pair once; with `touched`, only pairs with one of these.

    Two numbers that pass their checks and differ are two people, and never paired: of each pair one has no such number,
    or both have the same.
    """
    asked = [touched is None or one.id in touched for one in people]
    seen: set[int] = set()
    for here, there in itertools.chain(_of_one_number(people), _of_one_key(people, touched)):
        pair = here * len(people) + there
        if (asked[here] or asked[there]) and pair not in seen:
            seen.add(pair)
            yield people[here], people[there]


def _of_one_number(people: Sequence[PersonFacts]) -> Iterator[tuple[int, int]]:
    """Pair who has one number, whether it passes its check or not."""
    same: dict[str, list[int]] = {}
    for place, one in enumerate(people):
        if one.national_id:
            same.setdefault(one.national_id, []).append(place)
    for block in same.values():
        if len(block) > 1:
            yield from itertools.combinations(block, 2)


def _of_one_key(
    people: Sequence[PersonFacts], touched: frozenset[str] | None
) -> Iterator[tuple[int, int]]:
    bare = [one.number is None for one in people]
    first = bare if touched is None else [one.id in touched for one in people]
    words = [keys_of_name(one.name) for one in people]
    for kind in KINDS:
        for block in _blocks(people, kind, words, bare=bare, first=first):
            if len(block) > 1:
                yield from _pairs_of(block, people, bare)


def _blocks(
    people: Sequence[PersonFacts],
    kind: Keys,
    words: Sequence[Words],
    *,
    bare: Sequence[bool],
    first: Sequence[bool],
) -> Iterable[list[int]]:
    """Keep the keys of those only who must be one of a pair, and hold the others against them."""
    blocks: dict[str, list[int]] = {}
    of_bare: set[str] = set()
    for place in itertools.compress(range(len(people)), first):
        keys = kind(people[place], words[place])
        for key in keys:
            blocks.setdefault(key, []).append(place)
        if bare[place]:
            of_bare.update(keys)
    for place, one in enumerate(people):
        known = blocks if bare[place] else of_bare
        if known and not first[place]:
            for key in kind(one, words[place]):
                if key in known:
                    blocks[key].append(place)
    return blocks.values()


def _pairs_of(
    block: list[int], people: Sequence[PersonFacts], bare: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Pair the members of a block of whom one has no number, the earlier first."""
    without = [one for one in block if bare[one]]
    if not without:
        return
    if len(without) * len(block) > MOST_PAIRS:
        yield from _near_each_other(block, people, bare)
        return
    yield from itertools.combinations(without, 2)
    if len(without) < len(block):
        for one in without:
            for other in block:
                if not bare[other]:
                    yield (one, other) if one < other else (other, one)


def _near_each_other(
    block: list[int], people: Sequence[PersonFacts], bare: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    in_order = sorted(block, key=lambda one: (people[one].born_on, people[one].name))
    for at, one in enumerate(in_order):
        for other in in_order[at + 1 : at + 1 + NEAR]:
            if bare[one] or bare[other]:
                yield min(one, other), max(one, other)


def keys_of_name(name: str) -> Words:
    """Give the keys of each word of a name."""
    return [keys_of_word(word) for word in words_of(name)]
