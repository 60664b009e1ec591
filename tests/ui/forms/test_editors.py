from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import FieldSpec, Kind, Privacy, specs_of
from kazanlak_case.domain.records import RECORDS, spec_of
from kazanlak_case.ui.forms.choice_editors import ComboEditor, LongChoiceEditor, SegmentsEditor
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.editors import EDITORS, editor_for
from kazanlak_case.ui.kit import Kit

ALL_SPECS = [spec for cls in RECORDS.values() for spec in specs_of(cls)]


@pytest.fixture
def tools(kit: Kit) -> EditorTools:
    return EditorTools(kit.look, kit.lookups, lambda: kit.today)


def _some_value(spec: FieldSpec, kit: Kit) -> object:
    codes = list(kit.lookups.choices(spec.choices or ""))
    values = {
        Kind.TEXT: "Роза",
        Kind.NOTE: "ред\nвтори ред",
        Kind.NUMBER: 45,
        Kind.AMOUNT: Decimal("12.50"),
        Kind.DATE: date(2022, 5, 24),
        Kind.FLAG: True,
        Kind.CHOICE: codes[-1] if codes else "x",
        Kind.CODES: " ".join(sorted(codes[:2])),
        Kind.REFERENCE: "0" * 32,
        Kind.SETTLEMENT: "40292",
        Kind.SEALED: "c2VhbGVk",
    }
    return values[spec.kind]


def _bare(kind: Kind) -> FieldSpec:
    return FieldSpec(
        record="person",
        name="field",
        label="Field",
        kind=kind,
        required=False,
        privacy=Privacy.OPEN,
        choices=None,
        refers=None,
        rules=(),
        hint="",
        searched=False,
        was=(),
        retired=False,
    )


def test_every_kind_of_field_has_an_editor() -> None:
    assert set(EDITORS) == set(Kind)


def test_every_field_shows_a_value_and_gives_it_back(host, tools: EditorTools, kit: Kit) -> None:
    for spec in ALL_SPECS:
        editor = editor_for(host, spec, tools)
        edits: list[int] = []
        editor.edited.connect(partial(edits.append, 1))
        value = _some_value(spec, kit)
        editor.show_value(value)
        assert editor.value() == value, spec
        assert not editor.unreadable()
        editor.show_value(None)
        assert editor.value() in {None, False}, spec
        assert not edits


@pytest.mark.parametrize("kind", [Kind.AMOUNT, Kind.FLAG])
def test_kinds_no_record_uses_yet_work_too(kind: Kind, host, tools: EditorTools, kit: Kit) -> None:
    editor = editor_for(host, _bare(kind), tools)
    editor.show_value(_some_value(_bare(kind), kit))
    assert editor.value() == _some_value(_bare(kind), kit)


@pytest.mark.parametrize(
    ("field", "way"),
    [
        (("person", "sex"), SegmentsEditor),
        (("vulnerability", "roma"), SegmentsEditor),
        (("case", "status"), ComboEditor),
        (("service_entry", "service"), LongChoiceEditor),
    ],
)
def test_way_of_choosing_follows_the_number_of_choices(
    field: tuple[str, str], way: type[Editor], host: QWidget, tools: EditorTools
) -> None:
    assert isinstance(editor_for(host, spec_of(*field), tools), way)


def test_answer_of_a_row_is_taken_away_by_choosing_it_again(host, tools, qtbot) -> None:
    editor = editor_for(host, spec_of("person", "sex"), tools)
    woman = editor._segments[1]
    host.show()
    qtbot.mouseClick(woman, Qt.MouseButton.LeftButton)
    assert editor.value() == "f"
    qtbot.mouseClick(woman, Qt.MouseButton.LeftButton)
    assert editor.value() is None


def test_typed_date_is_shown_as_it_was_understood(host, tools, type_into, qtbot) -> None:
    editor = editor_for(host, spec_of("person", "born_on"), tools)
    type_into(editor.line, "3.5.85")
    assert editor.value() == date(1985, 5, 3)
    editor.line.editingFinished.emit()
    assert editor.line.text() == "03.05.1985"


def test_impossible_date_stays_as_typed_and_is_said(host, tools, type_into) -> None:
    editor = editor_for(host, spec_of("person", "born_on"), tools)
    type_into(editor.line, "31.02.1985")
    editor.line.editingFinished.emit()
    assert editor.line.text() == "31.02.1985"
    assert "not a date" in editor.unreadable()


def test_code_of_a_newer_version_is_kept(host, tools) -> None:
    editor = editor_for(host, spec_of("case", "status"), tools)
    editor.show_value("suspended_by_court")
    assert editor.value() == "suspended_by_court"


def test_settlement_is_found_by_typing(host, tools, type_into, qtbot) -> None:
    editor = editor_for(host, spec_of("person", "settlement"), tools)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    editor.picker.line.setFocus()
    qtbot.waitUntil(editor.picker.line.hasFocus)
    type_into(editor.picker.line, "крън")
    qtbot.keyClick(editor.picker.line, Qt.Key.Key_Return)
    assert editor.value() == "40292"
    assert editor.picker.line.text() == "гр. Крън"


def test_half_a_name_is_no_choice(host, tools, type_into, qtbot) -> None:
    editor = editor_for(host, spec_of("person", "settlement"), tools)
    editor.show_value("40292")
    host.show()
    editor.picker.line.setFocus()
    qtbot.waitUntil(editor.picker.line.hasFocus)
    editor.picker.line.selectAll()
    type_into(editor.picker.line, "каз")
    editor.picker.line.clearFocus()
    assert editor.value() == "40292"
    assert editor.picker.line.text() == "гр. Крън"
