import pytest
from PySide6.QtCore import Qt

from kazanlak_case.services.cases import open_case
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.screens.people import People


@pytest.fixture
def screen(host, kit: Kit, qtbot) -> People:
    screen = People(host, kit)
    screen.resize(host.size())
    host.show()
    qtbot.waitExposed(host)
    return screen


def _names(screen: People) -> list[str]:
    return [row.name for row in screen.model.rows]


def test_nobody_yet_says_what_to_do(screen: People, qtbot) -> None:
    screen.refresh()
    assert screen._pages.currentWidget() is screen._empty
    with qtbot.waitSignal(screen.person_wanted):
        qtbot.mouseClick(screen._empty.action, Qt.MouseButton.LeftButton)


def test_people_stand_by_the_alphabet(screen: People, a_person) -> None:
    for name in ("Яна", "Ивана", "Йовка", "Анка"):
        a_person(name, "Асенова")
    screen.refresh()
    assert _names(screen) == ["Анка Асенова", "Ивана Асенова", "Йовка Асенова", "Яна Асенова"]
    assert screen.heading() == ("People", "4 people")


def test_list_narrows_as_one_types_in_latin_letters(
    screen: People, a_person, type_into, qtbot
) -> None:
    milena = a_person("Милена", "Асенова")
    a_person("Христо", "Колев")
    screen.refresh()
    type_into(screen.box, "mil")
    qtbot.waitUntil(lambda: _names(screen) == ["Милена Асенова"])
    with qtbot.waitSignal(screen.person_opened) as opened:
        qtbot.keyClick(screen.box, Qt.Key.Key_Return)
    assert opened.args == [milena]
    qtbot.keyClick(screen.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_names(screen)) == 2)


def test_search_without_a_hit_offers_to_write_the_person_down(
    screen: People, a_person, type_into, qtbot
) -> None:
    a_person()
    screen.refresh()
    type_into(screen.box, "никой")
    qtbot.waitUntil(lambda: screen._pages.currentWidget() is screen._empty)
    assert "Nobody found" in screen._empty.title.text()


def test_filters_narrow_the_list(screen: People, a_person, case_file, now, qtbot) -> None:
    milena = a_person("Милена", "Асенова", id_type="egn", national_id="8503109277")
    a_person("Христо", "Колев")
    with case_file.writing(now) as uow:
        open_case(uow, {"person": milena})
    screen.refresh()
    words = screen._filter._words
    qtbot.mouseClick(words["open"], Qt.MouseButton.LeftButton)
    assert _names(screen) == ["Милена Асенова"]
    qtbot.mouseClick(words["no_number"], Qt.MouseButton.LeftButton)
    assert _names(screen) == ["Христо Колев"]
    assert screen.heading()[1] == "1 person"


def test_list_follows_what_is_written(screen: People, a_person, kit: Kit) -> None:
    from functools import partial

    from kazanlak_case.services.people import save_person

    screen.refresh()
    kit.operations.changed.connect(screen.follow)
    values = {"given_name": "Мая", "id_type": "none"}
    kit.operations.write(
        partial(lambda uow, v: save_person(uow, None, v), v=values), done=lambda _: None
    )
    assert _names(screen) == ["Мая"]


def test_numbers_are_masked(screen: People, a_person) -> None:
    a_person("Милена", "Асенова", id_type="egn", national_id="8503109277")
    screen.refresh()
    shown = " ".join(
        str(screen.model.data(screen.model.index(0, at)))
        for at in range(screen.model.columnCount())
    )
    assert "850310" in shown
    assert "9277" not in shown


def test_narrow_list_hides_what_does_not_fit(screen: People) -> None:
    screen.resize(300, 600)
    assert screen._filter.isHidden()
    assert screen.table.delegate.is_compact
