"""School years, and which institutions are what the law asks of an age (ЗПУО, чл. 8 и 12)."""

import re
from datetime import date

from kazanlak_case.domain.fields import Value
from kazanlak_case.i18n import N_

SCHOOL_DAY = 15
"""The day of September on which school begins, where a profile says no other."""
SEPTEMBER, JUNE = 9, 6
LAST_COMPULSORY_AGE = 15
"""Learning is compulsory until the sixteenth birthday (ЗПУО, чл. 8, ал. 1)."""

SCHOOLS = frozenset(
    {"primary_school", "basic_school", "united_school", "secondary", "gymnasium", "vocational"}
)
PRESCHOOLS = frozenset({"kindergarten", "prep_group"})
LEARNING = PRESCHOOLS | SCHOOLS | {"nursery"}
"""Nobody is at two of these at once; a club or a centre is beside them."""

_WRITTEN = re.compile(r"(\d{4})/(\d{4})")


def written_school_year(value: Value, today: date) -> str | None:  # noqa: ARG001 - every rule is given the day
    """Give a school year is written as 2022/2023."""
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if value and (found is None or int(found[2]) != int(found[1]) + 1):
        return N_("Please write the school year as 2022/2023.")
    return None


def school_year_of(day: date) -> str:
    """Name the school year somebody is enrolled for on a day: after the end of lessons in June it is the next one."""
    first = day.year if day.month > JUNE else day.year - 1
    return f"{first}/{first + 1}"


def to_go_on_from(ended_on: date, school_day: int = SCHOOL_DAY) -> date:
    """Say from when on a child must learn elsewhere: who ends in summer has time until the next school year begins."""
    begins = date(ended_on.year, SEPTEMBER, school_day)
    return begins if ended_on.month >= JUNE and ended_on < begins else ended_on
