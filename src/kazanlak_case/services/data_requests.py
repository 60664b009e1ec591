"""What people ask about the data kept on them (GDPR art. 15–21): written down, answered in a month, never forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.restrictions import GRANTED, RESTRICTION
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError, RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.person_errors import NotRestrictedError, RequestAnsweredError
from kazanlak_case.domain.records.data_request import DataRequest
from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import N_
from kazanlak_case.services.same_person import former_ids, person_now
from kazanlak_case.services.writing import prepare_birth, prepare_edit

RECORDED, ANSWERED, LIFTED = "request_recorded", "request_answered", "restriction_lifted"
ANSWER_MONTHS = 1
"""Within a month of the request (art. 12(3))."""
SOON_DAYS = 7
DONE, PARTLY, REFUSED = "done", "partly", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRequest:
    """A request that waits for its answer, and until when."""

    id: RecordId
    person: RecordId
    person_name: str
    kind: str
    asked_on: date
    due_on: date
    is_late: bool


def due_on(asked_on: date) -> date:
    """Say by when a request must be answered."""
    return months_after(asked_on, ANSWER_MONTHS)


def request_defaults(uow: UnitOfWork) -> dict[str, Value]:
    """Begin a request: asked today."""
    return {"asked_on": uow.today}


def record_request(uow: UnitOfWork, person: RecordId, values: Mapping[str, Value]) -> Written:
    """Write down what somebody asked; whoever hears it may.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
    """
    asked = {name: values.get(name) for name in ("kind", "asked_on", "reason")}
    whole = {**request_defaults(uow), **{k: v for k, v in asked.items() if v}, "person": person}
    written = uow.log.append([prepare_birth(uow, DataRequest, whole)], RECORDED)
    uow.commit()
    return written


def answer_request(uow: UnitOfWork, request: RecordId, values: Mapping[str, Value]) -> Written:
    """Answer a request: `outcome`, `answered_on` (today, if none is said) and `reason`.

    A granted restriction stands from that day until it is lifted.

    Raises:
        InvalidRecordError: There is no outcome, or a refusal without a reason.
        NotAllowedError: The user's post does not answer requests.
        RequestAnsweredError: It was answered before.
    """
    uow.require(Act.ANSWER_REQUEST)
    standing = _standing(uow, request)
    if standing.outcome:
        raise RequestAnsweredError
    outcome, reason = values.get("outcome"), values.get("reason", standing.reason)
    if not outcome:
        raise InvalidRecordError({"outcome": N_("Please fill this in.")})
    if outcome != DONE and not str(reason or "").strip():
        raise InvalidRecordError({"reason": N_("Please write why.")})
    answer: dict[str, Value] = {
        "outcome": outcome,
        "answered_on": values.get("answered_on") or uow.today,
        "reason": reason,
        "staff_member": uow.user.staff_member,
    }
    written = uow.log.append([prepare_edit(uow, DataRequest, request, answer)], ANSWERED)
    uow.commit()
    return written


def lift_restriction(uow: UnitOfWork, request: RecordId, reason: str | None) -> Written:
    """End a restriction that stands; the person must be told before (art. 18(3)).

    Raises:
        InvalidRecordError: There is no reason.
        NotAllowedError: The user's post does not answer requests.
        NotRestrictedError: No restriction stands by this request.
    """
    uow.require(Act.ANSWER_REQUEST)
    standing = _standing(uow, request)
    if not is_restricting(standing):
        raise NotRestrictedError
    if not (reason or "").strip():
        raise InvalidRecordError({"reason": N_("Please write why.")})
    whole = "\n".join(part for part in (standing.reason, reason) if part)
    values: dict[str, Value] = {"ended_on": uow.today, "reason": whole}
    written = uow.log.append([prepare_edit(uow, DataRequest, request, values)], LIFTED)
    uow.commit()
    return written


def is_restricting(request: DataRequest) -> bool:
    """Tell whether a restriction stands by this request."""
    is_granted = request.kind == RESTRICTION and request.outcome in GRANTED
    return is_granted and request.ended_on is None


def requests_of(uow: UnitOfWork, person: RecordId) -> tuple[DataRequest, ...]:
    """List what a person asked, under former ids too, the newest first; nothing for who may not see it."""
    if not uow.sight.sees("data_request"):
        return ()
    person = person_now(uow, person)
    found = [
        one
        for whose in (person, *former_ids(uow, person))
        for one in uow.records.find(DataRequest, person=whose)
    ]
    found.sort(key=lambda one: (one.asked_on or date.min, one.id), reverse=True)
    return tuple(uow.sight.shown_all(found))


def waiting_requests(uow: UnitOfWork) -> tuple[WaitingRequest, ...]:
    """List the requests that wait for an answer, the one due first before the others; none for who may not see them."""
    if not uow.sight.sees("data_request", NAME):
        return ()
    return tuple(
        WaitingRequest(
            id=one.id,
            person=person_now(uow, one.person),
            person_name=one.person_name,
            kind=one.kind,
            asked_on=one.asked_on,
            due_on=due_on(one.asked_on),
            is_late=due_on(one.asked_on) < uow.today,
        )
        for one in uow.work.requests.waiting()
    )


def pressing_requests(uow: UnitOfWork) -> tuple[WaitingRequest, ...]:
    """List the requests due within a week, or late."""
    return tuple(one for one in waiting_requests(uow) if (one.due_on - uow.today).days <= SOON_DAYS)


def _standing(uow: UnitOfWork, request: RecordId) -> DataRequest:
    if not uow.records.is_visible("data_request", request):
        raise RecordMissingError(id=request)
    return uow.records.get(DataRequest, request)
