"""Read what people type into fields of dates and numbers, forgivingly; what cannot be read is said, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from kazanlak_case.domain.fields import Value
from kazanlak_case.i18n import N_

NO_DATE = N_("This is not a date. Please type day, month and year, such as 24.5.2022.")
NO_NUMBER = N_("This is not a whole number.")
NO_AMOUNT = N_("This is not an amount. Please type it such as 12,50.")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WITH_SIGNS = re.compile(r"(\d{1,2})[.,/\- ]+(\d{1,2})(?:[.,/\- ]+(\d{2}|\d{4}))?\s*(?:г\.?)?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_WORDS = {
    "днес": 0,
    "д": 0,
    "today": 0,
    "вчера": 1,
    "в": 1,
    "yesterday": 1,
    "завчера": 2,
    "онзи ден": 2,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood, or why it was not."""

    value: Value = None
    problem: str = ""


def read_date(text: str, today: date) -> Reading:
    """Read a date: 24.5.2022, 24.5.22, 24.5 (the last one that was), 240522, 2022-05-24, „вчера“."""
    text = text.strip().casefold()
    if not text:
        return Reading()
    if text in _WORDS:
        return Reading(today - timedelta(days=_WORDS[text]))
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
        return _day(int(year), month, day)
    typed = _WITH_SIGNS.fullmatch(text.rstrip(".")) or _DIGITS.fullmatch(text)
    if typed is None:
        return Reading(problem=NO_DATE)
    day, month, year_text = typed.groups()
    if year_text is None:
        return _last(day, month, today)
    return _day(_year(year_text, today), month, day)


def _year(text: str, today: date) -> int:
    """Two digits mean the century that makes the date not lie in the future."""
    if len(text) == 4:
        return int(text)
    this = today.year % 100
    century = today.year - this
    return century + int(text) - (100 if int(text) > this else 0)


def _day(year: int, month: str, day: str) -> Reading:
    try:
        return Reading(date(year, int(month), int(day)))
    except ValueError:
        return Reading(problem=NO_DATE)


def _last(day: str, month: str, today: date) -> Reading:
    """Take a date without a year for this year's, or last year's where that would lie ahead."""
    this = _day(today.year, month, day)
    if isinstance(this.value, date) and this.value > today:
        return _day(today.year - 1, month, day)
    return this


def read_number(text: str, today: date) -> Reading:  # noqa: ARG001 - every reader is given the day
    """Read a whole number; spaces between thousands are well."""
    digits = re.sub(r"[\s ]", "", text)
    if not digits:
        return Reading()
    return (
        Reading(int(digits)) if re.fullmatch(r"-?\d{1,15}", digits) else Reading(problem=NO_NUMBER)
    )


def read_amount(text: str, today: date) -> Reading:  # noqa: ARG001 - every reader is given the day
    """Read an amount with a comma or a point."""
    plain = re.sub(r"[\s ]", "", text).replace(",", ".")
    if not plain:
        return Reading()
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return Reading(problem=NO_AMOUNT)
    return Reading(amount) if amount.is_finite() else Reading(problem=NO_AMOUNT)
