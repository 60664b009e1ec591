"""Names that nobody bears in this combination: a name for each member of a made-up family."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kazanlak_case.paths import resource

MAN, WOMAN = "m", "f"
SHORTEST_STEM = 2
SHARED_POOL = "mixed_popular"


@dataclass(frozen=True, slots=True)
class FamilyName:
    """A family name in both forms, and the pool that the given names of such a family come from."""

    of: dict[str, str]
    pool: str


@dataclass(frozen=True, slots=True)
class Father:
    """A father's given name and what his children are called after it."""

    given: str
    patronymic: dict[str, str]


class Names:
    """The names of resources/reference/names.csv, drawn by chance and always in the same order for one seed."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: dict[tuple[str, str], list[str]] = {}
        self._families: list[FamilyName] = []
        patronymics: list[tuple[str, str]] = []
        with resource("reference/names.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                name, pool = row["name_bg"], row["pool"]
                pair = {MAN: name, WOMAN: row["paired_form"] or name}
                if row["kind"] == "given":
                    self._given.setdefault((pool, row["sex"]), []).append(name)
                elif row["kind"] == "surname" and row["sex"] == MAN:
                    self._families.append(FamilyName(pair, pool))
                elif row["kind"] == "patronymic" and row["sex"] == MAN:
                    patronymics.append((name, pair[WOMAN]))
        self._fathers = self._fathers_of(patronymics)

    def family(self) -> FamilyName:
        """Draw a family name."""
        return self._chance.choice(self._families)

    def given(self, family: FamilyName, sex: str) -> str:
        """Draw a given name that goes with a family name."""
        pool = family.pool
        if self._chance.random() < 0.25 and (SHARED_POOL, sex) in self._given:
            pool = SHARED_POOL
        return self._chance.choice(self._given[pool, sex])

    def fathers(self, family: FamilyName) -> list[Father]:
        """List the men's names that a child of this family may be called after."""
        return self._fathers[family.pool]

    def _fathers_of(self, patronymics: Sequence[tuple[str, str]]) -> dict[str, list[Father]]:
        """Find for each pool the men's names that a patronymic of the list is made of."""
        fathers: dict[str, list[Father]] = {}
        for (pool, sex), names in self._given.items():
            for given in names if sex == MAN else ():
                for man, woman in patronymics:
                    if man in _made_of(given):
                        fathers.setdefault(pool, []).append(Father(given, {MAN: man, WOMAN: woman}))
                        break
        return fathers


def _made_of(given: str) -> tuple[str, ...]:
    """Give the ways a patronymic is made of a name: Иван – Иванов, Георги – Георгиев, Никола – Николов."""
    stem = given[:-1] if given[-1] in "аяойе" and len(given) > SHORTEST_STEM else given
    return (f"{given}ов", f"{given}ев", f"{stem}ов", f"{stem}ев")
