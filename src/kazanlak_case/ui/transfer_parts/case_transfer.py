"""A case between houses, as its own page tells it: it can be offered, it waits, it went, or it came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records.case import Case
from kazanlak_case.i18n import _
from kazanlak_case.services.transfer_list import REGISTER, WITHDRAW
from kazanlak_case.services.transfers import register, withdraw
from kazanlak_case.ui.transfer_parts.words import state_words
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.services.transfer_list import TransferRow
    from kazanlak_case.ui.kit import Kit

READ = ("number", "type", "status", "leader", "opened_on", "closed_on", "summary")
"""What is still read of a case that went to another house."""


class CaseTransfer(QWidget):
    """Stands on the page of a case. `is_away` tells that the rest of the page is only read."""

    offer_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, case: Case, transfer: TransferRow | None) -> None:
        super().__init__(parent)
        named(self, "caseTransfer")
        self._kit, self._case = kit, case
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        self.is_away = (
            transfer is not None and not transfer.is_incoming and transfer.state == "done"
        )
        if transfer is not None:
            self._say(transfer)
        is_pending = transfer is not None and transfer.to_do == WITHDRAW
        if not self.is_away and not is_pending and case.closed_on is None:
            self._add_offer()

    def _say(self, transfer: TransferRow) -> None:
        tokens = self._kit.look.tokens
        card = Card(self, "transferNote", tokens, tone="accent")
        text, _tone = state_words(transfer, self._kit)
        card.body.addWidget(Words(card, "transferState", role="strong", wraps=True, text=text))
        if self.is_away:
            hint = _("Here the case is only read. What is new is written down there.")
            card.body.addWidget(Words(card, "transferHint", wraps=True, text=hint))
        button: Button | None = None
        if transfer.to_do == WITHDRAW:
            button = Button(card, "withdrawTransfer", self._kit.look, icon="undo-2")
            button.say(_("Withdraw the offer"))
            button.clicked.connect(partial(self._write, _withdraw, transfer.id))
        elif transfer.to_do == REGISTER:
            button = PrimaryButton(card, "registerTransfer", self._kit.look, icon="folder-open")
            button.say(_("Register under our number"))
            button.clicked.connect(partial(self._write, _register, transfer.id))
        if button is not None:
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(card)
        if self.is_away:
            self._read_only()

    def _read_only(self) -> None:
        for spec in specs_of(Case):
            value = getattr(self._case, spec.name)
            if spec.name not in READ or not value:
                continue
            label = Words(self, f"{spec.name}Label", role="label", text=_(spec.label))
            words = self._kit.lookups.words(spec, value)
            self._column.addWidget(label)
            self._column.addWidget(Words(self, f"{spec.name}Words", wraps=True, text=words))

    def _add_offer(self) -> None:
        button = Button(self, "offerCase", self._kit.look, icon="arrow-right")
        button.say(_("Transfer to another house…"))
        button.clicked.connect(partial(self.offer_wanted.emit, self._case.id))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _write(
        self, service: Callable[[RecordId, UnitOfWork], Written], transfer_id: RecordId
    ) -> None:
        self._kit.operations.write(
            partial(service, transfer_id),
            done=self._on_written,
            failed=self._kit.messages.refuse,
        )

    def _on_written(self, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Saved."), written.undo)
        self.left.emit()


def _withdraw(transfer_id: RecordId, uow: UnitOfWork) -> Written:
    return withdraw(uow, transfer_id)


def _register(transfer_id: RecordId, uow: UnitOfWork) -> Written:
    return register(uow, transfer_id)
