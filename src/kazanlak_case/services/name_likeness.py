"""Weigh two names: the parts in their own order, or in another one in which they agree better.

A crossing (his family name is her middle name) counts only where both words agree; so that a part that is missing never
hides one that contradicts.
"""

import functools
import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from kazanlak_case.services import likeness_weights as weigh
from kazanlak_case.services.likeness_names import Level, NameParts, Words, part_level

Facts: TypeAlias = tuple[tuple[str, str], ...]
Finding: TypeAlias = tuple[float, str, Facts]
Sex: TypeAlias = str | None

GIVEN, MIDDLE, FAMILY = range(3)
_PREFIX = ("given", "middle", "family")
_CODE = {
    Level.SOUND: "spelling",
    Level.LOOSE: "spelling",
    Level.STEM: "ending",
    Level.SLIP: "slip",
    Level.INITIAL: "initial",
    Level.PART: "part",
    Level.SAME: "same",
    Level.DIFFERENT: "other",
}
_ORDERS = tuple(itertools.permutations(range(3)))
_OWN = _ORDERS[0]
FEWEST_AGREEING = 2


class NameLikeness(NamedTuple):
    """What two names weigh, part by part, and how alike the given names are."""

    given: Level
    findings: tuple[Finding, ...]


class _Slot(NamedTuple):
    """A part of one name beside a part of the other."""

    here: int
    there: int
    level: Level
    weight: float
    facts: Facts

    @property
    def is_crossing(self) -> bool:
        return self.here != self.there


def name_likeness(one: NameParts, other: NameParts, *, sex: Sex) -> NameLikeness:
    """Weigh two names; `sex` where both are known to be of it."""
    own = _slots(one, other, _OWN, sex=sex)
    best, is_moved = own, False
    if not _agree_well(own) and _may_cross(one.parts(), other.parts()):
        weight = _weight(own)
        for order in _ORDERS[1:]:
            slots = _slots(one, other, order, sex=sex)
            if _may_be_moved(slots) and _weight(slots) + weigh.OTHER_ORDER > weight:
                best, is_moved, weight = slots, True, _weight(slots) + weigh.OTHER_ORDER
    given = next(slot.level for slot in best if slot.here == GIVEN)
    return NameLikeness(given, tuple(_findings(best, is_moved=is_moved)))


def _agree_well(slots: tuple[_Slot, ...]) -> bool:
    return all(slot.level <= Level.LOOSE or slot.level is Level.MISSING for slot in slots)


def _may_cross(one: tuple[Words, ...], other: tuple[Words, ...]) -> bool:
    """Look whether any part agrees with another part at all: nearly always none does, and no order need be tried."""
    return any(
        part_level(here, there, is_given=False) <= Level.SLIP
        for at, here in enumerate(one)
        for place, there in enumerate(other)
        if at != place
    )


def _may_be_moved(slots: tuple[_Slot, ...]) -> bool:
    if any(slot.is_crossing and slot.level is Level.DIFFERENT for slot in slots):
        return False
    agreeing = [slot for slot in slots if slot.level <= Level.SLIP]
    return len(agreeing) >= FEWEST_AGREEING and any(slot.is_crossing for slot in agreeing)


def _weight(slots: tuple[_Slot, ...]) -> float:
    return sum(slot.weight for slot in slots)


def _slots(
    one: NameParts, other: NameParts, order: tuple[int, ...], *, sex: Sex
) -> tuple[_Slot, ...]:
    here, there = one.parts(), other.parts()
    return tuple(
        _slot(place, order[place], here[place], there[order[place]], sex=sex) for place in range(3)
    )


@functools.lru_cache(maxsize=65_536)
def _slot(here: int, there: int, one: Words, other: Words, *, sex: Sex) -> _Slot:
    level = part_level(one, other, is_given=here == there == GIVEN)
    if level is Level.MISSING:
        return _Slot(here, there, level, 0.0, ())
    facts: Facts = ()
    if level is not Level.SAME:
        first, second = sorted(" ".join(words).title() for words in (one, other))
        facts = (("one", first), ("other", second))
    return _Slot(here, there, level, _weight_of(here, there, level, sex=sex), facts)


def _weight_of(here: int, there: int, level: Level, *, sex: Sex) -> float:
    if here == there == GIVEN:
        return weigh.GIVEN[level]
    if level is not Level.DIFFERENT:
        return weigh.FAMILY[level]
    return weigh.MIDDLE_DIFFERENT if here == there == MIDDLE else weigh.FAMILY_DIFFERENT[sex]


def _findings(slots: tuple[_Slot, ...], *, is_moved: bool) -> Iterator[Finding]:
    order = weigh.OTHER_ORDER if is_moved else 0.0
    compared = [slot for slot in slots if slot.level is not Level.MISSING]
    if len(compared) >= FEWEST_AGREEING and all(slot.level is Level.SAME for slot in compared):
        yield _weight(slots) + order, _whole(len(compared), is_moved=is_moved), ()
        return
    crossing = sum((slot.weight for slot in compared if slot.is_crossing), order)
    if is_moved:
        yield crossing, "name_moved", ()
    for slot in compared:
        if not slot.is_crossing:
            yield slot.weight, _code(slot), slot.facts


def _whole(parts: int, *, is_moved: bool) -> Literal["name", "name_order", "name_parts"]:
    if is_moved:
        return "name_order"
    return "name" if parts == len(_PREFIX) else "name_parts"


def _code(slot: _Slot) -> str:
    if slot.level is Level.SHORT:
        return "short_form"
    return f"{_PREFIX[slot.here]}_{_CODE[slot.level]}"
