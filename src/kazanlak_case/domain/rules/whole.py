"""Rules over several fields of one record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.rules.numbers import EGN, NO_NUMBER, check_number
from kazanlak_case.i18n import N_

Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Clash:
    """Fields that contradict each other: the one to look at, an English message, and what it stands against."""

    field: str
    message: str
    against: tuple[str, ...] = ()


def person_clashes(values: Values, today: date) -> list[Clash]:
    """Check a person's number, and birth date and sex against it (domain.md, section 4)."""
    message = N_("Nobody can die before being born.")
    clashes = _not_before(values, "died_on", "born_on", message=message)
    return clashes + _number_clashes(values, today)


def _number_clashes(values: Values, today: date) -> list[Clash]:
    """Check the number itself, and birth date and sex against it."""
    kind, number = values.get("id_type"), values.get("national_id")
    if not number:
        if kind and kind != NO_NUMBER:
            message = N_("Please give the number, or choose that there is none.")
            return [Clash("national_id", message, ("id_type",))]
        return []
    if not kind or kind == NO_NUMBER:
        return [Clash("id_type", N_("Please choose the kind of number."), ("national_id",))]
    check = check_number(str(kind), str(number), today=today)
    if not check.ok:
        if values.get("national_id_reason"):
            return []  # recorded as it stands in a document, flagged by its reason
        against = ("id_type", "national_id_reason")
        return [Clash("national_id", check.problem or "", against)]
    return _against_number(values, check.born_on, check.sex)


def _against_number(values: Values, born_on: date | None, sex: str | None) -> list[Clash]:
    """Compare with what a valid number says; a ЛНЧ says nothing."""
    against = ("national_id", "id_type")
    clashes = []
    if born_on and values.get("born_on") not in {None, born_on}:
        message = N_("This date of birth differs from the one in the personal number.")
        clashes.append(Clash("born_on", message, against))
    if sex and values.get("sex") not in {None, "", sex}:
        clashes.append(Clash("sex", N_("The personal number says the other sex."), against))
    return clashes


def known_from_number(values: Values, today: date) -> dict[str, Value]:
    """Tell what a valid ЕГН says of fields that are still empty: it need not be typed again."""
    number = values.get("national_id")
    if values.get("id_type") != EGN or not number:
        return {}
    check = check_number(EGN, str(number), today=today)
    said: dict[str, Value] = {"born_on": check.born_on, "sex": check.sex}
    return {name: value for name, value in said.items() if value and not values.get(name)}


def _not_before(values: Values, later: str, earlier: str, *, message: str) -> list[Clash]:
    end, start = values.get(later), values.get(earlier)
    if isinstance(end, date) and isinstance(start, date) and end < start:
        return [Clash(later, message, (earlier,))]
    return []


def member_clashes(values: Values, today: date) -> list[Clash]:  # noqa: ARG001 - every rule is given the day
    """Check that nobody leaves a household before coming to it."""
    message = N_("This is before the day the person joined the household.")
    return _not_before(values, "until", "since", message=message)


def case_clashes(values: Values, today: date) -> list[Clash]:  # noqa: ARG001 - every rule is given the day
    """Check that a case closes after it opened, and says why."""
    message = N_("A case cannot be closed before it was opened.")
    clashes = _not_before(values, "closed_on", "opened_on", message=message)
    if values.get("closed_on") and not values.get("closing_reason"):
        message = N_("Please say why the case was closed.")
        clashes.append(Clash("closing_reason", message, ("closed_on",)))
    return clashes


def spell_clashes(values: Values, today: date) -> list[Clash]:  # noqa: ARG001 - every rule is given the day
    """Check that nobody leaves before entering, and who has a reason for leaving early (domain.md 2.5)."""
    message = N_("Nobody can leave before the day of entry.")
    clashes = _not_before(values, "left_on", "entered_on", message=message)
    if values.get("leaving_reason") and values.get("state") == "completed":
        message = N_("Whoever stayed until the planned end has no reason for leaving early.")
        clashes.append(Clash("leaving_reason", message, ("state",)))
    return clashes


def request_clashes(values: Values, today: date) -> list[Clash]:  # noqa: ARG001 - every rule is given the day
    """Check that a request is answered after it was made, and that an answer says when."""
    message = N_("A request cannot be answered before it was made.")
    clashes = _not_before(values, "answered_on", "asked_on", message=message)
    if values.get("outcome") and not values.get("answered_on"):
        clashes.append(Clash("answered_on", N_("Please give the day of the answer."), ("outcome",)))
    return clashes


def enrolment_clashes(values: Values, today: date) -> list[Clash]:  # noqa: ARG001 - every rule is given the day
    """Check that nobody leaves a school before being enrolled, and that a reason for leaving says when."""
    message = N_("This is before the day of enrolment.")
    clashes = _not_before(values, "until", "since", message=message)
    if values.get("leaving_reason") and not values.get("until"):
        message = N_("Please say until when.")
        clashes.append(Clash("until", message, ("leaving_reason",)))
    return clashes


RULES: dict[str, Callable[[Values, date], list[Clash]]] = {
    "person": person_clashes,
    "household_member": member_clashes,
    "case": case_clashes,
    "spell": spell_clashes,
    "data_request": request_clashes,
    "enrolment": enrolment_clashes,
}
"""By record type; a type without an entry has no rules over several fields."""
