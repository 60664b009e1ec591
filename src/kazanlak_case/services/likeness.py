"""Weigh whether two records are one person, and say why: plain, symmetric, with a reason for every bit.

The weights are in likeness_weights.py, the words in likeness_words.py.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.duplicates import NUMBER, PersonFacts, Reason
from kazanlak_case.domain.rules.birth_likeness import BirthLikeness, birth_likeness, is_one_slip
from kazanlak_case.domain.rules.names import fold
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, EGN, check_number
from kazanlak_case.domain.rules.phones import phones_of
from kazanlak_case.services import likeness_weights as weigh
from kazanlak_case.services.likeness_names import Level, NameParts, parts_of
from kazanlak_case.services.name_likeness import Finding, name_likeness


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
    """What a comparison came to: `score` in bits, and the findings it is made of."""

    score: float
    certain: bool
    findings: tuple[Finding, ...]

    @property
    def is_offered(self) -> bool:
        """Whether somebody should look at the two."""
        return self.certain or self.score >= weigh.OFFER

    @property
    def is_nearly_sure(self) -> bool:
        """Whether hardly any pair of two people scores so high."""
        return self.certain or self.score >= weigh.NEARLY_SURE

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What agrees, the weightiest first."""
        return _told(finding for finding in self.findings if finding[0] > 0)

    @property
    def against(self) -> tuple[Reason, ...]:
        """What does not agree, the weightiest first."""
        return _told(finding for finding in self.findings if finding[0] <= 0)


def _told(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    in_order = sorted(findings, key=_weightiest)
    return tuple(Reason(code, facts) for _, code, facts in in_order if code)


def _weightiest(finding: Finding) -> tuple[float, str]:
    return -abs(finding[0]), finding[1]


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
    findings: list[Finding] = []
    if certain:
        findings.append((weigh.SAME_NUMBER, NUMBER, ()))
    elif one.doubtful_number or other.doubtful_number:
        findings.extend(_of_doubtful_number(one, other))
    sex = one.sex if one.sex == other.sex else None
    name = name_likeness(one.name, other.name, sex=sex)
    findings.append(_of_birth(one, other, given=name.given))
    findings.extend(_of_sex(one, other))
    findings.extend(_of_circle(one, other))
    score = name.weight + sum(finding[0] for finding in findings)
    if score >= weigh.TOLD or certain:
        findings.extend(name.findings())
    return Likeness(round(score, 2), certain, tuple(findings))


@functools.lru_cache(maxsize=4_096)
def _said_by(number: str) -> tuple[str, str | None]:
    """Read birth date and sex off an ЕГН."""
    said = check_number(EGN, number, today=date.max)
    return said.born_on.isoformat() if said.born_on else "", said.sex


def _of_doubtful_number(one: Traits, other: Traits) -> Iterator[Finding]:
    here = one.doubtful_number or (one.number[1] if one.number else None)
    there = other.doubtful_number or (other.number[1] if other.number else None)
    if not here or not there:
        return
    if here == there:
        yield weigh.NUMBER_SLIP, "number_unchecked", ()
    elif is_one_slip(here, there):
        yield weigh.NUMBER_SLIP, "number_slip", ()
    else:
        yield weigh.NUMBER_OTHER, "number_other", ()


_BIRTH_CODES = {
    BirthLikeness.EQUAL: "birth",
    BirthLikeness.SWAPPED: "birth_swapped",
    BirthLikeness.ONE_FIGURE: "birth_slip",
    BirthLikeness.YEAR_ONLY: "birth_year",
    BirthLikeness.SAME_YEAR: "birth_same_year",
    BirthLikeness.DIFFERENT: "birth_other",
    BirthLikeness.GENERATION: "birth_generation",
}


def _of_birth(one: Traits, other: Traits, *, given: Level) -> Finding:
    level = birth_likeness(one.born_on, other.born_on)
    weight = weigh.BIRTH[level]
    if given is Level.DIFFERENT:
        weight = min(weight, weigh.TWINS)
    code = _BIRTH_CODES.get(level, "")
    if level is BirthLikeness.EQUAL and (one.is_born_by_number or other.is_born_by_number):
        code = "birth_by_number"
    return weight, code, ()


def _of_sex(one: Traits, other: Traits) -> Iterator[Finding]:
    if one.sex and other.sex:
        same = one.sex == other.sex
        yield (weigh.SAME_SEX, "", ()) if same else (weigh.OTHER_SEX, "sex_other", ())


def _of_circle(one: Traits, other: Traits) -> Iterator[Finding]:
    """Weigh what brothers and sisters share too, up to a limit."""
    here, there = one.facts, other.facts
    left = weigh.CIRCLE
    for weight, code, holds in (
        (weigh.PHONE, "phone", not one.phones.isdisjoint(other.phones)),
        (weigh.RELATIVES, "relatives", not here.relatives.isdisjoint(there.relatives)),
        (weigh.HOUSEHOLD, "household", not one.households.isdisjoint(other.households)),
        (weigh.ADDRESS, "address", bool(one.address) and one.address == other.address),
        (
            weigh.SETTLEMENT,
            "settlement",
            bool(here.settlement) and here.settlement == there.settlement,
        ),
    ):
        if holds:
            # what no longer weighs is told all the same
            yield min(weight, left) or weigh.TOLD_ONLY, code, ()
            left = max(0.0, left - weight)
    if here.settlement and there.settlement and here.settlement != there.settlement:
        yield weigh.OTHER_SETTLEMENT, "settlement_other", ()
