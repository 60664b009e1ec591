"""Everybody a visit concerns and everybody who did the work: a visit to a family is written once."""

from collections.abc import Iterable, Iterator, Sequence

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson, ServiceWorker
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.household_people import lives_there
from kazanlak_case.services.lifetime import after_death
from kazanlak_case.services.same_person import person_now
from kazanlak_case.services.writing import prepare_birth


def others_of(uow: UnitOfWork, visit_id: RecordId) -> tuple[RecordId, ...]:
    """Give whom a visit concerns beside the person it stands at, as far as the user may see it."""
    if not uow.sight.sees("service_person.person"):
        return ()
    return tuple(one.person for one in uow.records.find(ServicePerson, service_entry=visit_id))


def workers_of(uow: UnitOfWork, visit_id: RecordId) -> tuple[RecordId, ...]:
    """Give who did the work of a visit beside whoever it stands at, as far as the user may see it."""
    if not uow.sight.sees("service_worker.staff_member"):
        return ()
    found = uow.records.find(ServiceWorker, service_entry=visit_id)
    return tuple(one.staff_member for one in found)


def prepare_others(
    uow: UnitOfWork, entry: ServiceEntry, people: Sequence[RecordId], *, beside: Iterable[str] = ()
) -> Iterator[Change]:
    """Make the changes after which a visit concerns just these people beside its own; nothing is written yet.

    Raises:
        InvalidRecordError: One of them is of another house, or had died before that day.
        NotAllowedError: It is not for this user's post.
        RestrictedError: The data of one of them may only be kept.
    """
    wanted = [one for one in dict.fromkeys(people) if one and one != entry.person]
    standing = uow.records.find(ServicePerson, service_entry=entry.id)
    known = {one.person for one in standing}
    scope = uow.records.scope_of("person", entry.person) if wanted else ""
    for person in wanted:
        if person in known:
            continue
        problems = after_death(
            uow, ServiceEntry, {"person": person, "provided_on": entry.provided_on}
        )
        if problems:
            raise InvalidRecordError({"person": N_("One of them died before this day.")})
        if (
            uow.records.is_visible("person", person)
            and uow.records.scope_of("person", person) != scope
        ):
            raise InvalidRecordError(
                {"person": N_("One of them is of another house: write a visit of their own.")}
            )
        values = {"service_entry": entry.id, "person": person}
        yield prepare_birth(uow, ServicePerson, values, beside=[RecordId(one) for one in beside])
    gone = [one for one in standing if one.person not in wanted]
    if gone:
        uow.sight.require("service_person", action=Action.WRITE)
    yield from (Deleted("service_person", one.id) for one in gone)


def prepare_workers(
    uow: UnitOfWork, entry: ServiceEntry, workers: Sequence[RecordId], *, beside: Iterable[str] = ()
) -> Iterator[Change]:
    """Make the changes after which just these did the work beside whoever it stands at; nothing is written yet.

    Raises:
        InvalidRecordError: One of them is not there.
        NotAllowedError: It is not for this user's post.
    """
    wanted = [one for one in dict.fromkeys(workers) if one and one != entry.staff_member]
    standing = uow.records.find(ServiceWorker, service_entry=entry.id)
    known = {one.staff_member for one in standing}
    for worker in wanted:
        if worker not in known:
            values = {"service_entry": entry.id, "staff_member": worker}
            yield prepare_birth(
                uow, ServiceWorker, values, beside=[RecordId(one) for one in beside]
            )
    gone = [one for one in standing if one.staff_member not in wanted]
    if gone:
        uow.sight.require("service_worker", action=Action.WRITE)
    yield from (Deleted("service_worker", one.id) for one in gone)


def homes_of(uow: UnitOfWork, person: RecordId) -> list[RecordId]:
    """List the households a person lives in today, those joined last first."""
    found = [
        one
        for one in uow.records.find(HouseholdMember, person=person)
        if lives_there(one, uow.today) and uow.records.is_visible("household", one.household)
    ]
    found.sort(key=lambda one: (one.since or uow.today, one.id), reverse=True)
    return list(dict.fromkeys(one.household for one in found))


def shared_home(uow: UnitOfWork, person: RecordId, others: Iterable[RecordId]) -> RecordId | None:
    """Find the household a person and all of the others live in: theirs the visit was to."""
    homes = homes_of(uow, person)
    for other in others:
        theirs = homes_of(uow, person_now(uow, other))
        homes = [one for one in homes if one in theirs]
    return homes[0] if homes else None
