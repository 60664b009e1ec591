"""How one thing of the calendar is said outside the window: in the file for other calendars, and on paper."""

from kazanlak_case.domain.code_lists import CodeLists
from kazanlak_case.i18n import _
from kazanlak_case.services.calendar_view import TASK, CalendarItem
from kazanlak_case.services.due import DEADLINE_WORDS


def said_of(item: CalendarItem, lists: CodeLists, language: str) -> str:
    """Say what is to be done; of a task without words at least its kind."""
    if item.kind != TASK:
        return _(DEADLINE_WORDS.get(item.code or "", item.code or ""))
    return item.title or lists.label("task_kind", item.code or "", language) or _("Task")


def about_of(item: CalendarItem) -> str:
    """Say whom it is about, and in which case."""
    return " · ".join(part for part in (item.person_name, item.number or "") if part)
