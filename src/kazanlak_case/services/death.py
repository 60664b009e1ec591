"""A person has died: one action closes what is open and stops what would still remind of them; undo takes all back."""

from collections.abc import Iterator
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.person_errors import AlreadyDeadError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.participation import Participation, Spell
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.repeats import Transfer
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_
from kazanlak_case.services.cases import FINISHED
from kazanlak_case.services.death_visits import prepare_visits_after
from kazanlak_case.services.same_person import hidden_ids, person_now
from kazanlak_case.services.traces import away_of
from kazanlak_case.services.transfers import PENDING, WITHDRAWN, is_incoming
from kazanlak_case.services.writing import prepare_edit

DIED = "person_died"
BY_DEATH = "died"
"""The reason for closing that the nomenclature has for it."""
LEFT_EARLY, OTHER = "left_early", "other"


def record_death(uow: UnitOfWork, person: RecordId, died_on: date | None) -> Written:
    """Write a death down, and in the same changeset end what ends with it.

    Open cases are closed as of that day, participations and memberships of households ended, offers to other houses
    withdrawn, and what was still to be done for the person or in their cases is put aside. A visit after that day stays
    with the others it concerned; one to nobody else, as an entry made later by mistake, must be corrected first.

    Raises:
        AlreadyDeadError: It was written down before.
        InvalidRecordError: There is no day, it is in the future, before the birth or before a visit to nobody else.
        NotAllowedError: The user's post may not.
    """
    uow.require(Act.RECORD_DEATH)
    person = person_now(uow, person)
    known = uow.records.get(Person, person).died_on
    if known:
        raise AlreadyDeadError(day=f"{known:%d.%m.%Y}")
    if died_on is None:
        raise InvalidRecordError({"died_on": N_("Please fill this in.")})
    of = (person, *hidden_ids(uow, person))
    # what lies after that day first: nobody may be put to a visit once their death is in the way
    changes: list[Change] = list(prepare_visits_after(uow, of, died_on))
    changes.append(prepare_edit(uow, Person, person, {"died_on": died_on}))
    for whose in of:
        changes += _cases(uow, whose, died_on)
        changes += _participations(uow, whose, died_on)
        changes += _memberships(uow, whose, died_on)
        changes += _offers(uow, whose)
        changes += _tasks(uow, whose)
    written = uow.log.append(changes, DIED, scope=uow.records.scope_of("person", person))
    uow.commit()
    return written


def _cases(uow: UnitOfWork, person: RecordId, died_on: date) -> Iterator[Change]:
    for case in uow.records.find(Case, person=person):
        if case.closed_on or away_of(uow, case.id):
            continue
        values: dict[str, Value] = {
            "closed_on": max(died_on, case.opened_on or died_on),
            "closing_reason": BY_DEATH,
            "status": FINISHED,
        }
        yield prepare_edit(uow, Case, case.id, values)


def _participations(uow: UnitOfWork, person: RecordId, died_on: date) -> Iterator[Change]:
    for taken in uow.records.find(Participation, person=person):
        for spell in uow.records.find(Spell, participation=taken.id):
            if spell.left_on:
                continue
            values: dict[str, Value] = {
                "left_on": max(died_on, spell.entered_on or died_on),
                "state": LEFT_EARLY,
                "leaving_reason": OTHER,
                "exit_state": OTHER,
            }
            yield prepare_edit(uow, Spell, spell.id, values)


def _memberships(uow: UnitOfWork, person: RecordId, died_on: date) -> Iterator[Change]:
    for member in uow.records.find(HouseholdMember, person=person):
        if member.until is None or member.until > died_on:
            until = max(died_on, member.since or died_on)
            yield prepare_edit(uow, HouseholdMember, member.id, {"until": until})


def _offers(uow: UnitOfWork, person: RecordId) -> Iterator[Change]:
    for one in uow.records.find(Transfer, person=person):
        if one.state in PENDING and not is_incoming(uow, one):
            values: dict[str, Value] = {"state": WITHDRAWN, "answered_on": uow.today}
            yield prepare_edit(uow, Transfer, one.id, values)


def _tasks(uow: UnitOfWork, person: RecordId) -> Iterator[Change]:
    """Put aside what is to be done for the person, and in their cases for nobody by name."""
    tasks = uow.records.find(Task, person=person)
    for case in uow.records.find(Case, person=person):
        tasks += [one for one in uow.records.find(Task, case=case.id) if one.person is None]
    for one in tasks:
        if one.done_on is None and not one.dropped:
            yield prepare_edit(uow, Task, one.id, {"dropped": True})
