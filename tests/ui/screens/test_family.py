"""A family through the real window: found, opened, added to, a child born, moved, tied."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from kazanlak_case.domain.records.household import Household
from kazanlak_case.services.family import family_page
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.ui.family_place import FamilyPlace
from support.counted_inputs import CTRL, CountedInputs


@pytest.fixture
def home(case_file, now, a_person):
    mother = a_person("Мария", "Иванова", sex="f", born_on=date(1985, 3, 10), nickname="Мими")
    father = a_person("Иван", "Иванов", sex="m", born_on=date(1980, 1, 1))
    members = [
        MemberDraft(person=father, relation="head"),
        MemberDraft(person=mother, relation="spouse"),
    ]
    values = {"name": "Иванови", "before_visit": "Куче на двора", "address": "ул. „Роза“ 3"}
    with case_file.writing(now) as uow:
        written = make_household(uow, values, members)
    return next(one for record, one in written.touched if record == "household")


@pytest.fixture
def place(workspace, home) -> FamilyPlace:
    workspace.open_family(home)
    return workspace._screens["families"]


@pytest.fixture
def page(case_file, now, home):
    def read():
        with case_file.reading(now) as uow:
            return family_page(uow, home)

    return read


def names(page):
    return [one.name for one in page.members]


def test_the_family_is_found_by_keyboard_and_its_red_line_is_seen(shell, workspace, home, qtbot):
    workspace.go("families")
    place = workspace._screens["families"]
    assert [one.household.name for one in place.list.model.rows] == ["Иванови"]
    hands = CountedInputs(shell, qtbot)
    place.list.box.setFocus()
    hands.type("иван")
    hands.press(Qt.Key.Key_Return)
    assert place.is_open
    assert hands.inputs == 2
    assert place.family.before_visit.shown.isVisible()
    assert "Куче на двора" in place.family.before_visit.shown.accessibleName()
    assert place.family.page.members[1].nickname == "Мими"


def test_the_red_line_is_changed_where_it_stands_and_seen_at_each_member(
    place, workspace, shell, case_file, now, home, qtbot
):
    hands = CountedInputs(shell, qtbot)
    place.family.before_visit._change.setFocus()
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: place.family.before_visit.line.visibleRegion().boundingRect().height() > 20
    )
    hands.type("Туберкулоза: маска")
    hands.press(Qt.Key.Key_Return)
    with case_file.reading(now) as uow:
        assert uow.records.get(Household, home).before_visit == "Туберкулоза: маска"
    workspace.open_person(place.family.page.members[0].person)
    glance = workspace._person.glance
    assert "Туберкулоза" in glance._red_line.accessibleName()


def test_a_new_member_is_written_down_by_keyboard(place, shell, workspace, page, qtbot):
    hands = CountedInputs(shell, qtbot)
    place.open_form("new_member", "")
    hands.type("Стоянка")
    form = workspace.panel.content.form
    hands.go_to(form.box("relation").editor.part)
    for _step in range(5):  # parent: one choice
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert workspace.panel.content is None
    assert "Стоянка Иванов" in names(page())
    assert hands.inputs <= 4


def test_a_birth_and_its_ties_are_one_stroke(place, shell, workspace, page, qtbot):
    hands = CountedInputs(shell, qtbot)
    place.open_form("birth", "")
    hands.type("Ана")
    form = workspace.panel.content.form
    hands.go_to(form.box("sex").editor.part.nextInFocusChain())
    hands.press(Qt.Key.Key_Space)
    assert workspace.panel.content.state.value("family_name") == "Иванова"
    assert workspace.panel.content.state.value("middle_name") == "Иванова"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert workspace.panel.content is None, [b._below.text() for b in form._boxes.values()]
    now_there = page()
    child = now_there.members[-1]
    assert (child.name, child.relation) == ("Ана Иванова Иванова", "child")
    assert sum(tie.relation in {"child", "parent"} for tie in now_there.ties) == 2
    assert hands.inputs <= 4


def test_the_family_moves_and_parts(place, shell, workspace, page, qtbot, case_file, now):
    hands = CountedInputs(shell, qtbot)
    place.open_form("move", "")
    form = workspace.panel.content.form
    hands.go_to(form.box("address").editor.part)
    hands.type("бл. 5, ап. 2")
    hands.press(Qt.Key.Key_Return, CTRL)
    moved = page()
    assert moved.household.address == "бл. 5, ап. 2"
    assert len(moved.residences) == 2
    place.open_form("part", moved.members[1].member)
    form = workspace.panel.content
    assert form.state.value("name") == "Иванови"
    form.save()
    assert names(page()) == ["Иван Иванов"]
    assert place.family.page.household.id != moved.household.id
    assert names(place.family.page) == ["Мария Иванова"]


def test_ties_that_follow_are_written_at_once_and_another_by_hand(
    place, shell, workspace, page, qtbot, a_person
):
    granny = a_person("Стоянка", "Петрова", born_on=date(1950, 1, 1))
    hands = CountedInputs(shell, qtbot)
    place.family.tabs.setCurrentIndex(1)
    assert place.family.ties._offer.isVisible()
    hands.click(place.family.ties._offer.findChildren(type(place.family.ties._add))[-1])
    assert [tie.relation for tie in page().ties] == ["spouse"]
    assert not place.family.ties._offer.isVisible()
    place.open_form("tie", "")
    form = workspace.panel.content
    form.form.put("person", page().members[1].person)
    form.form.put("relation", "parent")
    form.form.put("relative", granny)
    form.save()
    assert sorted(tie.name for tie in page().ties) == ["Мария Иванова", "Стоянка Петрова"]
    form = place.open_form("tie", "")
    again = workspace.panel.content
    again.form.put("relation", "parent")
    again.form.put("relative", page().members[0].person)
    again.save()
    assert workspace.panel.content is again  # nobody is their own relative: said, nothing lost
    assert again._problem.isVisible() or again.form.box("relative")._below.text()


def test_the_map_is_told_in_words_opened_by_keyboard_and_put_on_paper(
    place, workspace, qtbot, tmp_path
):
    place.family.tabs.setCurrentIndex(2)
    canvas = place.family.map.canvas
    assert len(canvas._layout.places) == 2
    assert "Мария Иванова" in canvas.accessibleDescription()
    assert "Мария Иванова: wife of Иван Иванов" in canvas.accessibleDescription()
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    with qtbot.waitSignal(canvas.person_opened):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert workspace.here == "people"
    place.family.map.save_map(tmp_path / "family.pdf")
    assert (tmp_path / "family.pdf").read_bytes().startswith(b"%PDF")


def test_whoever_becomes_the_head_changes_what_the_others_are_and_may_leave(place, workspace, page):
    mother = page().members[1]
    place.open_form("membership", mother.member)
    workspace.panel.content.form.put("relation", "head")
    workspace.panel.content.save()
    first = page().members[0]
    assert (first.person, first.relation) == (mother.person, "head")
    assert page().members[1].relation == "spouse"
    place.open_form("membership", page().members[1].member)
    workspace.panel.content.leave_today()
    assert names(page()) == ["Мария Иванова"]
    assert [one.name for one in page().former] == ["Иван Иванов"]


def test_what_is_half_typed_is_taken_up_again(place, workspace):
    place.open_form("move", "")
    form = workspace.panel.content
    form.form.put("address", "бл. 9")
    workspace.keep_drafts()
    workspace.panel.close_panel()
    place.open_form("move", "")
    assert workspace.panel.content.state.value("address") == "бл. 9"
