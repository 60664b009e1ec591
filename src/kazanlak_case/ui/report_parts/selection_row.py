"""What a report is about: fund, house, period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.reading import read_date
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named, restyled

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
        self.since, self.until = (
            named(QLineEdit(self), name) for name in ("reportSince", "reportUntil")
        )
        layout = row(tokens.small)
        for box in (self.fund, self.site):
            box.setMinimumWidth(tokens.px(190))
            box.setMaximumWidth(tokens.px(280))
            layout.addWidget(box, 1)
        for line in (self.since, self.until):
            line.setFixedWidth(tokens.px(112))
            line.editingFinished.connect(self._on_days)
            layout.addWidget(line)
        layout.addStretch(1)
        self.setLayout(layout)
        self._fill()
        self.retranslate()
        self._last = self.wish
        for box in (self.fund, self.site):
            box.currentIndexChanged.connect(self._on_box)

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        days = [read_date(line.text(), self._kit.today).value for line in (self.since, self.until)]
        return Wish(
            self.fund.currentData(),
            self.site.currentData(),
            *(day if not isinstance(day, str) else None for day in days),  # type: ignore[arg-type]  # a date or nothing
        )

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.fund.setItemText(0, _("All funds"))
        self.site.setItemText(0, _("All houses"))
        self.fund.setAccessibleName(_("Fund"))
        self.site.setAccessibleName(_("House"))
        self.since.setAccessibleName(_("First day"))
        self.since.setPlaceholderText(_("from date"))
        self.until.setAccessibleName(_("Last day"))
        self.until.setPlaceholderText(_("to date"))

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

    def _on_days(self) -> None:
        for line in (self.since, self.until):
            reading = read_date(line.text(), self._kit.today)
            restyled(line, wrong=bool(reading.problem))
            if reading.value is not None and not isinstance(reading.value, str):
                line.setText(f"{reading.value:%d.%m.%Y}")
        self._tell()

    def _tell(self) -> None:
        if self.wish != self._last:
            self._last = self.wish
            self.chosen.emit()
