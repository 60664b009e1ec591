from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.records.participation import Participation
from kazanlak_case.domain.records.person import Person
from kazanlak_case.services.cases import open_case
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.services.kinship import TieDraft, add_tie
from kazanlak_case.services.participation import EntryDraft, enter
from kazanlak_case.services.visits import VisitDraft, record_visit
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.person import PersonScreen


@pytest.fixture
def family(a_person, case_file, now) -> tuple[str, str]:
    mother = a_person("Милена", "Асенова", sex="f", born_on=(now - timedelta(days=365 * 30)).date())
    child = a_person("Мая", "Асенова", sex="f", born_on=(now - timedelta(days=365 * 7 + 3)).date())
    members = [
        MemberDraft(person=mother, relation="head"),
        MemberDraft(person=child, relation="child"),
    ]
    with case_file.writing(now) as uow:
        make_household(uow, {"name": "Асенова"}, members)
    with case_file.writing(now) as uow:
        open_case(uow, {"person": mother, "priority": "urgent", "type": "individual_adult"})
    with case_file.writing(now) as uow:
        draft = VisitDraft(
            person=mother,
            service="soc_counselling",
            provided_on=now.date() - timedelta(days=1),
            note="Разговор за работата",
        )
        record_visit(uow, draft)
    return mother, child


@pytest.fixture
def screen(host, kit: Kit, qtbot) -> PersonScreen:
    screen = PersonScreen(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


def _all_words(widget: QWidget) -> str:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    labels = [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]
    buttons = [one.accessibleName() for one in widget.findChildren(QAbstractButton)]
    return " | ".join([*labels, *buttons])


def test_page_answers_who_whom_with_what_is_open_and_what_is_next(screen, family, qtbot) -> None:
    screen.show_person(family[0])
    qtbot.waitUntil(lambda: "urgent" in _all_words(screen.glance))
    words = _all_words(screen.glance)
    assert "Милена Асенова" in words
    assert "female" in words
    assert "Мая" in words
    assert "-2022-0001" in words
    assert "urgent" in words
    assert "yesterday" in words
    assert "Add the personal number" in words


def test_who_lives_with_a_person_is_one_click_away(screen, family, qtbot) -> None:
    mother, child = family
    screen.show_person(mother)
    button = screen.findChild(QWidget, f"livesWith_{child}")
    with qtbot.waitSignal(screen.person_opened) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened.args == [child]


def test_ties_say_which_end_is_meant_on_both_pages(screen, family, case_file, now) -> None:
    mother, child = family
    with case_file.writing(now) as uow:
        add_tie(uow, TieDraft(person=mother, other=child, relation="child"))
    screen.show_person(mother)
    button = screen.findChild(QWidget, f"livesWith_{child}")
    assert ", daughter of Милена" in button.accessibleName()
    assert "daughter" in button.text()
    screen.show_person(child)
    button = screen.findChild(QWidget, f"livesWith_{mother}")
    assert ", mother of Мая" in button.accessibleName()


def test_timeline_tells_everything_newest_first(screen, family) -> None:
    screen.show_person(family[0])
    titles = [one.title for one in screen.tabs.happened.timeline.entries.entries]
    assert any("-2022-0001" in title for title in titles)
    assert screen.tabs.happened.timeline.entries.entries[-1].note == "Разговор за работата"


def test_nothing_happened_yet_leads_to_the_first_visit(screen, a_person, qtbot) -> None:
    person = a_person()
    screen.show_person(person)
    assert not screen.tabs.happened.empty.isHidden()
    with qtbot.waitSignal(screen.visit_wanted) as wanted:
        qtbot.mouseClick(screen.tabs.happened.empty.action, Qt.MouseButton.LeftButton)
    assert wanted.args == [person, "Милена Асенова"]


def test_data_is_changed_and_the_page_follows(screen, family, kit, case_file, now) -> None:
    kit.operations.changed.connect(screen.follow)
    screen.show_person(family[0])
    screen.tabs.setCurrentIndex(1)
    screen.data.editor.form.put("phone", "0888123456")
    screen.data.editor.save()
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, family[0]).phone == "0888123456"
    assert "0888123456" in _all_words(screen.glance)


def test_number_that_fails_its_check_is_said_beside_its_field(
    screen, family, case_file, now
) -> None:
    screen.show_person(family[0])
    screen.tabs.setCurrentIndex(1)
    screen.data.editor.form.put("id_type", "egn")
    screen.data.editor.form.put("national_id", "8503109278")
    screen.data.editor.save()
    assert screen.data.editor.form.box("national_id")._below.property("role") == "problem"
    with case_file.reading(now) as uow:
        assert uow.records.get(Person, family[0]).national_id is None


def test_history_of_a_field_is_asked_for(screen, family, qtbot) -> None:
    screen.show_person(family[0])
    screen.tabs.setCurrentIndex(1)
    with qtbot.waitSignal(screen.history_asked) as asked:
        qtbot.mouseClick(screen.data.editor.form.box("phone")._history, Qt.MouseButton.LeftButton)
    assert asked.args == ["person", family[0], "phone"]


def test_half_typed_data_survives_going_to_somebody_else(screen, family) -> None:
    mother, child = family
    screen.show_person(mother)
    screen.tabs.setCurrentIndex(1)
    screen.data.editor.form.box("phone").editor.line.insert("0888")
    screen.data.editor.form.box("phone").editor.edited.emit()
    screen.show_person(child)
    screen.show_person(mother)
    screen.tabs.setCurrentIndex(1)
    assert screen.data.editor.form.box("phone").editor.value() == "0888"
    assert screen.data.editor.is_changed


def test_entry_into_the_project_and_its_answers(screen, family, kit, case_file, now, qtbot) -> None:
    kit.operations.changed.connect(screen.follow)
    screen.show_person(family[0])
    screen.tabs.setCurrentIndex(2)
    empty = screen.tabs.participation.findChild(QWidget, "notInProject")
    qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
    editors = screen.tabs.participation._editors
    assert len(editors) == 3
    entry = next(one for one in editors if "labour_situation" in one.state.specs)
    entry.form.put("labour_situation", "unemployed")
    entry.save()
    with case_file.reading(now) as uow:
        found = uow.records.find(Participation, person=family[0])
    assert [one.labour_situation for one in found] == ["unemployed"]


def test_sensitive_answers_are_written_with_a_refusal(screen, family, kit, case_file, now) -> None:
    from kazanlak_case.domain.records.participation import Vulnerability

    with case_file.writing(now) as uow:
        enter(uow, EntryDraft(person=family[0]))
    screen.show_person(family[0])
    screen.tabs.setCurrentIndex(2)
    answers = next(one for one in screen.tabs.participation._editors if "roma" in one.state.specs)
    answers.form.put("roma", "refused")
    answers.save()
    with case_file.reading(now) as uow:
        found = uow.records.find(Vulnerability)
    assert [one.roma for one in found] == ["refused"]
    assert found[0].asked_on == now.date()


def test_person_who_is_gone_is_said(screen, qtbot, kit) -> None:
    with qtbot.waitSignal(screen.gone), qtbot.waitSignal(kit.messages.refusal_told):
        screen.show_person("0" * 32)
