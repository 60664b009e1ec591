"""Made-up families: who lives with whom, how old they are, and what the house would know of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from kazanlak_case.demo.names import MAN, WOMAN, FamilyName, Father, Names
from kazanlak_case.demo.numbers import MadeUpNumbers
from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.rules.numbers import EGN, LNCH, NO_NUMBER

AS_OF = date(2021, 10, 1)
"""Ages are reckoned to the beginning of the story."""

SHAPES = (
    ("couple", 34),
    ("mother", 24),
    ("alone", 14),
    ("three generations", 12),
    ("without children", 10),
    ("elder", 6),
)
CHILDREN = (1, 1, 2, 2, 2, 3, 3, 4)
WITHOUT_NUMBER, WITH_LNCH = 0.05, 0.02
WITHOUT_PHONE, WITH_MAIL = 0.3, 0.08
GROWN_UP = 18
TENURES = ("owner", "owner", "rent_private", "relatives", "municipal", "social_dwelling", "illegal")


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """One person, as typed into the form."""

    values: dict[str, Value]
    relation: str
    age: int

    @property
    def name(self) -> str:
        """The full name."""
        parts = ("given_name", "middle_name", "family_name")
        return " ".join(str(self.values[part]) for part in parts if self.values.get(part))

    @property
    def is_grown_up(self) -> bool:
        """Whether the person was an adult at the beginning."""
        return self.age >= GROWN_UP


@dataclass(frozen=True, slots=True)
class MadeUpFamily:
    """People who live together."""

    values: dict[str, Value]
    people: tuple[MadeUpPerson, ...]

    @property
    def has_children(self) -> bool:
        """Whether a child lives there."""
        return any(not one.is_grown_up for one in self.people)

    @property
    def has_one_adult(self) -> bool:
        """Whether there is only one adult."""
        return sum(one.is_grown_up for one in self.people) == 1


@dataclass(slots=True)
class _Home:
    """What the members of one family share while they are being made up."""

    family: FamilyName
    settlement: str
    address: str
    people: list[MadeUpPerson] = field(default_factory=list)


class Populace:
    """Makes families up, always the same for one seed; no two people share both name and birthday."""

    def __init__(self, chance: Random, streets: list[str]) -> None:
        self._chance = chance
        self._streets = streets
        self._names = Names(chance)
        self._numbers = MadeUpNumbers(chance)
        self._known: set[tuple[str, date]] = set()
        self._phones = 0

    def families(self, count: int, settlements: list[str]) -> Iterator[MadeUpFamily]:
        """Make families of `count` people in all."""
        left = count
        while left:
            family = self._family(self._chance.choice(settlements))
            if len(family.people) > left:
                family = replace(family, people=family.people[:left])
            left -= len(family.people)
            yield family

    def _family(self, settlement: str) -> MadeUpFamily:
        chance = self._chance
        number = f"{chance.choice(self._streets)} № {chance.randrange(1, 60)}"
        home = _Home(self._names.family(), settlement, number)
        shapes = [shape for shape, _weight in SHAPES]
        (shape,) = chance.choices(shapes, [weight for _shape, weight in SHAPES])
        self._fill(home, shape)
        values: dict[str, Value] = {
            "name": home.people[0].values["family_name"],
            "settlement": settlement,
            "address": number,
            "tenure": chance.choice(TENURES),
        }
        return MadeUpFamily(values, tuple(home.people))

    def _fill(self, home: _Home, shape: str) -> None:
        chance = self._chance
        if shape == "alone":
            self._add(home, "head", chance.choice((MAN, WOMAN)), chance.randrange(18, 30))
        elif shape == "elder":
            self._add(home, "head", chance.choice((MAN, WOMAN)), chance.randrange(58, 84))
        elif shape == "without children":
            age = chance.randrange(40, 66)
            self._add(home, "head", MAN, age)
            self._add(home, "spouse", WOMAN, age - chance.randrange(-2, 8))
        else:
            self._fill_with_children(home, shape)

    def _fill_with_children(self, home: _Home, shape: str) -> None:
        chance = self._chance
        mother = chance.randrange(20, 46)
        if shape == "mother":
            self._add(home, "head", WOMAN, mother)
        else:
            self._add(home, "head", MAN, mother + chance.randrange(7))
            self._add(home, "spouse", WOMAN, mother)
        given = str(home.people[0].values["given_name"])
        father = self._father(home, None if shape == "mother" else given)
        ages = range(max(1, mother - GROWN_UP))
        for age in chance.sample(ages, min(len(ages), chance.choice(CHILDREN))):
            self._add(home, "child", chance.choice((MAN, WOMAN)), age, father=father)
        if shape == "three generations":
            self._add(home, "parent", WOMAN, mother + chance.randrange(20, 30))

    def _father(self, home: _Home, given: str | None) -> Father:
        """Find what the children are called after: the father who lives there, if his name allows it."""
        fathers = self._names.fathers(home.family)
        return next((one for one in fathers if one.given == given), self._chance.choice(fathers))

    def _add(
        self, home: _Home, relation: str, sex: str, age: int, *, father: Father | None = None
    ) -> None:
        """Make a person up and put them into the home."""
        chance = self._chance
        while True:
            days = age * 365.25 + chance.randrange(365)
            born_on = AS_OF - timedelta(days=int(days))
            names = {
                "given_name": self._given_name(home, relation, sex),
                "middle_name": (
                    father or chance.choice(self._names.fathers(home.family))
                ).patronymic[sex],
                "family_name": home.family.of[sex],
            }
            key = (" ".join(names.values()).casefold(), born_on)
            if key not in self._known:
                self._known.add(key)
                break
        values: dict[str, Value] = {**names, "sex": sex, "born_on": born_on}
        values |= {"settlement": home.settlement, "address": home.address}
        home.people.append(MadeUpPerson(values | self._rest(born_on, sex, age), relation, age))

    def _given_name(self, home: _Home, relation: str, sex: str) -> str:
        """Draw a given name; a head with children at home has one that patronymics are made of."""
        if relation == "head" and sex == MAN:
            return self._chance.choice(self._names.fathers(home.family)).given
        taken = {one.values["given_name"] for one in home.people}
        while (name := self._names.given(home.family, sex)) in taken:
            pass
        return name

    def _rest(self, born_on: date, sex: str, age: int) -> dict[str, Value]:
        chance = self._chance
        values: dict[str, Value] = {}
        kind = chance.random()
        if kind < WITHOUT_NUMBER:
            values["id_type"] = NO_NUMBER
        elif kind < WITHOUT_NUMBER + WITH_LNCH:
            values |= {"id_type": LNCH, "national_id": self._numbers.lnch()}
        else:
            values |= {"id_type": EGN, "national_id": self._numbers.egn(born_on, sex)}
        if age >= GROWN_UP and chance.random() > WITHOUT_PHONE:
            values["phone"] = self.phone()
            if chance.random() < WITH_MAIL:
                values["email"] = f"primer{self._phones:03d}@example.bg"
        return values

    def phone(self) -> str:
        """Make a phone number up; each is given once."""
        self._phones += 1
        return f"0880 00 {self._phones // 100:02d} {self._phones % 100:02d}"
