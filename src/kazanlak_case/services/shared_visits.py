"""What becomes of a visit to several people when one of them is erased: it stays with the others.

It passes to the first of them who is left. What hung on the erased person, the case and the action of the plan, goes;
the text stays, for it was written about the others too (the review of an erasure lists texts that name the person).
"""

from collections.abc import Collection
from typing import TypeAlias

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted, Edited
from kazanlak_case.domain.fields import Kind, RecordId, Value, specs_of
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson, ServiceWorker
from kazanlak_case.services.visits import open_case_of

About: TypeAlias = dict[str, list[tuple[str, RecordId]]]
"""By scope, records as (type, id)."""


def leave_to_others(
    uow: UnitOfWork, found: About, people: Collection[RecordId]
) -> tuple[About, dict[str, tuple[Change, ...]]]:
    """Part what goes with some people from the visits that stay with others, and say how those pass over."""
    entries = [one for some in found.values() for record, one in some if record == "service_entry"]
    heirs = {entry: heir for entry in entries if (heir := _heir(uow, entry, people)) is not None}
    if not heirs:
        return found, {}
    stays = set(heirs) | {
        one.id
        for entry in heirs
        for one in uow.records.find(ServicePerson, service_entry=entry)
        if one.person not in people
    }
    stays |= _workers(uow, found, heirs)
    kept = {
        scope: [(record, one) for record, one in some if one not in stays]
        for scope, some in found.items()
    }
    gone = {one for some in kept.values() for _record, one in some}
    changes: dict[str, tuple[Change, ...]] = {}
    for scope, some in found.items():
        own = [one for record, one in some if record == "service_entry" and one in heirs]
        if own:
            changes[scope] = tuple(
                change for entry in own for change in _passed_on(uow, entry, heirs[entry], gone)
            )
    return kept, changes


def _heir(uow: UnitOfWork, entry: RecordId, people: Collection[RecordId]) -> ServicePerson | None:
    """Find who else a visit concerns; None where it goes."""
    if not uow.records.is_visible("service_entry", entry):
        return None
    return next(
        (
            one
            for one in uow.records.find(ServicePerson, service_entry=entry)
            if one.person not in people and uow.records.is_visible("person", one.person)
        ),
        None,
    )


def _workers(uow: UnitOfWork, found: About, heirs: Collection[RecordId]) -> set[RecordId]:
    ids = [one for some in found.values() for record, one in some if record == "service_worker"]
    workers = uow.records.many(ServiceWorker, ids)
    return {one.id for one in workers.values() if one.service_entry in heirs}


def _passed_on(
    uow: UnitOfWork, entry_id: RecordId, heir: ServicePerson, gone: Collection[RecordId]
) -> list[Change]:
    """Put a visit to somebody else it concerns, without anything that goes."""
    entry = uow.records.get(ServiceEntry, entry_id)
    case = open_case_of(uow, heir.person)
    values: dict[str, Value] = {
        spec.name: None
        for spec in specs_of(ServiceEntry)
        if spec.kind is Kind.REFERENCE and getattr(entry, spec.name) in gone
    }
    values["person"] = heir.person
    if "case" in values:
        values["case"] = case.id if case else None
    return [Edited("service_entry", entry_id, values), Deleted("service_person", heir.id)]
