"""A visit to a family is written once, and is there at each member it concerns."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.domain.records.plan import Goal, Plan, PlanAction
from kazanlak_case.domain.records.service_entry import ServiceEntry, ServicePerson
from kazanlak_case.domain.records.task import Task
from kazanlak_case.services import (
    disclosure,
    erasure,
    history,
    households,
    joining,
    person_page,
    timeline,
    today,
    visit_corrections,
    visit_start,
    visits,
)
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.joining_plan import plan_joining
from kazanlak_case.services.records import save_record
from kazanlak_case.services.visits import VisitDraft
from support.office import SERVICE, id_of

TODAY = date(2022, 11, 14)


@pytest.fixture
def family(do, a_person):
    """A mother with a son and a daughter, and their home."""
    mother, son, daughter = (
        a_person(one, family_name="Асенова") for one in ("Милена", "Асен", "Ема")
    )
    members = [
        MemberDraft(person=mother, relation="head"),
        MemberDraft(person=son, relation="child"),
        MemberDraft(person=daughter, relation="child"),
    ]
    values = {"name": "Асенови", "before_visit": "Куче без каишка."}
    home = id_of(do(households.make_household, values, members), "household")
    return mother, son, daughter, home


@pytest.fixture
def a_visit(do):
    def make(person, *others, **values):
        draft = VisitDraft(
            **{
                "service": SERVICE,
                "provided_on": TODAY,
                "person": person,
                "people": others,
                "note": "Говорихме с цялото семейство.",
                **values,
            }
        )
        return id_of(do(visits.record_visit, draft), "service_entry")

    return make


def _told(ask, person):
    return [one.id for one in ask(timeline.timeline, person) if one.visit]


def test_it_stands_once_at_each_member_and_counts_once(ask, family, a_visit, get):
    mother, son, daughter, home = family
    visit = a_visit(mother, son, daughter)
    for person in (mother, son, daughter):
        assert _told(ask, person) == [visit]
        page = ask(person_page.person_page, person)
        assert page.last_contact == TODAY
    rows = {row.id: row for row in ask(lambda uow: uow.people.page())}
    assert {rows[one].last_service_on for one in (mother, son, daughter)} == {TODAY}
    assert len(ask(today.today).visits_today + ask(today.today).visits_before) <= 1
    assert len(ask(visits.visits_of_day, TODAY)) == 1
    assert ask(lambda uow: uow.records.count(ServiceEntry)) == 1
    assert get(ServiceEntry, visit).household == home
    (item,) = [one for one in ask(timeline.timeline, son) if one.visit]
    assert item.visit.with_people == ("Милена Асенова", "Ема Асенова")


def test_a_case_is_quiet_for_nobody_who_was_there(do, ask, family, a_case, a_visit):
    mother, son, _daughter, _home = family
    for person in (mother, son):
        a_case(person, opened_on=date(2022, 1, 10))
    quiet = ask(lambda uow: uow.work.deadlines.quiet_cases(before=TODAY))
    assert quiet[1] == 2
    a_visit(mother, son)
    assert ask(lambda uow: uow.work.deadlines.quiet_cases(before=TODAY))[1] == 0
    later = TODAY + timedelta(days=90)
    rows, _count = ask(lambda uow: uow.work.deadlines.quiet_cases(before=later), at=_at(90))
    assert {row.since for row in rows} == {TODAY}


def _at(days):
    return NOW + timedelta(days=days)


def test_it_is_of_everybody_who_did_the_work(do, ask, family, a_visit, as_user):
    mother, *_others = family
    me = ask(lambda uow: uow.user.staff_member)
    staff = [
        id_of(do(save_record, StaffMember, None, {"given_name": one}, what="x"), "staff_member")
        for one in ("Ана", "Боян")
    ]
    visit = a_visit(mother, staff_member=me, workers=(staff[0],))
    as_user(staff_member=staff[0])
    (row,) = ask(visits.visits_of_day, TODAY, staff_member=staff[0])
    assert row.id == visit
    assert row.with_workers
    assert ask(visits.usual_services) == [SERVICE]
    assert ask(visits.visits_of_day, TODAY, staff_member=staff[1]) == []


def test_correcting_adds_and_takes_away_members_and_undo_takes_all_back(do, ask, family, a_visit):
    mother, son, daughter, _home = family
    visit = a_visit(mother, son)
    draft = ask(visits.draft_of, visit)
    assert draft.people == (son,)
    changed = VisitDraft(**{**_values(draft), "people": (daughter,)})
    written = do(visit_corrections.change_visit, visit, changed)
    assert (_told(ask, son), _told(ask, daughter)) == ([], [visit])
    do(history.undo, written.undo)
    assert (_told(ask, son), _told(ask, daughter)) == ([visit], [])
    do(visit_corrections.delete_visit, visit)
    assert _told(ask, mother) == _told(ask, son) == []
    assert ask(lambda uow: uow.records.count(ServicePerson)) == 0


def _values(draft):
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def test_what_was_written_yesterday_is_corrected_with_a_reason_only(do, ask, get, family, a_visit):
    mother, *_others = family
    visit = a_visit(mother, minutes=30)
    draft = VisitDraft(**{**_values(ask(visits.draft_of, visit)), "minutes": 45})
    assert not ask(visit_corrections.needs_reason, visit)
    tomorrow = _at(1)
    assert ask(visit_corrections.needs_reason, visit, at=tomorrow)
    with pytest.raises(InvalidRecordError) as refused:
        do(visit_corrections.change_visit, visit, draft, at=tomorrow)
    assert set(refused.value.problems) == {"correction"}
    why = VisitDraft(**{**_values(draft), "correction": "Сгрешени минути."})
    do(visit_corrections.change_visit, visit, why, at=tomorrow)
    assert (get(ServiceEntry, visit).minutes, get(ServiceEntry, visit).correction) == (
        45,
        "Сгрешени минути.",
    )
    stood = [one.entry.old for one in ask(history.history_of, "service_entry", visit)]
    assert 30 in stood


def test_a_visit_put_on_the_wrong_person_is_moved_not_retyped(
    do, ask, get, family, a_person, a_case, a_visit
):
    mother, son, *_others = family
    wrong = a_person("Милена", family_name="Асенова")
    a_case(wrong, opened_on=date(2022, 2, 1))
    case = a_case(mother, opened_on=date(2022, 3, 1))
    visit = a_visit(wrong, son, agreed="Да донесе епикриза.", next_on=TODAY + timedelta(days=7))
    written = do(visit_corrections.move_visit, visit, mother, "Друга Милена.")
    entry = get(ServiceEntry, visit)
    assert (entry.person, entry.case, entry.correction) == (mother, case.id, "Друга Милена.")
    assert (_told(ask, wrong), _told(ask, mother), _told(ask, son)) == ([], [visit], [visit])
    (task,) = ask(lambda uow: uow.records.find(Task))
    assert (task.person, task.case) == (mother, case.id)
    do(history.undo, written.undo)
    assert _told(ask, wrong) == [visit]
    # moved to somebody who is named in it: that person is in it once
    do(visit_corrections.move_visit, visit, son, "При Асен.")
    assert ask(visits.draft_of, visit).people == ()


def test_a_next_step_becomes_a_task_in_the_same_stroke(do, ask, family, a_visit, a_case):
    mother, *_others = family
    case = a_case(mother)
    me = ask(lambda uow: uow.user.staff_member)
    a_visit(mother, staff_member=me, agreed="Да се обади в ДБТ.\nС документите.", next_on=TODAY)
    (task,) = ask(lambda uow: uow.records.find(Task))
    assert (task.title, task.due_on, task.assigned_to, task.person, task.case) == (
        "Да се обади в ДБТ.", TODAY, me, mother, case.id,
    )  # fmt: skip
    assert task.source_type == "service_entry"
    start = ask(visit_start.visit_start)
    first = start.people[0]
    assert (first.person, first.planned) == (mother, "Да се обади в ДБТ.")
    with pytest.raises(InvalidRecordError) as refused:
        a_visit(mother, agreed="назад", next_on=TODAY - timedelta(days=1))
    assert set(refused.value.problems) == {"agreed"}


def test_an_action_of_the_plan_is_ticked_by_the_visit_that_did_it(do, ask, family, a_visit, a_case):
    mother, *_others = family
    case = a_case(mother)
    plan = id_of(
        do(save_record, Plan, None, {"case": case.id, "state": "approved"}, what="x"), "plan"
    )
    goal = id_of(do(save_record, Goal, None, {"plan": plan, "text": "Работа"}, what="x"), "goal")
    action = id_of(
        do(save_record, PlanAction, None, {"goal": goal, "text": "Регистрация в ДБТ"}, what="x"),
        "plan_action",
    )
    (offered,) = ask(visit_start.about_visit, mother).actions
    assert (offered.id, offered.goal) == (action, "Работа")
    a_visit(mother, plan_action=action, action_done=True)
    done = ask(lambda uow: uow.records.get(PlanAction, action))
    assert (done.done_on, done.status) == (TODAY, "met")
    assert ask(visit_start.about_visit, mother).actions == ()


def test_the_form_knows_the_family_and_what_is_important_before_a_visit(ask, family):
    mother, son, daughter, _home = family
    about = ask(visit_start.about_visit, mother)
    assert about.warnings == ("Куче без каишка.",)
    assert {one.person for one in about.family} == {son, daughter}


def test_a_day_has_24_hours(do, ask, family, a_visit):
    mother, son, *_others = family
    me = ask(lambda uow: uow.user.staff_member)
    a_visit(mother, staff_member=me, minutes=1000)
    with pytest.raises(InvalidRecordError) as refused:
        a_visit(son, staff_member=me, minutes=500)
    assert set(refused.value.problems) == {"minutes"}


def test_joining_two_members_leaves_the_visit_once(do, ask, family, a_person, a_visit):
    mother, son, *_others = family
    again = a_person("Асен", family_name="Асенов")
    visit = a_visit(mother, son, again)
    do(joining.join, ask(plan_joining, son, again, keeping=son))
    assert _told(ask, son) == [visit]
    (item,) = [one for one in ask(timeline.timeline, mother) if one.visit]
    assert item.visit.with_people == ("Асен Асенов",)


def test_erasing_one_member_leaves_the_visit_with_the_others(do, ask, family, a_visit):
    mother, son, daughter, _home = family
    named = a_visit(son, mother)
    own = a_visit(mother, son, daughter)
    alone = a_visit(mother)
    do(lambda uow: erasure.erase_person(uow, erasure.plan_erasure(uow, mother)))
    assert set(_told(ask, son)) == {named, own}
    assert _told(ask, daughter) == [own]
    assert not ask(lambda uow: uow.records.is_visible("service_entry", alone))
    left = ask(lambda uow: uow.records.all(ServicePerson))
    assert mother not in {one.person for one in left}


def test_what_is_told_of_a_person_names_nobody_else(ask, family, a_visit):
    mother, son, daughter, _home = family
    visit = a_visit(mother, son, daughter)
    for person in (mother, son):
        told = ask(disclosure.person_file, person)
        (entry,) = told.records["service_entry"]
        assert entry.id == visit
        others = {one for one in (mother, son, daughter) if one != person}
        assert not others & {str(value) for value in entry.values.values()}
        values = {str(one) for fact in told.history for one in (fact.entry.old, fact.entry.new)}
        assert not others & values
