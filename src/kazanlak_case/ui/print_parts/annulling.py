"""Say that an issued document is void, and why; it keeps its number in the register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.issuing import annul
from kazanlak_case.ui.widgets.buttons import DangerButton, QuietButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit


class Annulling(QWidget):
    """A quiet button first; asked, it makes room for the reason."""

    annulled = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "annulling")
        self._kit = kit
        self._document: RecordId | None = None
        self.begin = QuietButton(self, "annulBegin", kit.look, icon="circle-x")
        self.reason = named(QLineEdit(self), "annulReason")
        self.confirm = DangerButton(self, "annulConfirm", kit.look)
        line = row(kit.look.tokens.small)
        line.addWidget(self.begin)
        line.addWidget(self.reason, 1)
        line.addWidget(self.confirm)
        line.addStretch(1)
        self.setLayout(line)
        self.begin.say(_("Annul…"))
        self.confirm.say(_("Annul"))
        self.reason.setPlaceholderText(_("Why it is void"))
        self.reason.setAccessibleName(_("Why it is void"))
        self.begin.clicked.connect(self._ask)
        self.reason.returnPressed.connect(self._annul)
        self.confirm.clicked.connect(self._annul)
        self.show_for(None)

    def show_for(self, document: RecordId | None) -> None:
        """Offer it for a document that holds; without one there is nothing to say."""
        self._document = document
        self.setVisible(document is not None and self._kit.writes("issued_document.annulled"))
        self.begin.show()
        self.reason.hide()
        self.confirm.hide()

    def _ask(self) -> None:
        self.begin.hide()
        self.reason.clear()
        self.reason.show()
        self.confirm.show()
        self.reason.setFocus()

    def _annul(self) -> None:
        if self._document is None:
            return
        self._kit.operations.write(
            partial(_annul, self._document, self.reason.text()),
            done=self._on_annulled,
            failed=self._kit.messages.refuse,
        )

    def _on_annulled(self, written: Written) -> None:
        self._kit.messages.saved(_("Annulled; the number stays in the register."), written.undo)
        self.annulled.emit()


def _annul(document: RecordId, reason: str, uow: UnitOfWork) -> Written:
    return annul(uow, document, reason)
