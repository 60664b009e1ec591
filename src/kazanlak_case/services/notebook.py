"""A day's notebook: what is written down of somebody's day already, beside what is being typed in."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.rules.day_hours import Hours
from kazanlak_case.services.visit_start import Offered, offered_people
from kazanlak_case.services.visits import VisitDraft, usual_services, visit_defaults


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookStart:
    """What a notebook of a day begins with.

    Attributes:
        draft: What every row begins with: the worker, and their last way of writing.
        people: Who is likely to be in it.
        usual: The worker's usual services, by code.
        spent: The hours of that day that are written down already.
    """

    draft: VisitDraft
    people: tuple[Offered, ...]
    usual: tuple[str, ...]
    spent: tuple[Hours, ...]


def notebook_start(uow: UnitOfWork, day: date) -> NotebookStart:
    """Gather what the notebook of a day begins with."""
    return NotebookStart(
        draft=visit_defaults(uow),
        people=offered_people(uow),
        usual=tuple(usual_services(uow)),
        spent=spent_of(uow, day),
    )


def spent_of(uow: UnitOfWork, day: date) -> tuple[Hours, ...]:
    """List the hours of a day that the user has written down; none where visits are not seen."""
    me = uow.user.staff_member
    places = "service_entry.provided_on service_entry.staff_member service_entry.minutes"
    if not me or not uow.sight.sees(places, "service_entry.started_at"):
        return ()
    return tuple(
        Hours(one.started_at, one.minutes) for one in uow.work.visits.shared.spent(me, day)
    )
