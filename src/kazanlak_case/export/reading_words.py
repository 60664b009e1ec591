"""Put the record of readings in words: one place for the window, the command line and the workbook."""

from datetime import datetime

from kazanlak_case.domain.readings import FAULT_WORDS, READING_WORDS, ReadingsState, code_of
from kazanlak_case.export.report_words import day_in_words
from kazanlak_case.i18n import _, ngettext

UNBROKEN = "\N{NO-BREAK SPACE}"


def readings_line(state: ReadingsState) -> str:
    """Say in one line how the record of readings stands: „записани четения: 1 240, непокътнати от 03.05.2022“."""
    count = f"{state.count:,}".replace(",", UNBROKEN)
    if state.fault:
        return _("recorded readings: {count}, WRONG: {fault}").format(
            count=count, fault=_(FAULT_WORDS[state.fault.kind]).format(n=state.fault.entry)
        )
    if not state.count:
        return _("no readings are recorded yet")
    line = _("recorded readings: {count}, untouched since {since}").format(
        count=count, since=_day(state.since)
    )
    if state.missing:
        older = ngettext(
            "an older file was put back: {count} entry that another copy saw until {seen} is not in it",
            "an older file was put back: {count} entries that another copy saw until {seen} are not in it",
            state.missing,
        ).format(count=state.missing, seen=_day(state.seen))
        return f"{line}; {older}"
    return line


def what_in_words(what: str) -> str:
    """Say what an entry's code means; an unknown one stands as it is."""
    word = READING_WORDS.get(code_of(what))
    return _(word) if word else what


def _day(at: str) -> str:
    return day_in_words(datetime.fromisoformat(at).date()) if at else "?"
