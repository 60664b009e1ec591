"""Plans, consents, papers and tasks that do not fit together are found, and go away by being mended."""

from datetime import date

import pytest

from conftest import NOW
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.records import (
    Case,
    Consent,
    Goal,
    IssuedDocument,
    Person,
    Plan,
    StaffMember,
    Task,
)
from kazanlak_case.services.findings import findings, said, title_of

DAY = date(2022, 3, 1)


@pytest.fixture
def written(case_file):
    """Write past the services, as merging does; give the rules that find something."""

    def write(*changes):
        with case_file.writing(NOW) as uow:
            for one in changes:
                uow.log.append([one], "test")
            uow.findings.refresh()
            uow.commit()
        with case_file.reading(NOW) as uow:
            views = findings(uow)
            for view in views:
                assert title_of(view.finding)
                assert "{" not in said(view.finding, day=str, say=str)[0]
            return [view.finding.rule for view in views]

    return write


@pytest.fixture
def new(case_file):
    with case_file.reading(NOW) as uow:
        yield uow.new_id


def test_a_plan_has_goals_and_a_case_one_plan(written, new):
    person = Person(id=new(), given_name="Мария")
    case = Case(id=new(), person=person.id, number="КР-2022-0001")
    plans = [
        Plan(id=new(), case=case.id, number=f"{at}", state="approved", approved_on=DAY)
        for at in (1, 2)
    ]
    goals = [Goal(id=new(), plan=plan.id, text="работа") for plan in plans]
    assert written(Born(person), Born(case), Born(plans[0])) == ["plan_goals"]
    assert written(Born(goals[0])) == []
    assert written(Born(plans[1]), Born(goals[1])) == ["two_plans"]
    assert written(Edited("plan", plans[0].id, {"state": "replaced"})) == []


def test_one_day_has_one_answer(written, new):
    person = Person(id=new(), given_name="Мария")
    answers = [
        Consent(id=new(), person=person.id, type="photo", answer=answer, answered_on=DAY)
        for answer in ("given", "refused", "withdrawn")
    ]
    assert written(Born(person), Born(answers[0]), Born(answers[2])) == []
    assert written(Born(answers[1])) == ["consents_differ"]
    assert written(Deleted("consent", answers[1].id)) == []


def test_a_number_stands_on_one_paper(written, new):
    papers = [IssuedDocument(id=new(), number="КР-НС-2022-0001", form="referral") for _ in "12"]
    assert written(*map(Born, papers)) == ["paper_numbers"]
    assert written(Edited("issued_document", papers[1].id, {"number": "КР-НС-2022-0002"})) == []


def test_a_task_is_somebodys(written, new):
    staff = StaffMember(id=new(), given_name="Иван")
    task = Task(id=new(), title="обаждане", assigned_to=staff.id, due_on=DAY)
    assert written(Born(staff), Born(task)) == []
    assert written(Deleted("staff_member", staff.id)) == ["tasks_of_nobody"]
    assert written(Edited("task", task.id, {"assigned_to": None})) == []
