"""Weigh whether two records are one person, and say why: plain, symmetric, with a reason for every bit.

The weights are in likeness_weights.py, the words in likeness_words.py.
"""

import functools
from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.duplicates import NUMBER, PersonFacts, Reason
from kazanlak_case.domain.rules.birth_likeness import BirthLikeness, birth_likeness, is_one_slip
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, EGN, check_number
from kazanlak_case.domain.rules.phones import phones_of
from kazanlak_case.services import likeness_weights as weigh
from kazanlak_case.services.likeness_names import Level, NameParts, parts_of
from kazanlak_case.services.name_likeness import Facts, name_likeness


@dataclass(frozen=True, slots=True)
class Traits:
    """One person ready to be compared: everything that is read or folded once."""

    facts: PersonFacts
    name: NameParts
    number: tuple[str, str] | None
    doubtful_number: str | None
    born_on: str
    is_born_by_number: bool
    sex: str | None
    phones: frozenset[str]
    address: str
    households: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a comparison came to: `score` in bits; what agrees and what does not, the weightiest first."""

    score: float
    certain: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]

    @property
    def is_offered(self) -> bool:
        """Whether somebody should look at the two."""
        return self.certain or (self.score >= weigh.OFFER and bool(self.reasons))

    @property
    def is_nearly_sure(self) -> bool:
        """Whether hardly any pair of two people scores so high."""
        return self.certain or self.score >= weigh.NEARLY_SURE


def traits_of(facts: PersonFacts) -> Traits:
    """Make somebody ready to be compared; birth date and sex are taken from a valid ЕГН where they are missing."""
    born_on, sex = facts.born_on, facts.sex
    number = facts.number
    if number and number[0] == EGN and not (born_on and sex):
        said = _said_by(number[1])
        born_on, sex = born_on or said[0], sex or said[1]
    doubtful = facts.national_id if facts.id_type in CHECKED_TYPES and not number else None
    return Traits(
        facts=facts,
        name=parts_of(facts.given_name, facts.middle_name, facts.family_name),
        number=number,
        doubtful_number=doubtful or None,
        born_on=born_on,
        is_born_by_number=not facts.born_on and bool(born_on),
        sex=sex,
        phones=frozenset(phones_of(facts.phone)),
        address=fold(facts.address) if facts.address else "",
        households=frozenset(facts.households),
    )


def compare(one: Traits, other: Traits) -> Likeness | None:
    """Weigh two people; None if they are two for certain: two numbers that pass their checks and differ.

    One slip of a figure never leaves an ЕГН valid (but for a remainder of ten) and twins have neighbouring numbers, so
    that a likeness of two valid numbers says nothing.
    """
    certain = one.number is not None and one.number == other.number
    if one.number and other.number and not certain:
        return None
    found = _Found()
    if certain:
        found.add(weigh.SAME_NUMBER, NUMBER)
    _weigh_doubtful_number(found, one, other)
    given = _weigh_name(found, one, other)
    _weigh_birth(found, one, other, given=given)
    _weigh_sex(found, one, other)
    _weigh_circle(found, one, other)
    return found.likeness(certain=certain)


class _Found:
    """Gathers weights and reasons."""

    def __init__(self) -> None:
        self.score = 0.0
        self._reasons: list[tuple[float, Reason]] = []

    def add(self, weight: float, code: str, facts: Facts = ()) -> None:
        """Add a weight; a code tells the reason, where it is worth telling."""
        self.score += weight
        if code:
            self._reasons.append((weight, Reason(code, facts)))

    def likeness(self, *, certain: bool) -> Likeness:
        self._reasons.sort(key=_weightiest)
        return Likeness(
            round(self.score, 2),
            certain,
            tuple(reason for weight, reason in self._reasons if weight > 0),
            tuple(reason for weight, reason in self._reasons if weight <= 0),
        )


def _weightiest(one: tuple[float, Reason]) -> tuple[float, Reason]:
    return -abs(one[0]), one[1]


@functools.lru_cache(maxsize=4_096)
def _said_by(number: str) -> tuple[str, str | None]:
    """Read birth date and sex off an ЕГН."""
    said = check_number(EGN, number, today=date.max)
    return said.born_on.isoformat() if said.born_on else "", said.sex


def _weigh_doubtful_number(found: _Found, one: Traits, other: Traits) -> None:
    here = one.doubtful_number or (one.number[1] if one.number else None)
    there = other.doubtful_number or (other.number[1] if other.number else None)
    if not here or not there or not (one.doubtful_number or other.doubtful_number):
        return
    if here == there:
        found.add(weigh.NUMBER_SLIP, "number_unchecked")
    elif is_one_slip(here, there):
        found.add(weigh.NUMBER_SLIP, "number_slip")
    else:
        found.add(weigh.NUMBER_OTHER, "number_other")


def _weigh_name(found: _Found, one: Traits, other: Traits) -> Level:
    """Weigh the names in the order in which they agree most, and say how alike the given names are."""
    likeness = name_likeness(one.name, other.name, sex=one.sex if one.sex == other.sex else None)
    for weight, code, facts in likeness.findings:
        found.add(weight, code, facts)
    return likeness.given


_BIRTH_CODES = {
    BirthLikeness.EQUAL: "birth",
    BirthLikeness.SWAPPED: "birth_swapped",
    BirthLikeness.ONE_FIGURE: "birth_slip",
    BirthLikeness.YEAR_ONLY: "birth_year",
    BirthLikeness.SAME_YEAR: "birth_same_year",
    BirthLikeness.DIFFERENT: "birth_other",
    BirthLikeness.GENERATION: "birth_generation",
}


def _weigh_birth(found: _Found, one: Traits, other: Traits, *, given: Level) -> None:
    level = birth_likeness(one.born_on, other.born_on)
    weight = weigh.BIRTH[level]
    if given is Level.DIFFERENT:
        weight = min(weight, weigh.TWINS)
    code = _BIRTH_CODES.get(level, "")
    if level is BirthLikeness.EQUAL and (one.is_born_by_number or other.is_born_by_number):
        code = "birth_by_number"
    found.add(weight, code)


def _weigh_sex(found: _Found, one: Traits, other: Traits) -> None:
    if one.sex and other.sex:
        same = one.sex == other.sex
        found.add(weigh.SAME_SEX if same else weigh.OTHER_SEX, "" if same else "sex_other")


def _weigh_circle(found: _Found, one: Traits, other: Traits) -> None:
    """Weigh what brothers and sisters share too, up to a limit."""
    here, there = one.facts, other.facts
    shared = [
        (weigh.PHONE, "phone", bool(one.phones & other.phones)),
        (weigh.HOUSEHOLD, "household", bool(one.households & other.households)),
        (weigh.RELATIVES, "relatives", bool(here.relatives & there.relatives)),
        (weigh.ADDRESS, "address", bool(one.address) and one.address == other.address),
        (
            weigh.SETTLEMENT,
            "settlement",
            bool(here.settlement) and here.settlement == there.settlement,
        ),
    ]
    agreeing = [(weight, code) for weight, code, holds in shared if holds]
    left = weigh.CIRCLE
    for weight, code in agreeing:
        found.add(min(weight, left) or 0.01, code)
        left = max(0.0, left - weight)
    if here.settlement and there.settlement and here.settlement != there.settlement:
        found.add(weigh.OTHER_SETTLEMENT, "settlement_other")
