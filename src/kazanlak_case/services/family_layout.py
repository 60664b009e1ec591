"""Where everybody stands on the map of a family: generations from top to bottom, couples side by side.

Plain figures, no paper and no screen: both draw the same. The same family is always laid out alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kazanlak_case.domain.rules.kin import COUPLES, FORMER, GRANDPARENT, MAN, PARENT, RAISING
from kazanlak_case.services.family_generations import generations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kazanlak_case.services.family_map import FamilyMap, MapPerson, MapTie

WIDTH, HEIGHT = 118.0, 104.0
"""Room of a person: the sign and the words below."""
SIGN = 40.0
BETWEEN, BELOW, MARGIN = 26.0, 52.0, 24.0
BUS, BUSES = 7.0, 4
"""Lines to children of different couples run at different heights, so many of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: the left upper corner of their room."""

    person: MapPerson
    left: float
    top: float

    @property
    def middle(self) -> float:
        """The middle of the sign, from the left."""
        return self.left + WIDTH / 2

    @property
    def heart(self) -> float:
        """The middle of the sign, from the top."""
        return self.top + SIGN / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line by its corners. Styles: couple, partner, former, parents, child, care, other."""

    points: tuple[tuple[float, float], ...]
    style: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A frame round people of the household."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole map."""

    places: tuple[Place, ...]
    strokes: tuple[Stroke, ...]
    outlines: tuple[Outline, ...]
    width: float
    height: float


def lay_out(family: FamilyMap) -> Layout:
    """Put a family on its map."""
    if not family.people:
        return Layout((), (), (), 2 * MARGIN, 2 * MARGIN)
    rows = _rows(family)
    places = _placed(family, rows)
    by_id = {str(place.person.id): place for place in places}
    strokes = [*_couples(family, by_id), *_descents(family, by_id), *_others(family, by_id)]
    width = max(place.left for place in places) + WIDTH + MARGIN
    height = max(place.top for place in places) + HEIGHT + MARGIN
    return Layout(tuple(places), tuple(strokes), tuple(_outlines(places)), width, height)


def parents_of(family: FamilyMap) -> dict[str, list[str]]:
    """Give the parents of each, those of birth first, so far as they are on the map."""
    found: dict[str, list[str]] = defaultdict(list)
    for tie in family.ties:
        if tie.relation == PARENT:
            found[tie.person].append(tie.older)
    return {child: sorted(some)[:2] for child, some in found.items()}


def pairs_of(family: FamilyMap) -> dict[tuple[str, str], str]:
    """Give those who stand side by side, and how the line between them is drawn."""
    pairs: dict[tuple[str, str], str] = {}
    for tie in family.ties:
        if tie.relation in COUPLES or tie.relation == FORMER:
            style = "former" if tie.is_past or tie.relation == FORMER else _style_of(tie)
            pairs[_sorted(tie.person, tie.older)] = style
    for parents in parents_of(family).values():
        if len(parents) == 2:
            pairs.setdefault(_sorted(*parents), "parents")
    return pairs


def _style_of(tie: MapTie) -> str:
    return "partner" if tie.relation == "partner" else "couple"


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _rows(family: FamilyMap) -> list[list[list[str]]]:
    """Give the generations from above, each as knots: people who stand beside each other because they are pairs."""
    heights = generations_of(
        [one.id for one in family.people],
        downward=[
            (tie.older, tie.person, 2 if tie.relation == GRANDPARENT else 1)
            for tie in family.ties
            if tie.relation in RAISING or tie.relation == GRANDPARENT
        ],
        level=[
            *pairs_of(family),
            *(
                (tie.person, tie.older)
                for tie in family.ties
                if tie.relation in {"sibling", "other_relative", "close_person"}
            ),
        ],
    )
    rows: list[list[list[str]]] = [[] for _ in range(max(heights.values()) + 1)]
    mates: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs_of(family):
        if heights[one] == heights[other]:
            mates[one].append(other)
            mates[other].append(one)
    men = {str(one.id) for one in family.people if one.sex == MAN}
    seen: set[str] = set()
    for person in sorted(family.people, key=_age):
        if person.id not in seen:
            knot = _knot(person.id, mates, men)
            seen |= set(knot)
            rows[heights[person.id]].append(knot)
    return [row for row in rows if row]


def _age(one: MapPerson) -> tuple[str, str, str]:
    return (one.born_on.isoformat() if one.born_on else "9", one.name, one.id)


def _knot(first: str, mates: Mapping[str, Sequence[str]], men: set[str]) -> list[str]:
    """Order pairs that hang together in a line: from one who has a single mate, men first where it is free."""
    together, waiting = {first}, [first]
    while waiting:
        for other in mates.get(waiting.pop(), ()):
            if other not in together:
                together.add(other)
                waiting.append(other)
    ends = sorted(together, key=lambda one: (len(mates.get(one, ())), one not in men, one))
    line, waiting = [], [ends[0]]
    while waiting:
        at = waiting.pop(0)
        if at not in line:
            line.append(at)
            waiting[:0] = sorted(other for other in mates.get(at, ()) if other not in line)
    return line


def _placed(family: FamilyMap, rows: Sequence[Sequence[list[str]]]) -> list[Place]:
    """Give everybody a place: below their parents, and parents over their children where there is room."""
    people = {str(one.id): one for one in family.people}
    parents = parents_of(family)
    lefts: dict[str, float] = {}
    for row in rows:
        wishes = [(_wish(knot, parents, lefts), at) for at, knot in enumerate(row)]
        order = [row[at] for _wish_, at in sorted(wishes, key=lambda one: (one[0] is None, one))]
        _spread(order, {at: _wish(knot, parents, lefts) for at, knot in enumerate(order)}, lefts)
    children: dict[str, list[str]] = defaultdict(list)
    for child, some in parents.items():
        for one in some:
            children[one].append(child)
    for row in reversed(rows):
        order = sorted(row, key=lambda knot: lefts[knot[0]])
        _spread(order, {at: _wish(knot, children, lefts) for at, knot in enumerate(order)}, lefts)
    least = min(lefts.values())
    tops = {one: at for at, row in enumerate(rows) for knot in row for one in knot}
    return [
        Place(
            people[one],
            left - least + MARGIN,
            MARGIN + tops[one] * (HEIGHT + BELOW),
        )
        for one, left in sorted(lefts.items(), key=lambda item: (tops[item[0]], item[1]))
    ]


def _wish(
    knot: Sequence[str], near: Mapping[str, Sequence[str]], lefts: Mapping[str, float]
) -> float | None:
    """Say where the left end of a knot would like to be: under, or over, those it belongs to."""
    found = [
        lefts[other] - at * (WIDTH + BETWEEN)
        for at, one in enumerate(knot)
        for other in near.get(one, ())
        if other in lefts
    ]
    return sum(found) / len(found) if found else None


def _spread(
    order: Sequence[Sequence[str]],
    wishes: Mapping[int, float | None],
    lefts: dict[str, float],
) -> None:
    """Place the knots of a row from left to right, each where it likes to be, or beside the one before."""
    free = None
    for at, knot in enumerate(order):
        standing = lefts.get(knot[0])
        wish = wishes[at] if wishes[at] is not None else standing
        left = wish if wish is not None else (free if free is not None else 0.0)
        left = left if free is None else max(left, free)
        for step, one in enumerate(knot):
            lefts[one] = left + step * (WIDTH + BETWEEN)
        free = left + len(knot) * (WIDTH + BETWEEN)


def _couples(family: FamilyMap, places: Mapping[str, Place]) -> Iterable[Stroke]:
    for (one, other), style in pairs_of(family).items():
        left, right = sorted((places[one], places[other]), key=lambda place: place.left)
        points: tuple[tuple[float, float], ...]
        if left.top == right.top and right.left - left.left < 1.5 * (WIDTH + BETWEEN):
            points = (
                (left.middle + SIGN / 2, left.heart),
                (right.middle - SIGN / 2, right.heart),
            )
        else:  # somebody stands between them: over their heads
            over = min(left.top, right.top) - 12
            points = (
                (left.middle, left.top),
                (left.middle, over),
                (right.middle, over),
                (right.middle, right.top),
            )
        yield Stroke(points, style)


def _descents(family: FamilyMap, places: Mapping[str, Place]) -> Iterable[Stroke]:
    """Draw the way from the parents down to each child."""
    of_parents: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child, elders in parents_of(family).items():
        of_parents[tuple(elders)].append(child)
    for at, (parents, children) in enumerate(sorted(of_parents.items())):
        top = places[parents[0]]
        start = (top.middle, top.top + HEIGHT)
        if len(parents) == 2:
            left = min((places[one] for one in parents), key=lambda place: place.left)
            start = (left.left + WIDTH + BETWEEN / 2, left.heart)
        for child in children:
            yield _down(start, places[child], max(places[one].top for one in parents), at)


def _down(start: tuple[float, float], child: Place, top: float, at: int) -> Stroke:
    bus = top + HEIGHT + 10 + BUS * (at % BUSES)
    points = (start, (start[0], bus), (child.middle, bus), (child.middle, child.top))
    return Stroke(points, "child")


def _others(family: FamilyMap, places: Mapping[str, Place]) -> Iterable[Stroke]:
    """Draw every other tie: who brings a child up without being a parent, grandparents, siblings, near people."""
    parents = parents_of(family)
    for tie in family.ties:
        one, other = places[tie.person], places[tie.older]
        if tie.relation in COUPLES or tie.relation == FORMER:
            continue
        if tie.relation == PARENT and tie.older in parents.get(tie.person, ()):
            continue
        if tie.relation == "sibling" and set(parents.get(tie.person, ())) & set(
            parents.get(tie.older, ())
        ):
            continue  # the same parents say it
        style = "care" if tie.relation in RAISING else "other"
        if one.top > other.top:
            start = (other.middle, other.top + HEIGHT)
            bus = one.top - 12
            points = (start, (start[0], bus), (one.middle, bus), (one.middle, one.top))
        else:
            over = min(one.top, other.top) - 18
            points = (
                (one.middle, one.top),
                (one.middle, over),
                (other.middle, over),
                (other.middle, other.top),
            )
        yield Stroke(points, style)


def _outlines(places: Sequence[Place]) -> list[Outline]:
    """Frame the household: all at once where nobody else stands among them, else row by row."""
    here = [one for one in places if one.person.lives_here]
    if not here:
        return []
    whole = _frame(here)
    if not any(_is_within(one, whole) for one in places if not one.person.lives_here):
        return [whole]
    runs: list[list[Place]] = []
    before: Place | None = None
    for one in sorted(places, key=lambda place: (place.top, place.left)):
        if one.person.lives_here:
            goes_on = before is not None and before.person.lives_here and before.top == one.top
            if goes_on:
                runs[-1].append(one)
            else:
                runs.append([one])
        before = one
    return [_frame(run) for run in runs]


def _frame(places: Sequence[Place]) -> Outline:
    pad = BETWEEN / 2 - 3
    left, top = min(one.left for one in places), min(one.top for one in places)
    right = max(one.left for one in places) + WIDTH
    bottom = max(one.top for one in places) + HEIGHT
    return Outline(left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad)


def _is_within(place: Place, frame: Outline) -> bool:
    return (
        frame.left < place.left + WIDTH
        and place.left < frame.left + frame.width
        and frame.top < place.top + HEIGHT
        and place.top < frame.top + frame.height
    )
