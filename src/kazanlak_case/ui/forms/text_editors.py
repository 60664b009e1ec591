"""Editors one types into: text, note, number, amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.reading import Reading, read_amount, read_number
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.domain.fields import FieldSpec, Value


class TextEditor(Editor):
    """One line of text."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.line = named(QLineEdit(self), spec.name)
        layout = column(0)
        layout.addWidget(self.line)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.submitted)

    @property
    @override
    def part(self) -> QWidget:
        return self.line

    @override
    def value(self) -> Value:
        return self.line.text().strip() or None

    @override
    def show_value(self, value: Value) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()


class NumberEditor(TextEditor):
    """A whole number."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.line.setMaximumWidth(tools.look.tokens.px(140))

    def read(self) -> Reading:
        """Understand what is typed."""
        return read_number(self.line.text(), self.tools.today())

    @override
    def value(self) -> Value:
        return self.read().value

    @override
    def unreadable(self) -> str:
        return self.read().problem


class AmountEditor(NumberEditor):
    """An amount of money."""

    @override
    def read(self) -> Reading:
        return read_amount(self.line.text(), self.tools.today())

    @override
    def show_value(self, value: Value) -> None:
        super().show_value(None if value is None else str(value).replace(".", ","))


class _Note(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, parent: NoteEditor) -> None:
        super().__init__(parent)
        self._editor = parent
        self.setTabChangesFocus(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._editor.submitted.emit()
            return
        super().keyPressEvent(event)


class NoteEditor(Editor):
    """Several lines of text."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.box = named(_Note(self), spec.name)
        self.box.setMinimumHeight(tools.look.tokens.px(92))
        self.box.setMaximumHeight(tools.look.tokens.px(150))
        layout = column(0)
        layout.addWidget(self.box)
        self.setLayout(layout)
        self.setFocusProxy(self.box)
        self._is_shown = False
        self.box.textChanged.connect(self._on_changed)

    @property
    @override
    def part(self) -> QWidget:
        return self.box

    @override
    def value(self) -> Value:
        return self.box.toPlainText().strip() or None

    @override
    def show_value(self, value: Value) -> None:
        self._is_shown = True
        self.box.setPlainText("" if value is None else str(value))
        self._is_shown = False

    def _on_changed(self) -> None:
        if not self._is_shown:
            self.edited.emit()


class SealedEditor(TextEditor):
    """What was told in confidence: a form shows only that there is something; its own screen opens it."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.line.setReadOnly(True)
        self._value: Value = None

    @override
    def value(self) -> Value:
        return self._value

    @override
    def show_value(self, value: Value) -> None:
        self._value = value
        self.line.setText(_("confidential") if value else "")
