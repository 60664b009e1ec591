"""What is due by the terms of the law and the fund."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.services import tasks
from kazanlak_case.services.due import deadlines
from kazanlak_case.services.writing import prepare_birth

TODAY = date(2022, 11, 14)


@pytest.fixture
def born(do):
    """Write a record down as its own part of the program does."""

    def make(cls, **values):
        def work(uow):
            change = prepare_birth(uow, cls, values)
            uow.log.append([change], "test", scope=uow.site)
            uow.commit()
            return change.record.id

        return do(work)

    return make


def _codes(ask):
    found, totals = ask(deadlines)
    return [(one.code, one.person_name, one.on) for one in found], totals


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2015, 1, 1), {"school_age": date(2022, 9, 15)}),
        (date(2015, 12, 31), {"school_age": date(2022, 9, 15)}),
        (date(2016, 1, 1), {}),
        (date(2014, 12, 31), {}),
        (date(2018, 12, 31), {"preschool_age": date(2022, 9, 15)}),
    ],
)
def test_a_child_is_due_at_school_in_the_calendar_year_it_comes_of_age(ask, a_person, day, codes):
    a_person("Деян", born_on=day)
    found, _ = ask(deadlines)
    assert {one.code: one.on for one in found} == codes


def test_who_learns_or_was_seen_to_is_not_due_at_school(do, ask, a_person, a_participant):
    pupil = a_person("Ели", born_on=date(2015, 5, 5))
    a_participant(person=pupil, entered_on=date(2022, 10, 3), in_education="yes")
    seen_to = a_person("Жана", born_on=date(2015, 5, 5))
    do(
        tasks.make_task,
        {"title": "x", "person": seen_to, "source_type": "school_age", "done_on": TODAY},
    )
    assert ask(deadlines)[1] == {}


def test_a_consent_is_told_of_a_month_before_it_ends_unless_given_anew(ask, a_person, born):
    ana, boyan, vera = (a_person(name) for name in ("Ана", "Боян", "Вера"))
    ends = TODAY + timedelta(days=30)
    about = {"type": "photo", "answer": "given"}
    born(Consent, person=ana, valid_until=ends, **about)
    born(Consent, person=boyan, valid_until=ends + timedelta(days=1), **about)
    born(Consent, person=vera, valid_until=TODAY, **about)
    born(Consent, person=vera, valid_until=TODAY + timedelta(days=400), **about)
    assert _codes(ask) == ([("expiring", "Ана", ends)], {"expiring": 1})


def test_a_referral_waits_from_the_day_an_answer_was_expected(ask, a_person, born):
    person = a_person("Ана")
    for due in (TODAY, TODAY + timedelta(days=1)):
        born(
            Referral,
            person=person,
            institution="dsp",
            sent_on=TODAY - timedelta(days=20),
            answer_due_on=due,
        )
    born(Referral, person=person, institution="dsp")
    assert _codes(ask) == ([("referral", "Ана", TODAY)], {"referral": 1})


def test_plans_wait_for_approval_and_for_their_review(ask, a_person, a_case, born, as_role):
    person = a_person("Ана")
    case = a_case(person)
    born(Plan, case=case.id, state="submitted", submitted_on=TODAY)
    born(Plan, case=case.id, state="approved", review_on=TODAY + timedelta(days=30))
    born(Plan, case=case.id, state="replaced", review_on=TODAY)
    assert _codes(ask)[1] == {"approval": 1, "review": 1}
    as_role("social_worker")
    assert _codes(ask)[1] == {"review": 1}
