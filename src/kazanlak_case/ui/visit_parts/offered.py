"""Whom a visit is likely to be about: planned for today and seen lately, one key each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.visit_parts.chips import short_name
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import clear, column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.services.visit_start import Offered
    from kazanlak_case.ui.forms.picker import Answer
    from kazanlak_case.ui.kit import Kit

SHOWN = 6
"""As buttons; the arrow key under the line opens them all."""
DIGITS = 9


class OfferedPeople(QWidget):
    """A row of names with their digits: Ctrl+1 chooses the first. `chosen` brings id and name."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "recentPeople")
        self._kit = kit
        self._people: tuple[Offered, ...] = ()
        self._find = finder_of(kit.operations, kit.lookups, "person")
        self._title = Words(self, "recentTitle", role="caption")
        self._names = named(QWidget(self), "recentNames")
        self.flow = FlowLayout(kit.look.tokens.tight)
        self._names.setLayout(self.flow)
        layout = column(kit.look.tokens.tight)
        layout.addWidget(self._title)
        layout.addWidget(self._names)
        self.setLayout(layout)
        for digit in range(1, DIGITS + 1):
            QShortcut(QKeySequence(f"Ctrl+{digit}"), self, partial(self._on_digit, digit))
        self.hide()
        self.retranslate()

    @property
    def has_any(self) -> bool:
        """Whether there is anybody to choose from."""
        return bool(self._people)

    def retranslate(self) -> None:
        """Word the heading in the language of now."""
        self._title.setText(_("Planned for today and lately visited · Ctrl and the digit"))

    def offer(self, people: Sequence[Offered]) -> None:
        """Take whom to offer."""
        self._people = tuple(people)
        clear(self.flow)
        for at, one in enumerate(people[:SHOWN], start=1):
            button = Button(self._names, f"recent_{one.person}", self._kit.look)
            button.say(f"{at}  {short_name(one.name)}", hint=self._detail(one))
            button.setAccessibleName(one.name)
            button.setAccessibleDescription(self._detail(one))
            restyled(button, small=True)
            button.clicked.connect(partial(self._on_digit, at))
            self.flow.addWidget(button)

    def or_found(self, text: str, answer: Answer) -> None:
        """Answer a picker: without a text those offered, else who is found."""
        if text.strip():
            self._find(text, answer)
            return
        answer(
            [
                Suggestion(one.person, one.name, self._detail(one), f"Ctrl+{at}")
                for at, one in enumerate(self._people, start=1)
            ]
        )

    def _detail(self, one: Offered) -> str:
        """Say why somebody is offered, and what tells people of one name apart."""
        wording = self._kit.wording
        why = ""
        if one.planned:
            why = " ".join(part for part in (_("today"), one.due_at or "", one.planned) if part)
        elif one.last_on is not None:
            why = _("last on {day}").format(day=wording.day(one.last_on))
        parts = (
            wording.day(one.born_on),
            self._kit.lookups.settlement(one.settlement),
            why,
        )
        return " · ".join(part for part in parts if part)

    def _on_digit(self, digit: int) -> None:
        if self.isVisible() and digit <= len(self._people):
            one = self._people[digit - 1]
            self.chosen.emit(one.person, one.name)
