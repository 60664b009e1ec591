"""Write again in another house's scope what the consent allows: births, each with what it continues."""

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Change, Edited
from kazanlak_case.domain.fields import Kind, Record, RecordId, Value, record_type, specs_of
from kazanlak_case.domain.records import COMMON_RECORDS
from kazanlak_case.domain.records.assessment import Assessment, AssessmentScore
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.intake import Intake, IntakeRisks
from kazanlak_case.domain.records.kinship import Kinship, Residence
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import (
    Goal,
    GoalReview,
    Plan,
    PlanAction,
    PlanReview,
    UnplannedNeed,
)
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.records.repeats import Continuation, DuplicateDecision
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson, ServiceWorker
from kazanlak_case.services.household_people import lives_there
from kazanlak_case.services.transfer_attachments import papers_along

RecordT = TypeVar("RecordT", bound=Record)

SAME = "same"
OF_OTHERS = frozenset({"given_name", "middle_name", "family_name", "sex", "born_on"})
"""What is said of the others of a household: the consent is not theirs, so neither numbers nor phones go along."""

AS_IT_WAS = frozenset({"service_entry", "household_member", "attachment"})
"""A case that comes back finds these where it left them."""
FOLLOWS = frozenset({"household", "enrolment"})
"""And these too, brought up to what was written of them meanwhile."""


class Copying:
    """Collects the births of one transfer. Nothing is written here."""

    def __init__(self, uow: UnitOfWork, *, from_site: str, to_site: str) -> None:
        self.there: list[Change] = []
        """What is written in the scope of the house the case goes to."""
        self.here: list[Change] = []
        """What is written in the scope of the house it comes from."""
        self._uow = uow
        self._from, self._to = from_site, to_site
        self._ids: dict[RecordId, RecordId] = {}
        self._number: str | None = None

    def copy_case(self, case: Case, parts: frozenset[str]) -> tuple[RecordId, RecordId]:
        """Let a case go on; gives the person and the case there."""
        self._number = case.number
        person = self._person(case.person, whole=True)
        self._number = None  # it is no case of the others
        self._all(self._uow.records.find(Enrolment, person=case.person))
        new = self._over(
            case,
            number=None,
            leader=None,
            opened_on=self._uow.today,
            closed_on=None,
            closing_reason=None,
            closing_result=None,
        )
        if "household" in parts:
            self._household(case.person)
        if "participation" in parts:
            self._participation(case.person)
        if "service_entries" in parts:
            self._service_entries(case)
        if "plan" in parts:
            self._planning(case)
        if "consents" in parts:
            self._consents(case.person)
        if "referrals" in parts:
            for one in self._of_case(Referral, case):
                self._over(one)
        if "attachments" in parts:
            self._papers(case)
        return person, new

    def _household(self, person: RecordId) -> None:
        find, today = self._uow.records.find, self._uow.today
        for own in find(HouseholdMember, person=person):
            if not lives_there(own, today) or not self._is_visible("household", own.household):
                continue
            self._over(self._uow.records.get(Household, own.household))
            for member in find(HouseholdMember, household=own.household):
                if lives_there(member, today) and self._is_visible("person", member.person):
                    self._person(member.person, whole=member.person == person)
                    self._over(member)
            for home in find(Residence, household=own.household):
                self._over(home)
        self._ties()

    def _ties(self) -> None:
        """Let those who go along be to each other what they are here; of all others nothing is said."""
        people = [one for one in self._ids if self._uow.records.many(Person, [one])]
        for one in people:
            for tie in self._uow.records.find(Kinship, person=one):
                if tie.relative in self._ids:
                    self._over(tie)

    def _planning(self, case: Case) -> None:
        """Take along how the case came, the last assessment and the plans with all that hangs on them."""
        find = self._uow.records.find
        for intake in self._of_case(Intake, case):
            self._over(intake)
            self._all(find(IntakeRisks, intake=intake.id))
        made = find(Assessment, case=case.id)
        for assessment in sorted(made, key=lambda one: (one.made_on or date.min, one.id))[-1:]:
            self._over(assessment)
            self._all(find(AssessmentScore, assessment=assessment.id))
        for plan in find(Plan, case=case.id):
            self._over(plan)
            self._all(find(UnplannedNeed, plan=plan.id))
            for goal in find(Goal, plan=plan.id):
                self._over(goal)
                self._all(find(PlanAction, goal=goal.id))
            for review in find(PlanReview, plan=plan.id):
                self._over(review)
                self._all(find(GoalReview, review=review.id))

    def _consents(self, person: RecordId) -> None:
        """Take along what was agreed to and still holds; a refusal here says nothing about the other house."""
        for one in self._uow.records.find(Consent, person=person, answer="given"):
            if not one.withdrawn_on and (one.valid_until or self._uow.today) >= self._uow.today:
                self._over(one)

    def _papers(self, case: Case) -> None:
        """Take documents along; one that belongs to a record that stays, such as a visit, stays with it."""
        for one in papers_along(self._uow, case):
            source = self._ids.get(RecordId(one.source)) if one.source else None
            if (one.source and not source) or (one.household and one.household not in self._ids):
                continue
            self._over(one, source=source)

    def _of_case(self, cls: type[RecordT], case: Case) -> list[RecordT]:
        """Find what belongs to the case, or to its person alone."""
        return [
            one
            for of in (case.id, None)
            for one in self._uow.records.find(cls, person=case.person, case=of)
        ]

    def _all(self, records: Iterable[Record]) -> None:
        for one in records:
            self._over(one)

    def _participation(self, person: RecordId) -> None:
        find = self._uow.records.find
        for participation in find(Participation, person=person):
            self._over(participation)
            parts: tuple[type[Vulnerability | Spell], ...] = (Vulnerability, Spell)
            for cls in parts:
                for one in find(cls, participation=participation.id):
                    self._over(one)

    def _service_entries(self, case: Case) -> None:
        find = self._uow.records.find
        for case_id in (case.id, None):
            for entry in find(ServiceEntry, person=case.person, case=case_id):
                self._over(entry)
                self._others_of(entry)
        for named in find(ServicePerson, person=case.person):
            if self._is_visible("service_entry", named.service_entry):
                # what stands at somebody else goes on there as this person's own
                entry = self._uow.records.get(ServiceEntry, named.service_entry)
                self._over(entry, person=self._ids[case.person], case=self._ids.get(case.id))

    def _others_of(self, entry: ServiceEntry) -> None:
        """Let a visit name again those who went along, and who did the work."""
        for one in self._uow.records.find(ServicePerson, service_entry=entry.id):
            if one.person in self._ids:
                self._over(one)
        for worker in self._uow.records.find(ServiceWorker, service_entry=entry.id):
            self._over(worker)

    def _person(self, person_id: RecordId, *, whole: bool) -> RecordId:
        """Give the person there: the one known there already, else a new one."""
        if person_id in self._ids:
            return self._ids[person_id]
        person = self._uow.records.get(Person, person_id)
        known = self._known_there(person_id)
        if known is None:
            keep = None if whole else OF_OTHERS
            new = self._over(person, keep=keep)
            self._tell_both(person_id, new)
            return new
        self._ids[person_id] = known
        comes_back = known in self._origins("person", person_id)
        if not comes_back and not self._uow.records.find(
            Continuation, record=known, continues=person_id
        ):
            self._continue("person", known, person_id)
        if whole:
            self._add_to(person, known, replace=comes_back)
        return known

    def _add_to(self, record: Record, known: RecordId, *, replace: bool) -> None:
        """Fill what is empty in the record there; where it comes back, what is said here is the newer."""
        cls = type(record)
        there = self._uow.records.get(cls, known)
        values: dict[str, Value] = {
            spec.name: value
            for spec in specs_of(cls)
            if spec.kind is not Kind.REFERENCE
            and (value := getattr(record, spec.name)) not in {None, ""}
            and (replace or getattr(there, spec.name) in {None, ""})
            and value != getattr(there, spec.name)
        }
        if values:
            self.there.append(Edited(record_type(cls), known, values))

    def _known_there(self, person_id: RecordId) -> RecordId | None:
        """Find the record of the same person in the other house: by decision, or by an earlier transfer."""
        for other in (*self._by_decision(person_id), *self._by_continuation(person_id)):
            now = self._standing(other)
            if now is not None and self._uow.records.scope_of("person", now) == self._to:
                return now
        return None

    def _by_decision(self, person_id: RecordId) -> Iterator[RecordId]:
        find = self._uow.records.find
        for one in find(DuplicateDecision, person=person_id, verdict=SAME, site=self._to):
            yield one.other
        for one in find(DuplicateDecision, other=person_id, verdict=SAME, site=self._from):
            yield one.person

    def _by_continuation(self, person_id: RecordId) -> Iterator[RecordId]:
        find = self._uow.records.find
        for one in find(Continuation, continues=person_id):
            yield one.record
        for one in find(Continuation, record=person_id):
            yield one.continues

    def _standing(self, person_id: RecordId) -> RecordId | None:
        """Follow joinings to the record that stands; they may go in a circle."""
        seen: set[RecordId] = set()
        while person_id not in seen:
            if self._is_visible("person", person_id):
                return person_id
            seen.add(person_id)
            for one in self._uow.records.find(DuplicateDecision, other=person_id, verdict=SAME):
                if one.site is None:
                    person_id = one.person
        return None

    def _tell_both(self, old: RecordId, new: RecordId) -> None:
        """Both houses know from now on that the other knows this person."""
        for where, person, other, site, number in (
            (self.there, new, old, self._from, self._number),
            (self.here, old, new, self._to, None),
        ):
            where.append(
                Born(
                    DuplicateDecision(
                        id=self._uow.new_id(),
                        person=person,
                        other=other,
                        verdict=SAME,
                        site=site,
                        case_number=number,
                    )
                )
            )

    def _over(
        self, record: Record, *, keep: frozenset[str] | None = None, **changes: Any
    ) -> RecordId:
        """Write a record again, unless it goes on there already; references follow, or are left empty."""
        if record.id in self._ids:
            return self._ids[record.id]
        name = record_type(type(record))
        for one in self._uow.records.find(Continuation, continues=record.id, type=name):
            if self._lies_there(name, one.record):
                self._ids[record.id] = one.record
                return one.record
        origins = self._origins(name, record.id)
        if origins and name in AS_IT_WAS | FOLLOWS:
            self._ids[record.id] = origins[0]
            if name in FOLLOWS:
                self._add_to(record, origins[0], replace=True)
            return origins[0]
        new = self._uow.new_id()
        values: dict[str, Any] = {"id": new, **changes}
        for spec in specs_of(type(record)):
            if keep is not None and spec.name not in keep:
                values[spec.name] = None
            elif (
                spec.kind is Kind.REFERENCE
                and spec.refers not in COMMON_RECORDS
                and spec.name not in changes
            ):
                values[spec.name] = self._ids.get(getattr(record, spec.name))
        born = dataclasses.replace(record, **values)
        self.there.append(Born(born))
        self._ids[record.id] = new
        for old in (record.id, *origins):
            self._continue(name, new, old)
        return new

    def _origins(self, name: str, record_id: RecordId) -> list[RecordId]:
        """List the records of the other house that this one continues: the case comes back."""
        return [
            one.continues
            for one in self._uow.records.find(Continuation, record=record_id, type=name)
            if self._lies_there(name, one.continues)
        ]

    def _continue(self, name: str, new: RecordId, old: RecordId) -> None:
        go_on = Continuation(id=self._uow.new_id(), type=name, record=new, continues=old)
        self.there.append(Born(go_on))

    def _lies_there(self, name: str, record_id: RecordId) -> bool:
        return (
            self._is_visible(name, record_id)
            and self._uow.records.scope_of(name, record_id) == self._to
        )

    def _is_visible(self, name: str, record_id: RecordId) -> bool:
        return self._uow.records.is_visible(name, record_id)
