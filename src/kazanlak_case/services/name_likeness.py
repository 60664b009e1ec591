"""Weigh two names: the parts in their own order, or in another one in which they agree better.

A crossing (his family name is her middle name) counts only where both words agree; so that a part that is missing never
hides one that contradicts.
"""

import functools
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from kazanlak_case.services import likeness_weights as weigh
from kazanlak_case.services.likeness_names import As, Level, NameParts, Words, part_level

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
_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
_OWN = _ORDERS[0]
FEWEST_AGREEING = 2
MOST_SLOTS = 131_072


class _Slot(NamedTuple):
    """A part of one name beside a part of the other."""

    here: int
    there: int
    level: Level
    weight: float
    one: Words
    other: Words

    @property
    def is_crossing(self) -> bool:
        return self.here != self.there


_Slots: TypeAlias = tuple[_Slot, _Slot, _Slot]


class NameLikeness(NamedTuple):
    """What two names weigh together, how alike the given names are, and the parts it was found in."""

    weight: float
    given: Level
    is_moved: bool
    slots: _Slots

    def findings(self) -> Iterator[Finding]:
        """Tell the weights one by one, each with its code."""
        order = weigh.OTHER_ORDER if self.is_moved else 0.0
        compared = [slot for slot in self.slots if slot.level is not Level.MISSING]
        is_same = all(slot.level is Level.SAME for slot in compared)
        is_whole = not self.is_moved or all(
            bool(slot.one) == bool(slot.other) for slot in self.slots
        )
        if is_same and is_whole and len(compared) >= FEWEST_AGREEING:
            yield self.weight, _whole(len(compared), is_moved=self.is_moved), ()
            return
        if self.is_moved:
            moved = sum(slot.weight for slot in compared if slot.is_crossing)
            yield moved + order, "name_moved", ()
        for slot in compared:
            if not slot.is_crossing:
                yield slot.weight, _code(slot), _facts(slot)


def name_likeness(one: NameParts, other: NameParts, *, sex: Sex) -> NameLikeness:
    """Weigh two names; `sex` where both are known to be of it."""
    best, is_moved = _slots(one, other, _OWN, sex), False
    weight = best[0].weight + best[1].weight + best[2].weight
    if max(best[0].level, best[1].level, best[2].level) > Level.LOOSE and one.may_cross(other):
        for order in _ORDERS[1:]:
            slots = _slots(one, other, order, sex)
            moved = slots[0].weight + slots[1].weight + slots[2].weight + weigh.OTHER_ORDER
            if moved > weight and _may_be_moved(slots):
                best, is_moved, weight = slots, True, moved
    given = best[0].level if best[0].here == best[0].there else Level.SAME
    return NameLikeness(weight, given, is_moved, best)


def _may_be_moved(slots: _Slots) -> bool:
    """Another order has to explain the given name, and one part more."""
    agreeing = [slot for slot in slots if slot.level <= Level.SLIP]
    return (
        len(agreeing) >= FEWEST_AGREEING
        and any(slot.is_crossing for slot in agreeing)
        and any(GIVEN in {slot.here, slot.there} for slot in agreeing)
    )


def _slots(one: NameParts, other: NameParts, order: tuple[int, int, int], sex: Sex) -> _Slots:
    there = (other.given, other.middle, other.family)
    return (
        _slot(GIVEN, order[0], one.given, there[order[0]], sex),
        _slot(MIDDLE, order[1], one.middle, there[order[1]], sex),
        _slot(FAMILY, order[2], one.family, there[order[2]], sex),
    )


@functools.lru_cache(maxsize=MOST_SLOTS)
def _slot(here: int, there: int, one: Words, other: Words, sex: Sex) -> _Slot:
    if here == there:
        kind = As.GIVEN if here == GIVEN else As.FAMILY
    else:
        kind = As.CROSSED if GIVEN in {here, there} else As.FAMILY
    level = part_level(one, other, kind)
    return _Slot(here, there, level, _weight_of(here, there, level, sex=sex), one, other)


def _weight_of(here: int, there: int, level: Level, *, sex: Sex) -> float:
    if level is Level.MISSING:
        return 0.0
    if here == there == GIVEN:
        return weigh.GIVEN[level]
    if level is not Level.DIFFERENT:
        return weigh.FAMILY[level]
    return weigh.MIDDLE_DIFFERENT if MIDDLE in {here, there} else weigh.FAMILY_DIFFERENT[sex]


def _whole(parts: int, *, is_moved: bool) -> str:
    if is_moved:
        return "name_order"
    return "name" if parts == len(_PREFIX) else "name_parts"


def _code(slot: _Slot) -> str:
    if slot.level is Level.SHORT:
        return "short_form"
    return f"{_PREFIX[slot.here]}_{_CODE[slot.level]}"


def _facts(slot: _Slot) -> Facts:
    if slot.level is Level.SAME:
        return ()
    first, second = sorted(" ".join(words).title() for words in (slot.one, slot.other))
    return ("one", first), ("other", second)
