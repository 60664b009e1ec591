"""Two people side by side: what a person looks at before deciding whether they are one."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import Household, HouseholdMember
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.household_people import household_people, lives_there
from kazanlak_case.services.joining_plan import JoiningPlan, plan_joining
from kazanlak_case.services.labels import label_of
from kazanlak_case.services.participation_view import participations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands behind one of the two, beside their own data.

    Attributes:
        visits: How many entries there are about the person.
        households: The families they live in.
        lives_with: Whom they live with, by name.
    """

    person: Person
    site: str
    open_cases: tuple[str, ...]
    closed_cases: int
    visits: int
    last_contact: date | None
    households: tuple[str, ...]
    lives_with: tuple[str, ...]
    in_project_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The two, and what joining them would do."""

    plan: JoiningPlan
    kept: Side
    former: Side


def compared(uow: UnitOfWork, one: RecordId, other: RecordId) -> Comparison:
    """Lay two people side by side.

    Raises:
        NotAllowedError: The user may not see all that is laid side by side.
        RecordMissingError: One of them is gone, or they are one already.
    """
    plan = plan_joining(uow, one, other)
    return Comparison(
        plan=plan,
        kept=_side(uow, plan.kept, plan.kept_site),
        former=_side(uow, plan.former, plan.former_site),
    )


def _side(uow: UnitOfWork, person: Person, site: str) -> Side:
    sight = uow.sight
    sight.require("case", "household", "household_member", "service_entry")
    cases = sight.shown_all(uow.records.find(Case, person=person.id))
    counts = {one.record: one.count for one in uow.work.references.to("person", person.id)}
    homes = [
        one.household
        for one in uow.records.find(HouseholdMember, person=person.id)
        if lives_there(one, uow.today)
    ]
    families = uow.records.many(Household, homes)
    others = [
        each.name
        for home in families
        for each in household_people(uow, home)
        if each.person != person.id
    ]
    entered = [view.entered_on for view in participations_of(uow, person.id) if view.is_open]
    return Side(
        person=person,
        site=site,
        open_cases=tuple(one.number or "" for one in cases if one.closed_on is None),
        closed_cases=sum(one.closed_on is not None for one in cases),
        visits=counts.get("service_entry", 0),
        last_contact=uow.work.visits.last_contacts([person.id]).get(person.id),
        households=tuple(label_of(uow, one) for one in families.values()),
        lives_with=tuple(others),
        in_project_since=min((day for day in entered if day), default=None),
    )
