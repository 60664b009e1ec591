"""What we rely on in Qt for Python itself."""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

TIMES = 500


class Resized(QWidget):
    """Overrides something, as every screen does."""

    def resizeEvent(self, event) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die any more")
def test_overrides_and_empty_answers_keep_none_alive(qtbot) -> None:
    """PySide6 6.12.0 took a reference to None with each of them, until the program died of it."""
    widget, plain = Resized(), QObject()
    qtbot.addWidget(widget)
    widget.show()
    before = sys.getrefcount(None)
    for at in range(TIMES):
        widget.resize(100 + at % 2, 100)
        plain.property("nothing")
    assert sys.getrefcount(None) > before - TIMES // 2
