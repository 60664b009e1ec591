"""What is looked for in a life of many entries."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.plan import Goal, Plan
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.services import tasks, visits
from kazanlak_case.services.timeline import Event, timeline
from kazanlak_case.services.timeline_filter import TimelineFilter
from kazanlak_case.services.writing import prepare_birth

TODAY = date(2022, 11, 14)


@pytest.fixture
def born(do):
    def make(cls, **values):
        def work(uow):
            change = prepare_birth(uow, cls, values)
            uow.log.append([change], "test", scope=uow.site)
            uow.commit()
            return change.record.id

        return do(work)

    return make


@pytest.fixture
def a_life(do, ask, a_person, a_case, born):
    person = a_person("Иван")
    mine = ask(lambda uow: uow.user.staff_member)
    case = a_case(person, opened_on=TODAY - timedelta(days=40), type="child")
    drafts = [
        visits.VisitDraft(
            person=person,
            service=service,
            provided_on=TODAY - timedelta(days=at),
            note=note,
            staff_member=mine if at < 3 else None,
        )
        for at, (service, note) in enumerate(
            [
                ("edu_enrol", "Говорихме с Директора на училището"),
                ("soc_info", "Помощи за отопление"),
                ("lab_cv", "Автобиография"),
                ("soc_info", "училище: отсъствия"),
            ]
        )
    ]
    do(visits.record_visits, drafts)
    born(Consent, person=person, type="photo", answer="refused", answered_on=TODAY)
    plan = born(Plan, case=case.id, made_on=TODAY, state="approved", approved_on=TODAY)
    born(Goal, plan=plan, text="Редовно посещава училище", domain="education")
    born(Referral, person=person, institution="school", sent_on=TODAY, reason="Среща")
    born(Signal, person=person, facts="Видяно", happened_on=TODAY)
    do(tasks.make_task, {"title": "Обаждане", "person": person, "done_on": TODAY})
    return person, case


def _found(ask, person, **wanted):
    return [one.event for one in ask(timeline, person, wanted=TimelineFilter(**wanted))]


def test_all_of_the_work_is_in_the_timeline(ask, a_life):
    person, _case = a_life
    events = {one.event for one in ask(timeline, person)}
    assert events == {
        Event.VISIT,
        Event.CASE_OPENED,
        Event.CONSENT_REFUSED,
        Event.PLAN_MADE,
        Event.PLAN_APPROVED,
        Event.REFERRED,
        Event.SIGNAL,
        Event.TASK_DONE,
    }


def test_words_are_found_in_whatever_case_and_in_plans_too(ask, a_life):
    person, _case = a_life
    assert sorted(_found(ask, person, words="УЧИЛИЩЕ")) == sorted(
        [Event.VISIT, Event.VISIT, Event.PLAN_MADE, Event.PLAN_APPROVED]
    )
    assert _found(ask, person, words="директора говорихме") == [Event.VISIT]
    assert _found(ask, person, words="няма такава дума") == []


def test_a_kind_a_domain_a_colleague_and_a_case_narrow(ask, a_life):
    person, case = a_life
    mine = ask(lambda uow: uow.user.staff_member)
    assert set(_found(ask, person, kind="referrals")) == {Event.REFERRED, Event.SIGNAL}
    assert _found(ask, person, kind="visits", domain="education") == [Event.VISIT]
    assert Event.PLAN_MADE in _found(ask, person, domain="education")
    assert _found(ask, person, kind="visits", staff_member=mine) == [Event.VISIT] * 3
    assert len(_found(ask, person, kind="visits", case=case.id)) == 4
    assert _found(ask, person, kind="referrals", case=case.id) == []


def test_pages_of_a_filtered_timeline_give_the_whole_once(ask, a_life):
    person, _case = a_life
    wanted = TimelineFilter(words="училище")
    whole = ask(timeline, person, wanted=wanted)
    pages, before = [], None
    while page := ask(timeline, person, wanted=wanted, limit=1, before=before):
        pages += page
        before = page[-1].place
    assert pages == whole


def test_who_sees_no_visits_finds_none_of_their_words(ask, a_life, as_user):
    person, _case = a_life
    as_user(role="accountant")
    from kazanlak_case.domain.errors import NotAllowedError

    with pytest.raises(NotAllowedError):
        _found(ask, person, words="училище")
