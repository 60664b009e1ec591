"""What the keyboard is doing while a password is typed: its alphabet, and Caps Lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import Chip
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.tokens import Tokens
    from kazanlak_case.ui.widgets.password_line import PasswordLine


class KeyboardHints(QWidget):
    """Two chips, empty until the first letter."""

    def __init__(self, parent: QWidget, name: str, tokens: Tokens) -> None:
        super().__init__(parent)
        named(self, name)
        self.alphabet = Chip(self, "alphabet")
        self.caps = Chip(self, "capsLock")
        layout = row(tokens.small)
        layout.addStretch(1)
        layout.addWidget(self.caps)
        layout.addWidget(self.alphabet)
        self.setLayout(layout)
        self.forget()

    def watch(self, *lines: PasswordLine) -> None:
        """Follow what is typed into these lines."""
        for line in lines:
            line.hinted.connect(self._on_hinted)

    def forget(self) -> None:
        """Say nothing again."""
        self.alphabet.say("")
        self.caps.say("")

    def _on_hinted(self, alphabet: str, has_caps: bool) -> None:
        self.alphabet.say(alphabet)
        self.alphabet.setToolTip(_("The alphabet of the last letter typed"))
        self.caps.say(_("Caps Lock is on") if has_caps else "", "warn")
