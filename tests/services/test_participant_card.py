"""The participant card: what was signed stands, and a correction says why."""

from datetime import date

import pytest

from kazanlak_case.domain.consent_errors import FrozenCardError, NotSignedError
from kazanlak_case.domain.errors import InvalidRecordError, NotAllowedError
from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.services import history, participant_card, participation, records, work_list

SIGNED = date(2022, 3, 1)


@pytest.fixture
def signed(do, a_participant):
    """Somebody whose card is signed; education was not answered, roma was refused."""
    person, about, spell = a_participant(
        labour_situation="unemployed", sensitive={"roma": "refused"}
    )
    do(participant_card.sign_card, about, signed_on=SIGNED)
    return person, about, spell


def test_the_signed_card_stands(do, get, signed):
    _, about, spell = signed
    for service, record, values in (
        (participation.save_participation, about, {"labour_situation": "employed"}),
        (participation.save_participation, about, {"education": "primary"}),  # not answered yet
        (participation.save_participation, about, {"card_signed_on": None}),
        (participation.save_answers, about, {"roma": "yes"}),
        (participation.save_answers, about, {"disability": "no"}),
        (participation.save_spell, spell, {"entered_on": date(2022, 3, 2)}),
    ):
        with pytest.raises(FrozenCardError) as refused:
            do(service, record, values)
        assert refused.value.facts["day"] == "01.03.2022"
    assert get(Participation, about).labour_situation == "unemployed"


def test_no_other_road_leads_past_the_signature(do, get, signed, a_participant):
    _, about, spell = signed
    changed = {"what": "record_changed"}
    [answers] = do(lambda uow: uow.records.find(Vulnerability, participation=about))
    earlier = {"participation": about, "entered_on": date(2022, 1, 1), "left_on": date(2022, 1, 2)}
    for write in (
        lambda uow: records.save_record(
            uow, Participation, about, {"education": "none"}, **changed
        ),
        lambda uow: records.save_record(uow, Vulnerability, answers.id, {"roma": "no"}, **changed),
        lambda uow: records.save_record(uow, Spell, None, earlier, **changed),
        lambda uow: records.delete_record(uow, Vulnerability, answers.id, **changed),
        lambda uow: records.delete_record(uow, Spell, spell, **changed),
    ):
        with pytest.raises(FrozenCardError):
            do(write)
    assert get(Vulnerability, answers.id).roma == "refused"
    _, unasked, _ = a_participant("Асен")
    do(participant_card.sign_card, unasked, signed_on=SIGNED)
    with pytest.raises(FrozenCardError):
        do(
            lambda uow: records.save_record(
                uow, Vulnerability, None, {"participation": unasked, "roma": "yes"}, **changed
            )
        )
    do(participant_card.correct_card, unasked, {"roma": "yes"}, "Пропуснато на картата.")


def test_taking_back_older_answers_stops_at_the_signature(do, get, a_participant):
    _, about, _ = a_participant("Асен", labour_situation="unemployed")
    answered = do(participation.save_participation, about, {"labour_situation": "employed"})
    asked = do(participation.save_answers, about, {"roma": "yes"})
    signing = do(participant_card.sign_card, about, signed_on=SIGNED)
    for written in (answered, asked):
        with pytest.raises(FrozenCardError):
            do(history.undo, written.undo)
    assert get(Participation, about).labour_situation == "employed"
    do(history.undo, signing.undo)
    do(history.undo, answered.undo)
    assert get(Participation, about).labour_situation == "unemployed"


def test_what_is_not_on_the_card_and_what_stays_is_written_on(do, get, signed):
    _, about, spell = signed
    same = {"labour_situation": "unemployed", "funds": "oprchr"}
    do(participation.save_participation, about, same)
    do(participation.save_spell, spell, {"left_on": date(2022, 11, 1), "exit_state": "other"})
    assert get(Participation, about).funds == "oprchr"
    assert get(Spell, spell).exit_state == "other"


def test_a_correction_changes_all_of_the_card_and_says_why(do, ask, get, signed):
    _, about, spell = signed
    corrected = {"education": "primary", "roma": "yes", "entered_on": date(2022, 2, 28)}
    written = do(participant_card.correct_card, about, corrected, "Сгрешено при вписването.")
    assert {name for name, _ in written.touched} == {"participation", "vulnerability", "spell"}
    standing = get(Participation, about)
    assert (standing.education, standing.card_signed_on) == ("primary", SIGNED)
    assert standing.card_correction == "Сгрешено при вписването."
    assert ask(lambda uow: uow.records.find(Vulnerability))[0].roma == "yes"
    assert get(Spell, spell).entered_on == date(2022, 2, 28)
    do(history.undo, written.undo)
    assert get(Participation, about).education is None


def test_a_correction_needs_its_reason_and_a_signed_card(do, a_participant, signed, as_role):
    _, about, _ = signed
    with pytest.raises(InvalidRecordError) as refused:
        do(participant_card.correct_card, about, {"education": "primary"}, "  ")
    assert set(refused.value.problems) == {"card_correction"}
    _, open_one, _ = a_participant("Асен")
    with pytest.raises(NotSignedError):
        do(participant_card.correct_card, open_one, {"education": "primary"}, "сгрешено")
    as_role("roma_mediator")
    with pytest.raises(NotAllowedError):
        do(participant_card.correct_card, about, {"roma": "yes"}, "сгрешено")


def test_a_card_is_signed_once(do, signed):
    with pytest.raises(FrozenCardError):
        do(participant_card.sign_card, signed[1])


def test_a_column_filled_for_many_leaves_signed_cards_alone(do, get, a_participant, signed):
    _, open_one, _ = a_participant("Асен")
    _, about, _ = signed
    answers = {about: "primary", open_one: "primary"}
    with pytest.raises(InvalidRecordError) as refused:
        do(work_list.fill, "participation", "education", answers)
    assert set(refused.value.problems) == {about}
    do(work_list.fill, "participation", "education", {open_one: "primary"})
    assert get(Participation, open_one).education == "primary"


def test_who_is_in_the_project_without_a_card_is_known(do, ask, a_participant, a_person, signed):
    person, _, spell = a_participant("Асен")
    assert ask(participant_card.lacks_card, person)
    assert not ask(participant_card.lacks_card, signed[0])
    assert not ask(participant_card.lacks_card, a_person("Никой"))
    do(participation.exit_spell, spell, {})
    assert not ask(participant_card.lacks_card, person)
