"""Plans: written from the assessment, approved by another, versioned, ticked, reviewed."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.planning_errors import (
    OwnPlanError,
    PlanBegunError,
    PlanFixedError,
    PlanIncompleteError,
    PlanNotApprovedError,
    PlanNotWaitingError,
)
from kazanlak_case.domain.records import StaffMember
from kazanlak_case.domain.records.plan import Goal, Plan, PlanReview
from kazanlak_case.services import (
    assessing,
    due,
    history,
    person_page,
    plan_approval,
    plan_reviews,
    planning,
    plans,
    questionnaires,
)
from kazanlak_case.services.assessing import AssessmentDraft
from kazanlak_case.services.assessments import Answer
from kazanlak_case.services.plan_drafts import (
    ActionDraft,
    GoalDraft,
    Lack,
    PlanDraft,
    draft_of_plan,
    lacks_of,
)
from kazanlak_case.services.plan_reviews import ReviewDraft
from kazanlak_case.services.records import save_record
from support.office import id_of

TODAY = NOW.date()
OTHER = "Мария Колева, съседка"


@pytest.fixture
def person(a_person):
    return a_person("Мария")


@pytest.fixture
def case(person, a_case):
    return a_case(person, type="individual_adult", status="assessment", opened_on=TODAY)


@pytest.fixture
def assessed(do, case):
    """Labour and health are weak."""
    form = questionnaires.shipped()[0]
    low = {"work_now": 0, "gp": 1, "insurance": 1, "treatment": 1}
    draft = AssessmentDraft(
        case=case.id,
        questionnaire=form.code,
        version=form.version,
        answers={code: Answer(low.get(code, 3)) for code in form.questions},
    )
    return id_of(do(assessing.save_assessment, draft, final=True), "assessment")


def a_goal(domain="labour", text="Започва работа", **values):
    action = ActionDraft(
        values={"text": "Среща с медиатора", "owner_other": OTHER, "due_on": TODAY}
    )
    said = {"sign": "сключен договор", "due_on": TODAY + timedelta(days=90), **values}
    return GoalDraft(values={"domain": domain, "text": text, **said}, actions=(action,))


@pytest.fixture
def draft(ask, case, assessed) -> PlanDraft:
    begun = ask(planning.new_plan, case.id)
    return PlanDraft(
        case=begun.case,
        assessment=begun.assessment,
        values=begun.values,
        goals=(a_goal(),),
        unplanned={"health": "Лекува се в друг град."},
    )


@pytest.fixture
def as_somebody_else(do, as_user):
    """Let the head approve what somebody else handed in."""

    def change(plan, role="manager"):
        as_user(role=role)
        do(_handed_in_by_another, plan)

    return change


def _handed_in_by_another(uow, plan):
    made = save_record(
        uow, StaffMember, None, {"given_name": "Анна", "family_name": "Донева"}, what="test"
    )
    other = id_of(made, "staff_member")
    save_record(uow, Plan, plan, {"submitted_by": other, "staff_member": other}, what="test")


@pytest.fixture
def approved(do, draft, as_somebody_else):
    plan = id_of(do(plan_approval.submit_plan, draft), "plan")
    as_somebody_else(plan)
    do(plan_approval.approve_plan, plan, "Добре подреден.")
    return plan


def test_weak_domain_has_a_goal_or_a_reason(do, ask, draft) -> None:
    assert ask(plan_approval.weak_for, draft) == ("labour", "health")
    bare = PlanDraft(
        case=draft.case, assessment=draft.assessment, values=draft.values, goals=(a_goal(),)
    )
    with pytest.raises(PlanIncompleteError) as caught:
        do(plan_approval.submit_plan, bare)
    assert caught.value.facts["lacks"] == (Lack("domain", "health"),)
    made = do(plan_approval.submit_plan, draft)
    view = ask(plans.plan, id_of(made, "plan"))
    assert (view.state, view.unplanned) == ("submitted", {"health": "Лекува се в друг град."})
    assert view.plan.review_on == date(2023, 5, 14)


def test_each_goal_has_sign_and_day_and_an_action_with_owner_and_day(draft) -> None:
    bare = GoalDraft(values={"domain": "labour", "text": "Работа"})
    half = GoalDraft(values=a_goal().values, actions=(ActionDraft(values={"text": "Среща"}),))
    late = dict(draft.values) | {"review_on": TODAY + timedelta(days=400)}
    plan = PlanDraft(case=draft.case, values=late, goals=(bare, half))
    lacks = lacks_of(plan, ("labour",), latest_review=TODAY + timedelta(days=181))
    assert [(one.code, one.goal) for one in lacks] == [
        ("assessment", 0),
        ("sign", 1),
        ("due", 1),
        ("action", 1),
        ("owner", 2),
        ("action_due", 2),
        ("review", 0),
    ]


def test_own_plan_is_approved_by_another_unless_the_right_is_given(
    do, ask, draft, as_role, as_somebody_else
) -> None:
    plan = id_of(do(plan_approval.submit_plan, draft), "plan")
    assert not ask(plan_approval.may_approve, ask(plans.plan, plan))
    with pytest.raises(OwnPlanError):
        do(plan_approval.approve_plan, plan)
    as_role("social_worker")
    with pytest.raises(NotAllowedError):
        do(plan_approval.approve_plan, plan)
    as_role("project_manager")
    assert ask(plan_approval.may_approve, ask(plans.plan, plan))
    do(history.undo, do(plan_approval.approve_plan, plan).undo)
    as_somebody_else(plan)
    with pytest.raises(InvalidRecordError):
        do(plan_approval.return_plan, plan, " ")
    do(plan_approval.return_plan, plan, "Кой ще придружи до лекаря?")
    view = ask(plans.plan, plan)
    assert (view.state, view.plan.approval_comment) == ("returned", "Кой ще придружи до лекаря?")
    with pytest.raises(PlanNotWaitingError):
        do(plan_approval.approve_plan, plan)
    do(plan_approval.submit_plan, draft_of_plan(view))
    assert ask(plans.plan, plan).state == "submitted"


def test_new_version_never_overwrites(do, ask, get, approved, case) -> None:
    before = ask(plans.plan, approved)
    with pytest.raises(PlanFixedError):
        do(planning.save_plan, draft_of_plan(before))
    do(planning.begin_new_version, approved)
    new, old = ask(plans.plans_of, case.id)
    assert (new.plan.version, new.plan.replaces, new.state) == (2, approved, "draft")
    assert [one.goal.text for one in new.goals] == ["Започва работа"]
    assert new.goals[0].goal.id != old.goals[0].goal.id
    assert old == before
    with pytest.raises(PlanBegunError):
        do(planning.begin_new_version, approved)
    changed = draft_of_plan(new)
    goals = (a_goal("health", "Има личен лекар"),)
    do(
        planning.save_plan,
        PlanDraft(
            id=new.id,
            case=case.id,
            assessment=changed.assessment,
            values=changed.values,
            goals=goals,
        ),
    )
    assert [one.goal.domain for one in ask(plans.plan, new.id).goals] == ["health"]
    assert ask(plans.plan, approved) == before


def test_approved_version_replaces_the_one_before(
    do, ask, approved, case, as_somebody_else
) -> None:
    do(planning.begin_new_version, approved)
    new = ask(plans.plans_of, case.id)[0]
    do(plan_approval.submit_plan, draft_of_plan(new))
    as_somebody_else(new.id)
    do(plan_approval.approve_plan, new.id)
    assert [one.state for one in ask(plans.plans_of, case.id)] == ["approved", "replaced"]


def test_plan_written_anew_after_an_assessment_replaces_the_one_that_holds(
    do, ask, draft, approved, case, as_somebody_else
) -> None:
    anew = id_of(do(plan_approval.submit_plan, draft), "plan")
    assert ask(plans.plan, anew).plan.replaces == approved
    as_somebody_else(anew)
    do(plan_approval.approve_plan, anew)
    assert [one.state for one in ask(plans.plans_of, case.id)] == ["approved", "replaced"]


def test_action_is_ticked_and_taken_back(do, ask, get, approved, person) -> None:
    [waiting] = ask(plans.open_actions, person)
    assert (waiting.text, waiting.goal, waiting.is_late) == (
        "Среща с медиатора",
        "Започва работа",
        False,
    )
    ticked = do(planning.tick_action, waiting.id)
    assert ask(plans.open_actions, person) == ()
    view = ask(plans.plan, approved)
    assert (view.goals[0].done, view.goals[0].wanted) == (1, 1)
    assert view.goals[0].goal.status == "in_progress"
    do(history.undo, ticked.undo)
    assert len(ask(plans.open_actions, person)) == 1
    do(planning.tick_action, waiting.id)
    do(planning.open_action_again, waiting.id)
    assert len(ask(plans.open_actions, person)) == 1


def test_signed_only_once_it_is_approved(do, get, draft, as_somebody_else) -> None:
    plan = id_of(do(plan_approval.submit_plan, draft), "plan")
    with pytest.raises(PlanNotApprovedError):
        do(plan_approval.sign_plan, plan)
    as_somebody_else(plan)
    do(plan_approval.approve_plan, plan)
    do(plan_approval.sign_plan, plan)
    assert get(Plan, plan).signed_on == TODAY


def _review(ask, plan, decision, status="partly", **values):
    draft, view = ask(plan_reviews.new_review, plan)
    goal = view.goals[0].goal.id
    return ReviewDraft(
        plan=plan,
        values=dict(draft.values) | {"decision": decision, **values},
        goals={goal: {"status": status, "helped": "Медиаторът", "hindered": None}},
    )


def test_review_goes_on_until_the_next(do, ask, get, approved) -> None:
    with pytest.raises(InvalidRecordError):
        do(plan_reviews.review_plan, _review(ask, approved, None))
    too_late = _review(ask, approved, "goes_on", next_review_on=date(2023, 5, 15))
    with pytest.raises(InvalidRecordError):
        do(plan_reviews.review_plan, too_late)
    do(plan_reviews.review_plan, _review(ask, approved, "goes_on", next_review_on=date(2023, 2, 1)))
    assert get(Plan, approved).review_on == date(2023, 2, 1)
    [seen] = ask(plan_reviews.reviews_of, approved)
    [about] = seen.goals.values()
    assert (about.status, about.helped) == ("partly", "Медиаторът")
    assert get(Goal, about.goal).status == "partly"


def test_review_begins_a_new_version_or_ends_the_plan(do, ask, get, approved, case) -> None:
    written = do(plan_reviews.review_plan, _review(ask, approved, "changed", "met"))
    new = ask(plans.plans_of, case.id)[0]
    assert (new.plan.replaces, new.goals) == (approved, ())
    do(history.undo, written.undo)
    assert len(ask(plans.plans_of, case.id)) == 1
    do(plan_reviews.review_plan, _review(ask, approved, "ends", "met"))
    assert get(Plan, approved).state == "ended"
    assert ask(lambda uow: uow.records.find(PlanReview, plan=approved))[0].next_review_on is None


def _codes(ask, days):
    found, _totals = ask(due.deadlines, at=NOW + timedelta(days=days))
    return {(one.code, one.is_late) for one in found if one.code in {"plan", "approval", "review"}}


def test_clock_of_the_plan_runs_until_one_is_approved(
    do, ask, case, draft, as_somebody_else, person
) -> None:
    assert _codes(ask, 20) == {("plan", False)}
    assert _codes(ask, 21) == {("plan", True)}
    assert _fact(ask, person, 20) == "due"
    assert _fact(ask, person, 21) == "late"
    plan = id_of(do(plan_approval.submit_plan, draft), "plan")
    assert _codes(ask, 21) >= {("plan", True), ("approval", True)}
    as_somebody_else(plan)
    do(plan_approval.approve_plan, plan)
    assert _codes(ask, 21) == set()
    assert _fact(ask, person, 21) == ""
    # 14.11.2022 and six months: told a month ahead, late the day after
    assert _codes(ask, 150) == set()
    assert _codes(ask, 181) == {("review", False)}
    assert _codes(ask, 182) == {("review", True)}


def _fact(ask, person, days):
    page = ask(person_page.person_page, person, at=NOW + timedelta(days=days))
    return next((one.tone for one in page.facts if one.code == "plan_due"), "")


def test_single_consultation_needs_no_plan(ask, a_person, a_case) -> None:
    a_case(a_person("Иван"), type="short_consult", status="inquiry", opened_on=TODAY)
    assert _codes(ask, 30) == set()
    a_case(a_person("Петър"), type="crisis", status="active", opened_on=TODAY)
    assert _codes(ask, 30) == set()


def test_plan_without_rights(do, ask, draft, approved, as_role) -> None:
    as_role("lawyer")
    assert ask(plans.plan, approved).goals
    with pytest.raises(NotAllowedError):
        do(planning.begin_new_version, approved)
    as_role("accountant")
    with pytest.raises(NotAllowedError):
        ask(plans.plan, approved)
