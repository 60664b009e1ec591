"""The red line of a family, edited where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.households import save_household
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.red_line import RedLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.household import Household
    from kazanlak_case.ui.kit import Kit


class BeforeVisit(QWidget):
    """Shows the red line, or offers to write one; Enter saves, Escape leaves it as it was."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "beforeVisit")
        self._kit = kit
        self._household: Household | None = None
        tokens = kit.look.tokens
        self.shown = RedLine(self, "redLine", kit.look)
        self._change = Button(self.shown, "redLineChange", kit.look, icon="pencil")
        self.shown.line.addWidget(self._change)
        self._offer = QuietButton(self, "redLineOffer", kit.look, icon="triangle-alert")
        self._edit = named(QWidget(self), "redLineEdit")
        self.line = named(QLineEdit(self._edit), "redLineLine")
        self._save = PrimaryButton(self._edit, "redLineSave", kit.look, icon="check")
        self._cancel = Button(self._edit, "redLineCancel", kit.look)
        editing = row(tokens.small)
        editing.addWidget(self.line, 1)
        editing.addWidget(self._cancel)
        editing.addWidget(self._save)
        self._edit.setLayout(editing)
        layout = column(tokens.small)
        layout.addWidget(self.shown)
        layout.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._edit)
        self.setLayout(layout)
        self._change.clicked.connect(self.edit)
        self._offer.clicked.connect(self.edit)
        self._cancel.clicked.connect(self._leave)
        self._save.clicked.connect(self.save)
        self.line.returnPressed.connect(self.save)
        self._edit.hide()
        self._offer.hide()

    def show_household(self, household: Household) -> None:
        """Show what is written; what is half-typed about the same family stays."""
        is_other = self._household is None or self._household.id != household.id
        self._household = household
        if is_other:
            self._edit.hide()
        if self._edit.isHidden():
            self._leave()

    def edit(self) -> None:
        """Write the line, or change it."""
        if self._household is None:
            return
        self.shown.hide()
        self._offer.hide()
        self.line.setText(self._household.before_visit or "")
        self._edit.show()
        self.line.setFocus()
        self.line.selectAll()

    def save(self) -> None:
        """Keep what was typed; an emptied line takes the warning away."""
        if self._household is None or self._edit.isHidden():
            return
        work = partial(_save, self._household.id, self.line.text().strip() or None)
        self._kit.operations.write(work, done=self._on_saved, failed=self._kit.messages.refuse)

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._change.say(_("Change"), hint=_("Change what is important before a visit"))
        self._offer.say(_("Write what is important before a visit"))
        self._save.say(_("Save"))
        self._cancel.say(_("Cancel"))
        self.line.setAccessibleName(_("Important before a visit"))
        self.line.setPlaceholderText(_("A dog, violence, an infection"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._edit.isHidden():
            self._leave()
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        had_focus = self.line.hasFocus()
        self._edit.hide()
        text = self._household.before_visit if self._household else None
        may_write = self._kit.writes("household.before_visit")
        self.shown.say(text)
        self._change.setVisible(may_write)
        self._offer.setVisible(may_write and not text)
        if had_focus:
            (self._change if text else self._offer).setFocus()

    def _on_saved(self, written: Written) -> None:
        self._edit.hide()
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Saved."), written.undo)


def _save(household_id: RecordId, text: str | None, uow: UnitOfWork) -> Written:
    return save_household(uow, household_id, {"before_visit": text})
