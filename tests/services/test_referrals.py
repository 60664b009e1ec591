"""Referrals: the least data, only with consent or by law; answers, and what they mean for the figures."""

from datetime import timedelta

import pytest

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records import Consent, Referral
from kazanlak_case.services import records, referrals
from support.office import id_of


@pytest.fixture
def a_referral(do, a_person):
    """Write a referral for somebody; give the person and the referral."""

    def make(person=None, **values):
        person = person or a_person()
        whole = {"person": person, "institution": "dbt", "reason": "регистрация", **values}
        return person, id_of(do(referrals.record_referral, whole), "referral")

    return make


def consent(do, person, answer="given", **values):
    whole = {"person": person, "type": "data_sharing", "answer": answer, **values}
    do(records.save_record, Consent, None, whole, what="test")


def test_it_begins_with_a_term_and_the_least_data(ask):
    begun = ask(referrals.referral_defaults)
    assert begun["data"] == "birth_year names"
    assert begun["answer_due_on"] - begun["sent_on"] == timedelta(days=14)


def test_without_consent_the_data_stay_out_unless_the_law_wants_them(do, ask, a_person, a_referral):
    person = a_person()
    data = {"data": "names national_id", "basis": "consent"}

    def in_letter(**values):
        _, one = a_referral(person, **data | values)
        return ask(lambda uow: uow.records.get(Referral, one)).data

    assert in_letter() is None  # never asked
    assert in_letter(basis="law", institution="ozd") == data["data"]
    consent(do, person, institution="dbt")
    assert in_letter() == data["data"]
    assert in_letter(institution="school") is None
    consent(do, person, answer="withdrawn", institution="dbt")
    assert in_letter() is None
    assert in_letter(basis="vital_interest") == data["data"]


def test_changing_the_ground_takes_the_data_out(do, ask, a_referral):
    _, one = a_referral(basis="law", data="names")
    do(referrals.change_referral, one, {"basis": "consent"})
    assert ask(lambda uow: uow.records.get(Referral, one)).data is None


def test_an_answer_ends_the_waiting_and_completes(do, ask, a_referral, now):
    person, one = a_referral(sent_on=now.date(), answer_due_on=now.date() - timedelta(days=1))
    (row,) = ask(lambda uow: referrals.referrals_of(uow, person))
    assert (row.is_waiting, row.is_late) == (True, True)
    do(referrals.answer_referral, one, {"outcome": "completed"})
    (row,) = ask(lambda uow: referrals.referrals_of(uow, person))
    assert (row.is_waiting, row.is_late) == (False, False)
    assert row.referral.completed_on == row.referral.answered_on == now.date()


def test_somebody_must_be_written_to(do, a_person):
    with pytest.raises(InvalidRecordError) as refused:
        do(referrals.record_referral, {"person": a_person(), "reason": "x"})
    assert "institution" in refused.value.problems


def test_the_own_usual_institution_comes_first(do, ask, a_referral, as_user, case_file):
    a_referral(institution="school")
    a_referral(institution="school")
    staff = ask(lambda uow: uow.records.all(records.record_class("staff_member")))[0].id
    a_referral(institution="opl", staff_member=staff)
    as_user(staff_member=staff)
    assert ask(referrals.usual_institutions) == ["opl", "school"]
