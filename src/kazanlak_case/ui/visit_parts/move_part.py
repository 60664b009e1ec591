"""Put a visit that stands at the wrong person to the right one: whom, why, and one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.visit_corrections import move_visit
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.picker import Picker
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit


class MovePart(QWidget):
    """Asks whom a visit was for. `moved` brings the person it stands at now."""

    moved = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, visit_id: RecordId) -> None:
        super().__init__(parent)
        named(self, "moveVisit")
        self._kit = kit
        self._visit_id = visit_id
        tokens = kit.look.tokens
        finder = finder_of(kit.operations, kit.lookups, "person")
        self._title = SectionTitle(self, "moveTitle")
        self.person = Picker(self, "movePerson", kit.look, finder)
        self.reason = named(QLineEdit(self), "moveReason")
        self._problem = Words(self, "moveProblem", role="problem", wraps=True)
        self._problem.hide()
        self.button = PrimaryButton(self, "moveButton", kit.look)
        layout = column(tokens.small)
        layout.addWidget(self._title)
        layout.addWidget(self.person)
        layout.addWidget(self.reason)
        layout.addWidget(self._problem)
        last = row(tokens.small)
        last.addStretch(1)
        last.addWidget(self.button)
        layout.addLayout(last)
        self.setLayout(layout)
        self.person.picked.connect(self._on_picked)
        self.reason.returnPressed.connect(self._on_move)
        self.button.clicked.connect(self._on_move)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self, self._on_move)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._title.setText(_("Move to another person"))
        self.person.line.say(_("Whom it was for"), _("Whom the visit was for"))
        self.reason.setPlaceholderText(_("Why it is moved"))
        self.reason.setAccessibleName(_("Why it is moved"))
        self.button.say(_("Move"), hint=_("Ctrl+Enter"))

    def begin(self) -> None:
        """Ask whom it was for."""
        self.person.line.setFocus()

    def _on_picked(self, key: str) -> None:
        if key:
            self.reason.setFocus()

    def _on_move(self) -> None:
        if not self.person.key:
            self._say(_("Please choose the person."))
            self.person.line.setFocus()
            return
        work = partial(_move, self._visit_id, RecordId(self.person.key), self.reason.text().strip())
        self._kit.operations.write(work, done=self._on_moved, failed=self._on_refused)

    def _on_moved(self, written: Written) -> None:
        self._kit.messages.saved(_("Visit moved."), written.undo)
        self.moved.emit(self.person.key)

    def _on_refused(self, error: ExpectedError) -> None:
        if isinstance(error, InvalidRecordError):
            self._say(_(next(iter(error.problems.values()))))
            self.reason.setFocus()
            return
        self._kit.messages.refuse(error)

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()


def _move(visit_id: RecordId, person: RecordId, reason: str, uow: UnitOfWork) -> Written:
    return move_visit(uow, visit_id, person, reason)
