"""The red line: what to know before one knocks at a family's door. It is seen wherever a visit may begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.look import Look


class RedLine(Card):
    """A sign, a heading and what was written; nothing at all where there is nothing to know."""

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent, name, look.tokens, tone="danger")
        tokens = look.tokens
        self.body.setContentsMargins(tokens.medium, tokens.small, tokens.medium, tokens.small)
        picture = Words(self, f"{name}Icon")
        look.dress(picture, "triangle-alert", "danger", size=18)
        self._title = Words(self, f"{name}Title", role="strong")
        self._text = Words(self, f"{name}Text", wraps=True)
        words = column(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self.line = row(tokens.medium)
        self.line.addWidget(picture)
        self.line.addLayout(words, 1)
        self.body.addLayout(self.line)
        self.say("")

    def say(self, text: str | None, *, whose: str = "") -> None:
        """Show what is to be known, and of which family where there may be several."""
        title = _("Important before a visit")
        self._title.setText(f"{title}: {whose}" if whose else title)
        self._text.setText(text or "")
        self.setAccessibleName(f"{title}: {text}" if text else "")
        self.setVisible(bool(text))
