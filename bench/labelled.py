"""A labelled set: made-up families, and some of their people written down twice with the errors of the reference data.

The hard cases are in it on purpose: twins, brothers and sisters, a father and a son of one name, a grandson called after
his grandfather, whole families at one address with one phone. Names come from resources/reference/names.csv and are drawn
unevenly, as names are borne; the same seed gives the same people.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.name_keys import skeleton
from kazanlak_case.domain.rules.names import transliterate
from kazanlak_case.paths import resource
from made_up import STREETS, egn

TODAY = date(2022, 11, 14)
SETTLEMENTS = ("35167", "40292", "49076", "63570", "27499", "38563", "57902")
WRITTEN_TWICE = 0.2
HAS_NUMBER, HAS_NUMBER_AGAIN = 0.85, 0.25
HAS_PHONE = 0.65

SPELLINGS = (
    ("й", "и"), ("ьо", "о"), ("йо", "о"), ("ъ", "а"), ("щ", "шт"), ("дж", "ж"), ("ю", "у"), ("нн", "н"), ("ия", "иа"),
    ("сс", "с"), ("мм", "м"), ("е", "и"), ("о", "у"),
)  # fmt: skip
"""What name_search_rules.csv says is written either way; the dropped first х and the last consonant stand below."""

DEVOICED = {"б": "п", "д": "т", "в": "ф", "з": "с", "г": "к", "ж": "ш"}
CHAT = (("sht", "6t"), ("sh", "6"), ("ch", "4"), ("ya", "q"), ("zh", "j"), ("v", "w"))
LETTERS = "абвгдежзийклмнопрстуфхцчшщъюя"


@dataclass(frozen=True)
class Stock:
    """Names by pool and sex, family names in both forms, short forms by full name."""

    given: dict[tuple[str, str], list[str]]
    families: list[tuple[str, str, str]]
    patronymics: dict[str, tuple[str, str]]
    short: dict[str, list[str]]


def stock(chance: random.Random) -> Stock:
    """Read the names, each list in an order of this seed: the first ones are borne by many."""
    given: dict[tuple[str, str], list[str]] = defaultdict(list)
    families: list[tuple[str, str, str]] = []
    patronymics: dict[str, tuple[str, str]] = {}
    for row in _rows("names.csv"):
        name, pair, pool = row["name_bg"], row["paired_form"] or row["name_bg"], row["pool"]
        if row["kind"] == "given":
            given[pool, row["sex"]].append(name)
        elif row["sex"] in {"m", "mf"}:
            if row["kind"] == "surname":
                families.append((name, pair, pool))
            else:
                patronymics[skeleton(name).removesuffix("ov").removesuffix("ev")] = (name, pair)
    short: dict[str, list[str]] = defaultdict(list)
    for row in _rows("name_diminutives.csv"):
        short[row["full_name"]].append(row["short_form"])
    for names in (*given.values(), families):
        chance.shuffle(names)  # type: ignore[arg-type]  # lists of one kind each
    return Stock(dict(given), families, patronymics, dict(short))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"reference/{name}").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@dataclass
class Labelled:
    """The records, and who each of them is."""

    people: list[PersonFacts]
    truth: dict[RecordId, int]

    def is_one(self, one: PersonFacts, other: PersonFacts) -> bool:
        """Tell whether two records are of one person."""
        return self.truth[one.id] == self.truth[other.id]

    def true_pairs(self) -> list[tuple[PersonFacts, PersonFacts]]:
        """List the pairs of records of one person; those whose two numbers say so by themselves are left out."""
        by_person: dict[int, list[PersonFacts]] = defaultdict(list)
        for one in self.people:
            by_person[self.truth[one.id]].append(one)
        return [
            (records[0], other)
            for records in by_person.values()
            for other in records[1:]
            if not (records[0].number and other.number)
        ]


class LabelledSet:
    """Makes the set of one seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._stock = stock(self._chance)
        self._count = 0
        self._homes = 0
        self.made = Labelled([], {})

    def fill(self, persons: int) -> Labelled:
        """Make families of so many people in all; one in five is written down once more."""
        people: list[PersonFacts] = []
        while len(people) < persons:
            people += self._family()
        for number, one in enumerate(people[:persons]):
            self._keep(one, number)
            if self._chance.random() < WRITTEN_TWICE:
                self._keep(self._again(one), number)
        self._chance.shuffle(self.made.people)
        return self.made

    def _keep(self, one: PersonFacts, number: int) -> None:
        record = RecordId(f"{len(self.made.people):032x}")
        self.made.people.append(one._replace(id=record))
        self.made.truth[record] = number

    # families ------------------------------------------------------------------------------------------------------
    def _draw(self, names: list[str]) -> str:
        """Draw a name: the tenth is borne a third as often as the first."""
        return names[min(int(self._chance.paretovariate(0.9) * 4) - 4, len(names) - 1)]

    def _given(self, pool: str, sex: str) -> str:
        if self._chance.random() < 0.2:
            pool = "mixed_popular"
        return self._draw(self._stock.given[pool, sex])

    def _called_after(self, father: str, sex: str) -> str:
        """Give what the children of a man are called after him."""
        known = self._stock.patronymics.get(skeleton(father))
        if known:
            return known[sex == "f"]
        stem = father[:-1] if father[-1] in "аяойеи" else father
        return f"{stem}ов{'а' if sex == 'f' else ''}"

    def _family(self) -> list[PersonFacts]:
        """Make a household: a couple or a mother, children, sometimes twins, sometimes a grandfather."""
        chance = self._chance
        names = self._stock.families
        family = names[min(int(chance.paretovariate(0.8) * 5) - 5, len(names) - 1)]
        pool = family[2]
        self._homes += 1
        shared = {
            "settlement": chance.choice(SETTLEMENTS),
            "address": f"ул. {chance.choice(STREETS)} {chance.randrange(1, 99)}",
            "households": (f"{self._homes:032x}",),
        }
        phone = self._phone()
        father_given = self._given(pool, "m")
        grandfather = self._given(pool, "m")
        of_father = TODAY - timedelta(days=chance.randrange(24 * 365, 48 * 365))
        people: list[PersonFacts] = []

        def add(given: str, middle: str, sex: str, born: date) -> None:
            people.append(
                self._person(given, middle, family[sex == "f"], sex, born)._replace(
                    **shared, phone=phone if chance.random() < 0.5 else self._phone()
                )
            )

        if chance.random() < 0.75:
            add(father_given, self._called_after(grandfather, "m"), "m", of_father)
        add(
            self._given(pool, "f"),
            self._called_after(self._given(pool, "m"), "f"),
            "f",
            of_father + timedelta(days=chance.randrange(-1000, 3000)),
        )
        if chance.random() < 0.25:
            born = of_father - timedelta(days=chance.randrange(20 * 365, 32 * 365))
            add(grandfather, self._called_after(father_given, "m"), "m", born)
        day = of_father + timedelta(days=chance.randrange(19 * 365, 26 * 365))
        custom = False
        while day < TODAY and len(people) < 8 and chance.random() < 0.75:
            for _ in range(2 if chance.random() < 0.03 else 1):
                sex = chance.choice("mf")
                called = self._not_yet(people, pool, sex)
                if sex == "m" and chance.random() < 0.15 and not custom:
                    # called after his grandfather, or his father
                    called, custom = chance.choice((grandfather, father_given)), True
                add(called, self._called_after(father_given, sex), sex, day)
            day += timedelta(days=chance.randrange(330, 1800))
        marks = [f"{skeleton(one.given_name)} {one.born_on}" for one in people]
        return [
            one._replace(relatives=frozenset(marks[:at] + marks[at + 1 :]))
            for at, one in enumerate(people)
        ]

    def _not_yet(self, people: list[PersonFacts], pool: str, sex: str) -> str:
        """Draw a name that nobody in the family has."""
        taken = {one.given_name for one in people}
        while (name := self._given(pool, sex)) in taken:
            pass
        return name

    def _person(self, given: str, middle: str, family: str, sex: str, born: date) -> PersonFacts:
        self._count += 1
        has_number = self._chance.random() < HAS_NUMBER
        return PersonFacts(
            RecordId(""),
            given,
            middle,
            family,
            sex,
            born.isoformat(),
            "egn" if has_number else "none",
            egn(born, self._count, is_woman=sex == "f") if has_number else None,
            site="kran",
        )

    def _phone(self) -> str | None:
        if self._chance.random() > HAS_PHONE:
            return None
        return f"08{self._chance.randrange(7, 10)}{self._chance.randrange(10**7):07d}"

    # the second time -----------------------------------------------------------------------------------------------
    def _again(self, one: PersonFacts) -> PersonFacts:
        """Write somebody down once more, elsewhere and by somebody else."""
        chance = self._chance
        other = one._replace(site="razhena")
        if chance.random() > HAS_NUMBER_AGAIN:
            other = other._replace(id_type="none", national_id=None)
        other = self._again_named(other)
        other = other._replace(born_on=self._again_born(other.born_on))
        if chance.random() < 0.1:
            other = other._replace(sex=None)
        if chance.random() < 0.2:
            other = other._replace(settlement=chance.choice((None, *SETTLEMENTS)), address=None)
        elif chance.random() < 0.4:
            other = other._replace(address=None)
        if chance.random() > 0.4:
            other = other._replace(phone=self._phone())
        if chance.random() > 0.15:
            known = other.relatives if chance.random() < 0.3 else frozenset()
            self._homes += 1
            other = other._replace(households=(f"{self._homes:032x}",), relatives=known)
        return other

    def _again_named(self, one: PersonFacts) -> PersonFacts:
        chance = self._chance
        given, middle, family = one.given_name, one.middle_name or "", one.family_name or ""
        if chance.random() < 0.12 and given in self._stock.short:
            given = chance.choice(self._stock.short[given])
        if one.sex == "f" and one.born_on < "2004" and chance.random() < 0.15:
            married = self._draw([pair for _, pair, _ in self._stock.families])
            family = f"{family}-{married}" if chance.random() < 0.25 else married
        if chance.random() < 0.15:
            middle = "" if chance.random() < 0.7 else f"{middle[:1]}."
        elif chance.random() < 0.05:
            middle, family = _without_ending(middle), _without_ending(family)
        parts = [self._misspelt(given), self._misspelt(middle), self._misspelt(family)]
        if chance.random() < 0.08:
            parts = chance.choice(
                ([parts[2], parts[0], parts[1]], [parts[0], parts[2], parts[1]], parts[::-1])
            )
            parts = parts if parts[0] else parts[1:] + parts[:1]
        if chance.random() < 0.08:
            parts = [self._in_latin(part) for part in parts]
        return one._replace(
            given_name=parts[0], middle_name=parts[1] or None, family_name=parts[2] or None
        )

    def _misspelt(self, word: str) -> str:
        """Write a word by another rule of spelling, or with a slip."""
        chance = self._chance
        if len(word) > 3 and chance.random() < 0.12:
            word = self._by_another_rule(word)
        if len(word) > 3 and chance.random() < 0.04:
            word = self._with_a_slip(word)
        return word

    def _by_another_rule(self, word: str) -> str:
        small = word.lower()
        found = [(a, b) for a, b in SPELLINGS if a in small[1:]]
        if small[0] == "х":
            return small[1:].capitalize()
        if small[-1] in DEVOICED and self._chance.random() < 0.5:
            return word[:-1] + DEVOICED[small[-1]]
        if not found:
            return word
        a, b = self._chance.choice(found)
        return (small[0] + small[1:].replace(a, b, 1)).capitalize()

    def _with_a_slip(self, word: str) -> str:
        chance = self._chance
        at = chance.randrange(1, len(word) - 1)
        slips: tuple[Callable[[], str], ...] = (
            lambda: word[:at] + word[at + 1 :],
            lambda: word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            lambda: word[:at] + chance.choice(LETTERS) + word[at:],
        )
        return chance.choice(slips)()

    def _in_latin(self, word: str) -> str:
        latin = transliterate(word)
        if self._chance.random() < 0.4:
            for law, chat in CHAT:
                latin = latin.lower().replace(law, chat)
            latin = latin.capitalize()
        return latin

    def _again_born(self, day: str) -> str:
        """Write a birth date once more: mostly right, else empty, swapped, a figure off, the year alone, or wrong."""
        chance = self._chance
        drawn = chance.random()
        year, month, of_month = day.split("-")
        if drawn < 0.78:
            return day
        if drawn < 0.84:
            return ""
        if drawn < 0.88:
            return f"{year}-{of_month}-{month}" if int(of_month) <= 12 else day
        if drawn < 0.94:
            return self._a_figure_off(day)
        if drawn < 0.98:
            return f"{year}-01-01"
        wrong = date.fromisoformat(day) + timedelta(days=chance.randrange(-700, 700))
        return min(wrong, TODAY).isoformat()

    def _a_figure_off(self, day: str) -> str:
        chance = self._chance
        while True:
            at = chance.choice((2, 3, 5, 6, 8, 9))
            figure = chance.choice("0123456789")
            try:
                other = date.fromisoformat(day[:at] + figure + day[at + 1 :])
            except ValueError:
                continue
            if date(1900, 1, 1) < other <= TODAY:
                return other.isoformat()


def _without_ending(name: str) -> str:
    for ending in ("ова", "ева", "ов", "ев"):
        if name.endswith(ending) and len(name) > len(ending) + 2:
            return name.removesuffix(ending)
    return name
