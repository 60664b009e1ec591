"""Photos of people: kept in the house, and given out only as long as everybody on them agrees (domain.md, section 9).

A consent that is missing, refused, withdrawn or run out takes nothing away: the photo stays to be seen, and is neither
printed, saved elsewhere nor handed to another house. What becomes of it then is for a person to decide.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.attachment_errors import PhotoWithheldError
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.consent_states import GIVEN, answers_of, state_of
from kazanlak_case.services.household_people import lives_there
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth

PHOTO = "photo"
"""The kind of document, and the kind of consent it needs."""
TASK_TITLE = N_("Photos without consent ({count}): decide what becomes of them")
"""What the task is called; the window gives it in the language of whoever writes."""
TASK_DAYS = 7
"""So soon somebody decides: the person was told that it will happen."""
_VISIT, _CONSENT = "service_entry", "consent"


def withheld_of(uow: UnitOfWork, rows: Iterable[Attachment]) -> frozenset[RecordId]:
    """Tell which of some documents are photos that somebody on them has not agreed to."""
    agreed: dict[RecordId, bool] = {}
    found = set()
    for row in rows:
        if row.type != PHOTO:
            continue
        for person in _people_on(uow, row):
            if person not in agreed:
                answers = answers_of(uow, person)
                agreed[person] = state_of(answers, PHOTO, today=uow.today).is_given
            if not agreed[person]:
                found.add(row.id)
    return frozenset(found)


def require_given_out(uow: UnitOfWork, row: Attachment) -> None:
    """Refuse to give a photo out that somebody on it has not agreed to.

    Raises:
        PhotoWithheldError: It is one.
    """
    if withheld_of(uow, [row]):
        raise PhotoWithheldError


def photo_count(uow: UnitOfWork, person: RecordId) -> int:
    """Count the photos of a person: their own, those of their home, and of visits they had with others.

    Raises:
        NotAllowedError: The user's post sees no documents.
    """
    uow.sight.require("attachment")
    return len(_photos_of(uow, person))


def prepare_decision(
    uow: UnitOfWork, person: RecordId, answers: Sequence[Born], *, title: str
) -> list[Born]:
    """Make the task to decide about photos, where one of the answers is a no to them and there are some."""
    said_no = [
        one.record
        for one in answers
        if isinstance(one.record, Consent)
        and one.record.type == PHOTO
        and one.record.answer != GIVEN
    ]
    if not said_no or not uow.sight.sees("task.title", action=Action.WRITE):
        return []
    count = len(_photos_of(uow, person))
    if not count or _is_to_decide(uow, person):
        return []
    values: dict[str, Value] = {
        "title": title.format(count=count),
        "kind": "document",
        "due_on": uow.today + timedelta(days=TASK_DAYS),
        "assigned_to": uow.user.staff_member,
        "person": person,
        "source_type": _CONSENT,
        "source": said_no[0].id,
    }
    return [prepare_birth(uow, Task, values)]


def _is_to_decide(uow: UnitOfWork, person: RecordId) -> bool:
    """Tell whether such a task waits already."""
    return any(
        one.done_on is None and not one.dropped
        for one in uow.records.find(Task, person=person, source_type=_CONSENT)
    )


def _photos_of(uow: UnitOfWork, person: RecordId) -> dict[RecordId, Attachment]:
    find = uow.records.find
    person = person_now(uow, person)
    whose = (person, *hidden_ids(uow, person))
    found = [one for each in whose for one in find(Attachment, type=PHOTO, person=each)]
    visits = {one.service_entry for each in whose for one in find(ServicePerson, person=each)}
    if visits:
        taken = find(Attachment, type=PHOTO, source_type=_VISIT)
        found += [one for one in taken if one.source in visits]
    for member in (one for each in whose for one in find(HouseholdMember, person=each)):
        if lives_there(member, uow.today):
            found += find(Attachment, type=PHOTO, household=member.household, person=None)
    return {one.id: one for one in found}


def _people_on(uow: UnitOfWork, row: Attachment) -> set[RecordId]:
    """Say who may be on a photo: whom it is about, who took part in the visit, or who lives in the home."""
    find = uow.records.find
    people = {row.person} if row.person else set()
    if row.source_type == _VISIT and row.source:
        visit = RecordId(row.source)
        people |= {one.person for one in uow.records.many(ServiceEntry, [visit]).values()}
        people |= {one.person for one in find(ServicePerson, service_entry=visit)}
    if not people and row.household:
        members = find(HouseholdMember, household=row.household)
        people = {one.person for one in members if lives_there(one, uow.today)}
    return {person_now(uow, one) for one in people}
