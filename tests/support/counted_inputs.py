"""Drive the real window by keyboard and count inputs as design.md, section 10 does.

An input is one field filled (typed text counts once), one choice (a run of arrow keys counts once), one shortcut or
Enter, or one click. Tab between the fields of one form is free. Keys go where the focus is, as a keyboard's do: a test
cannot type into a field it did not come to.

    counted = CountedInputs(shell, qtbot)
    counted.press(Qt.Key.Key_N, CTRL)       # 1
    counted.type("милена")                  # 2
    counted.press(Qt.Key.Key_Return)        # 3
    counted.go_to(note)                     # Tab: free
    counted.type("Разговор у дома.")        # 4
    counted.press(Qt.Key.Key_Return, CTRL)  # 5
    counted.holds("record a visit")         # as docs/tasks.md says
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

_FREE = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})
_MOST_TABS = 80
PAGE = Path(__file__).parents[2] / "docs" / "tasks.md"


@dataclass(frozen=True, slots=True)
class Said:
    """A line of docs/tasks.md."""

    inputs: int
    must: int


def tasks_said() -> dict[str, Said]:
    """Read the page of tasks: by task, how many inputs it takes and how many it may."""
    found = {}
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5 and cells[3].isdecimal():
            found[cells[0]] = Said(int(cells[3]), int(cells[4]))
    return found


class CountedInputs:
    """A keyboard and a mouse that count what is done with them."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self.inputs = 0
        self.done: list[str] = []
        """What was counted, in words: printed when a test finds too much of it."""
        self._window = window
        self._qtbot = qtbot
        self._last: tuple[str, QWidget | None] = ("", None)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def focus(self) -> QWidget:
        """What the keyboard writes into now."""
        return QApplication.focusWidget() or self._window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press one key, with others held; a run of arrows in one place is one choice, Tab is free."""
        at = self.focus
        if key in _ARROWS and modifiers == PLAIN:
            self._count("choice", at, f"arrows in {at.objectName()}")
        elif key not in _FREE:
            held = "+".join(
                name
                for name, one in (("Ctrl", CTRL), ("Shift", SHIFT), ("Alt", ALT))
                if modifiers & one
            )
            name = key.name.removeprefix("Key_")
            self._count("", at, f"{held}+{name}" if held else name)
        self._qtbot.keyClick(at, key, modifiers)

    def type(self, text: str) -> None:
        """Type into whatever has the focus; typing on in the same field is the same input."""
        at = self.focus
        self._count("typed", at, f"“{text}” in {at.objectName()}")
        # Qt's own test library cannot type Cyrillic
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(at, QKeyEvent(kind, 0, PLAIN, letter))

    def click(self, widget: QWidget) -> None:
        """Click once."""
        self._count("", None, f"click on {widget.objectName()}")
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def go_to(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is there: it is free, but it has to lead there."""
        for _ in range(_MOST_TABS):
            if widget.hasFocus():
                return
            self._qtbot.keyClick(self.focus, Qt.Key.Key_Tab)
        self.wait_for(widget)

    def wait_for(self, widget: QWidget) -> None:
        """Wait until the window has put the focus there by itself."""
        self._qtbot.waitUntil(widget.hasFocus)

    def holds(self, task: str, *, more: int = 0) -> None:
        """Compare with what docs/tasks.md says of a task; `more` are inputs of a dialog of the system's own."""
        said = tasks_said()[task]
        counted = self.inputs + more
        assert counted == said.inputs <= said.must, (task, said, counted, self.done)

    def _count(self, kind: str, at: QWidget | None, words: str) -> None:
        if not kind or self._last != (kind, at):
            self.inputs += 1
            self.done.append(words)
        self._last = kind, at
