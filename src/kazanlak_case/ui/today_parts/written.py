"""What the user wrote last, to be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from kazanlak_case.i18n import _
from kazanlak_case.services.intentions import FINAL, UNDONE, words_of
from kazanlak_case.ui.today_parts.day_card import DayCard
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from kazanlak_case.domain.changes import ChangesetSummary
    from kazanlak_case.services.today import TodayView

SHOWN_WRITTEN = 4


class WrittenCard(DayCard):
    """The last changesets, each with its undo; without any it is not there."""

    undo_asked = Signal(str)

    def show_view(self, view: TodayView) -> None:
        """Show what the user wrote last."""
        mine = [one for one in view.mine if one.what.partition(":")[0] != UNDONE]
        mine = [one for one in mine if not one.is_undone][:SHOWN_WRITTEN]
        self.begin(_("Written last"))
        grid = QGridLayout()
        grid.setContentsMargins(self._kit.look.tokens.small, 0, 0, 0)
        grid.setHorizontalSpacing(self._kit.look.tokens.medium)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(mine):
            self._show_changeset(grid, at, one)
        self.body.addLayout(grid)
        self.setVisible(bool(mine))

    def _show_changeset(self, grid: QGridLayout, at: int, one: ChangesetSummary) -> None:
        moment = local(one.at)
        is_today = moment.date() == self._kit.today
        when = self._kit.wording.time(moment) if is_today else moment.strftime("%d.%m.")
        grid.addWidget(Words(self, f"when_{one.undo}", role="caption", text=when), at, 0)
        said = " · ".join(filter(None, (_(words_of(one.what)), one.whose)))
        grid.addWidget(ElidedWords(self, f"what_{one.undo}", text=said), at, 1)
        if one.what in FINAL:
            return
        back = QuietButton(self, f"undo_{one.undo}", self._kit.look, icon="undo-2")
        back.say(_("Take back"))
        restyled(back, small=True)
        back.clicked.connect(partial(self.undo_asked.emit, one.undo))
        grid.addWidget(back, at, 2)
