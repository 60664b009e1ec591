"""What of all that was done is shown: kind, person, user and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.readings import KIND_WORDS, DeedFilter, ReadingKind
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.period import Period
from kazanlak_case.ui.forms.picker import Picker
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QHBoxLayout

    from kazanlak_case.ui.kit import Kit

ALL = "all"
KINDS = (ALL, *(kind.value for kind in ReadingKind))


class FilterRow(QWidget):
    """Two lines of choices. `chosen` follows every change that can be understood."""

    chosen = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "readingFilter")
        self._kit = kit
        tokens = kit.look.tokens
        self.kind = WordFilter(self, "readingKind", KINDS)
        self.user = named(QComboBox(self), "readingUser")
        self.user.addItem("", None)
        self.user.setMinimumWidth(tokens.px(184))
        finder = finder_of(kit.operations, kit.lookups, "person")
        self.person = Picker(self, "readingPerson", kit.look, finder)
        self.person.setMinimumWidth(tokens.px(180))
        self.person.setMaximumWidth(tokens.px(300))
        self.period = Period(self, "reading", kit)
        self._above = row(tokens.small)
        self._above.addWidget(self.kind)
        self._above.addStretch(1)
        below = row(tokens.small)
        below.addWidget(self.person, 2)
        below.addWidget(self.user, 1)
        below.addWidget(self.period)
        below.addStretch(1)
        self.setLayout(below)
        self.retranslate()
        self._last = self.wanted
        self.kind.chosen.connect(self._tell)
        self.person.picked.connect(self._tell)
        self.user.currentIndexChanged.connect(self._tell)
        self.period.edited.connect(self._tell)

    @property
    def above(self) -> QHBoxLayout:
        """The line of kinds, which the page puts its buttons into."""
        return self._above

    @property
    def wanted(self) -> DeedFilter:
        """What is chosen now."""
        key = self.kind.key
        return DeedFilter(
            person=RecordId(self.person.key) if self.person.key else None,
            user=self.user.currentData(),
            kind=None if key == ALL else ReadingKind(key),
            since=self.period.since,
            until=self.period.until,
        )

    def show_users(self, users: Mapping[RecordId, str]) -> None:
        """Offer these users; who was chosen stays so."""
        chosen = self.user.currentData()
        was = self.user.blockSignals(True)
        while self.user.count() > 1:
            self.user.removeItem(1)
        for user, name in users.items():
            self.user.addItem(name, user)
        self.user.setCurrentIndex(max(0, self.user.findData(chosen)))
        self.user.blockSignals(was)

    def show_person(self, person: str, name: str) -> None:
        """Ask for one person."""
        self.person.show_choice(person, name)
        self._tell()

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        words = {kind.value: _(KIND_WORDS[kind]) for kind in ReadingKind}
        self.kind.say({key: words.get(key, _("All")) for key in KINDS}, _("Show"))
        self.user.setItemText(0, _("All users"))
        self.user.setAccessibleName(_("User"))
        self.person.line.say(_("Everybody"), _("Person"))
        self.period.retranslate()

    def _tell(self, _what: object = None) -> None:
        if self.wanted != self._last:
            self._last = self.wanted
            self.chosen.emit()
