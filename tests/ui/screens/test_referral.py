"""A referral by keyboard alone; what may go into the letter; the answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kazanlak_case.domain.records import Consent, Referral
from kazanlak_case.services.records import save_record
from kazanlak_case.ui.screens.referral import ReferralForm
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs

TO_PRINT = 1
"""Enter in the print panel."""


@pytest.fixture
def milena(a_person) -> str:
    return a_person("Милена", "Асенова")


def _referrals(case_file, now) -> list[Referral]:
    with case_file.reading(now) as uow:
        return uow.records.find(Referral)


def _write(shell, workspace, milena, qtbot, institution="labour") -> CountedInputs:
    workspace.open_person(milena)
    workspace._stack.setFocus()
    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_R, CTRL | SHIFT)
    form = workspace.panel.content
    assert isinstance(form, ReferralForm)
    counted.wait_for(form.editor.form.box("institution").editor.picker.line)
    counted.type(institution)
    counted.press(Qt.Key.Key_Return)
    counted.go_to(form.editor.form.box("reason").editor.part)
    counted.type("Регистрация като търсеща работа.")
    return counted


def test_a_referral_of_a_known_person_takes_few_inputs(
    shell, workspace, milena, case_file, now, qtbot
) -> None:
    counted = _write(shell, workspace, milena, qtbot)
    wanted = []
    workspace.panel.content.print_wanted.connect(lambda *what: wanted.append(what))
    counted.press(Qt.Key.Key_Return, CTRL)
    (one,) = _referrals(case_file, now)
    assert (one.person, one.institution, one.sent_on) == (milena, "dbt", now.date())
    assert one.data is None  # nobody asked for consent
    assert wanted == [("referral", "referral", one.id, milena)]
    counted.holds("print a referral", more=TO_PRINT)


def test_the_form_says_what_stays_out_of_the_letter(
    shell, workspace, milena, case_file, now, qtbot
) -> None:
    _write(shell, workspace, milena, qtbot)
    form = workspace.panel.content
    data = form.editor.form.box("data").editor
    assert "goes without them" in form.notice.text()
    assert not data.isEnabled()
    assert data.value() == "names national_id"  # what the labour office needs
    form.editor.form.put("basis", "law")
    assert "needs no consent" in form.notice.text()
    assert data.isEnabled()
    with case_file.writing(now) as uow:
        values = {"person": milena, "type": "data_sharing", "answer": "given"}
        save_record(uow, Consent, None, values, what="test")
    form.editor.form.put("basis", "consent")
    assert "agreed" in form.notice.text()
    form.editor.save()
    assert _referrals(case_file, now)[0].data == "names national_id"


def test_the_answer_is_written_where_the_referral_stands(
    shell, workspace, milena, case_file, now, qtbot
) -> None:
    _write(shell, workspace, milena, qtbot)
    workspace.panel.content.editor.save()
    workspace._person.tabs.go_to("referrals")
    (row,) = workspace._person.tabs.findChildren(LinkRow)[:1]
    row.click()
    form = workspace.panel.content
    form._answer.form.put("outcome", "completed")
    form._answer.save()
    (one,) = _referrals(case_file, now)
    assert one.completed_on == now.date()
    assert form.findChild(QPushButton, "printReferral") is not None
