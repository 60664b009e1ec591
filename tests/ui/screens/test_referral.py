"""A referral by keyboard alone; what may go into the letter; the answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kazanlak_case.domain.records import Consent, Referral, ServiceEntry
from kazanlak_case.services.records import save_record
from kazanlak_case.services.referrals import record_referral
from kazanlak_case.ui.screens.referral import ReferralForm
from kazanlak_case.ui.screens.visit import VisitForm
from kazanlak_case.ui.visit_parts.inclusion_part import InclusionPart
from kazanlak_case.ui.widgets.link_row import LinkRow
from support.counted_inputs import CTRL, SHIFT, CountedInputs
from support.office import id_of

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


def _completed(workspace, milena, case_file, now, institution: str) -> ReferralForm:
    """Write that a referral was completed, in the window."""
    values = {"person": milena, "institution": institution, "reason": "Няма личен лекар."}
    with case_file.writing(now) as uow:
        referral = id_of(record_referral(uow, values), "referral")
    workspace.openings.open_referral(referral)
    form = workspace.panel.content
    form._answer.form.put("outcome", "completed")
    form._answer.form.put("answer", "Записана при д-р Петрова.")
    form._answer.save()
    return form


def test_completed_referral_offers_the_entry_of_the_inclusion_filled_in(
    workspace, milena, case_file, now, qtbot
) -> None:
    form = _completed(workspace, milena, case_file, now, "opl")
    part = form.findChild(InclusionPart)
    qtbot.waitUntil(part.write.hasFocus)
    qtbot.keyClick(part.write, Qt.Key.Key_Return)
    visit = workspace.panel.content
    assert isinstance(visit, VisitForm)
    assert visit.editor.state.value("note") == "Записана при д-р Петрова."
    visit.editor.save()
    with case_file.reading(now) as uow:
        [entry] = uow.records.find(ServiceEntry, person=milena)
    assert (entry.service, entry.institution, entry.provided_on) == ("hea_gp", "opl", now.date())
    [one] = _referrals(case_file, now)
    workspace.openings.open_referral(one.id)
    assert workspace.panel.content.findChild(InclusionPart).isHidden()  # it is written


def test_nothing_is_asked_where_a_referral_includes_nobody(
    workspace, milena, case_file, now
) -> None:
    _completed(workspace, milena, case_file, now, "dbt")
    assert workspace.panel.content is None


def test_the_inclusion_may_be_left_and_written_later(workspace, milena, case_file, now) -> None:
    form = _completed(workspace, milena, case_file, now, "shelter")
    form.findChild(InclusionPart).leave.click()
    assert workspace.panel.content is None
    [one] = _referrals(case_file, now)
    workspace.openings.open_referral(one.id)
    part = workspace.panel.content.findChild(InclusionPart)
    assert not part.isHidden()
    part.leave.click()
    assert part.isHidden()
    assert workspace.panel.content is not None
