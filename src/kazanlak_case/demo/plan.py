"""Who will come where: the people of the story, shared out among the houses, and whom two houses both meet."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from kazanlak_case.db.reference import code_lists
from kazanlak_case.demo.calendar import BEGIN, LAST_WEEK, workday
from kazanlak_case.demo.houses import Arrival
from kazanlak_case.demo.lives import Fate, Services
from kazanlak_case.demo.people import MadeUpFamily, MadeUpPerson, Populace
from kazanlak_case.domain.profile import SiteProfile
from kazanlak_case.domain.rules.numbers import EGN, NO_NUMBER
from kazanlak_case.paths import resource

FEWEST = 40
"""With fewer people there is nobody to contradict each other about."""

SHARES = (8, 5, 3, 4)
"""How many of twenty people come to each house."""

FIRST_WEEKS = 12
"""By then those have come about whom the story needs to know early."""
LATE_WEEKS = range(20, 32)
"""When somebody known in one house comes to another."""
PEOPLE_PER_REPEAT = 100


@dataclass(frozen=True, slots=True)
class Repeat:
    """One person in two houses: who, and the arrival that is theirs in each."""

    certain: bool
    first: tuple[Arrival, int]
    second: tuple[Arrival, int]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who will come, by house, and who of them comes twice."""

    arrivals: Mapping[str, list[Arrival]]
    repeats: Sequence[Repeat]


def read_texts() -> dict[str, object]:
    """Read the texts of the practice data: streets, names of staff, notes."""
    return tomllib.loads(resource("demo/texts.toml").read_text("utf-8"))


def staff_names() -> list[str]:
    """Read the names of staff: the heads first, the centre's before the houses'."""
    return _texts(read_texts()["staff"])


def confidential_texts() -> tuple[list[str], str, list[str]]:
    """Read what the psychologist writes during the year, how the first of it is corrected, and what at the end."""
    found = read_texts()["confidential"]
    if not isinstance(found, dict):
        raise TypeError(type(found))
    return _texts(found["first"]), str(found["correction"]), _texts(found["later"])


def make_cast(chance: Random, houses: Sequence[SiteProfile], persons: int) -> Cast:
    """Make up `persons` person records in all: those who come to two houses are two of them."""
    texts = read_texts()
    populace = Populace(chance, _texts(texts["streets"]))
    fate = Fate(chance, _services(texts))
    repeated = max(2, persons // PEOPLE_PER_REPEAT)
    arrivals: dict[str, list[Arrival]] = {}
    for house, count in zip(houses, _shares(persons - repeated - 1, len(houses)), strict=True):
        families = populace.families(count, [house.ekatte])
        arrivals[house.code] = [_arrival(chance, fate, family) for family in families]
    repeats = list(_repeats(chance, fate, populace, arrivals=arrivals, count=repeated))
    return Cast(arrivals, repeats)


def _shares(persons: int, houses: int) -> list[int]:
    """Share people out; nobody is lost by rounding."""
    weights = [SHARES[at % len(SHARES)] for at in range(houses)]
    counts = [persons * weight // sum(weights) for weight in weights]
    counts[0] += persons - sum(counts)
    return counts


def _arrival(chance: Random, fate: Fate, family: MadeUpFamily, week: int | None = None) -> Arrival:
    """Let a family come; most come in the first months."""
    if week is None:
        week = int(LAST_WEEK * 0.8 * chance.random() ** 1.7)
    day = workday(BEGIN + timedelta(days=7 * week + chance.randrange(5)))
    return Arrival(day, family, list(fate.lives(family, day)))


def _repeats(
    chance: Random,
    fate: Fate,
    populace: Populace,
    *,
    arrivals: Mapping[str, list[Arrival]],
    count: int,
) -> Iterator[Repeat]:
    """Let some people known in one house come to the next one too; the last of them without a number there."""
    codes = list(arrivals)
    known: set[str] = set()
    for at in range(count + 1):
        house, other = codes[at % len(codes)], codes[(at + 1) % len(codes)]
        first, place = next(
            (arrival, place)
            for arrival in sorted(arrivals[house], key=lambda one: one.day)
            for place, one in enumerate(arrival.family.people)
            if one.is_grown_up and one.values["id_type"] == EGN and one.name not in known
        )
        person = first.family.people[place]
        known.add(person.name)
        certain = at < count
        family = _alone(person, populace, first.family, certain=certain)
        second = _arrival(chance, fate, family, chance.choice(LATE_WEEKS))
        arrivals[other].append(second)
        yield Repeat(certain, (first, place), (second, 0))


def _alone(
    person: MadeUpPerson, populace: Populace, family: MadeUpFamily, *, certain: bool
) -> MadeUpFamily:
    """Write somebody down once more, as another house would: another phone, the number perhaps not at hand."""
    values = {**person.values, "phone": populace.phone()}
    if not certain:
        values |= {"id_type": NO_NUMBER, "national_id": None}
    return MadeUpFamily(family.values, (replace(person, values=values, relation="head"),))


def _services(texts: Mapping[str, object]) -> Services:
    notes = texts["notes"]
    if not isinstance(notes, dict):
        msg = "the texts lack their notes"
        raise TypeError(msg)
    codes: dict[str, list[str]] = {}
    for code in code_lists().labels("service_type"):
        codes.setdefault(code.partition("_")[0], []).append(code)
    return Services(
        codes,
        {str(area): _texts(some) for area, some in notes.items()},
        _texts(texts["disadvantages"]),
    )


def _texts(some: object) -> list[str]:
    return [str(one) for one in some] if isinstance(some, list) else []
