"""A completed referral to a service is offered as an entry of the diary, once."""

from datetime import date

import pytest

from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.services.inclusions import inclusion_of
from kazanlak_case.services.referrals import answer_referral, record_referral
from kazanlak_case.services.visits import record_visit
from support.office import id_of

DONE = {"outcome": "completed", "answered_on": date(2022, 11, 10), "answer": "Приета на 10.11."}


@pytest.fixture
def referred(do, a_person):
    def make(institution, **answer):
        person = a_person()
        values = {"person": person, "institution": institution, "reason": "x"}
        referral = id_of(do(record_referral, values), "referral")
        do(answer_referral, referral, DONE | answer)
        return referral

    return make


def test_entry_begins_with_what_came_back_and_is_offered_once(do, ask, get, referred):
    referral = referred("crisis_centre")
    draft = ask(inclusion_of, referral).draft
    assert (draft.person, draft.service) == (get(Referral, referral).person, "soc_crisis")
    assert (draft.provided_on, draft.note) == (DONE["answered_on"], DONE["answer"])
    do(record_visit, draft)
    assert ask(inclusion_of, referral) is None


@pytest.mark.parametrize(
    ("institution", "answer"), [("dbt", {}), ("opl", {"outcome": "refused_inst"})]
)
def test_what_includes_nobody_is_not_offered(ask, referred, institution, answer):
    assert ask(inclusion_of, referred(institution, **answer)) is None


def test_who_writes_no_visits_is_offered_none(do, ask, referred, as_role):
    referral = referred("opl")
    as_role("auditor")
    assert ask(inclusion_of, referral) is None
    with pytest.raises(RecordMissingError):
        ask(inclusion_of, "0" * 32)
