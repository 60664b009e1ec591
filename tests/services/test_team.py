"""The board of the team, and the handing over of somebody's whole work."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services import history, tasks, visits
from kazanlak_case.services.case_handover import hand_over_cases, hand_over_plan, receivers_of
from kazanlak_case.services.team import team_board, team_list
from kazanlak_case.services.writing import prepare_birth
from support.office import SERVICE, id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def born(do):
    def make(cls, **values):
        def work(uow):
            change = prepare_birth(uow, cls, values)
            scope = "common" if cls is StaffMember else uow.site
            uow.log.append([change], "test", scope=scope)
            uow.commit()
            return change.record.id

        return do(work)

    return make


@pytest.fixture
def team(ask, born):
    """The user, who leads cases too, and two colleagues."""
    mine = ask(lambda uow: uow.user.staff_member)
    return mine, born(StaffMember, given_name="Ана"), born(StaffMember, given_name="Борис")


def _load(ask, member):
    return next(one for one in ask(team_board).loads if one.staff_member == member)


def test_everybody_is_shown_with_what_they_carry(ask, do, a_person, a_case, team):
    mine, ana, _boris = team
    person = a_person("Иван")
    a_case(person, leader=ana, priority="high", opened_on=TODAY - timedelta(days=60))
    a_case(a_person("Петър"), leader=ana, opened_on=TODAY - timedelta(days=5))
    a_case(a_person("Петър"), leader=ana, closed_because="goals_met")
    draft = visits.VisitDraft(
        person=person, service=SERVICE, provided_on=TODAY - timedelta(days=40), staff_member=ana
    )
    do(visits.record_visit, draft)
    for day in (TODAY, TODAY - timedelta(days=30)):
        draft = visits.VisitDraft(
            person=a_person(), service=SERVICE, provided_on=day, minutes=45, staff_member=ana
        )
        do(visits.record_visit, draft)
    do(tasks.make_task, {"title": "x", "due_on": TODAY - timedelta(days=1), "assigned_to": ana})
    load = _load(ask, ana)
    assert (load.cases, load.by_risk) == (2, {"high": 1, "": 1})
    assert (load.visits, load.minutes) == (2, 90)
    assert (load.tasks, load.tasks_late) == (1, 1)
    assert load.late["quiet_case"] == 1
    assert [one.person_name for one in ask(team_list, "quiet_case", ana)] == ["Иван"]
    assert [one.person_name for one in ask(team_list, "open", ana)] == ["Иван", "Петър"]
    assert [one.title for one in ask(team_list, "tasks", ana)] == ["x"]
    assert mine not in {one.staff_member for one in ask(team_board).loads if one.cases}


def test_a_plan_that_waits_stands_by_who_leads_the_case(ask, a_person, a_case, born, team):
    _, ana, _ = team
    case = a_case(a_person(), leader=ana)
    plan = born(Plan, case=case.id, state="submitted", submitted_on=TODAY)
    assert _load(ask, ana).late["approval"] == 1
    (line,) = ask(team_list, "approval", ana)
    assert (line.record, line.id, line.number) == ("plan", plan, case.number)


def test_who_does_not_lead_others_sees_no_board(ask, as_role):
    as_role("social_worker")
    with pytest.raises(NotAllowedError):
        ask(team_board)
    with pytest.raises(NotAllowedError):
        ask(hand_over_plan, "00" * 16, ["01" * 16])


def test_the_heaviest_case_goes_to_who_carries_least(ask, a_person, a_case, team):
    mine, ana, boris = team
    a_case(a_person(), leader=boris, priority="urgent")
    for priority in ("urgent", "low", "high"):
        a_case(a_person(), leader=mine, priority=priority)
    plan = ask(hand_over_plan, mine, [ana, boris])
    assert [(one.case.priority, one.to) for one in plan.cases] == [
        ("urgent", ana),
        ("high", ana),
        ("low", boris),
    ]
    with pytest.raises(InvalidRecordError):
        ask(hand_over_plan, mine, [mine])


def test_everything_goes_over_in_one_step_and_comes_back_in_one(
    do, ask, get, a_person, a_case, born, team
):
    mine, ana, boris = team
    case = a_case(a_person(), leader=mine)
    closed = a_case(a_person(), leader=mine, closed_because="goals_met")
    plan = born(Plan, case=case.id, state="approved")
    goal = born(Goal, plan=plan, text="x")
    action = born(PlanAction, goal=goal, text="x", owner=mine)
    done = born(PlanAction, goal=goal, text="x", owner=mine, done_on=TODAY)
    with_case = id_of(
        do(tasks.make_task, {"title": "x", "case": case.id, "assigned_to": mine}), "task"
    )
    alone = id_of(do(tasks.make_task, {"title": "x", "assigned_to": mine}), "task")
    seen = ask(hand_over_plan, mine, [ana])
    assert (len(seen.cases), seen.tasks, seen.actions) == (1, 2, 1)
    written = do(hand_over_cases, mine, {case.id: ana}, boris)
    assert get(Case, case.id).leader == ana
    assert get(Case, closed.id).leader == mine
    assert (get(Task, with_case).assigned_to, get(Task, alone).assigned_to) == (ana, boris)
    assert (get(PlanAction, action).owner, get(PlanAction, done).owner) == (ana, mine)
    do(history.undo, written.undo)
    assert get(Case, case.id).leader == mine
    assert get(Task, alone).assigned_to == mine
    assert get(PlanAction, action).owner == mine


def test_colleagues_of_the_same_house_are_offered_with_what_they_lead(
    ask, a_person, a_case, born, team, get
):
    mine, _, _ = team
    site = get(StaffMember, mine).site
    here = born(StaffMember, given_name="Вера", site=site)
    a_case(a_person(), leader=here)
    offered = [(one.name, one.cases) for one in ask(receivers_of, mine)]
    assert ("Вера", 1) in offered
    assert ("Ана", 0) not in offered or site is None
    assert mine not in {one.staff_member for one in ask(receivers_of, mine)}
