"""Consents: each by itself, none overwritten, and all of them act."""

from datetime import date, timedelta

import pytest

from kazanlak_case.domain.consent_errors import NothingToWithdrawError
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.services import consent_texts, consents
from kazanlak_case.services.consents import ConsentAnswer, allows
from kazanlak_case.services.participant_card import sign_card
from kazanlak_case.services.transfers import Offer, offer
from kazanlak_case.services.visit_start import about_visit
from support.office import id_of

TODAY = date(2022, 11, 14)


def yes(kind, **more):
    return ConsentAnswer(type=kind, answer="given", **more)


def no(kind, **more):
    return ConsentAnswer(type=kind, answer="refused", **more)


@pytest.fixture
def state_of(ask):
    return lambda person, kind, **more: ask(allows, person, kind, **more).state


def test_all_answers_of_a_page_are_one_changeset_with_who_and_how(do, ask, a_person):
    person = a_person()
    written = do(
        consents.record_consents,
        person,
        [yes("participation"), no("photo"), yes("home_visit", valid_until=date(2023, 6, 30))],
        {"language": "rom"},
    )
    assert [name for name, _ in written.touched] == ["consent"] * 3
    sheet = ask(consents.consent_sheet, person)
    states = {row.type: row.state.state for row in sheet.rows}
    assert (states["participation"], states["photo"]) == ("given", "refused")
    assert (states["assessment"], states["home_visit"]) == ("never_asked", "given")
    given = next(row.state.record for row in sheet.rows if row.type == "participation")
    assert (given.language, given.answered_on, given.text_version) == ("rom", TODAY, "1")
    assert given.explained_by == ask(lambda uow: uow.user.staff_member)


@pytest.mark.parametrize("back", [timedelta(), timedelta(minutes=5), timedelta(days=4_700)])
def test_a_withdrawal_holds_on_a_computer_whose_clock_is_behind(
    case_file, now, ask, a_person, state_of, back
):
    person = a_person()
    with case_file.writing(now) as uow:
        given = id_of(consents.record_consents(uow, person, [yes("photo")], {}), "consent")
    with case_file.writing(now - back) as uow:
        consents.withdraw_consent(uow, given)
    assert state_of(person, "photo") == "withdrawn"
    with case_file.writing(now) as uow:
        consents.record_consents(uow, person, [yes("photo")], {})
    assert state_of(person, "photo") == "given"


def test_a_withdrawal_keeps_the_answer_before_it(do, ask, a_person, state_of):
    person = a_person()
    given = id_of(do(consents.record_consents, person, [yes("photo")], {}), "consent")
    do(consents.withdraw_consent, given)
    assert state_of(person, "photo") == "withdrawn"
    before, after = ask(lambda uow: uow.records.find(Consent, person=person))
    assert (before.answer, before.withdrawn_on) == ("given", None)
    assert (after.answer, after.withdrawn_on) == ("withdrawn", TODAY)
    with pytest.raises(NothingToWithdrawError):
        do(consents.withdraw_consent, given)
    do(consents.record_consents, person, [yes("photo")], {})
    assert state_of(person, "photo") == "given"


def test_only_what_stands_is_withdrawn(do, a_person):
    person = a_person()
    wanted = [ConsentAnswer(type="photo", answer="withdrawn")]
    with pytest.raises(NothingToWithdrawError):
        do(consents.record_consents, person, wanted, {})


def test_a_consent_holds_to_the_end_of_its_last_day(do, a_person, state_of):
    person = a_person()
    do(consents.record_consents, person, [yes("photo", valid_until=TODAY)], {})
    assert state_of(person, "photo") == "given"
    other = a_person("Асен")
    over = TODAY - timedelta(days=1)
    do(consents.record_consents, other, [yes("photo", valid_until=over)], {})
    assert state_of(other, "photo") == "expired"


def test_each_institution_is_asked_for_by_itself(do, a_person, state_of):
    person = a_person()
    share = "data_sharing"
    do(consents.record_consents, person, [yes(share, institution="dbt")], {})
    assert state_of(person, share, institution="dbt") == "given"
    assert state_of(person, share, institution="school") == "never_asked"
    assert state_of(person, share) == "never_asked"
    do(consents.record_consents, person, [no(share)], {})
    assert state_of(person, share, institution="dbt") == "refused"  # taken back for all
    do(consents.record_consents, person, [yes(share, institution="dbt")], {})
    assert state_of(person, share, institution="dbt") == "given"
    assert state_of(person, share, institution="school") == "refused"


def test_for_a_child_the_representative_answers(do, ask, a_person):
    child = a_person(born_on=date(2012, 3, 1))
    sheet = ask(consents.consent_sheet, child)
    assert (sheet.age, sheet.needs_representative, sheet.has_own_say) == (10, True, False)
    assert sheet.rows[0].type == "child_participation"
    answers = [yes("child_participation")]
    with pytest.raises(InvalidRecordError) as refused:
        do(consents.record_consents, child, answers, {})
    assert set(refused.value.problems) == {"representative"}
    with pytest.raises(InvalidRecordError) as refused:
        do(consents.record_consents, child, answers, {"representative": "Мария Асенова"})
    assert set(refused.value.problems) == {"representative_quality"}
    whole = {"representative": "Мария Асенова", "representative_quality": "parent"}
    do(consents.record_consents, child, answers, whole)


def test_from_fourteen_on_the_child_answers_too(do, ask, a_person):
    child = a_person(born_on=date(2008, 11, 14))
    sheet = ask(consents.consent_sheet, child)
    assert (sheet.age, sheet.has_own_say, sheet.rows[0].type) == (14, True, "child_14_18")
    whole = {"representative": "Мария Асенова", "representative_quality": "parent"}
    with pytest.raises(InvalidRecordError) as refused:
        do(consents.record_consents, child, [yes("child_14_18")], whole)
    assert set(refused.value.problems) == {"child_opinion"}
    do(consents.record_consents, child, [yes("child_14_18")], whole | {"child_opinion": "Искам."})


def test_nothing_answered_is_nothing_written(do, a_person):
    with pytest.raises(InvalidRecordError):
        do(consents.record_consents, a_person(), [], {})


def test_every_kind_that_is_asked_has_a_text_in_its_words(ask):
    asked = {kind for age in (None, 5, 15, 40) for kind in consents.kinds_for(age)}
    assert asked <= set(consent_texts.kinds_with_text())
    notice = ask(lambda uow: consent_texts.consent_notice(uow.profile))
    assert "Община Казанлък" in notice.controller
    assert "31.12.2028" in notice.term
    text = consent_texts.consent_text("photo", "1")
    assert text.statement.startswith("Давам съгласие")
    assert consent_texts.consent_text("photo", "99") is None


def test_a_withdrawn_sharing_carries_no_case_to_another_house(do, a_person, a_case):
    person = a_person()
    case = a_case(person)
    do(consents.record_consents, person, [yes("data_sharing")], {"answered_on": TODAY})
    given = do(lambda uow: uow.records.find(Consent, person=person))[0]
    do(consents.withdraw_consent, given.id)
    rests_on = Offer(case=case.id, to_site="kazanlak", consent_on=TODAY)
    with pytest.raises(InvalidRecordError) as refused:
        do(offer, rests_on)
    assert set(refused.value.problems) == {"consent_on"}
    do(offer, Offer(case=case.id, to_site="kazanlak", reason="Заплаха за живота."))


def test_before_a_visit_one_is_told_of_the_card_and_of_the_refused_home(
    do, ask, a_participant, a_person
):
    person, about, _ = a_participant()
    assert ask(about_visit, person).reminders == ("no_card",)
    do(sign_card, about, signed_on=TODAY)
    assert ask(about_visit, person).reminders == ()
    do(consents.record_consents, person, [no("home_visit")], {})
    assert ask(about_visit, person).reminders == ("home_visit_refused",)
    assert ask(about_visit, a_person("Асен")).reminders == ()
