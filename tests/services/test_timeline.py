"""What happened with a person."""

from datetime import date, timedelta

import pytest

from kazanlak_case.services import households, participation, visits
from kazanlak_case.services.enrolments import write_enrolment
from kazanlak_case.services.households import MemberDraft
from kazanlak_case.services.timeline import Event, timeline
from kazanlak_case.services.timeline_filter import TimelineFilter
from support.office import SERVICE

TODAY = date(2022, 11, 14)


@pytest.fixture
def a_life(do, a_participant, a_case):
    """A person with one event of each kind, and visits among them."""
    person, _, spell = a_participant(entered_on=date(2022, 3, 1))
    member = MemberDraft(person=person, relation="child", since=date(2022, 1, 5))
    do(households.make_household, {"name": "Иванови"}, [member])
    do(participation.exit_spell, spell, {"left_on": date(2022, 6, 1), "exit_state": "no_offer"})
    a_case(person, opened_on=date(2022, 2, 1), type="child", closed_because="moved")
    days = [date(2022, 4, 1) + timedelta(days=10 * at) for at in range(10)]
    drafts = [visits.VisitDraft(person=person, service=SERVICE, provided_on=day) for day in days]
    do(visits.record_visits, drafts)
    return person


def test_everything_is_there_newest_first_with_what_it_was(ask, a_life):
    items = ask(timeline, a_life)
    assert [item.on for item in items] == sorted((item.on for item in items), reverse=True)
    rare = {
        item.event: (item.on, item.code, item.label) for item in items if item.event != Event.VISIT
    }
    number = rare[Event.CASE_OPENED][2]
    assert number
    assert rare == {
        Event.CASE_CLOSED: (TODAY, "moved", number),
        Event.LEFT: (date(2022, 6, 1), "no_offer", ""),
        Event.ENTERED: (date(2022, 3, 1), None, ""),
        Event.CASE_OPENED: (date(2022, 2, 1), "child", number),
        Event.JOINED_HOUSEHOLD: (date(2022, 1, 5), "child", "Иванови"),
    }
    assert sum(item.event == Event.VISIT for item in items) == 10


def test_where_a_child_learns_is_part_of_what_happened(do, ask, a_person):
    child, began, ended = a_person("Ели"), date(2021, 9, 15), date(2022, 6, 30)
    values = {"person": child, "kind": "kindergarten", "institution": "ДГ „Слънце“"}
    do(write_enrolment, {**values, "since": began, "until": ended, "leaving_reason": "finished"})
    do(write_enrolment, {"person": child, "kind": "primary_school", "since": date(2022, 9, 15)})
    items = ask(timeline, child)
    assert [(item.event, item.on, item.code, item.label) for item in items] == [
        (Event.ENROLLED, date(2022, 9, 15), "primary_school", ""),
        (Event.ENROLMENT_ENDED, ended, "finished", "ДГ „Слънце“"),
        (Event.ENROLLED, began, "kindergarten", "ДГ „Слънце“"),
    ]
    assert ask(timeline, child, wanted=TimelineFilter(domain="education")) == items
    assert ask(timeline, child, wanted=TimelineFilter(kind="learning", words="слънце")) == items[1:]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_page_after_page_gives_the_whole_once(ask, a_life, size):
    whole = ask(timeline, a_life, limit=1000)
    pages, before = [], None
    while page := ask(timeline, a_life, limit=size, before=before):
        pages += page
        before = page[-1].place
    assert pages == whole


def test_events_of_one_day_are_not_lost_between_pages(do, ask, a_person):
    person = a_person()
    draft = visits.VisitDraft(person=person, service=SERVICE, provided_on=TODAY)
    do(visits.record_visits, [draft] * 5)
    first = ask(timeline, person, limit=3)
    rest = ask(timeline, person, limit=3, before=first[-1].place)
    assert len({item.id for item in (*first, *rest)}) == 5


def test_a_case_opened_and_closed_on_one_day_shows_both(ask, a_person, a_case):
    person = a_person()
    a_case(person, opened_on=TODAY, closed_because="moved")
    first = ask(timeline, person, limit=1)
    second = ask(timeline, person, limit=1, before=first[-1].place)
    assert [item.event for item in (*first, *second)] == [Event.CASE_CLOSED, Event.CASE_OPENED]
