"""„Прехвърляния“: cases offered to us and by us, with what is to be done about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.transfer_list import transfers
from kazanlak_case.services.transfers import PENDING, accept, decline, register, withdraw
from kazanlak_case.ui.transfer_parts.transfer_part import TransferPart
from kazanlak_case.ui.widgets.card import Card, Line, clear, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import SectionTitle
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.services.transfer_list import TransferRow
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class Transfers(QWidget):
    """Lists transfers in three parts: what waits for us, what waits for others, and what is over."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    cases_opened = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "transfers")
        self._kit = kit
        self._rows: tuple[TransferRow, ...] = ()
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "transfersScroll", tokens.large)
        inside = self._page.page
        self._mine = Card(inside, "transfersMine", tokens)
        self._theirs = Card(inside, "transfersTheirs", tokens)
        self._over = Card(inside, "transfersOver", tokens)
        self._empty = EmptyState(inside, "transfersEmpty", kit.look, icon="folder-open")
        for part in (self._mine, self._theirs, self._over):
            self._page.body.addWidget(part)
        self._page.body.addWidget(self._empty, 1)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self._empty.action.clicked.connect(self.cases_opened)
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(transfers, done=self._on_rows, channel="transfers")

    def follow(self, changed: Changed) -> None:
        """Read anew when a transfer or its case may have been written."""
        if self.isVisible() and changed.concerns("transfer", "case", "person"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Transfers"), _("cases that go from house to house")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._empty.say(
            _("No case goes to another house"),
            _("Open a case and choose “Transfer to another house…” when a family moves."),
            action=_("Go to the cases"),
        )
        self._show()
        self.heading_changed.emit(*self.heading())

    def _on_rows(self, rows: tuple[TransferRow, ...]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        mine = [one for one in self._rows if one.waits_here]
        theirs = [one for one in self._rows if one.state in PENDING and not one.waits_here]
        over = [one for one in self._rows if one not in mine and one not in theirs]
        self._fill(self._mine, "mine", _("Waits for you"), mine)
        self._fill(self._theirs, "theirs", _("Waits for others"), theirs)
        self._fill(self._over, "over", _("Over"), over)
        self._empty.setVisible(not self._rows)
        if mine:
            button = self._mine.findChild(QPushButton, "acceptTransfer")
            if button is not None and self.isVisible() and self.focusWidget() is None:
                button.setFocus()

    def _fill(self, card: Card, name: str, title: str, rows: Sequence[TransferRow]) -> None:
        clear(card.body)
        card.setVisible(bool(rows))
        card.body.addWidget(SectionTitle(card, f"{name}Title", title))
        for at, one in enumerate(rows):
            if at:
                card.body.addWidget(Line(card, f"{name}Line{at}"))
            part = TransferPart(card, self._kit, one)
            part.accept_wanted.connect(self.accept)
            part.decline_wanted.connect(self.decline)
            part.withdraw_wanted.connect(self.withdraw)
            part.register_wanted.connect(self.register)
            part.person_opened.connect(self.person_opened)
            card.body.addWidget(part)

    def accept(self, transfer_id: str) -> None:
        """Say yes."""
        self._write(partial(_accept, RecordId(transfer_id)), _("Case accepted."))

    def decline(self, transfer_id: str, reason: str) -> None:
        """Say no, and why."""
        self._write(partial(_decline, RecordId(transfer_id), reason), _("Case declined."))

    def withdraw(self, transfer_id: str) -> None:
        """Take an offer back."""
        self._write(partial(_withdraw, RecordId(transfer_id)), _("Offer withdrawn."))

    def register(self, transfer_id: str) -> None:
        """Give a case that came its number here."""
        self._write(partial(_register, RecordId(transfer_id)), _("The case has its number here."))

    def _write(self, work: Callable[[UnitOfWork], Written], said: str) -> None:
        self._kit.operations.write(
            work,
            done=partial(self._on_written, said),
            failed=self._kit.messages.refuse,
        )

    def _on_written(self, said: str, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(said, written.undo)
        self.refresh()


def _accept(transfer_id: RecordId, uow: UnitOfWork) -> Written:
    return accept(uow, transfer_id)


def _decline(transfer_id: RecordId, reason: str, uow: UnitOfWork) -> Written:
    return decline(uow, transfer_id, reason)


def _withdraw(transfer_id: RecordId, uow: UnitOfWork) -> Written:
    return withdraw(uow, transfer_id)


def _register(transfer_id: RecordId, uow: UnitOfWork) -> Written:
    return register(uow, transfer_id)
