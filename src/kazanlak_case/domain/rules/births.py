"""Read when somebody was born as people say it: a day, a year, „около 35“; what is not exact says so itself."""

import re
from dataclasses import dataclass
from datetime import date

YEAR, ABOUT = "year", "about"
"""Codes of how exact a date of birth is; none is said of an exact one."""

OLDEST = 115

_ABOUT = r"(?:около|ок\.?|към|~|about|circa|c\.)"
_YEAR = re.compile(rf"(?P<about>{_ABOUT})?\s*(?P<year>(?:18|19|20)\d\d)\s*(?:г\.?|год\.?|година)?")
_AGE = re.compile(
    rf"(?:{_ABOUT}|на)?\s*(?P<age>\d{{1,3}})\s*(?:г\.?|год\.?|годин[аи]|years?|годишн\w+)?"
)
_MONTHS = re.compile(
    rf"(?:{_ABOUT}|на)?\s*(?P<months>\d{{1,2}})\s*(?:м\.?|мес\.?|месец\w*|months?)"
)


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth, and how exact it is: `year`, `about`, or nothing for an exact one."""

    born_on: date
    precision: str | None = None


def read_birth(text: str, today: date) -> Birth | None:
    """Read a year or an age; None where it is neither, as with a whole date, which is read as any other.

    The middle of the year stands for an unknown day: whoever counts ages by it errs the least.
    """
    said = " ".join(text.casefold().split())
    if found := _YEAR.fullmatch(said):
        year = int(found["year"])
        if not today.year - OLDEST <= year <= today.year:
            return None
        return Birth(_middle(year, today), ABOUT if found["about"] else YEAR)
    if found := _MONTHS.fullmatch(said):
        months = today.year * 12 + today.month - 1 - int(found["months"])
        return Birth(date(months // 12, months % 12 + 1, 1), ABOUT)
    if (found := _AGE.fullmatch(said)) and int(found["age"]) <= OLDEST:
        return Birth(_middle(today.year - int(found["age"]), today), ABOUT)
    return None


def _middle(year: int, today: date) -> date:
    middle = date(year, 7, 1)
    return middle if middle <= today else date(year, 1, 1)
