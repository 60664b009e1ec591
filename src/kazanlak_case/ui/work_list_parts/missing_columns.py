"""Which answers are missing, and for how many: a line each, by what they are needed for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.wanted_answers import Need
from kazanlak_case.ui.widgets.card import clear
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.work_list import MissingColumn
    from kazanlak_case.ui.kit import Kit


class MissingColumns(ScrollPage):
    """Lists columns; `wanted` names the record and field of the one that was chosen."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "missingColumns", kit.look.tokens.tight)
        self._kit = kit
        self.setFixedWidth(kit.look.tokens.px(300))

    def show_columns(self, columns: Sequence[MissingColumn], here: MissingColumn | None) -> None:
        """Show the columns anew, standing on one of them."""
        clear(self.body)
        for need, title in (
            (Need.INDICATORS, _("For the indicators")),
            (Need.MICRODATA, _("For ISUN")),
        ):
            group = [one for one in columns if one.need is need]
            if group:
                self.body.addWidget(
                    Words(self.page, f"need_{need.value}", role="label", text=title)
                )
            for one in group:
                self.body.addWidget(self._line(one, is_here=one == here))
        self.body.addStretch(1)

    def _line(self, one: MissingColumn, *, is_here: bool) -> LinkRow:
        link = LinkRow(self.page, f"missing_{one.record}_{one.field}", self._kit.look)
        tone = "warn" if one.need is Need.INDICATORS else ""
        link.say(
            _(one.label),
            mark=self._kit.wording.number(one.count),
            tone="accent" if is_here else tone,
        )
        link.clicked.connect(partial(self.wanted.emit, one.record, one.field))
        return link
