"""Open one person's confidential notes in an emergency: with the recovery sheet, a written reason, and for a while.

Nothing about it is quiet: the opening travels to every copy, cannot be deleted, and whoever wrote the notes is told.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.recovery import role_keys_from_sheet
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.records import EmergencyOpening, Person, StaffMember, User, spec_of
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.writing import prepare_birth

OPENED, SEEN = "emergency_opened", "emergency_seen"
MINUTES = (15, 30, 60)
SHORTEST_REASON = 20
RECORD = "emergency_opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What somebody says who must read a person's notes without having the key."""

    person: RecordId
    secret: str
    reason: str
    minutes: int
    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedUntil:
    """What was opened, and how long it stays so."""

    written: Written
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningNotice:
    """An opening the user is to know of."""

    id: RecordId
    person: RecordId
    person_name: str
    secret: str
    who: str
    on: date | None
    minutes: int
    reason: str


def open_in_emergency(file: CaseFile, emergency: Emergency, *, now: datetime) -> OpenedUntil:
    """Open one person's notes for a while with what stands on recovery sheet B.

    The opening is written down, and recorded as a reading, before the first note can be read.

    Raises:
        InvalidRecordError: The reason is too short, or the time is none of those offered.
        MistypedSheetError: The sheet was copied wrongly.
        NotAllowedError: The user's post does not allow it.
        WrongSheetError: The sheet belongs to other notes, or was replaced.
    """
    file.require(Act.OPEN_IN_EMERGENCY)
    _check(emergency)
    with file.reading(now) as uow:
        person = person_now(uow, emergency.person)
        scope = uow.records.scope_of("person", person)
    keys = role_keys_from_sheet(
        file.key_place, file.unlocked, emergency.sheet, scope=scope, secret=emergency.secret
    )
    with file.writing(now) as uow:
        values: dict[str, Value] = {
            "person": person,
            "secret": emergency.secret,
            "user": uow.user.id,
            "opened_on": uow.today,
            "minutes": emergency.minutes,
            "reason": emergency.reason,
        }
        born = prepare_birth(uow, EmergencyOpening, values)
        written = uow.log.append([born], OPENED, scope=scope)
        facts = f"{emergency.secret} {emergency.minutes}"
        uow.readings.record(OPENED, record="person", row=person, facts=facts)
        uow.commit()
        people = (person, *hidden_ids(uow, person))
        until = uow.secrets.lend(keys, people, now=now, minutes=emergency.minutes)
    return OpenedUntil(written=written, until=until)


def end_emergency(uow: UnitOfWork) -> None:
    """Hide what was opened before its time is up: who asked is done."""
    uow.secrets.end_loans()


def unseen_openings(uow: UnitOfWork) -> list[OpeningNotice]:
    """List the openings by others the user has not taken note of: of notes of their own, or of their profession."""
    if not uow.may(Action.SEE, spec_of(RECORD, "reason")):
        return []
    seen = uow.confidential.seen_openings()
    found = [
        one
        for one in uow.records.find(EmergencyOpening)
        if one.id not in seen and one.user != uow.user.id and _concerns(uow, one)
    ]
    people = uow.records.many(Person, (person_now(uow, one.person) for one in found))
    return [_notice(uow, one, people) for one in reversed(found)]


def acknowledge(uow: UnitOfWork, opening: RecordId) -> None:
    """Take note of an opening: it is not shown to this user any more; the record of it stays."""
    uow.confidential.see_opening(opening)
    uow.readings.record(SEEN, record=RECORD, row=opening)
    uow.commit()


def _check(emergency: Emergency) -> None:
    problems = {}
    if len(emergency.reason.strip()) < SHORTEST_REASON:
        problems["reason"] = N_("Say in a sentence why this cannot wait for the author.")
    if emergency.minutes not in MINUTES:
        problems["minutes"] = N_("Choose for how long.")
    if problems:
        raise InvalidRecordError(problems)


def _concerns(uow: UnitOfWork, opening: EmergencyOpening) -> bool:
    scope, secret = uow.records.scope_of(RECORD, opening.id), opening.secret or ""
    if uow.secrets.holds(scope, secret):
        return True
    me = uow.user.staff_member
    people = (opening.person, *hidden_ids(uow, opening.person))
    notes = uow.confidential.of_people(people) if me else []
    return any(note.staff_member == me and note.secret == secret for note, _scope in notes)


def _notice(
    uow: UnitOfWork, opening: EmergencyOpening, people: dict[RecordId, Person]
) -> OpeningNotice:
    person = person_now(uow, opening.person)
    return OpeningNotice(
        id=opening.id,
        person=person,
        person_name=people[person].name if person in people else "",
        secret=opening.secret or "",
        who=_name_of(uow, opening.user),
        on=opening.opened_on,
        minutes=opening.minutes or 0,
        reason=opening.reason or "",
    )


def _name_of(uow: UnitOfWork, user_id: RecordId | None) -> str:
    found = uow.records.many(User, [user_id] if user_id else [])
    user = found.get(user_id) if user_id else None
    if user is None:
        return ""
    staff = uow.records.many(StaffMember, [user.staff_member] if user.staff_member else [])
    name = next((one.name for one in staff.values()), "")
    return name or user.display_name or user.name
