"""Before something is done with a user: what it means, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, DangerButton, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.ui.kit import Kit


class Asking(QWidget):
    """Some sentences and two buttons."""

    confirmed = Signal()
    left = Signal()

    def __init__(
        self, parent: QWidget, kit: Kit, sentences: Sequence[str], *, action: str, takes_away: bool
    ) -> None:
        super().__init__(parent)
        named(self, "asking")
        tokens = kit.look.tokens
        kind = DangerButton if takes_away else PrimaryButton
        self.go = kind(self, "askingGo", kit.look, icon="trash-2" if takes_away else "key-round")
        self.go.say(action)
        self.go.clicked.connect(self._on_go)
        cancel = Button(self, "askingCancel", kit.look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.left)
        layout = column(tokens.medium)
        for at, text in enumerate(sentences):
            role = "muted" if at else "body"
            layout.addWidget(Words(self, f"asking{at}", role=role, wraps=True, text=text))
        foot = row(tokens.small)
        foot.addWidget(self.go)
        foot.addWidget(cancel)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(cancel if takes_away else self.go)

    def _on_go(self) -> None:
        self.go.setEnabled(False)
        self.confirmed.emit()
