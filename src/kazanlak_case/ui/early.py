"""What the first page says to Qt, without naming `Qt`: PySide makes its 1 195 members when it is first named.

That takes a fifth of the time a bare window needs. So values are said as the numbers they are in Qt, through the
properties of the widgets; whoever waits for a key or the mouse names `Qt` only when it comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QScrollArea

PLAIN_TEXT = 0
IN_THE_MIDDLE = 0x0004
NO_FOCUS = 0
NEVER = 1


def say_plainly(label: QLabel) -> None:
    """Show what is written as it is, and nothing in it as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def centre(label: QLabel) -> None:
    """Put words into the middle of their line."""
    label.setProperty("alignment", IN_THE_MIDDLE)


def scroll_up_and_down(area: QScrollArea) -> None:
    """Never scroll sideways, and let the keyboard pass to what is inside."""
    area.setProperty("focusPolicy", NO_FOCUS)
    area.setProperty("horizontalScrollBarPolicy", NEVER)
