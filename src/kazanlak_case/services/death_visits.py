"""Visits written down for days after somebody's death: what becomes of them when the death is written down.

What happened before stands as it is. A visit to several people after that day was a visit to the others: it stays with
them, and the dead person is no longer named in it. A visit to nobody else is a mistake that somebody has to mend first.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.i18n import N_
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.visits import open_case_of
from kazanlak_case.services.writing import prepare_edit


class Becomes(StrEnum):
    """What becomes of a visit after the day of death."""

    NAMES_NO_MORE = "names_no_more"
    PASSES = "passes"
    IN_THE_WAY = "in_the_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAfter:
    """A visit after the day of death. `name` is whose visit it is, or becomes; of one to nobody else it is empty."""

    id: RecordId
    becomes: Becomes
    provided_on: Annotated[date | None, Of("service_entry.provided_on")]
    service: Annotated[str | None, Of("service_entry.service")]
    name: Annotated[str, Of(NAME)] = ""


def visits_after(uow: UnitOfWork, person: RecordId, died_on: date) -> tuple[VisitAfter, ...]:
    """List the visits after a day that concern somebody, the earliest first, with what a death would do to them.

    Raises:
        NotAllowedError: The user's post sees no visits.
    """
    uow.sight.require("service_entry.provided_on", "service_person.person")
    person = person_now(uow, person)
    of = (person, *hidden_ids(uow, person))
    found = [(one, _becomes(uow, one, of)) for one in _after(uow, of, died_on)]
    people = uow.records.many(Person, [whose for _one, (_how, whose) in found if whose])
    rows = [
        VisitAfter(
            id=entry.id,
            becomes=becomes,
            provided_on=entry.provided_on,
            service=entry.service,
            name=people[whose].name if whose in people else "",
        )
        for entry, (becomes, whose) in found
    ]
    rows.sort(key=lambda one: (one.provided_on or died_on, one.id))
    return tuple(uow.sight.shown_all(rows))


def prepare_visits_after(
    uow: UnitOfWork, of: Collection[RecordId], died_on: date
) -> Iterator[Change]:
    """Make the changes after which no visit after a day concerns somebody (by all their ids); nothing is written yet.

    Raises:
        InvalidRecordError: A visit concerns nobody else.
        NotAllowedError: The user's post may not change visits.
    """
    for entry in _after(uow, of, died_on):
        becomes, whose = _becomes(uow, entry, of)
        if becomes is Becomes.IN_THE_WAY or whose is None:
            raise InvalidRecordError({"died_on": N_("A visit is written down after this day.")})
        if becomes is Becomes.PASSES:
            case = open_case_of(uow, whose)
            values = {"person": whose, "case": case.id if case else None, "plan_action": None}
            yield prepare_edit(uow, ServiceEntry, entry.id, values)
        uow.sight.require("service_person", action=Action.WRITE)
        gone = {*of, whose} if becomes is Becomes.PASSES else set(of)
        yield from (
            Deleted("service_person", one.id)
            for one in uow.records.find(ServicePerson, service_entry=entry.id)
            if one.person in gone
        )


def _after(uow: UnitOfWork, of: Collection[RecordId], died_on: date) -> list[ServiceEntry]:
    """Find the visits after a day at which somebody stands, or in which somebody is named."""
    own = [one for whose in of for one in uow.records.find(ServiceEntry, person=whose)]
    named = {
        one.service_entry for whose in of for one in uow.records.find(ServicePerson, person=whose)
    }
    known = {one.id for one in own}
    more = [one for one in named - known if uow.records.is_visible("service_entry", one)]
    entries = [*own, *uow.records.many(ServiceEntry, more).values()]
    return [one for one in entries if one.provided_on and one.provided_on > died_on]


def _becomes(
    uow: UnitOfWork, entry: ServiceEntry, of: Collection[RecordId]
) -> tuple[Becomes, RecordId | None]:
    if entry.person not in of:
        return Becomes.NAMES_NO_MORE, entry.person
    for one in uow.records.find(ServicePerson, service_entry=entry.id):
        if one.person not in of and uow.records.is_visible("person", one.person):
            return Becomes.PASSES, one.person
    return Becomes.IN_THE_WAY, None
