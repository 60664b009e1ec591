"""The check list of a participant's record and of the figures (domain.md 2.5): what cannot be, and what is doubtful."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.domain.rules import esf_conditions as when
from kazanlak_case.domain.rules.expressions import (
    Compared,
    Condition,
    Fact,
    Facts,
    IsKnown,
    Not,
    Order,
    Reason,
    all_of,
    any_of,
    is_,
    truth_of,
)
from kazanlak_case.domain.rules.participants import IndicatorCount, Participant
from kazanlak_case.domain.rules.whole import person_clashes
from kazanlak_case.i18n import N_

SENSITIVE = ("migrant", "foreign_background", "minority", "roma", "disability", "homeless")
"""Answers that may be refused, if it is written down who asked and when."""

_FROM_THE_ENTRY_ON = frozenset({"qualification_on", "services_from"})
"""Results that may be of the day of entry; a job, search or course has to begin after it."""

YOUNGEST = {1: 9, 2: 12, 3: 16, 5: 20}
"""Below this age a completed level is unlikely: early school entry allowed for."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: where the condition is true, something cannot be, or is doubtful."""

    code: str
    condition: Condition
    message: str
    is_blocking: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that a record does not pass, in words."""

    code: str
    reason: Reason
    is_blocking: bool


def _order(left: str, order: Order, right: str) -> Compared:
    return Compared(Fact(left), order, Fact(right))


def _too_young() -> Condition:
    return any_of(
        *(
            all_of(
                Compared(Fact("isced"), Order.AT_LEAST, level),
                Compared(Fact("age"), Order.LESS, age),
            )
            for level, age in YOUNGEST.items()
        )
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "exit_before_entry",
        _order("left_on", Order.LESS, "entered_on"),
        N_("the exit on {left_on:%d.%m.%Y} is before the entry on {entered_on:%d.%m.%Y}"),
        is_blocking=True,
    ),
    Check(
        "born_after_entry",
        Compared(Fact("age"), Order.LESS, 0),
        N_("born on {born_on:%d.%m.%Y}, after the entry on {entered_on:%d.%m.%Y}"),
        is_blocking=True,
    ),
    Check(
        "education_above_age",
        _too_young(),
        N_("education at level ISCED {isced} at the age of {age} is unlikely"),
    ),
    Check(
        "roma_not_minority",
        all_of(is_("roma", "yes"), is_("minority", "no")),
        N_("“Roma” is answered yes, “minority” no"),
    ),
    Check(
        "children_not_jobless",
        all_of(is_("jobless_with_children", "yes"), is_("jobless_household", "no")),
        N_("a jobless household with children, but not a jobless household"),
    ),
    Check(
        "employed_jobless",
        all_of(when.EMPLOYED, is_("jobless_household", "yes")),
        N_("in employment at entry, but living in a jobless household"),
    ),
    Check(
        "unemployed_learning",
        all_of(when.UNEMPLOYED, is_("in_education", "yes")),
        N_(
            "unemployed at entry, but in education or training: a full-time pupil or student is inactive"
        ),
    ),
    Check(
        "unemployed_since_when",
        all_of(when.UNEMPLOYED, Not(IsKnown(Fact("unemployed_since")))),
        N_("unemployed at entry, but not said since when: long-term unemployment cannot be told"),
    ),
    Check(
        "unemployed_after_entry",
        _order("unemployed_since", Order.MORE, "entered_on"),
        N_(
            "unemployed since {unemployed_since:%d.%m.%Y}, after the entry on {entered_on:%d.%m.%Y}"
        ),
    ),
    Check(
        "unemployed_date_not_status",
        all_of(any_of(when.EMPLOYED, when.INACTIVE), IsKnown(Fact("unemployed_since"))),
        N_("not unemployed at entry, but “unemployed since” is {unemployed_since:%d.%m.%Y}"),
    ),
    Check(
        "refusal_without_evidence",
        all_of(
            any_of(*(is_(name, "refused") for name in SENSITIVE)),
            Not(IsKnown(Fact("asked_on"))),
        ),
        N_(
            "an answer is refused, but not said when it was asked: keep the evidence of the attempt"
        ),
    ),
)
"""Codes are stable; the order is that of the participant card."""

_BLOCKING = tuple(check for check in CHECKS if check.is_blocking)

_TOO_EARLY: dict[str, str] = {
    "job_search_from": N_(
        "looking for work since {job_search_from:%d.%m.%Y}, not after the entry on {entered_on:%d.%m.%Y}: no result"
    ),
    "education_from": N_(
        "in education since {education_from:%d.%m.%Y}, not after the entry on {entered_on:%d.%m.%Y}: no result"
    ),
    "employment_from": N_(
        "in work since {employment_from:%d.%m.%Y}, not after the entry on {entered_on:%d.%m.%Y}: no result"
    ),
    "qualification_on": N_(
        "qualification of {qualification_on:%d.%m.%Y}, before the entry on {entered_on:%d.%m.%Y}: no result"
    ),
    "services_from": N_(
        "included in services on {services_from:%d.%m.%Y}, before the entry on {entered_on:%d.%m.%Y}: no result"
    ),
}
_TOO_LATE: dict[str, str] = {
    "job_search_from": N_(
        "looking for work since {job_search_from:%d.%m.%Y}, more than four weeks after the exit on"
        " {left_on:%d.%m.%Y}: no immediate result"
    ),
    "education_from": N_(
        "in education since {education_from:%d.%m.%Y}, more than four weeks after the exit on"
        " {left_on:%d.%m.%Y}: no immediate result"
    ),
    "employment_from": N_(
        "in work since {employment_from:%d.%m.%Y}, more than four weeks after the exit on {left_on:%d.%m.%Y}:"
        " no immediate result"
    ),
    "qualification_on": N_(
        "qualification of {qualification_on:%d.%m.%Y}, more than four weeks after the exit on"
        " {left_on:%d.%m.%Y}: no immediate result"
    ),
    "services_from": N_(
        "included in services on {services_from:%d.%m.%Y}, more than four weeks after the exit on"
        " {left_on:%d.%m.%Y}: no immediate result"
    ),
}


def findings_of(participant: Participant, today: date) -> tuple[Finding, ...]:
    """Check one participant; what is not known is not doubtful, it is missing."""
    facts = participant.facts
    found = [_finding(check, facts) for check in CHECKS if truth_of(check.condition, facts) is True]
    return (*found, *_of_results(participant), *_of_number(participant, today))


def impossible(participant: Participant) -> tuple[Finding, ...]:
    """Check only what cannot be: such a record must not be sent."""
    facts = {
        "entered_on": participant.entered_on,
        "left_on": participant.left_on,
        "age": participant.age,
    }
    found = (check for check in _BLOCKING if truth_of(check.condition, facts))
    return tuple(_finding(check, participant.facts) for check in found)


def _finding(check: Check, facts: Facts) -> Finding:
    return Finding(check.code, Reason(check.message, dict(facts)), check.is_blocking)


def _of_results(participant: Participant) -> Iterator[Finding]:
    """Look for result dates outside their window: they give no result, and may be mistyped."""
    facts = participant.facts
    for name, too_early in _TOO_EARLY.items():
        order = Order.LESS if name in _FROM_THE_ENTRY_ON else Order.AT_MOST
        if truth_of(_order(name, order, "entered_on"), facts):
            yield Finding(f"{name}_early", Reason(too_early, dict(facts)), is_blocking=False)
        elif truth_of(_order(name, Order.MORE, "results_until"), facts):
            yield Finding(f"{name}_late", Reason(_TOO_LATE[name], dict(facts)), is_blocking=False)


def _of_number(participant: Participant, today: date) -> Iterator[Finding]:
    """Compare birth date and sex with what the number says (domain.md, section 4)."""
    values = {
        name: getattr(participant, name) for name in ("id_type", "national_id", "born_on", "sex")
    }
    for clash in person_clashes(values, today):
        if clash.field in {"born_on", "sex"}:
            yield Finding(f"number_{clash.field}", Reason(clash.message, {}), is_blocking=True)


@dataclass(frozen=True, slots=True)
class Bound:
    """One figure, or the sum of several, that cannot be more than another."""

    parts: tuple[str, ...]
    whole: str


BOUNDS: tuple[Bound, ...] = (
    Bound(("CO02",), "CO01"),
    Bound(("CO04",), "CO03"),
    Bound(("CO08",), "CO07"),
    Bound(("CO01", "CO03", "CO05"), "TOTAL"),
    Bound(("CO06", "CO07"), "TOTAL"),
    Bound(("CO09", "CO10", "CO11"), "TOTAL"),
    Bound(("TOTAL",), "GRAND_TOTAL"),
    Bound(("CR01",), "CO03"),
    Bound(("CR02",), "TOTAL"),
    Bound(("CR03",), "TOTAL"),
    Bound(("CR04",), "TOTAL"),
    Bound(("CR05",), "TOTAL"),
    Bound(("CR07",), "CO05"),
    Bound(("CR08",), "CO07"),
    Bound(("CR09",), "CR06"),
)
"""Of one rule set, over the whole time: within a period results belong to people who entered before it."""

EXCEEDED = N_("{parts} together are more than {whole}: {sum} against {limit}")


def figures_that_cannot_be(counts: Iterable[IndicatorCount]) -> tuple[Reason, ...]:
    """Check the figures against each other, women, men and all."""
    by_code: Mapping[str, IndicatorCount] = {one.code: one for one in counts}
    return tuple(reason for bound in BOUNDS if (reason := _exceeded(bound, by_code)) is not None)


def _exceeded(bound: Bound, by_code: Mapping[str, IndicatorCount]) -> Reason | None:
    if bound.whole not in by_code or not all(part in by_code for part in bound.parts):
        return None
    for figure in ("women", "men", "total"):
        together = sum(getattr(by_code[part], figure) for part in bound.parts)
        limit = getattr(by_code[bound.whole], figure)
        if together > limit:
            facts: dict[str, object] = {
                "parts": " + ".join(bound.parts),
                "whole": bound.whole,
                "sum": together,
                "limit": limit,
            }
            return Reason(EXCEEDED, facts)
    return None
