"""What a report is about: fund, house, period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.period import Period
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.ui.kit import Kit


@dataclass(frozen=True, slots=True)
class Wish:
    """What is chosen; None is no limit."""

    fund: str | None = None
    site: str | None = None
    since: date | None = None
    until: date | None = None


class SelectionRow(QWidget):
    """Two lists and two days. `chosen` follows every change that can be understood."""

    chosen = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "reportSelection")
        self._kit = kit
        tokens = kit.look.tokens
        self.fund = named(QComboBox(self), "reportFund")
        self.site = named(QComboBox(self), "reportSite")
        self.period = Period(self, "report", kit)
        layout = row(tokens.small)
        for box in (self.fund, self.site):
            box.setMinimumWidth(tokens.px(190))
            box.setMaximumWidth(tokens.px(280))
            layout.addWidget(box, 1)
        layout.addWidget(self.period)
        layout.addStretch(1)
        self.setLayout(layout)
        self._fill()
        self.retranslate()
        self._last = self.wish
        for box in (self.fund, self.site):
            box.currentIndexChanged.connect(self._on_box)
        self.period.edited.connect(self._tell)

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        return Wish(
            self.fund.currentData(), self.site.currentData(), self.period.since, self.period.until
        )

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.fund.setItemText(0, _("All funds"))
        self.site.setItemText(0, _("All houses"))
        self.fund.setAccessibleName(_("Fund"))
        self.site.setAccessibleName(_("House"))
        self.period.retranslate()

    def _fill(self) -> None:
        profile = self._kit.lookups.profile
        self.fund.addItem("", None)
        for fund in profile.funds:
            self.fund.addItem(fund.short_name, fund.code)
        self.site.addItem("", None)
        for site in profile.sites:
            if site.kind == "house":
                self.site.addItem(site.short_name, site.code)

    def _on_box(self, _at: int) -> None:
        self._tell()

    def _tell(self) -> None:
        if self.wish != self._last:
            self._last = self.wish
            self.chosen.emit()
