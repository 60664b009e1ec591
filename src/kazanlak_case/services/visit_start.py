"""What the form of a visit begins with, and what it shows once somebody is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.household import Household
from kazanlak_case.domain.records.person import Person
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction
from kazanlak_case.domain.records.task import Task
from kazanlak_case.domain.rules.sight import NAME, Of
from kazanlak_case.services.consents import allows
from kazanlak_case.services.household_people import HouseholdPerson, household_people
from kazanlak_case.services.participant_card import lacks_card
from kazanlak_case.services.same_person import person_now
from kazanlak_case.services.visit_people import homes_of
from kazanlak_case.services.visits import (
    VisitDraft,
    recent_people,
    usual_services,
    visit_defaults,
)

MOST_OFFERED = 9
"""One for each digit."""

VISIT = "visit"
PASSED = frozenset({"replaced", "ended"})
"""Plans whose actions nobody works on any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Somebody a visit is likely to be about: planned for today, or seen lately."""

    person: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    settlement: Annotated[str | None, Of("person.settlement")]
    last_on: Annotated[date | None, Of("service_entry.provided_on")] = None
    planned: Annotated[str, Of("task.title")] = ""
    due_at: Annotated[str | None, Of("task.due_at")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStart:
    """What a new visit begins with."""

    draft: VisitDraft
    people: tuple[Offered, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An action of the plan that is not done yet."""

    id: RecordId
    text: Annotated[str, Of("plan_action.text")]
    goal: Annotated[str, Of("goal.text")]
    due_on: Annotated[date | None, Of("plan_action.due_on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutVisit:
    """What to know before a visit to somebody, and who could be meant too.

    Attributes:
        warnings: What is important before a visit, of each household the person lives in.
        family: Everybody else who lives with the person.
    """

    person: RecordId
    warnings: tuple[str, ...]
    family: tuple[HouseholdPerson, ...]
    actions: tuple[OpenAction, ...]
    reminders: tuple[str, ...] = ()
    """Codes: no_card, and how the consent to be visited at home stands where it is not given any more."""


def visit_start(uow: UnitOfWork, *, person: RecordId | None = None) -> VisitStart:
    """Gather what the form begins with: the worker's last way of writing, today's people first, the usual services."""
    return VisitStart(
        draft=visit_defaults(uow, person=person),
        people=offered_people(uow) if person is None else (),
        usual=tuple(usual_services(uow)),
    )


def offered_people(uow: UnitOfWork) -> tuple[Offered, ...]:
    """List who is planned for today, visits before other tasks and by the hour, then who was visited lately."""
    if not uow.sight.sees(NAME):
        return ()
    planned = {task.person: task for task in reversed(_planned(uow)) if task.person}
    recent = {one.person: one for one in recent_people(uow)}
    order = [*reversed(planned), *(one for one in recent if one not in planned)]
    people = uow.records.many(Person, order)
    found = []
    for one in order:
        if one not in people or not uow.records.is_visible("person", one):
            continue
        task, lately = planned.get(one), recent.get(one)
        found.append(
            Offered(
                person=one,
                name=people[one].name,
                born_on=people[one].born_on,
                settlement=people[one].settlement,
                last_on=lately.last_on if lately else None,
                planned=task.title if task else "",
                due_at=task.due_at if task else None,
            )
        )
    return tuple(uow.sight.shown_all(found[:MOST_OFFERED]))


def about_visit(uow: UnitOfWork, person: RecordId) -> AboutVisit:
    """Gather what to know about somebody who is about to be visited, as far as the user may see it."""
    person = person_now(uow, person)
    sees_homes = uow.sight.sees("household_member", "household")
    homes = homes_of(uow, person) if sees_homes else []
    family: dict[RecordId, HouseholdPerson] = {}
    if uow.sight.sees("person", "household_member"):
        for home in homes:
            for one in household_people(uow, home):
                if one.person != person:
                    family.setdefault(one.person, one)
    return AboutVisit(
        person=person,
        warnings=tuple(_warnings(uow, homes)),
        family=tuple(family.values()),
        actions=open_actions(uow, person),
        reminders=tuple(_reminders(uow, person)),
    )


def open_actions(uow: UnitOfWork, person: RecordId) -> tuple[OpenAction, ...]:
    """List what is still to be done by the plans of a person's open cases, the earliest due first."""
    if not uow.sight.sees("plan.case", "goal.text", "plan_action.text", "case.person"):
        return ()
    found = [
        OpenAction(id=action.id, text=action.text, goal=goal.text, due_on=action.due_on)
        for plan in _plans(uow, person)
        for goal in uow.records.find(Goal, plan=plan.id)
        for action in uow.records.find(PlanAction, goal=goal.id)
        if action.done_on is None
    ]
    found.sort(key=lambda one: (one.due_on or date.max, one.id))
    return tuple(uow.sight.shown_all(found))


def _planned(uow: UnitOfWork) -> list[Task]:
    """Find the tasks of the user that are due today and about somebody."""
    me = uow.user.staff_member
    if not me or not uow.sight.sees("task.person", "task.title", "task.due_on"):
        return []
    tasks = [
        one
        for one in uow.records.find(Task, assigned_to=me, due_on=uow.today)
        if one.person and one.done_on is None and not one.dropped
    ]
    return sorted(tasks, key=lambda one: (one.kind != VISIT, one.due_at or "99:99", one.id))


def _warnings(uow: UnitOfWork, homes: list[RecordId]) -> Iterator[str]:
    if not uow.sight.sees("household.before_visit"):
        return
    households = uow.records.many(Household, homes)
    for home in homes:
        if warning := households[home].before_visit:
            yield warning


def _reminders(uow: UnitOfWork, person: RecordId) -> Iterator[str]:
    """Tell what is missing before the visit; a home nobody asked about yet is no reminder."""
    if uow.sight.sees("participation.card_signed_on", "spell.left_on") and lacks_card(uow, person):
        yield "no_card"
    if uow.sight.sees("consent.answer"):
        home = allows(uow, person, "home_visit").state
        if home not in {"given", "never_asked"}:
            yield f"home_visit_{home}"


def _plans(uow: UnitOfWork, person: RecordId) -> Iterator[Plan]:
    for case in uow.records.find(Case, person=person):
        if case.closed_on is None:
            plans = [one for one in uow.records.find(Plan, case=case.id) if one.state not in PASSED]
            if plans:
                yield max(plans, key=lambda one: (one.version or 0, one.id))
