"""In which generation everybody of a family stands, however much or little of the ties is known."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def generations_of(
    people: Sequence[str],
    *,
    downward: Iterable[tuple[str, str, int]],
    level: Iterable[tuple[str, str]],
) -> dict[str, int]:
    """Say in which generation each stands, 0 at the top.

    Args:
        people: All, in any order.
        downward: Older, younger, and by how many generations at least.
        level: Those who stand in one generation, as pairs do.

    What contradicts itself (a pair of which one descends from the other) is drawn as well as it can be: such a tie
    does not count.
    """
    drops = [one for one in downward if one[0] in people and one[1] in people and one[0] != one[1]]
    knots = _Knots(people)
    for one, other in level:
        if one in people and other in people:
            knots.join(one, other, drops)
    below: dict[str, dict[str, int]] = defaultdict(dict)
    for older, younger, by in drops:
        upper, lower = knots.of(older), knots.of(younger)
        if upper != lower and not _leads(below, lower, upper):
            below[upper][lower] = max(by, below[upper].get(lower, 0))
    heights = _longest(below, sorted({knots.of(one) for one in people}))
    least = min(heights.values(), default=0)
    return {one: heights[knots.of(one)] - least for one in people}


class _Knots:
    """Those who stand in one generation."""

    def __init__(self, people: Iterable[str]) -> None:
        self._of = {one: one for one in people}

    def of(self, person: str) -> str:
        """Name the knot of a person."""
        while self._of[person] != person:
            person = self._of[person]
        return person

    def join(self, one: str, other: str, drops: Sequence[tuple[str, str, int]]) -> None:
        """Put two into one generation, unless one descends from the other."""
        first, second = self.of(one), self.of(other)
        if first == second:
            return
        below: dict[str, dict[str, int]] = defaultdict(dict)
        for older, younger, by in drops:
            below[self.of(older)][self.of(younger)] = by
        if not (_leads(below, first, second) or _leads(below, second, first)):
            self._of[max(first, second)] = min(first, second)


def _leads(below: dict[str, dict[str, int]], start: str, end: str) -> bool:
    """Tell whether there is a way down from one to the other."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        for other in below.get(at, ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def _longest(below: dict[str, dict[str, int]], knots: Sequence[str]) -> dict[str, int]:
    """Give each knot its height: below all its elders, and elders without elders of their own just above the younger."""
    above: dict[str, dict[str, int]] = defaultdict(dict)
    for upper, lowers in below.items():
        for lower, by in lowers.items():
            above[lower][upper] = by
    heights: dict[str, int] = {}

    def height(knot: str) -> int:
        if knot not in heights:
            heights[knot] = max(
                (height(upper) + by for upper, by in sorted(above[knot].items())), default=0
            )
        return heights[knot]

    for knot in knots:
        height(knot)
    for knot in knots:
        if not above[knot] and below.get(knot):
            heights[knot] = min(heights[lower] - by for lower, by in below[knot].items())
    return heights
