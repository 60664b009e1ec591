"""Write a plan: from the assessment, goal by goal; a new version begins where the old one stands, and never over it."""

from collections.abc import Collection, Mapping
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Deleted, Written
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.planning_errors import PlanBegunError, PlanFixedError
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction, UnplannedNeed
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.services.assessments import assessments_of
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft, draft_of_plan
from kazanlak_case.services.plans import (
    APPROVED,
    DRAFT,
    IN_PROGRESS,
    MET,
    NOT_STARTED,
    OPEN_TO_WRITE,
    OVER,
    PlanView,
    is_done,
    plan,
    plans_of,
)
from kazanlak_case.services.writing import prepare_birth, prepare_edit

SAVED, BEGUN_ANEW = "plan_saved", "plan_begun_anew"
DONE, OPEN_AGAIN = "plan_action_done", "plan_action_open"


def new_plan(uow: UnitOfWork, case_id: RecordId) -> PlanDraft:
    """Begin the plan of a case from its last finished assessment; nothing is written yet.

    Raises:
        NotAllowedError: The user's post writes no plans.
        PlanBegunError: A version is being written already.
        RecordMissingError: There is no such case.
    """
    uow.sight.require("plan", "goal", "plan_action", action=Action.WRITE)
    if not uow.records.is_visible("case", case_id):
        raise RecordMissingError(id=case_id)
    require_none_begun(uow, case_id)
    until = Terms.of(uow.profile).review_due(uow.today)
    return PlanDraft(
        case=case_id,
        assessment=_last_assessment(uow, case_id),
        values={"from_on": uow.today, "until_on": until, "review_on": until, "commitments": None},
    )


def save_plan(uow: UnitOfWork, draft: PlanDraft) -> Written:
    """Write a plan down as it stands, whole or not yet.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: The user's post writes no plans.
        PlanBegunError: Another version is being written already.
        PlanFixedError: It was handed in or approved: a new version is begun instead.
    """
    written = uow.log.append(prepare_plan(uow, draft, {}), SAVED)
    uow.commit()
    return written


def begin_new_version(uow: UnitOfWork, plan_id: RecordId) -> Written:
    """Begin a new version of a plan: what is still worked on is taken over, the old version stays as it is.

    Raises:
        NotAllowedError: The user's post writes no plans.
        PlanBegunError: A version is being written already.
        RecordMissingError: There is no such plan.
    """
    changes = prepare_new_version(uow, plan_id)
    written = uow.log.append(changes, BEGUN_ANEW)
    uow.commit()
    return written


def tick_action(uow: UnitOfWork, action_id: RecordId, *, done_on: date | None = None) -> Written:
    """Say that an action is done (today, if no day is said); its goal is worked on from then.

    Raises:
        NotAllowedError: The user's post writes no plans.
        RecordMissingError: The action is not there.
    """
    values: dict[str, Value] = {"done_on": done_on or uow.today, "status": MET}
    changes: list[Change] = [prepare_edit(uow, PlanAction, action_id, values)]
    goal = uow.records.get(Goal, uow.records.get(PlanAction, action_id).goal)
    if goal.status in {None, NOT_STARTED}:
        changes.append(prepare_edit(uow, Goal, goal.id, {"status": IN_PROGRESS}))
    written = uow.log.append(changes, DONE)
    uow.commit()
    return written


def open_action_again(uow: UnitOfWork, action_id: RecordId) -> Written:
    """Say that an action is not done after all.

    Raises:
        NotAllowedError: The user's post writes no plans.
        RecordMissingError: The action is not there.
    """
    values: dict[str, Value] = {"done_on": None, "status": IN_PROGRESS}
    written = uow.log.append([prepare_edit(uow, PlanAction, action_id, values)], OPEN_AGAIN)
    uow.commit()
    return written


def prepare_plan(uow: UnitOfWork, draft: PlanDraft, more: Mapping[str, Value]) -> list[Change]:
    """Check a whole plan; nothing is written yet. `more` are values of the plan beside those of the draft.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        PlanBegunError: Another version is being written already.
        PlanFixedError: It was handed in or approved.
    """
    values = {**draft.values, "assessment": draft.assessment, **more}
    if draft.id is None:
        require_none_begun(uow, draft.case)
        whole = _new_values(uow, draft.case) | values
        born = prepare_birth(uow, Plan, whole)
        return [born, *_parts(uow, born.record.id, draft, standing=None)]
    view = plan(uow, draft.id)
    if not view.is_open:
        raise PlanFixedError
    edit = prepare_edit(uow, Plan, draft.id, values)
    return [edit, *_parts(uow, draft.id, draft, standing=view)]


def prepare_new_version(
    uow: UnitOfWork, plan_id: RecordId, *, over: Collection[RecordId] = ()
) -> list[Change]:
    """Make the next version of a plan of what is not over in it; nothing is written yet.

    Args:
        uow: The unit of work.
        plan_id: The version that stands.
        over: Goals that are being ended in the same changeset.

    Raises:
        PlanBegunError: A version is being written already.
        RecordMissingError: There is no such plan.
    """
    view = plan(uow, plan_id)
    require_none_begun(uow, view.plan.case)
    old = draft_of_plan(view)
    done = {one.id for goal in view.goals for one in goal.actions if is_done(one)}
    ended = {*over, *(one.goal.id for one in view.goals if one.goal.status in OVER)}
    goals = tuple(
        GoalDraft(
            values=one.values,
            actions=tuple(
                ActionDraft(values=action.values) for action in one.actions if action.id not in done
            ),
        )
        for one in old.goals
        if one.id not in ended
    )
    until = Terms.of(uow.profile).review_due(uow.today)
    days: dict[str, Value] = {"from_on": uow.today, "until_on": until, "review_on": until}
    draft = PlanDraft(
        case=old.case,
        assessment=_last_assessment(uow, old.case) or old.assessment,
        values=dict(old.values) | days,
        goals=goals,
        unplanned=old.unplanned,
    )
    return prepare_plan(uow, draft, {"replaces": plan_id})


def require_none_begun(uow: UnitOfWork, case_id: RecordId) -> None:
    """Refuse a second version beside one that is being written or waits.

    Raises:
        PlanBegunError: There is one.
    """
    if any(one.state in OPEN_TO_WRITE | {"submitted"} for one in plans_of(uow, case_id)):
        raise PlanBegunError


def _new_values(uow: UnitOfWork, case_id: RecordId) -> dict[str, Value]:
    versions = plans_of(uow, case_id)
    last = max((one.plan.version or 0 for one in versions), default=0)
    standing = next((one.id for one in versions if one.state == APPROVED), None)
    return {
        "case": case_id,
        "version": last + 1,
        "made_on": uow.today,
        "state": DRAFT,
        # a plan written anew after a new assessment continues the one that holds
        "replaces": standing,
        "staff_member": uow.user.staff_member,
    }


def _parts(
    uow: UnitOfWork, plan_id: RecordId, draft: PlanDraft, *, standing: PlanView | None
) -> list[Change]:
    changes: list[Change] = []
    for at, goal in enumerate(draft.goals, start=1):
        changes += _goal(uow, plan_id, goal, at=at)
    changes += _reasons(uow, plan_id, draft)
    kept = {one.id for one in draft.goals} | {
        action.id for one in draft.goals for action in one.actions
    }
    gone: list[Change] = []
    for view in standing.goals if standing else ():
        gone += [Deleted("plan_action", one.id) for one in view.actions if one.id not in kept]
        gone += [Deleted("goal", view.goal.id)] if view.goal.id not in kept else []
    if gone:
        uow.sight.require("goal", "plan_action", action=Action.WRITE)
    return [*changes, *gone]


def _goal(uow: UnitOfWork, plan_id: RecordId, goal: GoalDraft, *, at: int) -> list[Change]:
    values = {**goal.values, "position": at}
    changes: list[Change] = []
    if goal.id is None:
        whole = values | {"plan": plan_id, "status": NOT_STARTED}
        born = prepare_birth(uow, Goal, whole, beside=[plan_id])
        changes.append(born)
        goal_id = born.record.id
    else:
        goal_id = goal.id
        changes.append(prepare_edit(uow, Goal, goal_id, values))
    for action in goal.actions:
        if action.id is None:
            whole = {**action.values, "goal": goal_id, "status": NOT_STARTED}
            changes.append(prepare_birth(uow, PlanAction, whole, beside=[goal_id]))
        else:
            changes.append(prepare_edit(uow, PlanAction, action.id, action.values))
    return changes


def _reasons(uow: UnitOfWork, plan_id: RecordId, draft: PlanDraft) -> list[Change]:
    standing = {one.domain: one for one in uow.records.find(UnplannedNeed, plan=plan_id)}
    changes: list[Change] = []
    for domain, reason in draft.unplanned.items():
        text = reason.strip()
        before = standing.pop(domain, None)
        if before is not None and text:
            changes.append(prepare_edit(uow, UnplannedNeed, before.id, {"reason": text}))
        elif before is not None:
            changes.append(Deleted("unplanned_need", before.id))
        elif text:
            values: dict[str, Value] = {"plan": plan_id, "domain": domain, "reason": text}
            changes.append(prepare_birth(uow, UnplannedNeed, values, beside=[plan_id]))
    changes += [Deleted("unplanned_need", one.id) for one in standing.values()]
    return changes


def _last_assessment(uow: UnitOfWork, case_id: RecordId) -> RecordId | None:
    if not uow.sight.sees("assessment"):
        return None
    return next((one.id for one in assessments_of(uow, case_id) if one.is_final), None)
