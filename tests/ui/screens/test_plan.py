"""Needs and plan by keyboard through the real window: assessed, planned, handed in, approved, ticked, reviewed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from conftest import NOW
from kazanlak_case.domain.records.assessment import Assessment
from kazanlak_case.domain.records.plan import Plan, PlanAction, PlanReview
from kazanlak_case.services import assessing, assessments, plan_approval, planning, plans
from kazanlak_case.services.assessing import AssessmentDraft
from kazanlak_case.services.assessments import Answer
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft
from kazanlak_case.services.questionnaires import shipped
from kazanlak_case.ui.plan_parts.score_row import ScoreRow
from kazanlak_case.ui.screens.assessment import AssessmentForm
from kazanlak_case.ui.screens.plan import PlanForm
from kazanlak_case.ui.screens.plan_review import ReviewForm
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs
from support.office import id_of

TODAY = NOW.date()
OTHER = "Мария Колева, съседка"


@pytest.fixture
def do(case_file, now):
    seconds = iter(range(1, 1000))

    def run(service, *args, **options):
        with case_file.writing(now + timedelta(seconds=next(seconds))) as uow:
            return service(uow, *args, **options)

    return run


@pytest.fixture
def ask(case_file, now):
    def run(service, *args):
        with case_file.reading(now) as uow:
            return service(uow, *args)

    return run


@pytest.fixture
def person(a_person):
    return a_person("Милена", "Асенова")


@pytest.fixture
def case(do, person):
    values = {"person": person, "type": "individual_adult", "status": "assessment"}
    return id_of(do(open_case, values), "case")


@pytest.fixture
def assessed(do, case):
    """Only labour is weak."""
    form = shipped()[0]
    answers = {code: Answer(0 if code == "work_now" else 3) for code in form.questions}
    draft = AssessmentDraft(case=case, questionnaire="adult", version=1, answers=answers)
    return id_of(do(assessing.save_assessment, draft, final=True), "assessment")


@pytest.fixture
def submitted(do, ask, case, assessed):
    begun = ask(planning.new_plan, case)
    actions = tuple(
        ActionDraft(values={"text": text, "owner_other": OTHER, "due_on": TODAY})
        for text in ("Изготвяне на автобиография", "Среща с медиатора")
    )
    goal = GoalDraft(
        values={
            "domain": "labour",
            "text": "Започва работа с договор",
            "sign": "сключен договор",
            "due_on": TODAY + timedelta(days=90),
        },
        actions=actions,
    )
    draft = PlanDraft(case=case, assessment=begun.assessment, values=begun.values, goals=(goal,))
    return id_of(do(plan_approval.submit_plan, draft), "plan")


@pytest.fixture
def approved(do, submitted, case_file, now):
    from kazanlak_case.domain.changes import Edited

    with case_file.writing(now) as uow:
        uow.log.append([Edited("user", uow.user.id, {"role": "project_manager"})], "test")
        uow.commit()
    case_file.load()
    do(plan_approval.approve_plan, submitted)
    return submitted


def _words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def _button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    return found


def test_action_is_ticked_in_five_inputs(shell, workspace, approved, person, ask, qtbot) -> None:
    workspace.open_person(person)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_P, CTRL | SHIFT)
    qtbot.waitUntil(lambda: counted.focus.objectName().startswith("open_"))
    counted.press(Qt.Key.Key_Down)
    counted.press(Qt.Key.Key_Return)
    [waiting] = ask(plans.open_actions, person)
    assert waiting.text == "Изготвяне на автобиография"
    counted.holds("tick a plan action")
    assert counted.focus.objectName().startswith("open_")
    counted.press(Qt.Key.Key_Return)
    assert ask(plans.open_actions, person) == ()
    assert workspace.panel.content is None


def test_whole_assessment_is_answered_with_one_key_a_question(
    shell, workspace, case, person, ask, qtbot
) -> None:
    workspace.open_person(person)
    workspace.openings.plans.new_assessment(case)
    form = workspace.panel.content
    assert isinstance(form, AssessmentForm)
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_PageDown, CTRL)
    for _question in range(20):
        qtbot.waitUntil(lambda: isinstance(counted.focus, ScoreRow))
        counted.press(Qt.Key.Key_3)
    # after the last question come the conclusions
    counted.type("Търси работа с договор.")
    counted.press(Qt.Key.Key_S, CTRL)
    [view] = ask(assessments.assessments_of, case)
    assert set(view.numbers.values()) == {3}
    assert len(view.numbers) == 20
    assert view.assessment.strengths == "Търси работа с договор."
    assert not view.is_final


def test_unfinished_answers_are_taken_up_again(host, kit, case, qtbot) -> None:
    form = AssessmentForm(host, kit, case=case)
    form.pages.open("labour")
    qtbot.keyClick(form.pages.domains["labour"].rows[0], Qt.Key.Key_1)
    form.keep_draft()
    again = AssessmentForm(host, kit, case=case)
    assert again.pages.domains["labour"].answers() == {"work_now": Answer(1)}
    assert not again._taken_up.isHidden()


def test_finishing_goes_to_the_question_without_an_answer(host, kit, told, case, get_all) -> None:
    form = AssessmentForm(host, kit, case=case)
    form.finish()
    assert form.pages.steps.key == "labour"
    assert any("20" in one for one in told)
    assert get_all(Assessment) == []


@pytest.fixture
def get_all(case_file, now):
    def read(cls):
        with case_file.reading(now) as uow:
            return uow.records.all(cls)

    return read


def test_earlier_answers_are_proposed_and_taken_with_enter(
    host, kit, case, assessed, qtbot
) -> None:
    form = AssessmentForm(host, kit, case=case)
    first = form.pages.domains["labour"].rows[0]
    assert "Before: 0" in first._before.text()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert first.answer() == Answer(0)
    for row in form.pages.domains["health"].rows:
        assert row.answer() == Answer()
    qtbot.mouseClick(
        _button(form.pages.domains["health"], "healthAgain"), Qt.MouseButton.LeftButton
    )
    assert {row.answer().score for row in form.pages.domains["health"].rows} == {3}


def test_proposed_goal_makes_the_plan_whole(host, kit, case, assessed, get_all, qtbot) -> None:
    form = PlanForm(host, kit, case=case)
    assert "“work” is weak" in _words(form.editor)
    form.submit()
    assert get_all(Plan) == []
    qtbot.mouseClick(_button(form, "propose_labour_0"), Qt.MouseButton.LeftButton)
    card = form.editor.goals[0]
    card.form.put("due_on", TODAY + timedelta(days=90))
    card.parts[0].form.put("owner_other", OTHER)
    card.parts[0].form.put("due_on", TODAY + timedelta(days=7))
    assert form.editor.lacks() == ()
    form.submit()
    [plan] = get_all(Plan)
    assert plan.state == "submitted"
    assert form.editor is None
    assert "Започва работа с трудов договор" in _words(form)


def test_plan_half_written_is_taken_up_again(host, kit, case, assessed, qtbot) -> None:
    form = PlanForm(host, kit, case=case)
    qtbot.mouseClick(_button(form, "propose_labour_0"), Qt.MouseButton.LeftButton)
    form.keep_draft()
    again = PlanForm(host, kit, case=case)
    assert again.editor.goals[0].draft().values["text"] == "Започва работа с трудов договор"


def test_head_gives_back_only_with_a_comment(host, kit, approved, do, case, ask, qtbot) -> None:
    do(planning.begin_new_version, approved)
    new = ask(plans.plans_of, case)[0]
    form = PlanForm(host, kit, plan=new.id)
    form.editor.days.put("commitments", "Идва на срещите")
    form.submit()
    assert form.approval is not None
    qtbot.mouseClick(_button(form, "returnPlan"), Qt.MouseButton.LeftButton)
    assert "mended" in form.approval._problem.text()
    form.approval.comment.show_value("Добавете срок")
    qtbot.mouseClick(_button(form, "returnPlan"), Qt.MouseButton.LeftButton)
    assert ask(plans.plan, new.id).state == "returned"
    assert "Добавете срок" in _words(form)
    assert form.editor is not None


def test_approved_plan_is_ticked_signed_and_begun_anew(host, kit, approved, get_all, qtbot) -> None:
    form = PlanForm(host, kit, plan=approved)
    with qtbot.waitSignal(form.print_wanted) as wanted:
        qtbot.mouseClick(_button(form, "planPrint"), Qt.MouseButton.LeftButton)
    assert wanted.args[:3] == ["support_plan", "plan", approved]
    action = get_all(PlanAction)[0]
    form.findChild(QWidget, f"tick_{action.id}").click()
    assert next(one for one in get_all(PlanAction) if one.id == action.id).done_on == TODAY
    qtbot.mouseClick(_button(form, "planSigned"), Qt.MouseButton.LeftButton)
    assert get_all(Plan)[0].signed_on == TODAY
    qtbot.mouseClick(_button(form, "planAnew"), Qt.MouseButton.LeftButton)
    assert form.editor is not None
    assert {one.version for one in get_all(Plan)} == {1, 2}
    assert len(form.editor.goals[0].parts) == 1


def test_review_says_what_is_missing_and_ends_the_plan(host, kit, approved, get_all, qtbot) -> None:
    form = ReviewForm(host, kit, approved)
    form.save()
    assert get_all(PlanReview) == []
    next(iter(form.goals.values())).put("status", "met")
    form.whole.put("decision", "ends")
    form.save()
    assert [one.decision for one in get_all(PlanReview)] == ["ends"]
    assert get_all(Plan)[0].state == "ended"
    shown = PlanForm(host, kit, plan=approved)
    with qtbot.waitSignal(shown.print_wanted) as wanted:
        qtbot.mouseClick(shown.findChild(QWidget, "review0"), Qt.MouseButton.LeftButton)
    assert wanted.args[:2] == ["plan_review", "plan_review"]


def test_person_page_shows_needs_and_plan(workspace, approved, person, qtbot) -> None:
    workspace.open_person(person)
    page = workspace._person
    page.tabs.go_to("cases")
    qtbot.waitUntil(lambda: page.findChild(QWidget, "needsChart") is not None)
    chart = page.findChild(QWidget, "needsChart")
    assert chart.accessibleDescription().startswith("Work: 1.8 of 4; Social: 3.0 of 4")
    words = _words(page.findChild(QWidget, "needsPart"))
    assert "Започва работа с договор" in words
    assert "0/2" in words
    qtbot.mouseClick(_button(page, "openPlan"), Qt.MouseButton.LeftButton)
    assert isinstance(workspace.panel.content, PlanForm)


def _begun(workspace, kind, target):
    """List what the day offers to go on with; the panel was closed before."""
    workspace.panel.close_panel()
    workspace.go("today")
    QApplication.processEvents()
    rows = workspace.findChildren(LinkRow, f"draft_{kind}_{target}")
    return [one for one in rows if one.isVisible()]


def _go_on(workspace, kind, target):
    (row,) = _begun(workspace, kind, target)
    said = row.accessibleName()
    row.click()
    QApplication.processEvents()
    return said


def test_what_was_begun_of_needs_and_plan_waits_on_the_day_and_opens_where_it_was_left(
    workspace, case, assessed, do, ask, qtbot
) -> None:
    plans_ = workspace.openings.plans
    plans_.new_plan(case)
    form = workspace.panel.content
    qtbot.mouseClick(_button(form, "propose_labour_0"), Qt.MouseButton.LeftButton)
    form.keep_draft()
    assert "Милена Асенова, Plan, begun" in _go_on(workspace, "new-plan", case)
    again = workspace.panel.content
    assert again.editor.goals[0].draft().values["text"] == "Започва работа с трудов договор"
    again.save()
    standing = ask(plans.plans_of, case)[0].id
    again.editor.goals[0].form.put("text", "Друга цел")
    again.keep_draft()
    _go_on(workspace, "plan", standing)
    again = workspace.panel.content
    assert again.editor.goals[0].draft().values["text"] == "Друга цел"
    again._taken_up.findChild(QPushButton, "planDraftAway").click()
    goal = workspace.panel.content.editor.goals[0].draft().values["text"]
    assert goal == "Започва работа с трудов договор"
    assert _begun(workspace, "plan", standing) == []

    plans_.new_assessment(case)
    form = workspace.panel.content
    other = next(one.code for one in form.sheet.forms if one.code != form.sheet.form.code)
    form._ask(other)
    page = next(iter(form.pages.domains))
    form.pages.open(page)
    qtbot.keyClick(form.pages.domains[page].rows[0], Qt.Key.Key_1)
    form.keep_draft()
    assert "Assessment of needs, begun" in _go_on(workspace, "new-assessment", case)
    again = workspace.panel.content
    assert (again.sheet.form.code, again.pages.steps.key) == (other, page)
    assert len(again.pages.domains[page].answers()) == 1


def test_a_plan_handed_in_since_leaves_no_draft_to_go_on_with(
    workspace, case, assessed, submitted, kit
) -> None:
    kit.operations.keep_draft(f"plan-of-{case}", {"id": None, "goals": []})
    assert _begun(workspace, "new-plan", case) == []
