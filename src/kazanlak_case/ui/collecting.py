"""Dead cycles are looked for on the GUI thread alone.

Python looks for them wherever it happens to be when enough was made, on a thread that reads the case file too; widgets
that are found dead there are torn down there, and Qt ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class Collecting(QObject):
    """Looks as often as Python would, between two things that happen in the window."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("collecting")
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_due)

    def begin(self) -> None:
        """Take it over from Python, on the thread of whoever calls."""
        gc.disable()
        self._timer.start()


def collect_due() -> None:
    """Look through what is young, and through the older generations when they are due by Python's own limits."""
    _, middle, old = gc.get_count()
    _, middle_limit, old_limit = gc.get_threshold()
    gc.collect(2 if old > old_limit else 1 if middle > middle_limit else 0)
