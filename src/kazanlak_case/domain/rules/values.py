"""Rules for single values."""

import re
from datetime import date

from kazanlak_case.domain.fields import Value
from kazanlak_case.i18n import N_

LONGEST_ENTRY_MINUTES = 24 * 60
_CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def full_name(*parts: str | None) -> str:
    """Join the known parts of a name with single spaces."""
    return " ".join(part for part in parts if part)


def not_in_future(value: Value, today: date) -> str | None:
    """Give a fact cannot be dated after today."""
    if isinstance(value, date) and value > today:
        return N_("This date is in the future.")
    return None


def clock_time(value: Value, today: date) -> str | None:  # noqa: ARG001 - every rule is given the day
    """Give an hour is written as 09:30."""
    if isinstance(value, str) and not _CLOCK_TIME.fullmatch(value):
        return N_("Please write the hour as 09:30.")
    return None


def plausible_minutes(value: Value, today: date) -> str | None:  # noqa: ARG001 - every rule is given the day
    """Give a day has 24 hours (domain.md 8.3: check arithmetic everywhere)."""
    if isinstance(value, int) and not 0 < value <= LONGEST_ENTRY_MINUTES:
        return N_("Please give minutes between 1 and 1440.")
    return None
