"""A case comes to its end, and what follows from it."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.records.participation import Spell
from kazanlak_case.domain.records.plan import Goal, Plan
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services import cases, closing, history
from kazanlak_case.services.closing import Closing
from kazanlak_case.services.records import save_record
from support.office import id_of

TODAY = date(2022, 11, 14)
TITLES = ("Карта при напускане", "Проследяване")


@pytest.fixture
def a_task(do):
    def make(case, **values):
        whole = {"title": "Обаждане до училището", "case": case.id, "person": case.person}
        return id_of(do(save_record, Task, None, whole | values, what="task_made"), "task")

    return make


def test_one_stroke_closes_all_that_ends_with_the_case(do, ask, get, a_participant, a_case, a_task):
    person, _, spell = a_participant()
    case = a_case(person)
    waiting, done = a_task(case), a_task(case, done_on=TODAY)
    said = Closing(
        reason="found_job",
        result="reached",
        achieved="Работи от три месеца.",
        recommendations="Записване на детето в градина.",
        leaves=True,
        exit_state="other_employer",
        titles=TITLES,
    )
    written = do(closing.close_whole, case.id, said)
    closed = get(Case, case.id)
    assert (closed.closed_on, closed.status, closed.closing_result) == (TODAY, "closed", "reached")
    assert closed.achieved == "Работи от три месеца."
    left = get(Spell, spell)
    assert (left.left_on, left.state, left.leaving_reason) == (TODAY, "left_early", "job_offer")
    assert left.exit_state == "other_employer"
    assert get(Task, waiting).dropped is True
    assert get(Task, done).dropped is None
    tasks = [one for one in ask(lambda uow: uow.records.find(Task)) if one.source == spell]
    card, look_back = sorted(tasks, key=lambda one: one.due_on)
    assert (card.title, card.kind, card.due_on) == (
        TITLES[0],
        "document",
        TODAY + timedelta(days=28),
    )
    assert (look_back.kind, look_back.due_on) == ("follow_up", date(2023, 5, 14))
    do(history.undo, written.undo)
    assert get(Case, case.id).closed_on is None
    assert get(Spell, spell).left_on is None


def test_who_stayed_to_the_end_has_no_reason_for_leaving(do, get, a_participant, a_case):
    person, _, spell = a_participant()
    said = Closing(reason="goals_met", leaves=True, follow=False)
    do(closing.close_whole, a_case(person).id, said)
    left = get(Spell, spell)
    assert (left.state, left.leaving_reason, left.exit_state) == ("completed", None, None)


def test_a_case_may_close_while_the_person_stays_in_the_project(
    do, ask, get, a_participant, a_case, a_task
):
    person, _, spell = a_participant()
    case = a_case(person)
    task = a_task(case)
    do(closing.close_whole, case.id, Closing(reason="withdrew", drop_tasks=False))
    assert get(Spell, spell).left_on is None
    assert get(Task, task).dropped is None
    assert ask(lambda uow: uow.records.count(Task)) == 1


def test_a_closing_needs_its_reason_and_a_day_that_fits(do, get, a_participant, a_case):
    person, _, _ = a_participant()
    case = a_case(person, opened_on=date(2022, 2, 1))
    with pytest.raises(InvalidRecordError) as refused:
        do(closing.close_whole, case.id, Closing(reason=None))
    assert set(refused.value.problems) == {"closing_reason"}
    before = Closing(reason="moved", leaves=True, closed_on=date(2022, 2, 15))
    with pytest.raises(InvalidRecordError) as refused:
        do(closing.close_whole, case.id, before)
    assert set(refused.value.problems) == {"closed_on"}
    assert get(Case, case.id).closed_on is None


def test_goals_of_the_plan_that_holds_end_with_it(do, ask, get, a_person, a_case):
    case = a_case(a_person())
    old = id_of(do(save_record, Plan, None, {"case": case.id, "version": 1}, what="x"), "plan")
    new = id_of(do(save_record, Plan, None, {"case": case.id, "version": 2}, what="x"), "plan")
    for plan, text in ((old, "стара цел"), (new, "Постоянна работа")):
        do(save_record, Goal, None, {"plan": plan, "text": text, "position": 1}, what="x")
    (goal,) = ask(closing.closing_view, case.id).goals
    assert goal.text == "Постоянна работа"
    do(closing.close_whole, case.id, Closing(reason="goals_met", goals=((goal.id, "met"),)))
    assert get(Goal, goal.id).status == "met"


def test_a_case_is_opened_again_with_its_reason(do, get, a_person, a_case):
    case = a_case(a_person(), closed_because="moved")
    do(cases.reopen_case, case.id, reason="Семейството се върна.")
    again = get(Case, case.id)
    assert (again.closed_on, again.status) == (None, "active")
    assert again.reopening_reason == "Семейството се върна."
    assert again.number == case.number
