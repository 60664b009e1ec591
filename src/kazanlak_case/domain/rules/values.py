"""Rules for single values."""

from datetime import date

from kazanlak_case.domain.fields import Value
from kazanlak_case.i18n import N_

LONGEST_ENTRY_MINUTES = 24 * 60


def full_name(*parts: str | None) -> str:
    """Join the known parts of a name with single spaces."""
    return " ".join(part for part in parts if part)


def not_in_future(value: Value, today: date) -> str | None:
    """Give a fact cannot be dated after today."""
    if isinstance(value, date) and value > today:
        return N_("This date is in the future.")
    return None


def plausible_minutes(value: Value, today: date) -> str | None:  # noqa: ARG001 - every rule is given the day
    """Give a day has 24 hours (domain.md 8.3: check arithmetic everywhere)."""
    if isinstance(value, int) and not 0 < value <= LONGEST_ENTRY_MINUTES:
        return N_("Please give minutes between 1 and 1440.")
    return None
