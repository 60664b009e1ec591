"""One transfer on the page: about whom, where it stands, and what can be done about it here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.transfer_list import ANSWER, REGISTER, WITHDRAW
from kazanlak_case.ui.transfer_parts.words import detail_words, house_name, state_words
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.services.transfer_list import TransferRow
    from kazanlak_case.ui.kit import Kit


class TransferPart(QWidget):
    """Shows one row of the list; what is to be done is told by signals that carry its id."""

    accept_wanted = Signal(str)
    decline_wanted = Signal(str, str)
    withdraw_wanted = Signal(str)
    register_wanted = Signal(str)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, one: TransferRow) -> None:
        super().__init__(parent)
        named(self, f"transfer_{one.id}")
        self._kit, self._row = kit, one
        tokens = kit.look.tokens
        self._column = column(tokens.tight)
        self._column.addLayout(self._head())
        self._column.addWidget(Words(self, "route", role="caption", wraps=True, text=self._route()))
        for at, text in enumerate(detail_words(one, kit)):
            self._column.addWidget(Words(self, f"detail{at}", wraps=True, text=text))
        self._buttons = QWidget(self)
        named(self._buttons, "transferButtons")
        self._line = row(tokens.small)
        self._buttons.setLayout(self._line)
        self._column.addWidget(self._buttons)
        self._declining = self._decline_line()
        self._column.addWidget(self._declining)
        self.setLayout(self._column)
        self._add_buttons()

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer here."""
        return self._row.to_do == ANSWER

    def ask_why(self) -> None:
        """Ask for the reason before anything is declined."""
        self._buttons.hide()
        self._declining.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _head(self) -> QHBoxLayout:
        one, tokens = self._row, self._kit.look.tokens
        head = row(tokens.small)
        about = one.about or _("Case")
        if one.person:
            button = QuietButton(self, "about", self._kit.look)
            button.say(about)
            restyled(button, flush=True)
            button.clicked.connect(partial(self.person_opened.emit, one.person))
            head.addWidget(button)
        else:
            head.addWidget(Words(self, "about", role="strong", text=about))
        text, tone = state_words(one, self._kit)
        head.addWidget(Chip(self, "state", text, tone=tone))
        head.addStretch(1)
        return head

    def _route(self) -> str:
        one, kit = self._row, self._kit
        parts = (
            _("from {from_site} to {to_site}").format(
                from_site=house_name(one.from_site, kit), to_site=house_name(one.to_site, kit)
            ),
            one.number,
            _("offered on {day}").format(day=kit.wording.plain_day(one.offered_on, kit.today)),
        )
        return " · ".join(part for part in parts if part)

    def _add_buttons(self) -> None:
        one, look = self._row, self._kit.look
        added: list[Button] = []
        if one.to_do == ANSWER:
            accept = PrimaryButton(self._buttons, "acceptTransfer", look, icon="check")
            accept.say(_("Accept"))
            accept.clicked.connect(partial(self.accept_wanted.emit, one.id))
            decline = Button(self._buttons, "declineTransfer", look, icon="x")
            decline.say(_("Decline…"))
            decline.clicked.connect(self.ask_why)
            added = [accept, decline]
        elif one.to_do == REGISTER:
            number = PrimaryButton(self._buttons, "registerTransfer", look, icon="folder-open")
            number.say(_("Register under our number"))
            number.clicked.connect(partial(self.register_wanted.emit, one.id))
            added = [number]
        elif one.to_do == WITHDRAW:
            back = Button(self._buttons, "withdrawTransfer", look, icon="undo-2")
            back.say(_("Withdraw the offer"))
            back.clicked.connect(partial(self.withdraw_wanted.emit, one.id))
            added = [back]
        for button in added:
            self._line.addWidget(button)
        self._line.addStretch(1)
        self._buttons.setVisible(bool(added))

    def _decline_line(self) -> QWidget:
        tokens = self._kit.look.tokens
        holder = named(QWidget(self), "declineLine")
        label = _("Why does the case stay there?")
        self.reason = named(QLineEdit(holder), "declineReason", label)
        self.reason.setMaxLength(1000)
        self.reason.returnPressed.connect(self._on_decline)
        go = PrimaryButton(holder, "declineGo", self._kit.look)
        go.say(_("Decline"))
        go.clicked.connect(self._on_decline)
        leave = Button(holder, "declineLeave", self._kit.look)
        leave.say(_("Back"))
        leave.clicked.connect(self._on_leave)
        words = Words(holder, "declineLabel", role="label", text=label)
        words.setBuddy(self.reason)
        line = row(tokens.small)
        line.addWidget(self.reason, 1)
        line.addWidget(leave)
        line.addWidget(go)
        inside = column(tokens.tight)
        inside.addWidget(words)
        inside.addLayout(line)
        holder.setLayout(inside)
        holder.hide()
        return holder

    def _on_decline(self) -> None:
        if not self.reason.text().strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.decline_wanted.emit(self._row.id, self.reason.text())

    def _on_leave(self) -> None:
        self._declining.hide()
        self._buttons.show()
