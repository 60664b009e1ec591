"""Read a date as Bulgarian offices write it. Day before month, always; what is not certain is refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kazanlak_case.intake.cells import Cell, as_text

_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)
FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050
"""Serial numbers of 1910 to 2099; a smaller number is rather a year or a slip."""

_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_ROMAN = {
    name: at
    for at, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
_NAMED = {
    name: at
    for at, names in enumerate(
        (
            ("януари", "яну", "ян"), ("февруари", "фев", "февр"), ("март", "мар"), ("април", "апр"), ("май",), ("юни", "юн"), ("юли", "юл"),
            ("август", "авг"), ("септември", "септ", "сеп"), ("октомври", "окт"), ("ноември", "ное", "ноем"), ("декември", "дек"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_TWINS = str.maketrans("іІхХѵвВ", "iIxXvvV")
_WORDS_AROUND = re.compile(
    r"^(?:от|на|до|дата|родена?)\s*[:.]?\s+|\s*(?:г|год|година|г-на|y)\.?$", re.IGNORECASE
)
_TIME_AFTER = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:ч\.?)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./\-,\s]\s*(\d{1,2})\s*[./\-,\s]\s*(\d{1,4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})")
_MONTH_BY_NAME = re.compile(r"(\d{1,2})\s*[./\-]?\s*([^\W\d_]{1,9})\s*[./\-]?\s*(\d{1,4})")
_PLAIN = re.compile(r"\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date, and how it was read ("" is the plain way); or the code of what is wrong with it."""

    value: date | None = None
    how: str = ""
    wrong: str = ""


def read_date(cell: Cell) -> DateRead:
    """Read a cell as a date."""
    if isinstance(cell, datetime):
        return DateRead(cell.date())
    if isinstance(cell, date):
        return DateRead(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_serial(cell)
    return _of_text(as_text(cell))


def _of_serial(number: float) -> DateRead:
    if FIRST_SERIAL <= number < _LAST_SERIAL:
        return DateRead(_SPREADSHEET_DAY_ZERO + timedelta(days=int(number)), how="serial")
    return DateRead(wrong="date_unreadable")


def _of_text(written: str) -> DateRead:
    text = " ".join(written.split()).strip(" .,;:'`")
    plain = bool(_PLAIN.fullmatch(text))
    text = _TIME_AFTER.sub("", text)
    text = _WORDS_AROUND.sub("", _WORDS_AROUND.sub("", text)).strip(" .,")
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_BY_NAME.fullmatch(text):
        day, name, year = found.groups()
        month = str(_month(name))
    else:
        return DateRead(wrong="date_unreadable")
    return _of_parts(int(year), int(month), int(day), short=len(year) < 4, plain=plain)


def _month(name: str) -> int:
    folded = name.casefold()
    return _NAMED.get(folded) or _ROMAN.get(folded.translate(_TWINS).casefold(), 0)


def _of_parts(year: int, month: int, day: int, *, short: bool, plain: bool) -> DateRead:
    if short:
        return DateRead(wrong="date_short_year")
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return DateRead(wrong="date_unreadable")
    try:
        return DateRead(date(year, month, day), how="" if plain else "date")
    except ValueError:
        return DateRead(wrong="date_missing")
