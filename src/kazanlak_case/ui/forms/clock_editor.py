"""An editor of hours: „9“, „930“ and „9.30“ are 09:30 once one goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typing_extensions import override

from kazanlak_case.domain.rules.values import clock_time
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.text_editors import TextEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.ui.forms.editor import EditorTools

_HOUR = re.compile(r"(\d{1,2})(?:\s*[:.,\- ]?\s*(\d{2}))?\s*(?:ч\.?)?")


class ClockEditor(TextEditor):
    """One hour of the day."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.line.setMaximumWidth(tools.look.tokens.px(110))
        self.line.editingFinished.connect(self._on_finished)

    @override
    def value(self) -> Value:
        return read_hour(self.line.text())

    @override
    def label_as(self, label: str, hint: str = "") -> None:
        super().label_as(label, hint)
        self.line.setPlaceholderText(_("hh:mm"))

    def _on_finished(self) -> None:
        self.show_value(self.value())


def read_hour(text: str) -> str | None:
    """Give an hour as it is kept; what is none stays as it was typed, for the rule to say so."""
    typed = text.strip()
    found = _HOUR.fullmatch(typed)
    if found is None:
        return typed or None
    hour, minute = found.groups()
    return f"{int(hour):02}:{minute or '00'}"


def text_editor(parent: QWidget, spec: FieldSpec, tools: EditorTools) -> TextEditor:
    """Make the editor of a line of text; of an hour, if that is what it must be."""
    kind = ClockEditor if clock_time in spec.rules else TextEditor
    return kind(parent, spec, tools)
