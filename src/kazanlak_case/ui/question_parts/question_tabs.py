"""The three pages under „Въпроси“, with how much waits on each: stands at the head of every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.questions import QuestionCounts, question_counts
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

PAGES = ("conflicts", "duplicates", "findings")


class QuestionTabs(QWidget):
    """Goes from one to another. `here` is the page it stands on; `place_wanted` names the place to go to."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, here: str) -> None:
        super().__init__(parent)
        named(self, "questionTabs")
        self._kit = kit
        self._here = here
        self._counts = QuestionCounts(0, 0, 0)
        self.words = WordFilter(self, "questionPages", PAGES)
        self.words.choose(here)
        self.words.chosen.connect(self._on_chosen)
        layout = row(0)
        layout.addWidget(self.words)
        layout.addStretch(1)
        self.setLayout(layout)
        self.retranslate()

    def refresh(self) -> None:
        """Count anew."""
        self._kit.operations.read(
            question_counts, done=self._on_counts, channel=f"questions {self._here}"
        )

    def retranslate(self) -> None:
        """Word the pages in the language of now."""
        counts = (self._counts.conflicts, self._counts.duplicates, self._counts.findings)
        words = (_("Differences"), _("Repeats"), _("For attention"))
        told = (
            _("{page}: {n}").format(page=page, n=self._kit.wording.number(n)) if n else page
            for page, n in zip(words, counts, strict=True)
        )
        self.words.say(dict(zip(PAGES, told, strict=True)), _("Questions"))

    def _on_counts(self, counts: QuestionCounts) -> None:
        self._counts = counts
        self.retranslate()

    def _on_chosen(self, key: str) -> None:
        self.words.choose(self._here)  # this page stays what it is; another one comes in its place
        if key != self._here:
            self.place_wanted.emit(key)
