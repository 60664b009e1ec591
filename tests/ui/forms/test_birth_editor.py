from datetime import date

import pytest

from kazanlak_case.domain.records import spec_of
from kazanlak_case.ui.forms.birth_editor import BirthEditor
from kazanlak_case.ui.forms.editor import EditorTools


@pytest.fixture
def editor(host, kit) -> BirthEditor:
    tools = EditorTools(kit.look, kit.lookups, lambda: date(2022, 5, 24))
    return BirthEditor(host, spec_of("person", "born_on"), tools)


def test_an_age_becomes_a_year_that_says_it_is_not_exact(editor: BirthEditor, type_into) -> None:
    type_into(editor.line, "около 35")
    assert editor.value() == date(1987, 7, 1)
    assert editor.beside() == {"born_precision": "about"}
    editor._on_finished()
    assert editor.line.text() == "about 1987"
    assert (editor.value(), editor.beside()["born_precision"]) == (date(1987, 7, 1), "about")


def test_the_day_behind_a_year_stays_while_nobody_types(editor: BirthEditor) -> None:
    editor.show_value(date(1985, 1, 1))
    editor.show_beside({"born_precision": "year"})
    assert editor.line.text() == "1985"
    editor._on_finished()
    assert editor.value() == date(1985, 1, 1)


def test_a_whole_date_is_exact_and_nonsense_is_said(editor: BirthEditor, type_into) -> None:
    type_into(editor.line, "10.3.1985")
    assert (editor.value(), editor.beside()) == (date(1985, 3, 10), {"born_precision": None})
    editor.show_value(None)
    type_into(editor.line, "отдавна")
    assert editor.value() is None
    assert editor.unreadable()
