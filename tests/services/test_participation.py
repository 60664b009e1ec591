"""Participation: entry, answers, exit, results."""

from datetime import date

import pytest

from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError, RecordMissingError
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.services import participation
from kazanlak_case.services.participation import EntryDraft
from support.office import id_of

TODAY = date(2022, 11, 14)
ENTERED = date(2022, 3, 1)


def test_an_entry_takes_operation_and_funds_from_the_profile(get, ask, a_participant):
    person, about, spell = a_participant(labour_situation="unemployed", education="primary")
    taking_part = get(Participation, about)
    assert (taking_part.person, taking_part.operation, taking_part.funds) == (
        person, "integration", "opnoir oprchr",
    )  # fmt: skip
    assert (taking_part.labour_situation, taking_part.education) == ("unemployed", "primary")
    assert get(Spell, spell).entered_on == ENTERED
    assert ask(lambda uow: uow.records.count(Vulnerability)) == 0


def test_sensitive_answers_keep_when_and_by_whom_they_were_asked(ask, a_participant):
    _, about, _ = a_participant(sensitive={"roma": "refused", "minority": "yes"})
    (answers,) = ask(lambda uow: uow.records.find(Vulnerability, participation=about))
    assert (answers.roma, answers.minority, answers.migrant) == ("refused", "yes", None)
    assert (answers.asked_on, answers.asked_by) == (TODAY, ask(lambda uow: uow.user.staff_member))


def test_who_comes_back_enters_under_the_first_participation(do, ask, get, a_participant):
    person, about, spell = a_participant(labour_situation="unemployed")
    with pytest.raises(InvalidRecordError) as refused:
        do(participation.enter, EntryDraft(person=person))
    assert set(refused.value.problems) == {"person"}
    do(participation.exit_spell, spell, {"left_on": date(2022, 6, 1)})
    with pytest.raises(InvalidRecordError) as refused:
        do(participation.enter, EntryDraft(person=person, entered_on=date(2022, 5, 31)))
    assert set(refused.value.problems) == {"entered_on"}
    do(participation.enter, EntryDraft(person=person, answers={"labour_situation": "employed"}))
    assert get(Participation, about).labour_situation == "unemployed"
    spells = ask(lambda uow: uow.records.find(Spell, participation=about))
    assert [one.entered_on for one in spells] == [ENTERED, TODAY]


def test_nobody_enters_before_birth_nor_in_the_future(do, ask, a_person):
    person = a_person(born_on=date(2022, 5, 1))
    for day in (date(2022, 4, 30), date(2022, 11, 15)):
        with pytest.raises(InvalidRecordError) as refused:
            do(participation.enter, EntryDraft(person=person, entered_on=day))
        assert set(refused.value.problems) == {"entered_on"}
    with pytest.raises(InvalidRecordError):
        do(participation.enter, EntryDraft(person=person, sensitive={"roma": "no_such"}))
    assert ask(lambda uow: uow.records.count(Participation)) == 0


def test_an_exit_is_written_with_its_reason(do, get, a_participant):
    _, _, spell = a_participant()
    with pytest.raises(InvalidRecordError):
        do(participation.exit_spell, spell, {"left_on": date(2022, 2, 28)})
    with pytest.raises(InvalidRecordError):
        do(participation.save_results, spell, {"exit_state": "no_offer"})
    values = {"state": "left_early", "leaving_reason": "moved"}
    do(participation.exit_spell, spell, values)
    left = get(Spell, spell)
    assert (left.left_on, left.state, left.leaving_reason) == (TODAY, "left_early", "moved")
    do(participation.save_results, spell, {"exit_state": "no_offer", "job_search_from": TODAY})
    assert get(Spell, spell).exit_state == "no_offer"


def test_answers_are_written_where_they_stand(do, ask, get, a_participant):
    _, about, _ = a_participant()
    do(participation.save_participation, about, {"education": "primary"})
    assert get(Participation, about).education == "primary"
    do(participation.save_answers, about, {"roma": "yes", "asked_on": date(2022, 11, 1)})
    do(participation.save_answers, about, {"roma": "refused", "homeless": "no"})
    (answers,) = ask(lambda uow: uow.records.find(Vulnerability, participation=about))
    assert (answers.roma, answers.homeless, answers.asked_on) == (
        "refused",
        "no",
        date(2022, 11, 1),
    )
    with pytest.raises(RecordMissingError):
        do(participation.save_answers, "f" * 32, {"roma": "yes"})


def test_sensitive_answers_are_not_for_every_post(do, ask, a_participant, as_role):
    _, about, _ = a_participant()
    as_role("roma_mediator")
    with pytest.raises(NotAllowedError):
        do(participation.save_answers, about, {"roma": "yes"})
    assert ask(lambda uow: uow.records.count(Vulnerability)) == 0


def test_a_participation_is_deleted_with_all_under_it(do, ask, a_participant):
    person, about, _ = a_participant(sensitive={"roma": "no"})
    written = do(participation.delete_participation, about)
    assert {name for name, _ in written.touched} == {"participation", "spell", "vulnerability"}
    for cls in (Participation, Spell, Vulnerability):
        assert ask(lambda uow, one=cls: uow.records.count(one)) == 0
    with pytest.raises(RecordMissingError):
        do(participation.delete_participation, about)
    again = do(participation.enter, EntryDraft(person=person))
    assert id_of(again, "participation") != about
