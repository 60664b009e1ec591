"""The bar over a document: its title, the page one is at, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


class ViewerBar(QWidget):
    """Buttons with words for what is common, signs for the rest; each says its key."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "viewerBar")
        look, tokens = kit.look, kit.look.tokens
        self._kit = kit
        self._title = ElidedWords(self, "viewerTitle", role="title")
        self._about = ElidedWords(self, "viewerAbout", role="caption")
        self._page = Words(self, "viewerPage", role="strong")
        self.before = PlainButton(self, "viewerBefore", look, icon="chevron-left")
        self.after = PlainButton(self, "viewerAfter", look, icon="chevron-right")
        self.smaller = PlainButton(self, "viewerSmaller", look, icon="minus")
        self.larger = PlainButton(self, "viewerLarger", look, icon="plus")
        self.fit = PlainButton(self, "viewerFit", look, icon="file-text")
        self.turn = PlainButton(self, "viewerTurn", look, icon="refresh-cw")
        self.print = Button(self, "viewerPrint", look, icon="printer")
        self.copy = Button(self, "viewerCopy", look, icon="file-down")
        self.remove = PlainButton(self, "viewerRemove", look, icon="trash-2")
        self.leave = PlainButton(self, "viewerClose", look, icon="x")
        words = column(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        layout = row(tokens.tight)
        layout.setContentsMargins(tokens.wide, tokens.medium, tokens.large, tokens.medium)
        layout.addLayout(words, 1)
        for part in (self.before, self._page, self.after):
            layout.addWidget(part)
        layout.addSpacing(tokens.small)
        for part in (self.smaller, self.larger, self.fit, self.turn):
            layout.addWidget(part)
        layout.addSpacing(tokens.small)
        buttons: tuple[Button, ...] = (self.print, self.copy, self.remove, self.leave)
        for button in buttons:
            layout.addWidget(button)
        self.setLayout(layout)
        self._word()
        self.show_for(pages=0, has_file=False, is_shown=False)

    def show_document(self, title: str, about: str) -> None:
        """Name the document."""
        self._title.setText(title)
        self._about.setText(about)

    def show_page(self, at: int, count: int) -> None:
        """Say which page one is at."""
        self._page.setText(_("{page} of {count}").format(page=at, count=count))
        self.before.setEnabled(at > 1)
        self.after.setEnabled(at < count)

    def show_for(
        self, *, pages: int, has_file: bool, is_shown: bool, is_withheld: bool = False
    ) -> None:
        """Show only what can be done with this document, and by this user."""
        for part in (self.before, self._page, self.after):
            part.setVisible(pages > 1)
        for part in (self.smaller, self.larger, self.fit, self.turn):
            part.setVisible(is_shown)
        exports = self._kit.sight.sees("attachment.title", action=Action.EXPORT)
        takes_out = exports and not is_withheld
        self.print.setVisible(is_shown and takes_out)
        self.copy.setVisible(has_file and takes_out)
        self.remove.setVisible(self._kit.may(Act.DELETE) and self._kit.writes("attachment"))

    def _word(self) -> None:
        self.print.say(_("Print…"), hint=_("Ctrl+P"))
        self.copy.say(_("Save a copy…"), hint=_("Ctrl+S"))
        for button, text in (
            (self.before, _("Page before (Page Up)")),
            (self.after, _("Next page (Page Down)")),
            (self.smaller, _("Smaller (−)")),
            (self.larger, _("Larger (+)")),
            (self.fit, _("Usual size (0)")),
            (self.turn, _("Turn (R)")),
            (self.remove, _("Remove this document")),
            (self.leave, _("Close (Esc)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
