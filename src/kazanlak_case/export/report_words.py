"""Put a report's cells and headings in words: one place for every kind of file."""

from datetime import date, datetime

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.births import ABOUT, YEAR
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.report_model import Cell


def day_in_words(day: date) -> str:
    """Write a day as offices do: 14.11.2022 г. in Bulgarian."""
    return _("{day:%d.%m.%Y}").format(day=day)


def birth_in_words(born_on: date | None, precision: str | None) -> str:
    """Write when somebody was born no more exactly than it is known; funds' figures go on counting from the date."""
    if born_on is None:
        return ""
    if precision not in {YEAR, ABOUT}:
        return day_in_words(born_on)
    year = _("{year}").format(year=born_on.year)
    return _("about {year}").format(year=year) if precision == ABOUT else year


def cell_in_words(cell: Cell) -> str:
    """Write a cell as text; reasons follow each other."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "; ".join(sentence(reason) for reason in cell)
    return day_in_words(cell) if isinstance(cell, date) else str(cell)


def cell_as_data(cell: Cell) -> str | int | list[str] | None:
    """Give a cell to a script: days as ISO text, reasons as a list."""
    if isinstance(cell, tuple):
        return [sentence(reason) for reason in cell]
    return cell.isoformat() if isinstance(cell, date) else cell


def selection_in_words(profile: MunicipalityProfile, selection: Selection) -> str:
    """Say what a report is about: houses, fund and period."""
    parts = [
        _site_in_words(profile, selection.site),
        _fund_in_words(profile, selection.fund),
        _period(selection),
    ]
    return " · ".join(part for part in parts if part)


def _site_in_words(profile: MunicipalityProfile, code: str | None) -> str:
    site = profile.site(code) if code else None
    return site.name if site else _("All houses together")


def _fund_in_words(profile: MunicipalityProfile, code: str | None) -> str:
    names = [fund.short_name for fund in profile.funds if code in {None, fund.code}]
    return ", ".join(names)


def _period(selection: Selection) -> str:
    since, until = selection.since, selection.until
    if since and until:
        return _("from {since} to {until}").format(
            since=day_in_words(since), until=day_in_words(until)
        )
    if since:
        return _("since {since}").format(since=day_in_words(since))
    if until:
        return _("until {until}").format(until=day_in_words(until))
    return _("since the beginning")


def practice_mark() -> str:
    """Say on a print that nobody in it is a real person."""
    return _("PRACTICE DATA")


def made_on(now: datetime) -> str:
    """Say when a report was made, by the clock on the wall."""
    here = now.astimezone()
    return _("Made on {day} at {time}").format(day=day_in_words(here.date()), time=f"{here:%H:%M}")
