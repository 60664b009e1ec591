"""How long it took: the usual lengths, one stroke each, beside the line for any other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import ngettext
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.look import Look

LENGTHS = (15, 30, 45, 60, 90, 120)


class MinuteChips(QWidget):
    """A row of lengths; the one that stands in the line is marked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "minuteChips")
        flow = FlowLayout(look.tokens.tight)
        self.setLayout(flow)
        self._buttons: dict[int, Button] = {}
        for length in LENGTHS:
            button = Button(self, f"minutes{length}", look)
            restyled(button, small=True, tiny=True)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # by keyboard one types the number
            button.clicked.connect(partial(self._on_clicked, length))
            flow.addWidget(button)
            self._buttons[length] = button
        self.retranslate()

    def retranslate(self) -> None:
        """Word the lengths in the language of now."""
        for length, button in self._buttons.items():
            button.say(str(length))
            button.setAccessibleName(ngettext("{n} minute", "{n} minutes", length).format(n=length))

    def show_value(self, minutes: Value) -> None:
        """Mark the length that stands."""
        for length, button in self._buttons.items():
            button.setChecked(length == minutes)

    def _on_clicked(self, length: int) -> None:
        self.chosen.emit(length)
