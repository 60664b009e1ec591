"""Pictures of needs and plans: the questions, what changed, the plan written and approved, its review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.services.assessing import AssessmentDraft, save_assessment
from kazanlak_case.services.assessments import Answer, assessments_of
from kazanlak_case.services.plan_approval import submit_plan
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft
from kazanlak_case.services.planning import begin_new_version, new_plan, tick_action
from kazanlak_case.services.plans import open_actions, plans_of
from kazanlak_case.services.questionnaires import questionnaires
from kazanlak_case.services.today import today as gather
from kazanlak_case.services.writing import prepare_edit
from kazanlak_case.ui.screens.assessment import AssessmentForm
from kazanlak_case.ui.screens.plan import PlanForm
from pictures.stage import NOW

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.shell import Shell

LOW = {"work_now": 1, "registration": 0, "skills": 2, "barriers": 1, "right_to_live": 0, "bills": 1}
MENDED = {"registration": 3, "barriers": 2, "gp": 2}
GOALS = (
    (
        "labour",
        "Започва работа с трудов договор",
        "сключен трудов договор, запазен поне 3 месеца",
        (
            ("Среща с трудовия медиатор и търсене на подходящи места", "lab_search", 14),
            ("Изготвяне на автобиография", "lab_cv", -3),
        ),
    ),
    (
        "housing",
        "Живее в жилище с уредено право",
        "сключен договор за наем или настанителна заповед",
        (("Заявление за общинско жилище", "soc_housing", 30),),
    ),
)
TOLD: dict[str, tuple[RecordId, RecordId]] = {}


def needs(shell: Shell) -> None:
    """Show needs and plan on a person's page."""
    person, _case = _told(shell)
    shell.workspace.open_person(person)
    page = shell.workspace._person
    page.tabs.go_to("cases")
    scroll = page.tabs.currentWidget().findChildren(type(page._whole))[0]
    needed = page.findChild(object, "needsPart")
    if needed is not None:
        scroll.show_part(needed)
        page._whole.show_part(page.tabs)


def assessment(shell: Shell) -> None:
    """Answer the questions of a domain."""
    person, case = _told(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.plans.new_assessment(case)
    form = shell.workspace.panel.content
    if isinstance(form, AssessmentForm) and form.pages is not None:
        form.pages.open("labour")
        rows = form.pages.domains["labour"].rows
        rows[0].show_answer(Answer(2, "Бере билки през лятото"))
        form.pages.show_progress()
        rows[1].setFocus()


def assessed(shell: Shell) -> None:
    """Read a finished assessment beside the one before."""
    person, case = _told(shell)
    shell.workspace.open_person(person)
    with shell.operations.case_file.reading(NOW) as uow:
        last = next(one for one in assessments_of(uow, case) if one.is_final)
    shell.workspace.openings.plans.open_assessment(last.id)


def plan(shell: Shell) -> None:
    """Open the approved plan."""
    person, case = _told(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.plans.open_plan(_plan_of(shell, case, "approved"))


def plan_written(shell: Shell) -> None:
    """Write a new version of the plan."""
    person, case = _told(shell)
    shell.workspace.open_person(person)
    with shell.operations.case_file.reading(NOW) as uow:
        begun = any(one.is_open for one in plans_of(uow, case))
    if not begun:
        with shell.operations.case_file.writing(NOW) as uow:
            begin_new_version(uow, _approved(uow, case))
    shell.workspace.openings.plans.open_plan(_plan_of(shell, case, "draft"))
    form = shell.workspace.panel.content
    if isinstance(form, PlanForm) and form.editor is not None:
        shell.workspace.panel._scroll.verticalScrollBar().setValue(0)


def review(shell: Shell) -> None:
    """Review the plan."""
    person, case = _told(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.plans.review_plan(_plan_of(shell, case, "approved"))


def plan_actions(shell: Shell) -> None:
    """List what is to be done."""
    person, _case = _told(shell)
    shell.workspace.open_person(person)
    shell.workspace.openings.plans.tick_actions(person)


def questions(shell: Shell) -> None:
    """Show the questionnaires of the municipality."""
    shell.workspace.go("questionnaires")


def _told(shell: Shell) -> tuple[RecordId, RecordId]:
    """Tell of somebody who was assessed twice and has a plan; once for all pictures."""
    file = shell.operations.case_file
    if file.site not in TOLD:
        with file.reading(NOW) as uow:
            due = next(one for one in gather(uow).deadlines if one.record == "case")
        case = due.id
        for day, answers in ((date(2022, 5, 10), LOW), (date(2022, 11, 2), LOW | MENDED)):
            with file.writing(NOW) as uow:
                _assess(uow, case, day, answers)
        with file.writing(NOW) as uow:
            _plan(uow, case)
        with file.writing(NOW) as uow:
            person = uow.records.get(Case, case).person
            done = next(one for one in open_actions(uow, person) if "биография" in one.text)
            tick_action(uow, done.id)
        TOLD[file.site] = (due.person, case)
    return TOLD[file.site]


def _assess(uow: UnitOfWork, case: RecordId, day: date, answers: dict[str, int]) -> None:
    form = next(one for one in questionnaires(uow) if one.code == "adult")
    draft = AssessmentDraft(
        case=case,
        questionnaire=form.code,
        version=form.version,
        values={
            "made_on": day,
            "living": "Две стаи за шестима, покривът тече.",
            "income": "Детски надбавки; сезонна работа.",
            "strengths": "Сръчни ръце, сговорно семейство.",
            "own_view": "Иска постоянна работа и сух дом за децата.",
            "conclusions": "Първо работа и жилище.",
        },
        answers={code: Answer(answers.get(code, 3)) for code in form.questions},
    )
    save_assessment(uow, draft, final=True)


def _plan(uow: UnitOfWork, case: RecordId) -> None:
    begun = new_plan(uow, case)
    goals = tuple(_goal(uow, *one) for one in GOALS)
    values = dict(begun.values) | {
        "commitments": "Идва на уговорените срещи и носи документите си."
    }
    draft = PlanDraft(case=case, assessment=begun.assessment, values=values, goals=goals)
    submit_plan(uow, draft)
    plan_id = plans_of(uow, case)[0].id
    # the head approves it: in the story the pictures are taken by whoever opened the file
    values = {
        "state": "approved",
        "approved_by": uow.user.id,
        "approved_on": uow.today,
        "approval_comment": "Добре подреден план. Следете срока за жилището.",
    }
    uow.log.append([prepare_edit(uow, Plan, plan_id, values)], "plan_approved")
    uow.commit()


def _goal(
    uow: UnitOfWork,
    domain: str,
    text: str,
    sign: str,
    actions: tuple[tuple[str, str, int], ...],
) -> GoalDraft:
    return GoalDraft(
        values={
            "domain": domain,
            "text": text,
            "sign": sign,
            "due_on": uow.today + timedelta(days=150),
        },
        actions=tuple(
            ActionDraft(
                values={
                    "text": words,
                    "service": service,
                    "owner": uow.user.staff_member,
                    "owner_other": None if uow.user.staff_member else "трудовият медиатор",
                    "due_on": uow.today + timedelta(days=days),
                }
            )
            for words, service, days in actions
        ),
    )


def _approved(uow: UnitOfWork, case: RecordId) -> RecordId:
    return next(one.id for one in plans_of(uow, case) if one.state == "approved")


def _plan_of(shell: Shell, case: RecordId, state: str) -> RecordId:
    with shell.operations.case_file.reading(NOW) as uow:
        return next(one.id for one in plans_of(uow, case) if one.state == state)
