"""A small language for the funds' rules: facts, comparisons, and / or / not, and date arithmetic.

One expression has one meaning: `db/rule_sql.py` writes it as SQL, `truth_of` weighs it for one participant, and a
property test holds the two together. Logic has three values: what is not known is neither true nor false, and only
what is true counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from kazanlak_case.domain.rules.calendar import age_on, days_after, months_after

Known: TypeAlias = str | int | date
"""A fact that is known."""

Facts: TypeAlias = Mapping[str, Known | None]
"""What is known of one participant, by name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years from one day to another."""

    since: Fact
    on: Fact


@dataclass(frozen=True, slots=True)
class MonthsAfter:
    """A day some calendar months after another, clamped to the month's end."""

    day: Fact
    months: int


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """A day some days after another."""

    day: Fact
    days: int


@dataclass(frozen=True, slots=True)
class StartOfMonth:
    """The first day of a month in the year of a day, some years on."""

    day: Fact
    years: int
    month: int


Value: TypeAlias = Fact | Age | MonthsAfter | DaysAfter | StartOfMonth | int


class Order(StrEnum):
    """How two values are compared."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values in an order; not known where one of them is not."""

    left: Value
    order: Order
    right: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """A fact is one of some codes; not known where it was not answered."""

    fact: Fact
    codes: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class IsKnown:
    """A fact is there, whatever it says; never unknown itself."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Proven:
    """True only where the inner condition is true; never unknown itself."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; what is not known stays not known."""

    of: "Condition"


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when all are; false when one is false, even if others are not known."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one is, even if others are not known; false when all are false."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A condition and its words: an English message that names the facts it shows."""

    of: "Condition"
    message: str


Condition: TypeAlias = Compared | OneOf | IsKnown | Proven | Not | AllOf | AnyOf | Said


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody counts, ready for `i18n.sentence`."""

    message: str
    facts: dict[str, object]


def all_of(*parts: Condition) -> AllOf:
    """Join conditions that must all hold."""
    return AllOf(parts)


def any_of(*parts: Condition) -> AnyOf:
    """Join conditions of which one is enough."""
    return AnyOf(parts)


def is_(name: str, *codes: str | int) -> OneOf:
    """Ask whether a named fact is one of the codes."""
    return OneOf(Fact(name), codes)


def value_of(value: Value, facts: Facts) -> Known | None:  # noqa: PLR0911 - one answer a kind
    """Work out a value; None where a fact it needs is not known."""
    if isinstance(value, int):
        return value
    if isinstance(value, Fact):
        return facts[value.name]
    if isinstance(value, Age):
        since, on = _day(value.since, facts), _day(value.on, facts)
        return age_on(since, on) if since and on else None
    day = _day(value.day, facts)
    if day is None:
        return None
    if isinstance(value, MonthsAfter):
        return months_after(day, value.months)
    if isinstance(value, DaysAfter):
        return days_after(day, value.days)
    return date(day.year + value.years, value.month, 1)


def _day(fact: Fact, facts: Facts) -> date | None:
    day = facts[fact.name]
    if day is not None and not isinstance(day, date):
        msg = f"{fact.name} is not a date"
        raise TypeError(msg)
    return day


def truth_of(condition: Condition, facts: Facts) -> bool | None:  # noqa: PLR0911 - one answer a kind
    """Weigh a condition for one participant: true, false or not known."""
    match condition:
        case Compared():
            return _compare(condition, facts)
        case OneOf(fact, codes):
            known = facts[fact.name]
            return None if known is None else known in codes
        case IsKnown(fact):
            return facts[fact.name] is not None
        case Proven(of):
            return truth_of(of, facts) is True
        case Not(of):
            inner = truth_of(of, facts)
            return None if inner is None else not inner
        case Said(of):
            return truth_of(of, facts)
        case AllOf(parts):
            return _joined((truth_of(part, facts) for part in parts), decisive=False)
        case AnyOf(parts):
            return _joined((truth_of(part, facts) for part in parts), decisive=True)


def _joined(truths: Iterator[bool | None], *, decisive: bool) -> bool | None:
    """Kleene's and / or: the decisive value wins, then what is not known."""
    result: bool | None = not decisive
    for truth in truths:
        if truth is decisive:
            return decisive
        if truth is None:
            result = None
    return result


def _compare(condition: Compared, facts: Facts) -> bool | None:
    left, right = value_of(condition.left, facts), value_of(condition.right, facts)
    if left is None or right is None:
        return None
    if isinstance(left, int) and isinstance(right, int):
        return _in_order(left - right, condition.order)
    if isinstance(left, date) and isinstance(right, date):
        return _in_order((left - right).days, condition.order)
    msg = f"{left!r} and {right!r} cannot be compared"
    raise TypeError(msg)


def _in_order(difference: int, order: Order) -> bool:
    match order:
        case Order.LESS:
            return difference < 0
        case Order.AT_MOST:
            return difference <= 0
        case Order.MORE:
            return difference > 0
        case Order.AT_LEAST:
            return difference >= 0


def reasons_of(condition: Condition, facts: Facts) -> tuple[Reason, ...]:
    """Say why a condition holds, in the words its author gave to the parts that make it true; each once."""
    return tuple(dict(_reasons(condition, facts)).values())


def _reasons(condition: Condition, facts: Facts) -> Iterator[tuple[str, Reason]]:
    if truth_of(condition, facts) is not True:
        return
    match condition:
        case Said(_, message):
            yield message, Reason(message, dict(facts))
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _reasons(part, facts)
        case Proven(of):
            yield from _reasons(of, facts)
        case _:
            return


def names_in(expression: Condition | Value) -> frozenset[str]:  # noqa: PLR0911 - one answer a kind
    """List the facts an expression asks for."""
    match expression:
        case Fact(name):
            return frozenset({name})
        case Age(since, on):
            return frozenset({since.name, on.name})
        case MonthsAfter(day) | DaysAfter(day) | StartOfMonth(day):
            return frozenset({day.name})
        case Compared(left, _, right):
            return names_in(left) | names_in(right)
        case OneOf(fact) | IsKnown(fact):
            return frozenset({fact.name})
        case Proven(of) | Not(of) | Said(of):
            return names_in(of)
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*(names_in(part) for part in parts))
        case _:
            return frozenset()
