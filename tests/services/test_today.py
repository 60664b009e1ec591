"""„Днес“."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kazanlak_case.services import history, participation, visits
from kazanlak_case.services.deadlines import Terms
from kazanlak_case.services.due import SHOWN_DEADLINES
from kazanlak_case.services.questions import QuestionCounts
from kazanlak_case.services.today import WaitingCounts, today, waiting_counts
from kazanlak_case.services.work_list import missing
from support.office import EGN_OF_WOMAN, SERVICE

TODAY = date(2022, 11, 14)


def days_ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def a_visit(do, ask):
    staff = ask(lambda uow: uow.user.staff_member)

    def make(person, day, *, staff_member=staff):
        draft = visits.VisitDraft(
            person=person, service=SERVICE, provided_on=day, staff_member=staff_member
        )
        do(visits.record_visit, draft)

    return make


def test_a_new_file_has_a_quiet_day(ask):
    view = ask(today)
    assert (view.today, view.is_mine) == (TODAY, True)
    assert (view.visits_today, view.visits_before, view.deadlines, view.deadlines_total) == (
        (),
        (),
        (),
        {},
    )
    assert view.waiting == 0
    assert ask(waiting_counts) == WaitingCounts(QuestionCounts(0, 0, 0), missing_answers=0)
    assert (view.last_bundle, view.days_since_bundle) == (None, None)


def test_my_visits_of_today_and_of_the_week_before(ask, a_person, a_visit):
    person = a_person("Иван")
    for day in (TODAY, days_ago(1), days_ago(7), days_ago(8)):
        a_visit(person, day)
    a_visit(person, TODAY, staff_member=None)
    view = ask(today)
    assert [visit.provided_on for visit in view.visits_today] == [TODAY]
    assert [visit.provided_on for visit in view.visits_before] == [days_ago(1), days_ago(7)]


@pytest.fixture
def gone(do, a_participant):
    """Somebody who entered long ago and left."""

    def make(name, left_on, **values):
        person, _, spell = a_participant(name, entered_on=days_ago(400))
        do(participation.exit_spell, spell, {"left_on": left_on, **values})
        return person

    return make


def test_what_is_due_stands_in_the_order_it_fell_due(ask, a_person, a_case, a_visit, gone):
    plan, quiet, calm = (a_person(name) for name in ("Боян", "Вера", "Дора"))
    gone("Ана", days_ago(10))
    gone("Гошо", days_ago(190), exit_state="no_offer")
    a_case(plan, opened_on=days_ago(25), status="assessment")
    a_case(quiet, opened_on=days_ago(90))
    a_visit(quiet, days_ago(40))
    a_case(calm, opened_on=days_ago(90))
    a_visit(calm, days_ago(30))
    view = ask(today)
    assert [(one.code, one.person_name, one.on, one.is_late) for one in view.deadlines] == [
        ("quiet_case", "Вера", days_ago(9), True),
        ("follow_up", "Гошо", date(2022, 11, 8), True),
        ("plan", "Боян", days_ago(5), True),
        ("exit_card", "Ана", date(2022, 12, 2), False),
    ]
    assert view.deadlines_total == {"exit_card": 1, "plan": 1, "quiet_case": 1, "follow_up": 1}
    assert {one.record for one in view.deadlines} == {"case", "spell"}


def test_of_many_the_longest_due_are_shown_and_all_are_counted(ask, a_person, a_case):
    for at in range(SHOWN_DEADLINES + 3):
        a_case(a_person(f"Лице {at}"), opened_on=days_ago(60 + at))
    view = ask(today)
    assert view.deadlines_total == {"quiet_case": SHOWN_DEADLINES + 3}
    assert len(view.deadlines) == SHOWN_DEADLINES
    assert view.deadlines[0].on == days_ago(60 + SHOWN_DEADLINES + 2 - 31)


def test_closed_cases_and_written_cards_are_not_due(ask, a_person, a_case, gone):
    a_case(a_person("Ана"), opened_on=days_ago(90), closed_because="moved")
    gone("Боян", days_ago(300), exit_state="no_offer", status_6m="employed")
    assert ask(today).deadlines == ()


def test_what_waits_for_an_answer_is_counted(ask, a_participant, a_person):
    a_participant("Ана", entered_on=days_ago(3))
    counts = ask(waiting_counts)
    assert counts.missing_answers == sum(column.count for column in ask(missing)) > 0


def test_repeats_are_counted(ask, a_person):
    born = {"family_name": "Петрова", "born_on": date(1985, 3, 10)}
    a_person("Мария", **born, id_type="egn", national_id=EGN_OF_WOMAN)
    a_person("Мария", **born)
    assert ask(waiting_counts).questions.duplicates == 1


def test_my_last_intentions_can_be_taken_back(do, ask, a_person):
    a_person("Ана")
    view = ask(today)
    assert view.mine[0].what == "person_made"
    do(history.undo, view.mine[0].undo)
    assert ask(today).mine[1].is_undone


def test_the_profile_sets_the_terms(ask):
    profile = ask(lambda uow: uow.profile)
    assert Terms.of(profile) == Terms()
    other = replace(profile, settings={"deadlines.plan_days": 10, "deadlines.exit_card_days": "?"})
    assert Terms.of(other) == Terms(plan_days=10)
