"""What is chosen for a report or an official note: whom it goes to, what for, and what it says besides the least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

PARTS = {
    "born_on": N_("Date of birth"),
    "address": N_("Address"),
    "services": N_("Services, by kind"),
    "goals": N_("Goals of the plan"),
}
"""As export/forms/letters.py offers them, with their words."""

CHOOSING = {"report": ("services", "goals", "born_on", "address"), "certificate": ("services", "born_on", "address")}  # fmt: skip
"""By form: what may be added."""


class PaperChoices(QWidget):
    """Two lines to fill and a few boxes to tick; nothing is ticked to begin with."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit, form: str) -> None:
        super().__init__(parent)
        named(self, "paperChoices")
        tokens = kit.look.tokens
        layout = column(tokens.small)
        self.addressee = self._line("paperAddressee", _("To whom"))
        self.purpose = self._line("paperPurpose", _("What for"))
        for line, words in ((self.addressee, _("To whom")), (self.purpose, _("What for"))):
            layout.addWidget(Words(self, f"{line.objectName()}Label", role="caption", text=words))
            layout.addWidget(line)
        boxes = row(tokens.large)
        self._boxes: dict[str, QCheckBox] = {}
        for part in CHOOSING[form]:
            box = named(QCheckBox(_(PARTS[part]), self), f"paper_{part}")
            box.toggled.connect(self.changed)
            boxes.addWidget(box)
            self._boxes[part] = box
        boxes.addStretch(1)
        hint = _("The paper names the person and the time. Add only what its purpose needs:")
        layout.addWidget(Words(self, "paperHint", role="caption", wraps=True, text=hint))
        layout.addLayout(boxes)
        self.setLayout(layout)
        self.setFocusProxy(self.addressee)

    @property
    def parts(self) -> frozenset[str]:
        """What is ticked."""
        return frozenset(part for part, box in self._boxes.items() if box.isChecked())

    def _line(self, name: str, words: str) -> QLineEdit:
        line = named(QLineEdit(self), name)
        line.setAccessibleName(words)
        line.editingFinished.connect(self.changed)
        return line
