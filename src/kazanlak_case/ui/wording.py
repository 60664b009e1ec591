"""Dates, numbers, ages and order as people here write them. The only place of the window that knows formats."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import QCollator, QCollatorSortKey, QDate, QLocale, Qt

from kazanlak_case.domain.rules.births import ABOUT, YEAR
from kazanlak_case.i18n import _, ngettext

T = TypeVar("T")

_LOCALES = {"bg": "bg_BG", "en": "en_GB"}
MANY_DAYS = 14
MANY_WEEKS = 9
MANY_MONTHS = 24


class Wording:
    """Words values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = QLocale(_LOCALES[language])
        self._collator = QCollator(self.locale)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._collator.setNumericMode(True)

    def day(self, day: date | None) -> str:
        """Word a date shortly, as forms and tables show it."""
        if day is None:
            return ""
        text = day.strftime("%d.%m.%Y")
        return f"{text} г." if self.language == "bg" else text

    def long_day(self, day: date) -> str:
        """Word a date with weekday and month: „вторник, 3 ноември 2022 г.“."""
        return self.locale.toString(
            QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat
        )

    def plain_day(self, day: date | None, today: date) -> str:
        """Word a date as one says it: „12 май“, with the year where it is another."""
        if day is None:
            return ""
        text = self.locale.toString(QDate(day.year, day.month, day.day), "d MMMM")
        if day.year == today.year:
            return text
        return f"{text} {day.year} г." if self.language == "bg" else f"{text} {day.year}"

    def month(self, day: date) -> str:
        """Word month and year: „ноември 2022 г.“."""
        name = self.locale.standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
        return f"{name} {day.year} г." if self.language == "bg" else f"{name} {day.year}"

    def weekday(self, day: date, *, short: bool = False) -> str:
        """Name the day of the week: „петък“, or „пет“ where there is little room."""
        size = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
        return self.locale.standaloneDayName(day.isoweekday(), size)

    def time(self, moment: datetime) -> str:
        """Word the time of day."""
        return local(moment).strftime("%H:%M")

    def number(self, value: int) -> str:
        """Word a whole number with groups of thousands."""
        return self.locale.toString(value)

    def ago(self, day: date, today: date) -> str:
        """Say how long ago a day was, as one would."""
        days = (today - day).days
        if days < 0:
            return self.day(day)
        if days < 2:
            return _("yesterday") if days else _("today")
        if days <= MANY_DAYS:
            return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
        return _long_ago(days)

    def birth(self, born_on: date | None, precision: str | None = None) -> str:
        """Word when somebody was born, no more exactly than it is known: a day, a year, „около 1985 г.“.

        Everything that shows a birth asks here. Ages and the funds' figures go on counting from the date itself.
        """
        if born_on is None or precision not in {YEAR, ABOUT}:
            return self.day(born_on)
        year = f"{born_on.year} г." if self.language == "bg" else str(born_on.year)
        return _("about {year}").format(year=year) if precision == ABOUT else year

    def age(self, born_on: date | None, today: date, precision: str | None = None) -> str:
        """Say somebody's age in whole years, as exactly as the birth is known."""
        if born_on is None:
            return ""
        years = age_on(born_on, today)
        text = ngettext("{n} year", "{n} years", years).format(n=years)
        return _("about {age}").format(age=text) if precision == ABOUT else text

    def short_age(self, born_on: date | None, today: date) -> str:
        """Say somebody's age where a heading says what the figure is."""
        return "" if born_on is None else str(age_on(born_on, today))

    def minutes(self, minutes: int | None) -> str:
        """Word a duration."""
        if not minutes:
            return ""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return _("{minutes} min").format(minutes=rest)
        if not rest:
            return _("{hours} h").format(hours=hours)
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)

    def in_order(self, things: Iterable[T], text: Callable[[T], str]) -> list[T]:
        """Sort a short list as a dictionary would."""
        return sorted(things, key=lambda thing: _Sortable(self._collator.sortKey(text(thing))))


def local(moment: datetime) -> datetime:
    """Bring a moment into the time of this place; one without a zone is of this place already."""
    return moment.astimezone() if moment.tzinfo else moment


class _Sortable:
    """A collation key that `sorted` understands."""

    def __init__(self, key: QCollatorSortKey) -> None:
        self._key = key

    def __lt__(self, other: "_Sortable") -> bool:
        return self._key.compare(other._key) < 0


def _long_ago(days: int) -> str:
    weeks, months, years = round(days / 7), round(days / 30.4), days // 365
    if weeks < MANY_WEEKS:
        return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)
    if months < MANY_MONTHS:
        return ngettext("{n} month ago", "{n} months ago", months).format(n=months)
    return ngettext("{n} year ago", "{n} years ago", years).format(n=years)


def age_on(born_on: date, day: date) -> int:
    """Count whole years; somebody born on 29 February has birthdays on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
