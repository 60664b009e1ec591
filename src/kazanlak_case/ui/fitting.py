"""The size of the window: what it likes, and no more than the screen has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

LIKED = (1280, 760)
FRAME = 40
"""Room for the title bar of the window."""


def fit_to_screen(window: QWidget, px: Callable[[float], int]) -> None:
    """Take the size the screen has room for, with the frame the system puts around."""
    wanted = QSize(*map(px, LIKED))
    screen = window.screen()
    if screen is not None:
        wanted = wanted.boundedTo(screen.availableSize() - QSize(0, FRAME))
    window.resize(wanted)
