"""One person on one page: who, whom with, what is open, what is at risk and what to do now."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.db.work.task_rows import TaskRow
from kazanlak_case.domain.changes import Conflict
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.data_request import DataRequest
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.case_rows import CaseRow, case_rows
from kazanlak_case.services.data_requests import requests_of
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.household_people import HouseholdPerson, household_people, lives_there
from kazanlak_case.services.kinship import Tie, stands, ties_of
from kazanlak_case.services.participation_view import ParticipationView, participations_of
from kazanlak_case.services.person_facts import (
    Fact,
    case_facts,
    contact_facts,
    number_facts,
    participation_facts,
)
from kazanlak_case.services.questions import open_conflicts
from kazanlak_case.services.restriction import restricted_since
from kazanlak_case.services.same_person import (
    KnownElsewhere,
    former_ids,
    hidden_ids,
    known_elsewhere,
    person_now,
)
from kazanlak_case.services.tasks import tasks_of_person
from kazanlak_case.services.transfer_list import TransferRow, transfers_of
from kazanlak_case.services.wanted_answers import wanted_of

AFTER_DEATH = frozenset({"conflict", "missing_answers"})
"""Facts that are still told of a person who died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdView:
    """A household the person lives in, with all who live there, the head first."""

    household: Household
    people: tuple[HouseholdPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingAnswer:
    """An answer missing for this person; `key` is what `fill` takes."""

    record: str
    field: str
    need: str
    key: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything the head of the page shows; the timeline is asked for by itself."""

    person: Person
    site: str
    households: tuple[HouseholdView, ...]
    cases: tuple[CaseRow, ...]
    participations: tuple[ParticipationView, ...]
    missing: tuple[MissingAnswer, ...]
    may_see_answers: bool
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    last_contact: date | None
    former: tuple[RecordId, ...] = ()
    """Ids of the records that were joined into this one; any of them opens this page."""
    elsewhere: tuple[KnownElsewhere, ...] = ()
    restricted_since: date | None = None
    """Since when the data may only be kept (GDPR art. 18)."""
    requests: tuple[DataRequest, ...] = ()
    """What the person asked about the data, the newest first."""
    transfers: tuple[TransferRow, ...] = ()
    """Cases of theirs that wait for another house, went to one, or came from one."""
    tasks: tuple[TaskRow, ...] = ()
    """What is still to be done for them, the most pressing first."""
    ties: tuple[Tie, ...] = ()
    """Who is what to them today."""


def person_page(uow: UnitOfWork, person_id: RecordId) -> PersonPage:
    """Gather a person's page; the old id of a joined record opens the page of the one that stands.

    Raises:
        NotAllowedError: The user's post knows no people.
        RecordMissingError: The person is not there, or was deleted.
    """
    sight = uow.sight
    sight.require(NAME)
    person_id = person_now(uow, person_id)
    if not uow.records.is_visible("person", person_id):
        raise RecordMissingError(id=person_id)
    person = sight.shown(uow.records.get(Person, person_id))
    hidden = hidden_ids(uow, person_id)
    cases = _cases(uow, person_id, hidden)
    participations = tuple(
        view for whose in (person_id, *hidden) for view in participations_of(uow, whose)
    )
    missing = _missing(uow, person_id)
    sees_visits = sight.sees("service_entry.provided_on")
    contacts = uow.work.visits.last_contacts([person_id, *hidden]) if sees_visits else {}
    last_contact = max(contacts.values(), default=None)
    conflicts = _conflicts(uow, person_id, cases, participations)
    terms = Terms.of(uow.profile)
    facts = (
        *([Fact(code="conflict", tone="late", count=len(conflicts))] if conflicts else ()),
        *(case_facts(cases, terms) if sight.sees("case") else ()),
        *(contact_facts(last_contact) if sees_visits else ()),
        *(
            participation_facts(participations, terms, today=uow.today)
            if sight.sees("participation", "spell")
            else ()
        ),
        *(number_facts(person) if sight.sees("person.national_id") else ()),
        *([Fact(code="missing_answers", tone="due", count=len(missing))] if missing else ()),
    )
    return PersonPage(
        person=person,
        site=uow.records.scope_of("person", person_id),
        households=_households(uow, person_id, hidden),
        cases=cases,
        participations=participations,
        missing=missing,
        may_see_answers=sight.sees("vulnerability"),
        # nobody is reminded of the dead; what the funds still ask for stays
        facts=tuple(one for one in facts if one.code in AFTER_DEATH or not person.died_on),
        conflicts=conflicts,
        last_contact=last_contact,
        former=former_ids(uow, person_id),
        elsewhere=known_elsewhere(uow, person_id) if sight.sees("duplicate_decision") else (),
        transfers=transfers_of(uow, person_id) if sight.sees("transfer") else (),
        tasks=tuple(tasks_of_person(uow, person_id)),
        ties=_ties(uow, person_id),
        restricted_since=restricted_since(uow, person_id),
        requests=requests_of(uow, person_id) if sight.sees("data_request") else (),
    )


def _cases(
    uow: UnitOfWork, person_id: RecordId, former: tuple[RecordId, ...]
) -> tuple[CaseRow, ...]:
    """List the person's cases, open ones first, each part the newest first."""
    if not uow.sight.sees("case.person"):
        return ()
    rows = case_rows(uow, CaseFilter(person=person_id, former=former))
    return tuple(sorted(rows, key=lambda row: not row.is_open))


def _households(
    uow: UnitOfWork, person_id: RecordId, former: tuple[RecordId, ...]
) -> tuple[HouseholdView, ...]:
    if not uow.sight.sees("household", "household_member"):
        return ()
    views = []
    own = [
        one
        for whose in (person_id, *former)
        for one in uow.records.find(HouseholdMember, person=whose)
        if lives_there(one, uow.today)
    ]
    for household_id in dict.fromkeys(one.household for one in own):
        if uow.records.is_visible("household", household_id):
            people = household_people(uow, household_id)
            views.append(
                HouseholdView(
                    household=uow.sight.shown(uow.records.get(Household, household_id)),
                    people=people,
                )
            )
    return tuple(views)


def _ties(uow: UnitOfWork, person_id: RecordId) -> tuple[Tie, ...]:
    if not uow.sight.sees("kinship.relation", NAME):
        return ()
    return tuple(tie for tie in ties_of(uow, person_id) if stands(tie, uow.today))


def _missing(uow: UnitOfWork, person_id: RecordId) -> tuple[MissingAnswer, ...]:
    needs = {one.wanted: one.need for one in wanted_of(uow)}
    return tuple(
        MissingAnswer(record=wanted.record, field=wanted.field, need=needs[wanted], key=key)
        for wanted, key in uow.work.missing.of_person(needs, person_id)
    )


def _conflicts(
    uow: UnitOfWork,
    person_id: RecordId,
    cases: tuple[CaseRow, ...],
    participations: tuple[ParticipationView, ...],
) -> tuple[Conflict, ...]:
    """Find where the person, a case or a participation of theirs stands in conflict."""
    if not uow.history.conflict_count():
        return ()
    about = {person_id, *(row.id for row in cases)}
    for view in participations:
        about |= {view.participation.id, *(spell.id for spell in view.spells)}
        about |= {view.vulnerability.id} if view.vulnerability else set()
    return tuple(one for one in open_conflicts(uow) if one.id in about)
