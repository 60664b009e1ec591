"""Says that something was taken up from where one stopped, and offers to throw that away: else it waits for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


class TakenUp(QWidget):
    """Hidden until there is something."""

    thrown_away = Signal()

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent)
        named(self, name)
        text = _("Taken up from where you stopped; not saved yet.")
        away = QuietButton(self, f"{name}Away", kit.look, icon="trash-2")
        away.say(_("Throw it away"), hint=_("What stands in the file is shown again"))
        restyled(away, small=True)
        away.clicked.connect(self.thrown_away)
        line = row(kit.look.tokens.tight)
        line.addWidget(Words(self, f"{name}Words", role="caption", text=text))
        line.addWidget(away)
        self.setLayout(line)
        self.hide()
