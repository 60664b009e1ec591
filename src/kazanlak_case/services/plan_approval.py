"""The way of a plan to be valid: handed in whole, approved or returned by the head with a comment, signed."""

from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Change, Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.planning_errors import (
    OwnPlanError,
    PlanIncompleteError,
    PlanNotApprovedError,
    PlanNotWaitingError,
)
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.i18n import N_
from kazanlak_case.services.assessments import weak_domains_of
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.plan_drafts import PlanDraft, lacks_of
from kazanlak_case.services.planning import prepare_plan
from kazanlak_case.services.plans import (
    APPROVED,
    REPLACED,
    RETURNED,
    SUBMITTED,
    PlanView,
    plan,
)
from kazanlak_case.services.writing import prepare_edit

HANDED_IN, PASSED, SENT_BACK = "plan_submitted", "plan_approved", "plan_returned"
SIGNED = "plan_signed"


def weak_for(uow: UnitOfWork, draft: PlanDraft) -> tuple[str, ...]:
    """List the domains a plan must answer, by its assessment.

    Raises:
        NotAllowedError: The user's post sees no assessments.
    """
    return weak_domains_of(uow, draft.assessment) if draft.assessment else ()


def latest_review(uow: UnitOfWork, draft: PlanDraft) -> date:
    """Say by when a plan must be looked at again."""
    begins = draft.values.get("from_on")
    return Terms.of(uow.profile).review_due(begins if isinstance(begins, date) else uow.today)


def submit_plan(uow: UnitOfWork, draft: PlanDraft) -> Written:
    """Hand a plan in to be approved, with what was typed last.

    Raises:
        InvalidRecordError: Something typed is not well; the problems are named field by field.
        NotAllowedError: The user's post writes no plans.
        PlanFixedError: It was handed in or approved before.
        PlanIncompleteError: Something is missing; `lacks` names every place.
    """
    uow.sight.require("plan", action=Action.WRITE)
    last_day = latest_review(uow, draft)
    if lacks := lacks_of(draft, weak_for(uow, draft), latest_review=last_day):
        raise PlanIncompleteError(count=len(lacks), lacks=lacks)
    values: dict[str, Value] = {
        "state": SUBMITTED,
        "submitted_by": uow.user.staff_member,
        "submitted_on": uow.today,
        "approval_comment": None,
    }
    written = uow.log.append(prepare_plan(uow, draft, values), HANDED_IN)
    uow.commit()
    return written


def approve_plan(uow: UnitOfWork, plan_id: RecordId, comment: str = "") -> Written:
    """Approve a plan; the version it continues is replaced from then on.

    Raises:
        NotAllowedError: The user's post approves no plans.
        OwnPlanError: The user handed it in, and has no right to approve that.
        PlanNotWaitingError: It was not handed in, or has its answer.
        RecordMissingError: There is no such plan.
    """
    view = _waiting(uow, plan_id)
    values: dict[str, Value] = {
        "state": APPROVED,
        "approved_by": uow.user.id,
        "approved_on": uow.today,
        "approval_comment": comment.strip() or None,
    }
    changes: list[Change] = [prepare_edit(uow, Plan, plan_id, values)]
    old = view.plan.replaces
    if old and uow.records.is_visible("plan", old):
        changes.append(prepare_edit(uow, Plan, old, {"state": REPLACED}))
    written = uow.log.append(changes, PASSED)
    uow.commit()
    return written


def return_plan(uow: UnitOfWork, plan_id: RecordId, comment: str) -> Written:
    """Give a plan back to be mended, and say what.

    Raises:
        InvalidRecordError: There is no comment.
        NotAllowedError: The user's post approves no plans.
        OwnPlanError: The user handed it in, and has no right to answer that.
        PlanNotWaitingError: It was not handed in, or has its answer.
        RecordMissingError: There is no such plan.
    """
    _waiting(uow, plan_id)
    if not comment.strip():
        raise InvalidRecordError({"approval_comment": N_("Say what is to be mended.")})
    values: dict[str, Value] = {"state": RETURNED, "approval_comment": comment.strip()}
    written = uow.log.append([prepare_edit(uow, Plan, plan_id, values)], SENT_BACK)
    uow.commit()
    return written


def sign_plan(uow: UnitOfWork, plan_id: RecordId, *, signed_on: date | None = None) -> Written:
    """Say that an approved plan was signed by all, today if no day is said.

    Raises:
        InvalidRecordError: The day is in the future.
        NotAllowedError: The user's post writes no plans.
        PlanNotApprovedError: It is not approved.
        RecordMissingError: There is no such plan.
    """
    uow.sight.require("plan.signed_on", action=Action.WRITE)
    if plan(uow, plan_id).state != APPROVED:
        raise PlanNotApprovedError
    change = prepare_edit(uow, Plan, plan_id, {"signed_on": signed_on or uow.today})
    written = uow.log.append([change], SIGNED)
    uow.commit()
    return written


def may_approve(uow: UnitOfWork, view: PlanView) -> bool:
    """Tell whether this user may answer a plan that waits."""
    is_waiting = view.state == SUBMITTED and uow.may(Act.APPROVE)
    return is_waiting and (not _is_own(uow, view.plan) or uow.may(Act.APPROVE_OWN))


def _waiting(uow: UnitOfWork, plan_id: RecordId) -> PlanView:
    uow.require(Act.APPROVE)
    view = plan(uow, plan_id)
    if view.state != SUBMITTED:
        raise PlanNotWaitingError
    if _is_own(uow, view.plan) and not uow.may(Act.APPROVE_OWN):
        raise OwnPlanError
    return view


def _is_own(uow: UnitOfWork, about: Plan) -> bool:
    """Tell whether the user handed a plan in or wrote it; nobody's post in the house is the same nobody's."""
    mine = uow.user.staff_member
    return about.submitted_by == mine or (mine is not None and about.staff_member == mine)
