"""Hide people among others: what of a row could tell who somebody is, and how it is made coarser until it does not.

A row is safe when at least k rows say the same of everything a neighbour might know (k-anonymity): sex, age, kind of
settlement, time of entry, schooling, work. Each of these has a ladder of ever coarser answers; the last says nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeAlias

from kazanlak_case.i18n import N_

ANY = "*"
"""The answer that says nothing."""
UNKNOWN = "?"
SMALLEST_K, USUAL_K, LARGEST_K = 2, 5, 100
MOST_LEFT_OUT = 0.05
"""The usual share of rows that is rather left out than every row made coarser."""

BANDS = (0, 7, 14, 18, 25, 30, 40, 55, 65)
WIDE_BANDS = (0, 18, 30, 55)
"""First ages of the bands: those the funds count by, and finer ones between."""
SCHOOL_BANDS = ((0, 2), (3, 4), (5, 8))
IN_WORK = frozenset({"employed", "self_employed"})

Levels: TypeAlias = Mapping[str, int]
"""How many steps up its ladder each trait stands."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a neighbour might know of a participant."""

    sex: str | None
    age: int | None
    place: tuple[str, str] | None
    """Oblast, and "town" or "village"."""
    entered: date
    schooling: int | None
    work: str | None


Step: TypeAlias = Callable[[Traits], str]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One trait: its English heading, and its answers from the finest to none."""

    name: str
    label: str
    steps: tuple[Step, ...]
    usual: int = 0
    """Where one begins."""
    costs: tuple[int, ...] = ()
    """What evaluators lose at each step."""


def _band(age: int | None, bands: Sequence[int]) -> str:
    if age is None:
        return UNKNOWN
    at = max(place for place, first in enumerate(bands) if first <= max(age, 0))
    return f"{bands[at]}–{bands[at + 1] - 1}" if at + 1 < len(bands) else f"{bands[at]}+"


def _sex(one: Traits) -> str:
    return one.sex or UNKNOWN


def _age(one: Traits) -> str:
    return _band(one.age, BANDS)


def _wide_age(one: Traits) -> str:
    return _band(one.age, WIDE_BANDS)


def _kind_of_place(one: Traits) -> str:
    return " ".join(one.place) if one.place else UNKNOWN


def _oblast(one: Traits) -> str:
    return one.place[0] if one.place else UNKNOWN


def _month(one: Traits) -> str:
    return f"{one.entered:%Y-%m}"


def _quarter(one: Traits) -> str:
    return f"{one.entered.year}-Q{(one.entered.month + 2) // 3}"


def _year(one: Traits) -> str:
    return str(one.entered.year)


def _schooling(one: Traits) -> str:
    return UNKNOWN if one.schooling is None else f"ISCED {one.schooling}"


def _school_band(one: Traits) -> str:
    for first, last in SCHOOL_BANDS:
        if one.schooling is not None and first <= one.schooling <= last:
            return f"ISCED {first}–{last}"
    return UNKNOWN


def _work(one: Traits) -> str:
    return one.work or UNKNOWN


def _in_work(one: Traits) -> str:
    if not one.work:
        return UNKNOWN
    return "in_work" if one.work in IN_WORK else "not_in_work"


def _any(_one: Traits) -> str:
    return ANY


LADDERS = (
    Ladder("sex", N_("Sex"), (_sex, _any), costs=(0, 8)),
    Ladder("age", N_("Age at entry"), (_age, _wide_age, _any), costs=(0, 2, 8)),
    Ladder("place", N_("Settlement"), (_kind_of_place, _oblast, _any), costs=(0, 1, 2)),
    Ladder("entered", N_("Entered"), (_month, _quarter, _year, _any), usual=1, costs=(0, 1, 2, 4)),
    Ladder("schooling", N_("Education"), (_schooling, _school_band, _any), costs=(0, 1, 5)),
    Ladder("work", N_("On the labour market"), (_work, _in_work, _any), costs=(0, 2, 6)),
)
USUAL: dict[str, int] = {ladder.name: ladder.usual for ladder in LADDERS}

Shown: TypeAlias = tuple[str, ...]
"""What a row says, one answer for each ladder."""


def shown(one: Traits, levels: Levels) -> Shown:
    """Say what a row tells at these levels."""
    return tuple(ladder.steps[levels[ladder.name]](one) for ladder in LADDERS)


def at_risk(people: Iterable[Traits], levels: Levels, k: int) -> int:
    """Count the rows that fewer than k share."""
    groups = Counter(shown(one, levels) for one in people)
    return sum(count for count in groups.values() if count < k)


@dataclass(frozen=True, slots=True)
class Coarser:
    """A suggestion: one trait one step coarser, and how many rows would still be at risk."""

    name: str
    level: int
    left: int


def coarser(people: Sequence[Traits], levels: Levels, k: int) -> list[Coarser]:
    """Say what each next step would bring; first the one that hides most for what it costs."""
    counted = Counter(people)
    before = _left(counted, levels, k)
    found = []
    for ladder in LADDERS:
        level = levels[ladder.name] + 1
        if level < len(ladder.steps):
            left = _left(counted, {**levels, ladder.name: level}, k)
            cost = ladder.costs[level] - ladder.costs[level - 1]
            found.append(((left - before) / cost, cost, Coarser(ladder.name, level, left)))
    return [step for _gain, _cost, step in sorted(found, key=lambda one: one[:2])]


def best_levels(
    people: Sequence[Traits], k: int, *, start: Levels | None = None, share: float = MOST_LEFT_OUT
) -> dict[str, int]:
    """Give the levels that cost least among those at which few enough rows are left at risk.

    All are tried from the cheapest on: many people are hidden by the first ones, and of few people all are tried soon.
    """
    beginning = start or USUAL
    counted = Counter(people)
    counts = list(counted.values())
    most = int(len(people) * share)
    # each answer is worked out once: there are hundreds of ways to put them together
    answers = [[[step(one) for one in counted] for step in ladder.steps] for ladder in LADDERS]
    choices = [range(beginning[ladder.name], len(ladder.steps)) for ladder in LADDERS]
    for levels in sorted(product(*choices), key=_cost):
        groups: Counter[tuple[str, ...]] = Counter()
        chosen = (of[level] for of, level in zip(answers, levels, strict=True))
        for group, count in zip(zip(*chosen, strict=True), counts, strict=True):
            groups[group] += count
        if sum(count for count in groups.values() if count < k) <= most:
            break
    return {ladder.name: level for ladder, level in zip(LADDERS, levels, strict=True)}


def _cost(levels: tuple[int, ...]) -> int:
    return sum(ladder.costs[level] for ladder, level in zip(LADDERS, levels, strict=True))


def _left(counted: Mapping[Traits, int], levels: Levels, k: int) -> int:
    groups: Counter[Shown] = Counter()
    for one, count in counted.items():
        groups[shown(one, levels)] += count
    return sum(count for count in groups.values() if count < k)


@dataclass(frozen=True, slots=True)
class Diversity:
    """How far the groups differ within: a group whose rows all say the same of something secret tells it of everybody.

    Attributes:
        groups: How many groups there are.
        alike: By column, in how many of them all rows say the same.
    """

    groups: int
    alike: Mapping[str, int] = field(default_factory=dict)


def diversity(
    rows: Iterable[tuple[Shown, Mapping[str, object]]], columns: Sequence[str]
) -> Diversity:
    """Look at the secret columns group by group."""
    seen: dict[Shown, dict[str, set[object]]] = {}
    for group, values in rows:
        for column in columns:
            seen.setdefault(group, {}).setdefault(column, set()).add(values[column])
    alike = {
        column: sum(len(of[column]) == 1 and of[column] != {None} for of in seen.values())
        for column in columns
    }
    return Diversity(len(seen), alike)
