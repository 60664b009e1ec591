"""What of a calendar may leave the file: with names, or by default with initials and case numbers alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.calendar_view import TASK, VISIT, CalendarItem, calendar_items

BARE = "task.due_on task.due_at task.kind case.number"
WHOLE = f"task.title task.place {NAME}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOrder:
    """What to take out: whose days from when to when, and whether names go with them."""

    first: date
    last: date
    staff_member: RecordId | None = None
    with_names: bool = False


def calendar_for_outside(uow: UnitOfWork, order: CalendarOrder) -> tuple[CalendarItem, ...]:
    """Give what is still to be done on these days, as it may leave the file.

    Without names the words of a task stay here too: somebody may stand in them.

    Raises:
        NotAllowedError: The user's post takes no tasks out, or not with names.
    """
    uow.sight.require(BARE, action=Action.EXPORT)
    if order.with_names:
        uow.sight.require(WHOLE, action=Action.EXPORT)
    found = calendar_items(uow, order.first, order.last, staff_member=order.staff_member)
    open_ones = (one for one in found if one.kind != VISIT and not one.is_done)
    return tuple(open_ones if order.with_names else _without_names(open_ones))


def _without_names(items: Iterator[CalendarItem]) -> Iterator[CalendarItem]:
    for one in items:
        yield replace(
            one,
            title="" if one.kind == TASK else one.title,
            place=None,
            person=None,
            person_name=initials(one.person_name),
            staff_name=initials(one.staff_name),
        )


def initials(name: str) -> str:
    """Shorten a name to its first letters: „М. А.“."""
    return " ".join(f"{part[0]}." for part in name.split())
