"""What happened with a family: the events of all its people in one order, what concerns several told once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.household_people import household_people
from kazanlak_case.services.timeline import Place, TimelineItem, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyItem:
    """One event, and which of the family it concerns."""

    item: TimelineItem
    people: tuple[RecordId, ...]


def family_timeline(
    uow: UnitOfWork,
    household_id: RecordId,
    *,
    only: RecordId | None = None,
    limit: int = 50,
    before: Place | None = None,
) -> list[FamilyItem]:
    """List what happened with those who live in a household, newest first, from just before a place in that order.

    `only` narrows it to one of them; a visit to several is still told with all it concerned.

    Raises:
        NotAllowedError: The user's post does not know who lives with whom.
    """
    people = [one.person for one in household_people(uow, household_id)]
    wanted = [one for one in people if only is None or one == only]
    found: dict[tuple[str, RecordId, str], FamilyItem] = {}
    for person in wanted:
        for item in timeline(uow, person, limit=limit, before=before):
            key = (item.record, item.id, str(item.event))
            known = found.get(key)
            found[key] = (
                replace(known, people=(*known.people, person))
                if known
                else FamilyItem(item=item, people=(person,))
            )
    return _newest(found.values())[:limit]


def _newest(items: Iterable[FamilyItem]) -> list[FamilyItem]:
    return sorted(items, key=lambda one: one.item.place, reverse=True)
