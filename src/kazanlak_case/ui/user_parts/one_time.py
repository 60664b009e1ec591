"""A one-time password, shown once and big; it goes onto paper or by telephone, never onto the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


class OneTimePassword(QWidget):
    """Nobody can show it again: it is kept nowhere."""

    print_wanted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, *, user: str, password: str) -> None:
        super().__init__(parent)
        named(self, "oneTimePassword")
        self._user, self._password = user, password
        tokens = kit.look.tokens
        hint = _("The one-time password of {user}:").format(user=user)
        card = Card(self, "oneTimeCard", tokens, tone="accent")
        self.secret = Words(card, "oneTimeSecret", role="secret", wraps=True, text=password)
        self.secret.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.secret.setAccessibleName(f"{hint} {password}")
        card.body.addWidget(self.secret)
        told = _(
            "Tell it in person or by telephone, or print the slip. It is not shown again and not kept anywhere; if it gets lost, give a new one."
        )
        first = _("At the first sign-in {user} chooses an own password.").format(user=user)
        self.print = Button(self, "printOneTime", kit.look, icon="printer")
        self.print.say(_("Print"))
        self.print.clicked.connect(self._on_print)
        self.done = PrimaryButton(self, "oneTimeDone", kit.look, icon="check")
        self.done.say(_("Passed on"))
        self.done.clicked.connect(self.left)
        layout = column(tokens.medium)
        layout.addWidget(Words(self, "oneTimeHint", role="body", wraps=True, text=hint))
        layout.addWidget(card)
        layout.addWidget(Words(self, "oneTimeTold", role="muted", wraps=True, text=told))
        layout.addWidget(Words(self, "oneTimeFirst", role="muted", wraps=True, text=first))
        foot = row(tokens.small)
        foot.addWidget(self.done)
        foot.addWidget(self.print)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.print)

    def _on_print(self) -> None:
        self.print_wanted.emit(self._user, self._password)
