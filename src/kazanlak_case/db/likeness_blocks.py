"""Cheap keys that two records of one person share: only who shares one is compared (blocking).

Each kind of key forgives what another cannot: the number needs no name, a birth date a letter of it, two words of the
name two parts of the date. A day and a month that changed places give the same key; so do spellings, short forms, family
endings and a dropped first х.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from kazanlak_case.db.given_names import full_names_of
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.rules.birth_likeness import is_one_slip
from kazanlak_case.domain.rules.name_keys import loose_key, readings, word_key, word_keys, words_of
from kazanlak_case.domain.rules.names import MOST_WORDS
from kazanlak_case.domain.rules.phones import phones_of

MOST_READINGS = 3
"""Of a Latin word only the likeliest readings: the others are found by the other words."""

MOST_PAIRS = 5_000
"""A block with more pairs says little: within it only those are compared who stand near each other in order."""

NEAR = 12
"""How near: by birth date, then by name."""

BLOCKS_BETWEEN_NEWS = 5_000

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
        for one in stems or (key,):
            found[loose_key(one) or one] = None
    for name in sorted(full_names_of(word)):
        found[loose_key(name) or name] = None
    return tuple(found)


def of_birth(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give the birth date, day and month in either order, with what each word of the name begins with."""
    day = one.born_on
    if not day:
        return ()
    month, of_month = day[5:7], day[8:10]
    day = day[:4] + (month + of_month if month < of_month else of_month + month)
    return {day + key[:1] for keys in words for key in keys}


def of_names(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each two words of the name with two of year, month and day: the third may be mistaken."""
    day = one.born_on
    if not day:
        return ()
    # Each part keeps its place: 2011-11 of year and month is not 2011-11 of year and day.
    parts = (f"{day[:7]}-", f"{day[:4]}--{day[8:]}", day[4:])
    return {two + part for two in _twos(words) for part in parts}


def of_names_and_year(one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each two words of the name with the year of birth."""
    return [two + one.born_on[:4] for two in _twos(words)] if one.born_on else ()


def of_names_alone(_one: PersonFacts, words: Words) -> Iterable[str]:
    """Give each three words of the name: without a birth date fewer say too little."""
    return {
        " ".join(sorted(three))
        for some in itertools.combinations(words, 3)
        for three in itertools.product(*some)
    }


def _twos(words: Words) -> set[str]:
    return {
        f"{a} {b} " if a < b else f"{b} {a} "
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


def _has_no_number(one: PersonFacts) -> bool:
    return one.number is None


def _has_year_alone(one: PersonFacts) -> bool:
    """Who knows the year alone is often written down as of 1 January."""
    return one.born_on.endswith("-01-01")


def _has_no_birth(one: PersonFacts) -> bool:
    return not one.born_on


def _always(_one: PersonFacts, _other: PersonFacts) -> bool:
    return True


def _born_about(one: PersonFacts, other: PersonFacts) -> bool:
    """Of two dates with two parts in common, only a slip in the third may be of one person."""
    return one.born_on == other.born_on or is_one_slip(one.born_on, other.born_on)


Lacks: TypeAlias = Callable[[PersonFacts], bool]
Fits: TypeAlias = Callable[[PersonFacts, PersonFacts], bool]

KINDS: tuple[tuple[Keys, Lacks, Fits], ...] = (
    (of_birth, _has_no_number, _always),
    (of_names, _has_no_number, _born_about),
    (of_phone, _has_no_number, _always),
    (of_household, _has_no_number, _always),
    (of_names_and_year, _has_year_alone, _always),
    (of_names_alone, _has_no_birth, _always),
)
"""What people may share, what one of the two has to lack for it to say enough, and what must hold of both."""


def pairs_within(
    people: Sequence[PersonFacts],
    touched: frozenset[str] | None = None,
    *,
    progress: Progress = no_progress,
) -> Iterator[tuple[PersonFacts, PersonFacts]]:
    """Pair everybody who shares a key, each pair once; with `touched`, only pairs with one of these.

    Two numbers that pass their checks and differ are two people, and never paired: of each pair one has no such number,
    or both have the same.

    Raises:
        CancelledError: `progress` said so; it is told which kind of key is being looked at.
    """
    asked = [touched is None or one.id in touched for one in people]
    seen: set[int] = set()
    for one, other in itertools.chain(
        _of_one_number(people), _of_one_key(people, touched, progress)
    ):
        here, there = (one, other) if one < other else (other, one)
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
    people: Sequence[PersonFacts], touched: frozenset[str] | None, progress: Progress
) -> Iterator[tuple[int, int]]:
    bare = [one.number is None for one in people]
    if not any(bare):
        return  # all have numbers, which say by themselves who is one person
    words = [keys_of_name(one.name) for one in people]
    for done, (kind, lacks, fits) in enumerate(KINDS):
        progress(done, len(KINDS))
        lacking = bare if lacks is _has_no_number else [lacks(one) for one in people]
        if not any(lacking):
            continue
        first = lacking if touched is None else [one.id in touched for one in people]
        for at, block in enumerate(_blocks(people, kind, words, lacking=lacking, first=first)):
            if at % BLOCKS_BETWEEN_NEWS == 0:
                progress(done, len(KINDS))
            for here, there in _pairs_of(block, people, lacking):
                if (bare[here] or bare[there]) and fits(people[here], people[there]):
                    yield here, there


def _blocks(
    people: Sequence[PersonFacts],
    kind: Keys,
    words: Sequence[Words],
    *,
    lacking: Sequence[bool],
    first: Sequence[bool],
) -> Iterable[list[int]]:
    """Keep the keys of those only who must be one of a pair, and hold the others against them."""
    blocks: dict[str, list[int]] = {}
    of_lacking: set[str] = set()
    for place in itertools.compress(range(len(people)), first):
        keys = kind(people[place], words[place])
        for key in keys:
            blocks.setdefault(key, []).append(place)
        if lacking[place]:
            of_lacking.update(keys)
    for place, one in enumerate(people):
        known = blocks if lacking[place] else of_lacking
        if known and not first[place]:
            for key in kind(one, words[place]):
                if key in known:
                    blocks[key].append(place)
    return blocks.values()


def _pairs_of(
    block: list[int], people: Sequence[PersonFacts], lacking: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Pair the members of a block of whom one lacks something."""
    if len(block) == 1:
        return
    without = [one for one in block if lacking[one]]
    if not without:
        return
    if len(without) * len(block) > MOST_PAIRS:
        yield from _near_each_other(block, people, lacking)
        return
    yield from itertools.combinations(without, 2)
    if len(without) < len(block):
        for one in without:
            for other in block:
                if not lacking[other]:
                    yield one, other


def _near_each_other(
    block: list[int], people: Sequence[PersonFacts], lacking: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    in_order = sorted(block, key=lambda one: (people[one].born_on, people[one].name))
    for at, one in enumerate(in_order):
        for other in in_order[at + 1 : at + 1 + NEAR]:
            if lacking[one] or lacking[other]:
                yield one, other


def keys_of_name(name: str) -> Words:
    """Give the keys of each word of a name."""
    return [keys_of_word(word) for word in words_of(name)]
