"""Plans of support as they stand: goals with their signs, actions with owner and day, versions, what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction, UnplannedNeed
from kazanlak_case.services.same_person import hidden_ids, person_now

DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"
REPLACED, ENDED = "replaced", "ended"
OPEN_TO_WRITE = frozenset({DRAFT, RETURNED})
NOT_STARTED, IN_PROGRESS, MET, DROPPED = "not_started", "in_progress", "met", "dropped"
OVER = frozenset({MET, DROPPED})
"""States of a goal that nobody works on any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal and its actions."""

    goal: Goal
    actions: tuple[PlanAction, ...]

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(1 for one in self.actions if is_done(one))

    @property
    def wanted(self) -> int:
        """How many actions count: those not dropped."""
        return sum(1 for one in self.actions if one.status != DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One version of a plan with everything in it."""

    plan: Plan
    goals: tuple[GoalView, ...]
    unplanned: Mapping[str, str]

    @property
    def id(self) -> RecordId:
        """The plan's id."""
        return self.plan.id

    @property
    def state(self) -> str:
        """Its state; one without any is being made."""
        return self.plan.state or DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it may still be written."""
        return self.state in OPEN_TO_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """An action of an approved plan that waits to be done."""

    id: RecordId
    text: str
    goal: str
    due_on: date | None
    owner: RecordId | None
    owner_other: str
    plan: RecordId
    is_late: bool
    is_mine: bool


def is_done(action: PlanAction) -> bool:
    """Tell whether an action is done."""
    return action.done_on is not None or action.status == MET


def plan(uow: UnitOfWork, plan_id: RecordId) -> PlanView:
    """Give one version of a plan.

    Raises:
        NotAllowedError: The user's post sees no plans.
        RecordMissingError: There is none such.
    """
    uow.sight.require("plan", "goal", "plan_action")
    if not uow.records.is_visible("plan", plan_id):
        raise RecordMissingError(id=plan_id)
    return _view(uow, uow.records.get(Plan, plan_id))


def plans_of(uow: UnitOfWork, case_id: RecordId) -> tuple[PlanView, ...]:
    """List all versions of a case's plan, the newest first.

    Raises:
        NotAllowedError: The user's post sees no plans.
    """
    uow.sight.require("plan", "goal", "plan_action")
    found = uow.records.find(Plan, case=case_id)
    found.sort(key=lambda one: (one.version or 0, one.id), reverse=True)
    return tuple(_view(uow, one) for one in found)


def open_actions(uow: UnitOfWork, person: RecordId) -> tuple[OpenAction, ...]:
    """List what is still to be done by the approved plans of a person: one's own and what is late first.

    Raises:
        NotAllowedError: The user's post sees no plans.
    """
    uow.sight.require("plan", "goal", "plan_action")
    person = person_now(uow, person)
    cases = [
        case
        for whose in (person, *hidden_ids(uow, person))
        for case in uow.records.find(Case, person=whose)
        if case.closed_on is None
    ]
    waiting = [
        _open_action(uow, view, goal, action)
        for case in cases
        for view in plans_of(uow, case.id)
        if view.state == APPROVED
        for goal in view.goals
        if goal.goal.status not in OVER
        for action in goal.actions
        if not is_done(action) and action.status != DROPPED
    ]
    waiting.sort(key=lambda one: (not one.is_mine, one.due_on or date.max, one.text, one.id))
    return tuple(waiting)


def _open_action(uow: UnitOfWork, view: PlanView, goal: GoalView, action: PlanAction) -> OpenAction:
    mine = uow.user.staff_member
    return OpenAction(
        id=action.id,
        text=action.text,
        goal=goal.goal.text,
        due_on=action.due_on,
        owner=action.owner,
        owner_other=action.owner_other or "",
        plan=view.id,
        is_late=action.due_on is not None and action.due_on < uow.today,
        is_mine=mine is not None and action.owner == mine,
    )


def _view(uow: UnitOfWork, about: Plan) -> PlanView:
    sight = uow.sight
    goals = uow.records.find(Goal, plan=about.id)
    goals.sort(key=lambda one: (one.position or 0, one.id))
    sees_reasons = sight.sees("unplanned_need")
    unplanned = uow.records.find(UnplannedNeed, plan=about.id) if sees_reasons else []
    return PlanView(
        plan=sight.shown(about),
        goals=tuple(
            GoalView(
                goal=sight.shown(one),
                actions=tuple(sight.shown_all(_actions(uow, one.id))),
            )
            for one in goals
        ),
        unplanned={one.domain: one.reason for one in sight.shown_all(unplanned)},
    )


def _actions(uow: UnitOfWork, goal: RecordId) -> list[PlanAction]:
    """List the actions of a goal, the first due first: those written at once have no order of their own."""
    found = uow.records.find(PlanAction, goal=goal)
    return sorted(found, key=lambda one: (one.due_on or date.max, one.text, one.id))
