"""The calendar as a file that other calendars read (RFC 5545). It is plain: no names stand in it unless asked for."""

from contextvars import copy_context
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.export.calendar_words import about_of, said_of
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import use_language_here
from kazanlak_case.paths import PROGRAM, locale_folder
from kazanlak_case.services.calendar_out import CalendarOrder, calendar_for_outside
from kazanlak_case.services.calendar_view import CalendarItem

if TYPE_CHECKING:
    from icalendar import Event

ENDING = ".ics"
USUAL_MINUTES = 60


def write_calendar(
    case_file: CaseFile, order: CalendarOrder, out: Path, *, now: datetime, language: str = "bg"
) -> int:
    """Write the open tasks and deadlines of some days, and tell how many there were.

    Raises:
        NotAllowedError: The user's post takes no tasks out, or not with names.
        UnfitTargetError: The name does not end in .ics.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.reading(now) as uow:
        items = calendar_for_outside(uow, order)
        content = copy_context().run(_content, uow, items, language)
    record_leaving(case_file, "exported", now=now, facts="calendar.ics")
    write_whole(out, content)
    return len(items)


def _content(uow: UnitOfWork, items: tuple[CalendarItem, ...], language: str) -> bytes:
    from icalendar import Calendar, Event

    use_language_here(language, locale_dir=locale_folder())
    lists = code_lists_of(uow.profile)
    calendar = Calendar()
    calendar.add("prodid", f"-//{PROGRAM}//{language.upper()}")
    calendar.add("version", "2.0")
    for item in items:
        event = Event()
        event.add(
            "uid", f"{item.kind}-{item.code if item.kind != 'task' else ''}-{item.id}@{PROGRAM}"
        )
        event.add("dtstamp", uow.now)
        said = said_of(item, lists, language)
        about = about_of(item)
        event.add("summary", f"{said} · {about}" if about else said)
        _add_times(event, item)
        if item.place:
            event.add("location", item.place)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _add_times(event: "Event", item: CalendarItem) -> None:
    """Say when: the hour on the wall, whatever zone the telephone is in; without one the whole day."""
    hour = _hour(item.at)
    if hour is None:
        event.add("dtstart", item.on)
        event.add("dtend", item.on + timedelta(days=1))
        # a whole day of something to do does not keep anybody from anything
        event.add("transp", "TRANSPARENT")
        return
    begin = datetime.combine(item.on, hour)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=item.minutes or USUAL_MINUTES))


def _hour(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None
