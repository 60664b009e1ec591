"""Needs and plans of the story: scores by chance, goals from what the questionnaire proposes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.demo.case_texts import CaseTexts
from kazanlak_case.domain.fields import RecordId, Value
from kazanlak_case.domain.questionnaires import NeedsForm, Proposal
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.services.assessing import new_sheet, save_assessment
from kazanlak_case.services.assessments import Answer, assessments_of, weak_domains_of
from kazanlak_case.services.plan_approval import approve_plan, sign_plan, submit_plan
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft
from kazanlak_case.services.plan_reviews import GOES_ON, new_review, review_plan
from kazanlak_case.services.planning import new_plan, tick_action
from kazanlak_case.services.plans import APPROVED, plans_of
from kazanlak_case.services.records import save_record

SCORES = (0, 1, 1, 2, 2, 2, 3, 3, 4)
MOST_GOALS = 3


def assess(uow: UnitOfWork, case: RecordId, chance: Random, words: Mapping[str, str]) -> None:
    """Ask every question once."""
    sheet = new_sheet(uow, case)
    answers = {code: Answer(score=chance.choice(SCORES)) for code in sheet.form.questions}
    draft = replace(sheet.draft, values={**sheet.draft.values, **words}, answers=answers)
    save_assessment(uow, draft, final=True)


def plan_for(
    uow: UnitOfWork, case: RecordId, staff: RecordId, texts: CaseTexts, *, is_approved: bool
) -> None:
    """Make a plan from the assessment, hand it in, and perhaps have it approved and signed."""
    draft = new_plan(uow, case)
    if draft.assessment is None:
        return
    filled = _filled(uow, draft, staff, texts)
    if not filled.goals and not filled.unplanned:
        # by chance nothing weighs heavily: nothing to plan
        return
    written = submit_plan(uow, filled)
    plan = next(key for record, key in written.touched if record == "plan")
    # the head types in what the worker wrote on paper, and nobody approves what is their own
    writer = staff if staff != uow.user.staff_member else _colleague(uow)
    said = {"submitted_by": writer, "staff_member": writer}
    save_record(uow, Plan, plan, said, what="plan_saved")
    if is_approved:
        approve_plan(uow, plan, texts.words["approval"])
        sign_plan(uow, plan)


def _colleague(uow: UnitOfWork) -> RecordId:
    mine = uow.user.staff_member
    return next(one.id for one in uow.records.all(StaffMember) if one.id != mine)


def review(uow: UnitOfWork, case: RecordId, texts: CaseTexts) -> None:
    """Look at an approved plan again, and tick what is done."""
    view = next((one for one in plans_of(uow, case) if one.state == APPROVED), None)
    if view is None:
        return
    for goal in view.goals[:1]:
        for action in goal.actions[:1]:
            tick_action(uow, action.id)
    draft, _view = new_review(uow, view.id)
    values = {**draft.values, "changes": texts.words["changes"], "decision": GOES_ON}
    goals = {
        key: {**said, "status": "in_progress", "helped": texts.words["helped"]}
        for key, said in draft.goals.items()
    }
    review_plan(uow, replace(draft, values=values, goals=goals))


def _filled(uow: UnitOfWork, draft: PlanDraft, staff: RecordId, texts: CaseTexts) -> PlanDraft:
    """Give the heaviest needs a goal, and the others a reason."""
    weak = weak_domains_of(uow, draft.assessment or RecordId(""))
    view = assessments_of(uow, draft.case)[0]
    scores = {code: one.score for code, one in view.answers.items() if one.score is not None}
    goals: list[GoalDraft] = []
    reasons: dict[str, str] = {}
    for domain in weak:
        proposal = _proposed(view.form, domain, scores)
        if proposal is None or len(goals) >= MOST_GOALS:
            reasons[domain] = texts.words["unplanned"]
        else:
            goals.append(_goal(uow, domain, proposal, staff))
    return replace(draft, goals=tuple(goals), unplanned=reasons)


def _proposed(form: NeedsForm | None, domain: str, scores: Mapping[str, int]) -> Proposal | None:
    for one in form.domains if form else ():
        if one.code == domain:
            found = [each for question in one.weak_questions(scores) for each in question.proposals]
            return found[0] if found else None
    return None


def _goal(uow: UnitOfWork, domain: str, proposal: Proposal, staff: RecordId) -> GoalDraft:
    due_on = uow.today + timedelta(days=90)
    action: dict[str, Value] = {
        "text": proposal.action or proposal.goal,
        "service": proposal.service or None,
        "owner": staff,
        "due_on": due_on - timedelta(days=30),
    }
    values: dict[str, Value] = {
        "domain": domain,
        "text": proposal.goal,
        "sign": proposal.sign or proposal.goal,
        "due_on": due_on,
    }
    return GoalDraft(values=values, actions=(ActionDraft(values=action),))
