"""What made-up participants answer at entry, with the gaps and refusals that real lists have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kazanlak_case.demo.people import GROWN_UP, MadeUpFamily
from kazanlak_case.domain.fields import Value

PENSION_AGE, PUPIL_AGE = 65, 16
AT_WORK = frozenset({"employed", "self_employed"})
GAP = 0.1
"""How often a question was not asked."""

SCHOOLING_OF_CHILDREN = ((10, "none"), (14, "primary"), (GROWN_UP, "lower_secondary"))
SCHOOLING = {
    "none": 8,
    "primary": 20,
    "lower_secondary": 32,
    "upper_secondary": 14,
    "upper_secondary_voc": 16,
    "bachelor": 4,
    "master": 2,
    "": 4,
}
LABOUR = {"unemployed": 46, "inactive": 26, "employed": 23, "self_employed": 5}
ETHNICITY = {
    "roma": 34,
    "bulgarian": 26,
    "turkish": 12,
    "other": 2,
    "does_not_identify": 4,
    "refused": 14,
    "": 8,
}
MINORITY = {
    "roma": "yes",
    "turkish": "yes",
    "other": "yes",
    "bulgarian": "no",
    "refused": "refused",
}
DISABILITY = {"no": 84, "yes": 9, "refused": 4, "": 3}
RARE = {"no": 92, "yes": 3, "refused": 3, "": 2}
NOBODY_ASKED = 0.12


@dataclass(frozen=True, slots=True)
class Situation:
    """Somebody's situation on the labour market and at school."""

    labour: str
    in_education: str
    education: str
    unemployed_since: date | None


def draw_situation(chance: Random, age: int, day: date) -> Situation:
    """Draw a situation that goes with an age."""
    if age < GROWN_UP:
        education = next(code for limit, code in SCHOOLING_OF_CHILDREN if age < limit)
        return Situation("inactive", "yes", education, None)
    education = _drawn(chance, SCHOOLING)
    if age >= PENSION_AGE:
        return Situation("inactive", "no", education, None)
    labour = _drawn(chance, LABOUR)
    since = day - timedelta(days=chance.randint(20, 900)) if labour == "unemployed" else None
    return Situation(labour, "yes" if chance.random() < 0.06 else "no", education, since)


def answers_at_entry(
    chance: Random,
    situation: Situation,
    *,
    family: MadeUpFamily,
    situations: Sequence[Situation],
    entered_on: date,
) -> dict[str, Value]:
    """Answer the questions of the first day; what was not asked stays empty."""
    is_jobless = not any(one.labour in AT_WORK for one in situations)
    answers: dict[str, Value] = {
        "labour_situation": situation.labour,
        "education": situation.education or None,
        "in_education": _or_gap(chance, situation.in_education),
        "unemployed_since": _or_gap(chance, situation.unemployed_since),
        "card_signed_on": _or_gap(chance, entered_on),
    }
    if chance.random() > GAP:
        answers |= {
            "jobless_household": _said(is_jobless),
            "jobless_with_children": _said(is_jobless and family.has_children),
            "single_adult_with_children": _said(family.has_one_adult and family.has_children),
        }
    return answers


def sensitive_answers(chance: Random, disadvantages: Sequence[str]) -> dict[str, Value]:
    """Answer the sensitive questions; a refusal is an answer, and some were never asked."""
    if chance.random() < NOBODY_ASKED:
        return {}
    ethnicity = _drawn(chance, ETHNICITY)
    other = chance.random()
    said = "no" if other < 0.8 else "refused" if other < 0.86 else chance.choice(disadvantages)
    roma = {"roma": "yes", "refused": "refused", "": ""}.get(ethnicity, "no")
    answers = {
        "ethnicity": ethnicity,
        "minority": MINORITY.get(ethnicity, ""),
        "roma": roma,
        "migrant": _drawn(chance, RARE),
        "foreign_background": _drawn(chance, RARE),
        "disability": _drawn(chance, DISABILITY),
        "homeless": _drawn(chance, RARE),
        "other_disadvantage": said,
    }
    return {name: answer for name, answer in answers.items() if answer}


def _said(is_so: bool) -> str:  # noqa: FBT001 - turns a fact into an answer, nothing else
    return "yes" if is_so else "no"


def _or_gap(chance: Random, value: Value) -> Value:
    return None if chance.random() < GAP else value


def _drawn(chance: Random, weights: dict[str, int]) -> str:
    (code,) = chance.choices(list(weights), list(weights.values()))
    return code
