"""Correct a visit, move it to the person it was for, take it away: history keeps all that stood there."""

from dataclasses import replace

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted, Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson, ServiceWorker
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.visit_errors import OtherHouseError
from kazanlak_case.i18n import N_
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.records import require_deleting
from kazanlak_case.services.restriction import require_unrestricted
from kazanlak_case.services.traces import cases_of, require_here
from kazanlak_case.services.visit_people import (
    homes_of,
    others_of,
    prepare_others,
    prepare_workers,
)
from kazanlak_case.services.visits import VisitDraft, open_case_of
from kazanlak_case.services.writing import prepare_edit

CHANGED, DELETED, MOVED = "visit_changed", "visit_deleted", "visit_moved"


def needs_reason(uow: UnitOfWork, visit_id: RecordId) -> bool:
    """Tell whether a correction must say why: not for who wrote the visit today and mends a slip.

    Raises:
        NotAllowedError: The user's post sees no visits.
        RecordMissingError: The visit is not there, or was deleted.
    """
    uow.sight.require("service_entry")
    if not uow.records.is_visible("service_entry", visit_id):
        raise RecordMissingError(id=visit_id)
    birth = uow.history.of_record("service_entry", visit_id)[-1]
    written_on = birth.at.astimezone(uow.now.tzinfo).date()
    return written_on != uow.today or uow.history.author_of(birth.undo) != uow.user.id


def change_visit(uow: UnitOfWork, visit_id: RecordId, draft: VisitDraft) -> Written:
    """Correct a visit. What was written on an earlier day, or by somebody else, needs a reason.

    Raises:
        InvalidRecordError: Something typed is not well, or the reason is missing; named field by field.
        RecordMissingError: The visit is not there, or was deleted.
    """
    entry = _standing(uow, visit_id)
    if draft.person and draft.person != entry.person:
        return move_visit(uow, visit_id, draft.person, draft.correction or "")
    values = draft.values()
    if not draft.correction:
        values.pop("correction")
    edit = prepare_edit(uow, ServiceEntry, visit_id, values)
    after = replace(entry, **edit.values)  # type: ignore[arg-type]  # checked values, by field
    changes: list[Change] = [
        edit,
        *prepare_others(uow, after, draft.people),
        *prepare_workers(uow, after, draft.workers),
    ]
    if not draft.correction and (edit.values or len(changes) > 1) and needs_reason(uow, visit_id):
        raise InvalidRecordError({"correction": N_("Please write why this is corrected.")})
    written = uow.log.append(changes, CHANGED)
    uow.commit()
    return written


def move_visit(uow: UnitOfWork, visit_id: RecordId, person: RecordId, reason: str) -> Written:
    """Put a visit that stands at the wrong person to the right one; the case is that person's open one.

    Everybody else it concerns stays named. A task that followed from it and is still open goes along; the plan it
    belonged to was the other person's.

    Raises:
        InvalidRecordError: There is no reason, or the person had died before.
        OtherHouseError: The person is of another house.
        RecordMissingError: The visit or the person is not there.
    """
    entry = _standing(uow, visit_id)
    if not uow.records.is_visible("person", person):
        raise RecordMissingError(id=person)
    scope = uow.records.scope_of("service_entry", visit_id)
    if uow.records.scope_of("person", person) != scope:
        raise OtherHouseError
    if not reason.strip() and needs_reason(uow, visit_id):
        raise InvalidRecordError({"correction": N_("Please write why this is corrected.")})
    case = open_case_of(uow, person)
    lives_there = entry.household in homes_of(uow, person)
    edit = prepare_edit(
        uow,
        ServiceEntry,
        visit_id,
        {
            "person": person,
            "case": case.id if case else None,
            "household": entry.household if lives_there else None,
            "plan_action": None,
            "correction": reason.strip() or entry.correction,
        },
    )
    changes: list[Change] = [
        edit,
        *prepare_others(uow, replace(entry, person=person), others_of(uow, visit_id)),
    ]
    for task in uow.records.find(
        Task, person=entry.person, source_type="service_entry", source=visit_id
    ):
        if task.done_on is None:
            values = {"person": person, "case": case.id if case else None}
            changes.append(prepare_edit(uow, Task, task.id, values))
    written = uow.log.append(changes, MOVED, scope=scope)
    uow.commit()
    return written


def delete_visit(uow: UnitOfWork, visit_id: RecordId) -> Written:
    """Hide a visit written by mistake, at everybody it concerns; history keeps it.

    Raises:
        NotAllowedError: The user's post deletes nothing, or writes no visits.
        RecordMissingError: It is not there, or was deleted before.
        TransferredAwayError: It belongs to a case that went to another house.
    """
    require_deleting(uow, "service_entry")
    entry = _standing(uow, visit_id)
    values = values_of(entry)
    require_here(uow, cases_of(ServiceEntry, visit_id, values))
    require_unrestricted(uow, ServiceEntry, visit_id, values)
    changes: list[Change] = [Deleted("service_entry", visit_id)]
    others = uow.records.find(ServicePerson, service_entry=visit_id)
    changes += [Deleted("service_person", one.id) for one in others]
    workers = uow.records.find(ServiceWorker, service_entry=visit_id)
    changes += [Deleted("service_worker", one.id) for one in workers]
    written = uow.log.append(changes, DELETED)
    uow.commit()
    return written


def _standing(uow: UnitOfWork, visit_id: RecordId) -> ServiceEntry:
    if not uow.records.is_visible("service_entry", visit_id):
        raise RecordMissingError(id=visit_id)
    return uow.records.get(ServiceEntry, visit_id)
