"""„Още 6 като това“: settle many at once, after seeing which they are and what each would say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.alike import By
from kazanlak_case.ui.question_parts.question_words import place_words, site_words, value_words
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.alike import Alike
    from kazanlak_case.services.conflicts import Question
    from kazanlak_case.ui.kit import Kit

MOST_LISTED = 8


class AlikePart(Card):
    """Offers the same answer for others. At most one of the offers is taken; none to begin with."""

    changed = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "alike", kit.look.tokens)
        self._kit = kit
        self.body.setSpacing(kit.look.tokens.small)
        self._groups: tuple[Alike, ...] = ()
        self._ticks: list[QCheckBox] = []
        self._taken: int | None = None
        self._listed: list[Words] = []

    def show_groups(self, groups: Sequence[Alike]) -> None:
        """Offer these; without any the card goes."""
        clear(self.body)
        self._groups, self._ticks, self._listed = tuple(groups), [], []
        self._taken = None
        self.setVisible(bool(groups))
        for at, group in enumerate(groups):
            tick = named(QCheckBox(self._words(group), self), f"alike_{group.by.value}")
            tick.setAccessibleName(tick.text())
            tick.toggled.connect(partial(self._on_toggled, at))
            self.body.addWidget(tick)
            self._ticks.append(tick)

    @property
    def answers(self) -> tuple[tuple[Question, Value], ...]:
        """The others that are to be settled too."""
        return () if self._taken is None else self._groups[self._taken].answers

    def toggle_first(self) -> None:
        """Take the first offer, or put it back."""
        if self._ticks:
            self._ticks[0].toggle()

    def _words(self, group: Alike) -> str:
        text = {
            By.VALUES: ngettext(
                "and {n} more with the same two values",
                "and {n} more with the same two values",
                group.count,
            ),
            By.SIDES: ngettext(
                "and {n} more in this field: what {side} says",
                "and {n} more in this field: what {side} says",
                group.count,
            ),
            By.HOUSES: ngettext(
                "and {n} more in any field: what {side} says",
                "and {n} more in any field: what {side} says",
                group.count,
            ),
        }[group.by]
        number = self._kit.wording.number(group.count)
        return text.format(n=number, side=site_words(group.side, self._kit))

    def _on_toggled(self, at: int, is_on: bool) -> None:
        if is_on:
            self._taken = at
            for place, tick in enumerate(self._ticks):
                if place != at and tick.isChecked():
                    tick.setChecked(False)
        elif self._taken == at:
            self._taken = None
        self._list()
        self.changed.emit()

    def _list(self) -> None:
        """Show which they are and what each would say, before anything is done."""
        for words in self._listed:
            self.body.removeWidget(words)
            words.hide()
            words.deleteLater()
        self._listed = []
        for at, (question, value) in enumerate(self.answers[:MOST_LISTED]):
            text = _("{name} · {place}: “{value}”").format(
                name=question.label,
                place=place_words(question),
                value=value_words(question, value, self._kit),
            )
            self._add(f"alikeOne{at}", text)
        more = len(self.answers) - MOST_LISTED
        if more > 0:
            text = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self._add("alikeMore", text)

    def _add(self, name: str, text: str) -> None:
        words = Words(self, name, role="muted", wraps=True, text=text)
        words.setIndent(self._kit.look.tokens.wide)
        taken = self._ticks[self._taken or 0]
        self._listed.append(words)
        self.body.insertWidget(self.body.indexOf(taken) + len(self._listed), words)
