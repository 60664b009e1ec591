"""A recovery sheet that was just made: onto paper now, for it cannot be shown again."""

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
    from kazanlak_case.services.recovery_sheets import Sheet
    from kazanlak_case.ui.kit import Kit

IN_A_ROW = 4


class SheetMade(QWidget):
    """Shows the letters, and offers paper."""

    print_wanted = Signal(object)
    pdf_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, sheet: Sheet) -> None:
        super().__init__(parent)
        named(self, "sheetMade")
        self._sheet = sheet
        tokens = kit.look.tokens
        hint = _(
            "Put it onto paper now. It is not shown again; if it gets lost, make another, and this one opens nothing any more."
        )
        card = Card(self, "sheetCard", tokens, tone="accent")
        groups = sheet.letters.split()
        lines = [" ".join(groups[at : at + IN_A_ROW]) for at in range(0, len(groups), IN_A_ROW)]
        letters = Words(card, "sheetLetters", role="section", text="\n".join(lines))
        letters.setAlignment(Qt.AlignmentFlag.AlignCenter)
        letters.setAccessibleName(" ".join(groups))
        card.body.addWidget(letters)
        self.print = PrimaryButton(self, "printSheet", kit.look, icon="printer")
        self.print.say(_("Print…"))
        self.print.clicked.connect(self._on_print)
        self.pdf = Button(self, "pdfSheet", kit.look, icon="file-down")
        self.pdf.say(_("Save as PDF…"))
        self.pdf.clicked.connect(self._on_pdf)
        done = Button(self, "sheetDone", kit.look, icon="check")
        done.say(_("It is in the safe"))
        done.clicked.connect(self.left)
        warning = _(
            "Whoever has the PDF has the key: keep it on a stick in the safe, never on this computer or in the mail."
        )
        layout = column(tokens.medium)
        layout.addWidget(Words(self, "sheetHint", role="body", wraps=True, text=hint))
        layout.addWidget(card)
        foot = row(tokens.small)
        for button in (self.print, self.pdf):
            foot.addWidget(button)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addWidget(Words(self, "sheetWarning", role="muted", wraps=True, text=warning))
        layout.addWidget(done, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.print)

    def _on_print(self) -> None:
        self.print_wanted.emit(self._sheet)

    def _on_pdf(self) -> None:
        self.pdf_wanted.emit(self._sheet)
