"""How coarse each answer is: a list for every trait, from the finest to none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kazanlak_case.domain.rules.anonymity import LADDERS
from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.ui.kit import Kit

LEFT_OUT = N_("left out")
STEP_WORDS: dict[str, tuple[str, ...]] = {
    "sex": (N_("woman or man"), LEFT_OUT),
    "age": (N_("narrow bands"), N_("wide bands"), LEFT_OUT),
    "place": (N_("oblast, town or village"), N_("oblast"), LEFT_OUT),
    "entered": (N_("month"), N_("quarter"), N_("year"), LEFT_OUT),
    "schooling": (N_("level"), N_("band of levels"), LEFT_OUT),
    "work": (N_("situation"), N_("works or not"), LEFT_OUT),
}


class LevelRow(QWidget):
    """Shows the levels in use; `chosen` follows a choice made by hand."""

    chosen = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "levels")
        tokens = kit.look.tokens
        flow = FlowLayout(tokens.medium)
        self._labels: dict[str, Words] = {}
        self._boxes: dict[str, QComboBox] = {}
        for ladder in LADDERS:
            part = named(QWidget(self), f"{ladder.name}Level")
            label = Words(part, f"{ladder.name}LevelLabel", role="label")
            box = named(QComboBox(part), f"{ladder.name}Levels")
            box.addItems([""] * len(ladder.steps))
            box.setMinimumWidth(tokens.px(150))
            inside = column(tokens.tight)
            inside.addWidget(label)
            inside.addWidget(box)
            part.setLayout(inside)
            flow.addWidget(part)
            self._labels[ladder.name], self._boxes[ladder.name] = label, box
            box.activated.connect(self._on_chosen)
        self.setLayout(flow)
        self.retranslate()

    @property
    def levels(self) -> dict[str, int]:
        """The levels that are shown."""
        return {name: box.currentIndex() for name, box in self._boxes.items()}

    def show_levels(self, levels: Mapping[str, int]) -> None:
        """Show the levels in use, silently."""
        for name, level in levels.items():
            self._boxes[name].setCurrentIndex(level)

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        for ladder in LADDERS:
            label = _(ladder.label)
            self._labels[ladder.name].setText(label)
            self._boxes[ladder.name].setAccessibleName(label)
            for at, word in enumerate(STEP_WORDS[ladder.name]):
                self._boxes[ladder.name].setItemText(at, _(word))

    def _on_chosen(self, _at: int) -> None:
        self.chosen.emit()
