"""What is known for a form of paper: the record it is made from, whom it is about, and all that belongs to it.

Everything went through the sight of whoever prints; what may not be seen stays empty on the paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import Record, RecordId, Value, record_type
from kazanlak_case.domain.planning_errors import UnknownQuestionnaireError
from kazanlak_case.domain.questionnaires import NeedsForm
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.document import IssuedDocument
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.office import Partner, StaffMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.records.system import User
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.services.household_people import HouseholdPerson, household_people, lives_there
from kazanlak_case.services.issuing import issue_of
from kazanlak_case.services.labels import labels_of, names_of_all
from kazanlak_case.services.paper_parts import gathered
from kazanlak_case.services.paper_periods import PERIOD_FORMS, PeriodFacts, period_facts
from kazanlak_case.services.questionnaires import questionnaire
from kazanlak_case.services.same_person import person_now

RecordT = TypeVar("RecordT", bound=Record)

NATURAL: Mapping[str, str] = {
    "application": "intake",
    "referral": "referral",
    "consent": "person",
    "participant_card": "participation",
    "exit_card": "spell",
    "followup": "spell",
    "initial_assessment": "intake",
    "needs_assessment": "assessment",
    "support_plan": "plan",
    "plan_review": "plan_review",
    "consultation": "service_entry",
    "home_visit": "service_entry",
    "group_list": "service_entry",
    "incident": "signal",
    "closing": "case",
}
"""By form: the type of the record it is made from. A report or an official note is made from a person or a case."""

TOWARDS_CASE = ("case", "plan", "assessment", "participation")
"""References to follow from a record to its case or person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish:
    """Which form is wanted, and of what; `parts`, `addressee` and `purpose` are chosen for a report or a note."""

    form: str
    source_type: str = ""
    source: str = ""
    person: str = ""
    addressee: str | None = None
    purpose: str | None = None
    parts: frozenset[str] = frozenset()
    blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """All that a form may say."""

    wish: PaperWish
    now: datetime
    today: date
    site: str
    is_practice: bool
    person: Person | None = None
    case: Case | None = None
    record: Any = None
    parts: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """More records by type, the oldest first."""
    household: Household | None = None
    people: tuple[HouseholdPerson, ...] = ()
    """Who lives in the household."""
    staff: Mapping[RecordId, str] = field(default_factory=dict)
    posts: Mapping[RecordId, str] = field(default_factory=dict)
    """The post of each member of staff."""
    partners: Mapping[RecordId, str] = field(default_factory=dict)
    users: Mapping[RecordId, str] = field(default_factory=dict)
    written_by: RecordId | None = None
    """The member of staff who prints."""
    issued: IssuedDocument | None = None
    period: PeriodFacts | None = None
    people_names: Mapping[RecordId, str] = field(default_factory=dict)
    """Whom an entry concerns, by name."""
    questionnaire: NeedsForm | None = None
    """What an assessment was made with."""

    @property
    def source(self) -> tuple[str, str]:
        """The type and id of what it is made from."""
        if self.record is not None:
            return record_type(type(self.record)), self.record.id
        return self.wish.source_type, self.wish.source

    def of(self, name: str) -> tuple[Any, ...]:
        """Give more records of a type; none where there are none."""
        return self.parts.get(name, ())

    def newest(self, name: str) -> Any:
        """Give the newest of them."""
        found = self.of(name)
        return found[-1] if found else None


def paper_facts(uow: UnitOfWork, wish: PaperWish) -> PaperFacts:
    """Gather what a form says; a blank one says nothing of anybody.

    Raises:
        NotAllowedError: The user's post may not see what the form is about.
        RecordMissingError: What it is to be made from is not there.
    """
    base: dict[str, Any] = {
        "wish": wish,
        "now": uow.now,
        "today": uow.today,
        "site": uow.site,
        "is_practice": uow.is_practice,
    }
    if wish.blank:
        return PaperFacts(**base)
    base |= _names(uow)
    if wish.form in PERIOD_FORMS:
        facts = period_facts(uow, wish.form, wish.source)
        issued = issue_of(uow, wish.form, *facts.source)
        return PaperFacts(**base, period=facts, issued=issued)
    record = _source(uow, wish)
    case = _case(uow, wish, record)
    person = _person(uow, wish, record, case)
    if record is None and person is not None and wish.form in NATURAL:
        record = _natural(uow, wish.form, person, case)
    if person is not None:
        # the centre prints for a house: the paper says whose it is
        scope = uow.records.scope_of("person", person.id)
        base["site"] = scope if uow.profile.site(scope) else uow.site
    household, people = _household(uow, person)
    parts = gathered(uow, wish.form, record, person, case)
    whose = record_type(type(record)) if record is not None else wish.source_type
    return PaperFacts(
        **base,
        record=record,
        case=case,
        person=person,
        household=household,
        people=people,
        parts=parts,
        people_names=_everybody(uow, record, parts),
        questionnaire=_questionnaire(uow, record),
        issued=issue_of(uow, wish.form, whose, record.id if record is not None else wish.source),
    )


def _names(uow: UnitOfWork) -> dict[str, Any]:
    sees_posts = uow.sight.sees("staff_member.role")
    members: list[StaffMember] = uow.records.all(StaffMember) if sees_posts else []
    users: list[User] = uow.records.all(User) if uow.sight.sees("user.display_name") else []
    return {
        "staff": names_of_all(uow, StaffMember),
        "posts": {one.id: one.role or "" for one in members},
        "partners": names_of_all(uow, Partner),
        "users": {one.id: one.display_name or "" for one in users},
        "written_by": uow.user.staff_member,
    }


def _source(uow: UnitOfWork, wish: PaperWish) -> Any:
    """Read the record the form is made from, where one is named."""
    if not wish.source or wish.source_type not in RECORDS:
        return None
    if NATURAL.get(wish.form, wish.source_type) != wish.source_type:
        return None  # a case or a person is named: the form finds its own record
    return _read(uow, RECORDS[wish.source_type], RecordId(wish.source))


def _read(uow: UnitOfWork, cls: type[RecordT], record_id: RecordId) -> RecordT:
    name = record_type(cls)
    uow.sight.require(name)
    if not uow.records.is_visible(name, record_id):
        raise RecordMissingError(id=record_id)
    return uow.sight.shown(uow.records.get(cls, record_id))


def _case(uow: UnitOfWork, wish: PaperWish, record: Any) -> Case | None:
    """Follow a record to its case; where it names none, the newest open case of the person counts."""
    if not uow.sight.sees("case"):
        return None
    if isinstance(record, Case):
        return record
    if record is None and wish.source_type == "case" and wish.source:
        return _read(uow, Case, RecordId(wish.source))
    at = record
    while at is not None and not getattr(at, "case", None):
        at = _next(uow, at)
    if at is not None:
        return _read(uow, Case, at.case)
    person = _whose(uow, wish, record)
    found = uow.records.find(Case, person=RecordId(person)) if person else []
    open_ones = [one for one in found if one.closed_on is None] or found
    return uow.sight.shown(open_ones[-1]) if open_ones else None


def _next(uow: UnitOfWork, record: Any) -> Any:
    for name in TOWARDS_CASE:
        target = getattr(record, name, None)
        if isinstance(target, str) and target and uow.records.is_visible(name, target):
            return uow.records.get(RECORDS[name], target)
    return None


def _whose(uow: UnitOfWork, wish: PaperWish, record: Any) -> RecordId | None:
    """Tell whom the form is about, as far as its record says."""
    if isinstance(record, Person):
        return record.id
    whose = wish.person or getattr(record, "person", None)
    if not whose and record is not None:
        whose = getattr(_next(uow, record), "person", None)
    return RecordId(whose) if whose else None


def _person(uow: UnitOfWork, wish: PaperWish, record: Any, case: Case | None) -> Person | None:
    whose = _whose(uow, wish, record) or (case.person if case else None)
    if not whose:
        return None
    uow.sight.require(NAME)
    return _read(uow, Person, person_now(uow, whose))


def _natural(uow: UnitOfWork, form: str, person: Person, case: Case | None) -> Any:
    """Find the newest record a form is made from."""
    name = NATURAL[form]
    if name == "person":
        return person
    if name == "case" or not uow.sight.sees(name):
        return case if name == "case" else None
    equals: dict[str, Value] = {"person": person.id}
    if name in {"assessment", "plan"}:
        equals = {"case": case.id if case else None}
    if name in {"spell", "plan_review"}:
        found = gathered(uow, form, None, person, case).get(name, ())
        return found[-1] if found else None
    rows: list[Any] = uow.records.find(RECORDS[name], **equals) if all(equals.values()) else []
    return uow.sight.shown(rows[-1]) if rows else None


def _household(
    uow: UnitOfWork, person: Person | None
) -> tuple[Household | None, tuple[HouseholdPerson, ...]]:
    if person is None or not uow.sight.sees("household_member", "household", NAME):
        return None, ()
    members = uow.records.find(HouseholdMember, person=person.id)
    for one in reversed(members):
        if lives_there(one, uow.today) and uow.records.is_visible("household", one.household):
            household = _read(uow, Household, one.household)
            return household, household_people(uow, one.household)
    return None, ()


def _everybody(
    uow: UnitOfWork, record: Any, parts: Mapping[str, tuple[Any, ...]]
) -> dict[RecordId, str]:
    """Name whom an entry concerns, as far as the user may see it."""
    if not isinstance(record, ServiceEntry) or not uow.sight.sees(NAME):
        return {}
    people = (record.person, *(one.person for one in parts.get("service_person", ())))
    return labels_of(uow, "person", people)


def _questionnaire(uow: UnitOfWork, record: Any) -> NeedsForm | None:
    """Find what an assessment was made with; one this copy does not hold leaves the answers out."""
    if not isinstance(record, Assessment) or not uow.sight.sees("questionnaire"):
        return None
    try:
        return questionnaire(uow, record.questionnaire or "", record.questionnaire_version or 0)
    except UnknownQuestionnaireError:
        return None
