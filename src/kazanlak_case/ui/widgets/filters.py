"""A row of filters: a few exclusive words, one of them always chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent


class _Word(QPushButton):
    """One word of a row; arrows go to its neighbours."""

    def __init__(self, parent: QWidget, key: str) -> None:
        super().__init__(parent)
        self.key = key
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "segment")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class WordFilter(QWidget):
    """Exclusive words side by side."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, name: str, keys: tuple[str, ...]) -> None:
        super().__init__(parent)
        named(self, name)
        self._words: dict[str, _Word] = {}
        layout = row(0)
        for at, key in enumerate(keys):
            word = named(_Word(self, key), f"{name}_{key}")
            word.setProperty("place", {0: "first", len(keys) - 1: "last"}.get(at, "middle"))
            word.clicked.connect(self._on_clicked)
            layout.addWidget(word)
            self._words[key] = word
        self._words[keys[0]].setChecked(True)
        self.setLayout(layout)

    @property
    def key(self) -> str:
        """What is chosen."""
        return next(key for key, word in self._words.items() if word.isChecked())

    def choose(self, key: str) -> None:
        """Choose a word from outside; nothing is emitted."""
        self._words[key].setChecked(True)

    def say(self, words: Mapping[str, str], title: str) -> None:
        """Word the choices."""
        for key, text in words.items():
            self._words[key].setText(text.replace("&", "&&"))
            self._words[key].setAccessibleName(f"{title}: {text}")

    def _on_clicked(self) -> None:
        self.chosen.emit(self.key)
