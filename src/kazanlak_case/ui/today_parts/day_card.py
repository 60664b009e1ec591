"""A card of the day: a heading with a small note beside it, and what belongs under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit


class DayCard(Card):
    """Holds one question of the day."""

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent, f"{name}Card", kit.look.tokens)
        self._name = name
        self._kit = kit

    def begin(self, title: str, note: str = "") -> None:
        """Empty the card and put its heading there."""
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(self, f"{self._name}Title", title))
        head.addStretch(1)
        if note:
            head.addWidget(Words(self, f"{self._name}Note", role="caption", text=note))
        self.body.addLayout(head)
