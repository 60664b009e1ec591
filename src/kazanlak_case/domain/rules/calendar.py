"""Ages, months and windows as the funds count them (domain.md 2.3): whole years, calendar months, clamped days."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_IN_YEAR = 12


def age_on(born_on: date, day: date) -> int:
    """Count whole years; who is born on 29 February is older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def months_after(day: date, months: int) -> date:
    """Go on by calendar months; the day is clamped to the month's end (31.08 + 6 months is 28 or 29.02)."""
    count = day.year * MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(count, MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """Go on by days."""
    return day + timedelta(days=days)
