"""Estimate the weights of the likeness from the labelled set: how much oftener a finding is seen in one person's records."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable

from kazanlak_case.domain.rules.birth_likeness import birth_likeness
from kazanlak_case.services.likeness import Traits, traits_of
from kazanlak_case.services.likeness_names import As, Level, part_level
from labelled import Labelled

RANDOM_PAIRS = 400_000
SEEN_AT_LEAST = 3
"""What was seen less often in strangers is reckoned as if it had been seen so often."""


def measured(made: Labelled, seed: int) -> dict[str, float]:
    """Give log2(m/u) of every finding seen in true pairs."""
    traits = {one.id: traits_of(one) for one in made.people}
    true = made.true_pairs()
    of_one = _counted((traits[a.id], traits[b.id]) for a, b in true)
    chance = random.Random(seed)
    strangers = [tuple(chance.sample(made.people, 2)) for _ in range(RANDOM_PAIRS)]
    of_two = _counted((traits[a.id], traits[b.id]) for a, b in strangers if not made.is_one(a, b))
    weights = {}
    for finding, seen in sorted(of_one.items()):
        field = finding.split(" ")[0]
        known = sum(count for name, count in of_one.items() if name.split(" ")[0] == field)
        strange = sum(count for name, count in of_two.items() if name.split(" ")[0] == field)
        chance_of = max(of_two[finding], SEEN_AT_LEAST) / strange
        weights[finding] = math.log2(seen / known / chance_of)
    return weights


def _counted(pairs: Iterable[tuple[Traits, Traits]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one, other in pairs:
        found.update(_findings(one, other))
    return found


def _findings(one: Traits, other: Traits) -> list[str]:
    here, there = one.facts, other.facts
    levels = (
        ("given", part_level(one.name.given, other.name.given, As.GIVEN)),
        ("middle", part_level(one.name.middle, other.name.middle, As.FAMILY)),
        (_family_of(one, other), part_level(one.name.family, other.name.family, As.FAMILY)),
    )
    found = [f"{field} {level.name.lower()}" for field, level in levels if level != Level.MISSING]
    if one.born_on and other.born_on:
        found.append(f"birth {birth_likeness(one.born_on, other.born_on).value}")
    if one.sex and other.sex:
        found.append(f"sex {'same' if one.sex == other.sex else 'other'}")
    found += _shared("phone", one.phones, other.phones)
    found += _shared("household", one.households, other.households)
    found += _shared("relatives", here.relatives, there.relatives)
    found += _shared("address", {one.address} - {""}, {other.address} - {""})
    found += _shared("settlement", {here.settlement} - {None}, {there.settlement} - {None})
    return found


def _family_of(one: Traits, other: Traits) -> str:
    return f"family_of_{one.sex}" if one.sex and one.sex == other.sex else "family"


def _shared(field: str, one: Iterable[object], other: Iterable[object]) -> list[str]:
    here, there = set(one), set(other)
    if not here or not there:
        return []
    return [f"{field} {'other' if here.isdisjoint(there) else 'same'}"]
