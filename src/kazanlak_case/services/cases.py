"""Cases: open, change, close; each has a number from the day it is registered."""

from collections.abc import Collection, Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Edited, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.case import Case
from kazanlak_case.i18n import N_
from kazanlak_case.services.numbering import next_case_number
from kazanlak_case.services.records import delete_record, save_record
from kazanlak_case.services.writing import prepare_birth, prepare_edit

OPENED, CHANGED, CLOSED, REOPENED = "case_opened", "case_changed", "case_closed", "case_reopened"
DELETED = "record_deleted"

ACTIVE, FINISHED = "active", "closed"

AFTER_CLOSING = frozenset({FINISHED, "followup"})
"""States of a case that is closed."""

_BY_THE_PROGRAM = frozenset({"number", "closed_on", "closing_reason", "closing_result"})
"""What `change_case` leaves alone: the number is given once, closing is an intention of its own."""


def case_defaults(uow: UnitOfWork, person: RecordId | None = None) -> dict[str, Value]:
    """Begin a case: opened today, led by whoever is signed in."""
    return {
        "person": person,
        "opened_on": uow.today,
        "status": ACTIVE,
        "leader": uow.user.staff_member,
    }


def open_case(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    """Open a case and give it its number; what is not said comes from `case_defaults`.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    written = uow.log.append([prepare_case(uow, values)], OPENED)
    uow.commit()
    return written


def prepare_case(
    uow: UnitOfWork, values: Mapping[str, Value], *, beside: Collection[RecordId] = ()
) -> Born:
    """Check a new case and give it its number; nothing is written yet. `beside` holds who is born with it.

    Raises:
        InvalidRecordError: As `open_case` says.
    """
    said = {name: value for name, value in values.items() if value is not None}
    whole = case_defaults(uow) | said
    if whole["status"] in AFTER_CLOSING or whole.get("closed_on"):
        raise InvalidRecordError({"status": N_("A new case is open.")})
    whole["number"] = next_case_number(uow)
    return prepare_birth(uow, Case, whole, beside=beside)


def change_case(uow: UnitOfWork, case_id: RecordId, values: Mapping[str, Value]) -> Written:
    """Change what stands in a case, except its number and its closing.

    Raises:
        InvalidRecordError: Something typed is not well; or the state does not fit an open or closed case.
        RecordMissingError: The case is not there, or was deleted.
    """
    typed = {name: value for name, value in values.items() if name not in _BY_THE_PROGRAM}
    is_closed = uow.records.get(Case, case_id).closed_on is not None
    if (status := typed.get("status")) and (status in AFTER_CLOSING) != is_closed:
        message = (
            N_("This case is closed. Open it again first.")
            if is_closed
            else N_("Close the case to set this state.")
        )
        raise InvalidRecordError({"status": message})
    return save_record(uow, Case, case_id, typed, what=CHANGED)


def close_case(
    uow: UnitOfWork, case_id: RecordId, *, closed_on: date | None = None, reason: str | None
) -> Written:
    """Close a case on a day (today, if none is said) for a reason.

    Raises:
        InvalidRecordError: There is no reason, or the day is before the opening or in the future.
        RecordMissingError: The case is not there, or was deleted.
    """
    values: dict[str, Value] = {
        "closed_on": closed_on or uow.today,
        "closing_reason": reason,
        "status": FINISHED,
    }
    written = uow.log.append([prepare_closing(uow, case_id, values)], CLOSED)
    uow.commit()
    return written


def prepare_closing(uow: UnitOfWork, case_id: RecordId, values: Mapping[str, Value]) -> Edited:
    """Check how a case is to be closed; nothing is written yet.

    Raises:
        InvalidRecordError: As `close_case` says.
        RecordMissingError: The case is not there, or was deleted.
    """
    return prepare_edit(uow, Case, case_id, values)


def reopen_case(uow: UnitOfWork, case_id: RecordId, *, reason: str | None = None) -> Written:
    """Open a closed case again under its number; history keeps why it was closed, and the case why it goes on.

    Raises:
        RecordMissingError: The case is not there, or was deleted.
    """
    values: dict[str, Value] = {
        "closed_on": None,
        "closing_reason": None,
        "closing_result": None,
        "status": ACTIVE,
    }
    if (reason or "").strip():
        values["reopening_reason"] = reason
    return save_record(uow, Case, case_id, values, what=REOPENED)


def delete_case(uow: UnitOfWork, case_id: RecordId) -> Written:
    """Hide a case opened by mistake; its number stays used.

    Raises:
        RecordInUseError: Visits belong to the case.
        RecordMissingError: The case is not there, or was deleted before.
    """
    return delete_record(uow, Case, case_id, what=DELETED)
