from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kazanlak_case.domain.records.consent import Consent
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.consents import ConsentsForm
from support.counted_inputs import CTRL, CountedInputs


@pytest.fixture
def asking(host, kit: Kit, qtbot):
    def ask(person: str) -> ConsentsForm:
        form = ConsentsForm(host, kit, person)
        form.resize(host.size())
        host.show()
        form.show()
        qtbot.waitExposed(host)
        return form

    return ask


def segment(form: ConsentsForm, at: int, answer: str) -> QPushButton:
    found = form.rows[at].answer.findChild(QPushButton, f"answer_{answer}")
    assert found is not None
    return found


def test_all_answers_of_a_page_are_saved_at_once_by_keyboard(
    host, asking, a_person, case_file, now, qtbot
) -> None:
    person = a_person()
    form = asking(person)
    counted = CountedInputs(host, qtbot)
    for at, answer in ((0, "given"), (1, "given"), (4, "refused")):
        counted.go_to(segment(form, at, answer))
        counted.press(Qt.Key.Key_Space)
    with qtbot.waitSignal(form.saved):
        counted.press(Qt.Key.Key_Return, CTRL)
    assert counted.inputs == 4, counted.done
    with case_file.reading(now) as uow:
        found = {one.type: one for one in uow.records.find(Consent, person=person)}
    assert {kind: one.answer for kind, one in found.items()} == {
        "participation": "given",
        "personal_data": "given",
        "photo": "refused",
    }
    assert found["photo"].language == "bg"


def test_a_child_needs_its_representative_and_says_so_beside_the_field(
    asking, a_person, type_into, qtbot, case_file, now
) -> None:
    child = a_person("Ана", born_on=date(now.year - 10, 1, 1))
    form = asking(child)
    segment(form, 0, "given").click()
    form.save()
    assert form.form is not None
    assert form.form.box("representative")._below.property("role") == "problem"
    type_into(form.form.box("representative").editor.part, "Милена Асенова")
    form.form.put("representative_quality", "parent")
    with qtbot.waitSignal(form.saved):
        form.save()
    with case_file.reading(now) as uow:
        (found,) = uow.records.find(Consent, person=child)
    assert (found.type, found.representative) == ("child_participation", "Милена Асенова")


def test_only_what_stands_can_be_withdrawn_and_nothing_is_nothing(asking, a_person) -> None:
    form = asking(a_person())
    assert not segment(form, 0, "withdrawn").isEnabled()
    form.save()
    assert not form._below.isHidden()


def test_consents_stand_on_the_persons_page_and_are_withdrawn_there(
    workspace, a_person, case_file, now, qtbot
) -> None:
    from kazanlak_case.services.consents import ConsentAnswer, allows, record_consents
    from kazanlak_case.ui.person_parts.consents import ConsentsPart
    from kazanlak_case.ui.widgets.labels import Chip

    person = a_person()
    with case_file.writing(now - timedelta(minutes=1)) as uow:
        record_consents(uow, person, [ConsentAnswer(type="participation", answer="given")], {})
    workspace.open_person(person)
    screen = workspace._person
    screen.tabs.go_to("documents")
    part = screen.findChild(ConsentsPart)
    qtbot.waitUntil(lambda: part.findChild(Chip, "consentState0") is not None)
    assert part.findChild(Chip, "consentState0").text() == "given"
    part.findChild(QPushButton, "consentWithdraw0").click()
    with case_file.reading(now) as uow:
        assert allows(uow, person, "participation").state == "withdrawn"
    qtbot.waitUntil(lambda: part.findChild(QPushButton, "consentWithdraw0") is None)
