"""Reviews of a plan: how each goal stands, what helped and what did not, and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.planning_errors import PlanNotApprovedError
from kazanlak_case.domain.records.plan import Goal, GoalReview, Plan, PlanReview
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.planning import prepare_new_version
from kazanlak_case.services.plans import APPROVED, ENDED, PlanView, plan
from kazanlak_case.services.writing import prepare_birth, prepare_edit

REVIEWED = "plan_reviewed"
GOES_ON, CHANGED, ENDS = "goes_on", "changed", "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """A review as it is being written; `goals` has status, helped and hindered of each goal."""

    plan: RecordId
    values: Mapping[str, Value] = field(default_factory=dict)
    goals: Mapping[RecordId, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review that stands."""

    review: PlanReview
    goals: Mapping[RecordId, GoalReview]


def new_review(uow: UnitOfWork, plan_id: RecordId) -> tuple[ReviewDraft, PlanView]:
    """Begin a review of an approved plan: today, the goals as they stand, the next one in time.

    Raises:
        NotAllowedError: The user's post writes no reviews.
        PlanNotApprovedError: The plan is not approved.
        RecordMissingError: There is no such plan.
    """
    uow.sight.require("plan_review", "goal_review", action=Action.WRITE)
    view = _approved(uow, plan_id)
    values: dict[str, Value] = {
        "reviewed_on": uow.today,
        "next_review_on": Terms.of(uow.profile).review_due(uow.today),
    }
    goals: dict[RecordId, Mapping[str, Value]] = {
        one.goal.id: {"status": one.goal.status, "helped": None, "hindered": None}
        for one in view.goals
    }
    return ReviewDraft(plan=plan_id, values=values, goals=goals), view


def review_plan(uow: UnitOfWork, draft: ReviewDraft) -> Written:
    """Write a review down and do what it decides: go on until the next one, begin a new version, or end the plan.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: The user's post writes no reviews.
        PlanBegunError: A new version is being written already.
        PlanNotApprovedError: The plan is not approved.
        RecordMissingError: There is no such plan.
    """
    uow.sight.require("plan_review", "goal_review", action=Action.WRITE)
    view = _approved(uow, draft.plan)
    decision = draft.values.get("decision")
    values = {**draft.values, "plan": draft.plan, "staff_member": uow.user.staff_member}
    values["reviewed_on"] = values.get("reviewed_on") or uow.today
    _require_decided(uow, values)
    if decision == ENDS:
        values["next_review_on"] = None
    born = prepare_birth(uow, PlanReview, values)
    changes: list[Change] = [born]
    for one in view.goals:
        said = draft.goals.get(one.goal.id)
        if said is None:
            continue
        whole = {**said, "review": born.record.id, "goal": one.goal.id}
        changes.append(prepare_birth(uow, GoalReview, whole, beside=[born.record.id]))
        changes.append(prepare_edit(uow, Goal, one.goal.id, {"status": said.get("status")}))
    after: dict[str, Value] = {"review_on": values["next_review_on"]}
    if decision == ENDS:
        after = {"state": ENDED}
    changes.append(prepare_edit(uow, Plan, draft.plan, after))
    if decision == CHANGED:
        over = {
            key for key, said in draft.goals.items() if said.get("status") in {"met", "dropped"}
        }
        changes += prepare_new_version(uow, draft.plan, over=over)
    written = uow.log.append(changes, REVIEWED)
    uow.commit()
    return written


def reviews_of(uow: UnitOfWork, plan_id: RecordId) -> tuple[ReviewView, ...]:
    """List the reviews of a plan, the newest first.

    Raises:
        NotAllowedError: The user's post sees no reviews.
    """
    uow.sight.require("plan_review", "goal_review")
    found = uow.records.find(PlanReview, plan=plan_id)
    found.sort(key=lambda one: (one.reviewed_on or date.min, one.id), reverse=True)
    return tuple(
        ReviewView(
            review=uow.sight.shown(one),
            goals={
                about.goal: uow.sight.shown(about)
                for about in uow.records.find(GoalReview, review=one.id)
            },
        )
        for one in found
    )


def _require_decided(uow: UnitOfWork, values: Mapping[str, Value]) -> None:
    if not values.get("decision"):
        raise InvalidRecordError({"decision": N_("Say what was decided.")})
    if values["decision"] == ENDS:
        return
    day, following = values["reviewed_on"], values.get("next_review_on")
    latest = Terms.of(uow.profile).review_due(day if isinstance(day, date) else uow.today)
    if not isinstance(following, date) or following > latest:
        problem = N_("A plan is looked at again in time: say when.")
        raise InvalidRecordError({"next_review_on": problem})


def _approved(uow: UnitOfWork, plan_id: RecordId) -> PlanView:
    view = plan(uow, plan_id)
    if view.state != APPROVED:
        raise PlanNotApprovedError
    return view
