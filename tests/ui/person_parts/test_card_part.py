from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from kazanlak_case.domain.records.participation import Participation, Vulnerability
from kazanlak_case.services.participant_card import sign_card
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.person_page import person_page
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.person_parts.card_part import CardPart
from kazanlak_case.ui.person_parts.participation import ParticipationPart
from support.office import id_of


@pytest.fixture
def participant(case_file, now, a_person):
    person = a_person()
    with case_file.writing(now) as uow:
        draft = EntryDraft(
            person=person,
            entered_on=date(2022, 3, 1),
            answers={"labour_situation": "unemployed"},
            sensitive={"roma": "refused"},
        )
        return person, id_of(enter(uow, draft), "participation")


@pytest.fixture
def part(host, kit: Kit, participant, case_file, now, qtbot):
    """The tab, read anew after each save as the page does."""
    part = ParticipationPart(host, kit)
    part.resize(host.size())

    def show() -> ParticipationPart:
        with case_file.reading(now) as uow:
            part.show_page(person_page(uow, participant[0]))
        return part

    show()
    host.show()
    part.show()
    qtbot.waitExposed(host)
    return show


def click(part, name) -> None:
    part.findChildren(QPushButton, name)[-1].click()  # those read before are on their way out


def standing(case_file, now, participant) -> Participation:
    with case_file.reading(now) as uow:
        return uow.records.get(Participation, participant[1])


def test_the_card_is_signed_and_stands(part, participant, case_file, now, qtbot) -> None:
    shown = part()
    click(shown, "signCard")
    assert standing(case_file, now, participant).card_signed_on == now.date()
    shown = part()
    situation = next(one for one in shown._editors if one.form.shows("labour_situation"))
    assert not situation.form.box("labour_situation").editor.isEnabled()
    assert situation.form.box("funds").editor.isEnabled()
    answers = next(one for one in shown._editors if one.form.shows("roma"))
    assert not answers.form.box("roma").editor.isEnabled()
    assert answers.save_button.isHidden()


def test_a_correction_asks_why_and_is_told_on_the_card(
    part, participant, case_file, now, qtbot
) -> None:
    with case_file.writing(now) as uow:
        sign_card(uow, participant[1])
    shown = part()
    click(shown, "correctCard")
    editor = next(one for one in shown._editors if one.form.shows("card_correction"))
    editor.form.put("education", "primary")
    editor.form.put("roma", "yes")
    editor.save()
    assert editor.form.box("card_correction")._below.property("role") == "problem"
    editor.form.put("card_correction", "Сгрешено при вписването.")
    with qtbot.waitSignal(editor.saved):
        editor.save()
    corrected = standing(case_file, now, participant)
    assert (corrected.education, corrected.card_correction) == (
        "primary",
        "Сгрешено при вписването.",
    )
    with case_file.reading(now) as uow:
        assert uow.records.find(Vulnerability)[0].roma == "yes"


def test_the_card_is_printed_from_the_page(part, participant, qtbot) -> None:
    shown = part()
    with qtbot.waitSignal(shown.print_wanted) as wanted:
        click(shown, "print_participant_card")
    person, about = participant
    assert wanted.args == ["participant_card", "participation", about, person]
    assert shown.findChild(CardPart) is not None
