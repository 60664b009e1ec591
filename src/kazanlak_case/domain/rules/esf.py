"""The indicators of the European Social Fund as data: which condition each one counts (domain.md, section 2).

Rule sets are versioned by name; a code alone says nothing (CR01 has another meaning under the youth initiative).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kazanlak_case.domain.rules import esf_conditions as when
from kazanlak_case.domain.rules.expressions import (
    Condition,
    Fact,
    Facts,
    IsKnown,
    Reason,
    all_of,
    any_of,
    names_in,
    reasons_of,
    truth_of,
)
from kazanlak_case.i18n import N_

ESF_2014_2020 = "ESF_2014_2020"
OPHRD_2014_2020 = "OPHRD_2014_2020"
TOTAL, GRAND_TOTAL = "TOTAL", "GRAND_TOTAL"


class Moment(StrEnum):
    """Which day puts somebody into a period: the entry for outputs, the exit for results."""

    ENTRY = "entered_on"
    EXIT = "left_on"


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator and the situation it counts: of complete records only (domain.md 2.2), but for the grand total."""

    set: str
    code: str
    moment: Moment
    situation: Condition
    of_complete: bool = True

    @property
    def condition(self) -> Condition:
        """All it takes to count."""
        return all_of(when.COMPLETE, self.situation) if self.of_complete else self.situation


NOT_COMPUTED: dict[tuple[str, str], str] = {
    (ESF_2014_2020, "CO19"): N_(
        "from rural areas: the class of the municipality is not known to the program"
    ),
    (ESF_2014_2020, "CO20"): N_("counts projects, not people"),
    (ESF_2014_2020, "CO21"): N_("counts projects, not people"),
    (ESF_2014_2020, "CO22"): N_("counts projects, not people"),
    (ESF_2014_2020, "CO23"): N_("counts enterprises, not people"),
}
"""Indicators of the sets that are answered elsewhere, and why."""

REMOVED_IN_2018 = frozenset(
    {(ESF_2014_2020, "CO12"), (ESF_2014_2020, "CO13"), (ESF_2014_2020, "CO14")}
)
"""Household indicators: no more in the regulation, still columns of ISUN (domain.md 2.6)."""

FROM_A_SAMPLE = frozenset(
    (ESF_2014_2020, code) for code in ("CO18", "CR06", "CR07", "CR08", "CR09")
)
"""Reported by the managing authority from a sample: our figures are never final (domain.md 2.4)."""


def _esf_2014_2020(*, isced0_child_in_co09: bool) -> tuple[Rule, ...]:
    lower = any_of(
        when.LOWER_EDUCATION, *([when.CHILD_WITHOUT_LEVEL] if isced0_child_in_co09 else [])
    )
    old_without_work = any_of(when.UNEMPLOYED, all_of(when.INACTIVE, when.NOT_LEARNING))
    searching = all_of(when.INACTIVE, when.SEARCHES_LAST)
    learning = all_of(when.NOT_LEARNING, when.LEARNS)
    working = all_of(when.WITHOUT_WORK, when.WORKS_LAST)
    later = all_of(when.WITHOUT_WORK, when.EMPLOYED_LATER)
    at_entry: dict[str, Condition] = {
        "CO01": when.UNEMPLOYED,
        "CO02": all_of(when.UNEMPLOYED, when.LONG_UNEMPLOYED),
        "CO03": when.INACTIVE,
        "CO04": all_of(when.INACTIVE, when.NOT_LEARNING),
        "CO05": when.EMPLOYED,
        "CO06": when.BELOW_25,
        "CO07": when.ABOVE_54,
        "CO08": all_of(when.ABOVE_54, old_without_work),
        "CO09": lower,
        "CO10": when.MIDDLE_EDUCATION,
        "CO11": when.HIGHER_EDUCATION,
        "CO12": when.JOBLESS_HOUSEHOLD,
        "CO13": when.JOBLESS_WITH_CHILDREN,
        "CO14": when.SINGLE_ADULT,
        "CO15": when.MINORITY,
        "CO16": when.DISABILITY,
        "CO17": when.OTHER_DISADVANTAGE,
        "CO18": when.HOMELESS,
    }
    at_exit: dict[str, Condition] = {
        "CR01": searching,
        "CR02": learning,
        "CR03": when.QUALIFIED,
        "CR04": working,
        "CR05": all_of(when.DISADVANTAGED, any_of(searching, learning, when.QUALIFIED, working)),
        "CR06": later,
        "CR07": all_of(when.EMPLOYED, when.IMPROVED_LATER),
        "CR08": all_of(when.ABOVE_54, later),
        "CR09": all_of(when.DISADVANTAGED, later),
    }
    anybody = IsKnown(Fact("entered_on"))
    return (
        *_rules(ESF_2014_2020, Moment.ENTRY, at_entry),
        *_rules(ESF_2014_2020, Moment.EXIT, at_exit),
        *_rules(ESF_2014_2020, Moment.ENTRY, {TOTAL: anybody}),
        Rule(ESF_2014_2020, GRAND_TOTAL, Moment.ENTRY, anybody, of_complete=False),
    )


def _ophrd_2014_2020(*, isced0_child_in_co09: bool) -> tuple[Rule, ...]:  # noqa: ARG001 - every set takes the settings
    helped = any_of(
        all_of(when.INACTIVE, when.SEARCHES_LAST),
        all_of(when.NOT_LEARNING, when.LEARNS),
        when.QUALIFIED,
        all_of(when.WITHOUT_WORK, when.WORKS_LAST),
        when.SERVED,
    )
    at_entry: dict[str, Condition] = {
        "И2111": when.ORIGIN,
        "И2112": when.NAMED_DISADVANTAGE,
        "И2113": when.ROMA,
    }
    at_exit: dict[str, Condition] = {
        "Р2111": all_of(when.DISADVANTAGED, helped),
        "Р2112": all_of(when.ROMA, helped),
    }
    return (
        *_rules(OPHRD_2014_2020, Moment.ENTRY, at_entry),
        *_rules(OPHRD_2014_2020, Moment.EXIT, at_exit),
    )


def _rules(rule_set: str, moment: Moment, conditions: dict[str, Condition]) -> Iterable[Rule]:
    for code, condition in conditions.items():
        yield Rule(rule_set, code, moment, condition)


RULE_SETS: dict[str, Callable[..., tuple[Rule, ...]]] = {
    ESF_2014_2020: _esf_2014_2020,
    OPHRD_2014_2020: _ophrd_2014_2020,
}
"""The rule sets by name. ESF+ will be one more; figures reported under an old one stay what they were."""


def rules_of(name: str, *, isced0_child_in_co09: bool = True) -> tuple[Rule, ...]:
    """List the indicators of a rule set under a programme's settings; none for a set the program cannot compute."""
    make = RULE_SETS.get(name)
    return make(isced0_child_in_co09=isced0_child_in_co09) if make else ()


def names_asked(rules: Iterable[Rule]) -> frozenset[str]:
    """List the facts that rules ask for, also through facts that follow from others."""
    asked = frozenset().union(*(names_in(rule.condition) for rule in rules))
    return asked.union(*(names_in(when.DERIVED[name]) for name in asked if name in when.DERIVED))


def counts(rule: Rule, facts: Facts) -> bool:
    """Tell whether somebody counts in an indicator."""
    return truth_of(rule.condition, facts) is True


def why(rule: Rule, facts: Facts) -> tuple[Reason, ...]:
    """Say why somebody counts in an indicator; nothing where they do not."""
    return reasons_of(rule.condition, facts)
