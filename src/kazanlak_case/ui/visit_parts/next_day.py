"""The day by which the next step is to be done, beside what was agreed: „в петък“, „+7“ or a date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.visit_parts.extra_fields import next_field
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import Words

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from kazanlak_case.ui.kit import Kit

WEEK = 7
"""Days on which the next step is offered, to be typed over."""


class NextDay(DateEditor):
    """One day ahead."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        self._kit = kit
        super().__init__(parent, next_field(), EditorTools(kit.look, kit.lookups, self._today))
        self.words = Words(parent, "nextOnLabel", role="label")

    def retranslate(self) -> None:
        """Word label and line in the language of now."""
        self.words.setText(_("by the day"))
        self.label_as(_("Day of the next step"))

    def line_with(self, agreed: QWidget) -> QHBoxLayout:
        """Stand on one line with what was agreed."""
        line = row(self._kit.look.tokens.small)
        line.addWidget(agreed, 1)
        line.addWidget(self.words)
        line.addWidget(self)
        return line

    def offer_week(self) -> date:
        """Offer a day a week on: it is seen, and typed over where another is meant."""
        day = self._today() + timedelta(days=WEEK)
        self.show_value(day)
        return day

    def _today(self) -> date:
        return self._kit.today
