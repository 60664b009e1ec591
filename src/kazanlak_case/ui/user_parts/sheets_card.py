"""Which recovery sheets there are, since when, and a way to make new ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.ui.user_parts.work import SheetDay, read_sheets
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from kazanlak_case.ui.kit import Kit


class SheetsCard(Card):
    """Not there for whoever may make none. `wanted` brings whose notes ("" for sheet A), and if it is the first."""

    wanted = Signal(str, bool)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "sheetsCard", kit.look.tokens)
        self._kit = kit
        self._days: tuple[SheetDay, ...] = ()
        self.hide()

    def refresh(self) -> None:
        """Look which there are."""
        operations = self._kit.operations
        read = partial(read_sheets, operations.case_file)
        operations.aside(read, title=_("Reading the users"), done=self._on_days)

    def retranslate(self) -> None:
        """Word the card in the language of now."""
        clear(self.body)
        shown = [one for one in self._days if one.may_make]
        self.setVisible(bool(shown))
        if not shown:
            return
        self.body.addWidget(SectionTitle(self, "sheetsTitle", _("Recovery sheets")))
        hint = _(
            "Paper for the municipality's safe. Without a sheet, what a forgotten password locks stays locked."
        )
        self.body.addWidget(Words(self, "sheetsHint", role="muted", wraps=True, text=hint))
        for one in shown:
            self.body.addLayout(self._line(one))

    def _on_days(self, days: tuple[SheetDay, ...]) -> None:
        self._days = days
        self.retranslate()

    def _line(self, one: SheetDay) -> QHBoxLayout:
        tokens = self._kit.look.tokens
        name = one.secret or "file"
        title, detail = self._words(one)
        words = column(tokens.px(2))
        words.addWidget(Words(self, f"sheetTitle_{name}", role="strong", text=title))
        words.addWidget(Words(self, f"sheetDetail_{name}", role="caption", wraps=True, text=detail))
        button = Button(self, f"makeSheet_{name}", self._kit.look, icon="printer")
        button.say(_("Make anew…") if one.made_on else _("Make…"))
        button.setAccessibleName(f"{button.text().strip()} {title}")
        button.clicked.connect(partial(self.wanted.emit, one.secret, one.made_on is None))
        line = row(tokens.medium)
        line.addLayout(words, 1)
        if one.made_on is None:
            line.addWidget(Chip(self, f"sheetMissing_{name}", _("not made yet"), tone="warn"))
        line.addWidget(button)
        return line

    def _words(self, one: SheetDay) -> tuple[str, str]:
        if one.secret:
            title = _("Sheet B: confidential notes")
            profession = self._kit.lookups.label("note_secret", one.secret) or one.secret
            about = _("Opens the notes of: {profession}. For the safe of the leading specialist.")
            about = about.format(profession=profession)
        else:
            title = _("Sheet A: the file")
            about = _("Gives any user a new password. Confidential notes stay closed to it.")
        if one.made_on is None:
            return title, about
        day = _("Made on {day}.").format(day=self._kit.wording.day(one.made_on))
        return title, f"{about} {day}"
