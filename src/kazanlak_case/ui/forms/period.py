"""A period: two days, either of which may be left open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.reading import read_date
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


class Period(QWidget):
    """Two lines for days. `edited` follows each that was filled, wrong ones too; those are marked and count as open."""

    edited = Signal()

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        super().__init__(parent)
        named(self, f"{name}Period")
        self._kit = kit
        self._since, self._until = (
            named(QLineEdit(self), f"{name}{end}") for end in ("Since", "Until")
        )
        layout = row(kit.look.tokens.small)
        for line in (self._since, self._until):
            line.setFixedWidth(kit.look.tokens.px(112))
            line.editingFinished.connect(self._on_edited)
            layout.addWidget(line)
        self.setLayout(layout)
        self.retranslate()

    @property
    def since(self) -> date | None:
        """The first day."""
        return self._day(self._since)

    @property
    def until(self) -> date | None:
        """The last day."""
        return self._day(self._until)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self._since.setAccessibleName(_("First day"))
        self._since.setPlaceholderText(_("from date"))
        self._until.setAccessibleName(_("Last day"))
        self._until.setPlaceholderText(_("to date"))

    def _day(self, line: QLineEdit) -> date | None:
        value = read_date(line.text(), self._kit.today).value
        return value if isinstance(value, date) else None

    def _on_edited(self) -> None:
        for line in (self._since, self._until):
            reading = read_date(line.text(), self._kit.today)
            restyled(line, wrong=bool(reading.problem))
            if isinstance(reading.value, date):
                line.setText(f"{reading.value:%d.%m.%Y}")
        self.edited.emit()
