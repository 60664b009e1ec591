"""Read days that lie ahead, as people say them: „утре“, „в петък“, „+7“, „след две седмици“, 24.5."""

import re
from datetime import date, timedelta

from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.ui.forms.reading import Reading, read_date

LONGEST_PAST = 31
"""Days a date typed without a year may lie back: what is further away is meant for the next year."""

_WORDS = {
    "днес": 0,
    "д": 0,
    "today": 0,
    "утре": 1,
    "у": 1,
    "tomorrow": 1,
    "вдругиден": 2,
    "други ден": 2,
    "след седмица": 7,
    "next week": 7,
}
_WEEKDAYS = (
    ("понеделник", "пон", "пн", "monday", "mon"),
    ("вторник", "вто", "вт", "tuesday", "tue"),
    ("сряда", "сря", "ср", "wednesday", "wed"),
    ("четвъртък", "чет", "чт", "thursday", "thu"),
    ("петък", "пет", "пт", "friday", "fri"),
    ("събота", "съб", "сб", "saturday", "sat"),
    ("неделя", "нед", "нд", "sunday", "sun"),
)
_NUMBERS = {
    "един": 1,
    "една": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четири": 4,
    "пет": 5,
    "шест": 6,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
}
_IN = re.compile(
    r"(?:след|in)\s+(?:(\d{1,3}|[^\W\d]+)\s+)?"
    r"(ден|дни|дена|day|days|седмица|седмици|week|weeks|месец|месеца|month|months)"
)
_PLUS = re.compile(r"\+\s*(\d{1,3})")


def read_day_ahead(text: str, today: date) -> Reading:
    """Read a day by which something is to be done; a date without a year is the next such day."""
    said = " ".join(text.split()).casefold().rstrip(".")
    if said in _WORDS:
        return Reading(today + timedelta(days=_WORDS[said]))
    if plus := _PLUS.fullmatch(said):
        return Reading(today + timedelta(days=int(plus.group(1))))
    weekday = re.sub(r"^(в|във|on|this|тази|този)\s+", "", said)
    for at, names in enumerate(_WEEKDAYS):
        if weekday in names:
            # on a Friday „петък“ is the next one: this one is called „днес“
            return Reading(today + timedelta(days=(at - today.weekday() - 1) % 7 + 1))
    if after := _IN.fullmatch(said):
        return _after(after, today) or read_date(text, today)
    return _next(said, read_date(text, today), today)


def _after(found: re.Match[str], today: date) -> Reading | None:
    count_text, unit = found.groups()
    count = int(count_text) if (count_text or "").isdigit() else _NUMBERS.get(count_text or "един")
    if count is None:
        return None
    if unit.startswith(("месец", "month")):
        return Reading(months_after(today, count))
    return Reading(today + timedelta(days=count * (7 if unit.startswith(("сед", "week")) else 1)))


def _next(said: str, reading: Reading, today: date) -> Reading:
    """Take a date typed without a year for the one ahead, unless it was only just."""
    has_year = re.search(r"\d{4}|\d[^\d]+\d{1,2}[^\d]+\d{2}", said) or re.fullmatch(
        r"\d{6,8}", said
    )
    day = reading.value
    if has_year or not isinstance(day, date) or (today - day).days <= LONGEST_PAST:
        return reading
    return Reading(months_after(day, 12))
