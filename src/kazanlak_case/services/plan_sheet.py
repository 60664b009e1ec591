"""What a screen needs to write or read a plan, gathered in one reading."""

from dataclasses import dataclass
from datetime import date

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.questionnaires import Question
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.services.assessment_change import Comparison, comparison
from kazanlak_case.services.assessments import (
    AssessmentView,
    assessment,
    assessments_of,
    earlier_of,
)
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.plan_approval import latest_review, may_approve, weak_for
from kazanlak_case.services.plan_drafts import PlanDraft, draft_of_plan
from kazanlak_case.services.plan_reviews import ReviewView, reviews_of
from kazanlak_case.services.planning import new_plan
from kazanlak_case.services.plans import PlanView, plan, plans_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakDomain:
    """A domain the plan must answer; its weak questions are empty for who does not see the scores.

    Attributes:
        said: What was answered to each weak question, in words.
    """

    code: str
    questions: tuple[Question, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """A plan with all around it. `view` is None while it is only being begun."""

    draft: PlanDraft
    view: PlanView | None
    person: RecordId
    person_name: str
    case_number: str
    weak: tuple[WeakDomain, ...]
    assessed_on: date | None
    latest_review: date
    may_write: bool
    may_approve: bool
    reviews: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsOfCase:
    """The needs and the plan of one case as the person's page shows them."""

    case: RecordId
    case_number: str
    is_open: bool
    assessments: tuple[AssessmentView, ...]
    told: Comparison | None
    plans: tuple[PlanView, ...]
    plan_due: date | None
    may_write: bool


def plan_sheet(
    uow: UnitOfWork, *, case_id: RecordId | None = None, plan_id: RecordId | None = None
) -> PlanSheet:
    """Open a plan that stands, or begin the plan of a case.

    Raises:
        NotAllowedError: The user's post sees no plans, or writes none where one is to be begun.
        PlanBegunError: A version is being written already.
        RecordMissingError: There is no such plan or case.
    """
    uow.sight.require("plan", "assessment")
    view = plan(uow, plan_id) if plan_id else None
    draft = draft_of_plan(view) if view else new_plan(uow, case_id or RecordId(""))
    about = uow.sight.shown(uow.records.get(Case, draft.case))
    assessed = assessment(uow, draft.assessment) if draft.assessment else None
    return PlanSheet(
        draft=draft,
        view=view,
        person=about.person,
        person_name=labels_of(uow, "person", [about.person]).get(about.person, ""),
        case_number=about.number or "",
        weak=_weak(uow, draft, assessed),
        assessed_on=assessed.assessment.made_on if assessed else None,
        latest_review=latest_review(uow, draft),
        may_write=_may_write(uow),
        may_approve=view is not None and may_approve(uow, view),
        reviews=reviews_of(uow, view.id) if view and uow.sight.sees("plan_review") else (),
    )


def needs_of_case(uow: UnitOfWork, case_id: RecordId) -> NeedsOfCase:
    """Gather the assessments and plans of a case.

    Raises:
        NotAllowedError: The user's post sees no plans or assessments.
        RecordMissingError: There is no such case.
    """
    uow.sight.require("plan", "assessment", "case")
    about = uow.sight.shown(uow.records.get(Case, case_id))
    found = assessments_of(uow, case_id)
    latest = next((one for one in found if one.is_final), None)
    opened = about.opened_on
    return NeedsOfCase(
        case=case_id,
        case_number=about.number or "",
        is_open=about.closed_on is None,
        assessments=found,
        told=comparison(earlier_of(uow, latest), latest) if latest else None,
        plans=plans_of(uow, case_id),
        plan_due=Terms.of(uow.profile).plan_due(opened) if opened else None,
        may_write=_may_write(uow),
    )


def _may_write(uow: UnitOfWork) -> bool:
    return uow.sight.sees("plan.case", "goal.text", "plan_action.text", action=Action.WRITE)


def _weak(
    uow: UnitOfWork, draft: PlanDraft, assessed: AssessmentView | None
) -> tuple[WeakDomain, ...]:
    if assessed is None or assessed.form is None:
        return ()
    domains = {one.code: one for one in assessed.form.domains}
    numbers = assessed.numbers
    found = []
    for code in weak_for(uow, draft):
        weak = domains[code].weak_questions(numbers)
        said = tuple(one.anchors[numbers[one.code]] for one in weak)
        found.append(WeakDomain(code=code, questions=weak, said=said))
    return tuple(found)
