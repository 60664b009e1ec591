"""Which month and whose work a monthly form tells of, or which year the register lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.i18n import _
from kazanlak_case.services.paper_periods import MONTHLY, PARTED
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

MONTHS, YEARS = 13, 5
OF_A_TIME = MONTHLY | {"register"}
"""Forms about a time that is chosen."""


class PeriodChoice(QWidget):
    """A time, and for a month the member of staff; it begins with the present one, of whoever is signed in."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit, form: str) -> None:
        super().__init__(parent)
        named(self, "periodChoice")
        self.time = named(QComboBox(self), "paperPeriod")
        self.time.setAccessibleName(_("Period"))
        self.staff = named(QComboBox(self), "paperStaff")
        self.staff.setAccessibleName(_("Whose work"))
        line = row(kit.look.tokens.small)
        line.addWidget(self.time)
        line.addWidget(self.staff)
        line.addStretch(1)
        self.setLayout(line)
        self.setFocusProxy(self.time)
        today = kit.today
        if form in MONTHLY:
            for back in range(MONTHS):
                first = months_after(today.replace(day=1), -back)
                self.time.addItem(f"{first:%m.%Y}", f"{first:%Y-%m}")
            self._offer_staff(kit)
        else:
            for back in range(YEARS):
                self.time.addItem(str(today.year - back), str(today.year - back))
            self.staff.hide()
        self.time.currentIndexChanged.connect(self.changed)
        self.staff.currentIndexChanged.connect(self.changed)

    @property
    def source(self) -> str:
        """What the form is made from, as its number names it."""
        parts = (self.time.currentData(), self.staff.currentData() or "")
        return PARTED.join(part for part in parts if part)

    def _offer_staff(self, kit: Kit) -> None:
        for member, name in kit.lookups.names.get("staff_member", {}).items():
            self.staff.addItem(name, member)
        own = kit.operations.case_file.user.staff_member
        self.staff.setCurrentIndex(max(0, self.staff.findData(own)) if own else 0)
        self.staff.setVisible(self.staff.count() > 0)
