"""The letters of a recovery sheet, typed group by group; a group that cannot be right is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kazanlak_case.domain.sheet_letters import GROUPS, LETTERS
from kazanlak_case.domain.sheet_slips import wrong_groups
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.ui.tokens import Tokens

ACROSS = 4


class SheetLines(QWidget):
    """Eight short lines. A full one leads to the next; a whole sheet pasted into one fills all."""

    entered = Signal()

    def __init__(self, parent: QWidget, tokens: Tokens) -> None:
        super().__init__(parent)
        named(self, "sheetLines")
        self.lines = [named(QLineEdit(self), f"sheetGroup{at + 1}") for at in range(GROUPS)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.small)
        for at, line in enumerate(self.lines):
            grid.addWidget(line, at // ACROSS, at % ACROSS)
            line.textEdited.connect(self._on_edited)
            line.returnPressed.connect(self._on_enter)
        self.setLayout(grid)
        self.setFocusProxy(self.lines[0])
        self.retranslate()

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        for at, line in enumerate(self.lines, 1):
            name = _("Group {n} of {count}").format(n=at, count=GROUPS)
            line.setAccessibleName(name)
            line.setPlaceholderText(str(at))

    def text(self) -> str:
        """Give what was typed."""
        return " ".join(line.text() for line in self.lines)

    def problem(self) -> str:
        """Mark the groups that cannot be right, and say which; nothing when all may be."""
        wrong = wrong_groups([line.text() for line in self.lines])
        for at, line in enumerate(self.lines):
            restyled(line, wrong=at in wrong)
        if not wrong:
            return ""
        self.lines[wrong[0]].setFocus()
        self.lines[wrong[0]].selectAll()
        if len(wrong) == GROUPS:
            return _("Type the 8 groups of 5 letters and digits as they stand on the sheet.")
        numbers = ", ".join(str(at + 1) for at in wrong)
        text = ngettext(
            "Group {numbers} was not typed right. Compare it with the paper.",
            "Groups {numbers} were not typed right. Compare them with the paper.",
            len(wrong),
        )
        return text.format(numbers=numbers)

    def forget(self) -> None:
        """Let go of what was typed."""
        for line in self.lines:
            line.clear()
            restyled(line, wrong=False)

    def _on_edited(self, text: str) -> None:
        sender = self.sender()
        at = next((at for at, one in enumerate(self.lines) if one is sender), 0)
        letters = "".join(text.split()).replace("-", "")
        restyled(self.lines[at], wrong=False)
        if len(letters) <= LETTERS:
            if len(letters) == LETTERS and at + 1 < GROUPS:
                self.lines[at + 1].setFocus()
                self.lines[at + 1].selectAll()
            return
        # more than a group: it was pasted, or typed on; the rest goes into the next lines
        for line in self.lines[at:]:
            if letters:
                line.setText(letters[:LETTERS])
                line.setFocus()
            letters = letters[LETTERS:]

    def _on_enter(self) -> None:
        self.entered.emit()
