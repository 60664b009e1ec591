"""What falls over everything when the window locks: dialogs, menus, lists and tool tips, and what of it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_POPUPS = 20
"""Menus that open one another; a popup that will not close must not hold the window up."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A dialog that was open: it is hidden with all that is typed in it, and shown again to the same user."""

    window: QWidget
    modality: Qt.WindowModality
    focus: QWidget | None


def cover(shell: QWidget, *, keep: Collection[QWidget]) -> tuple[Covered, ...]:
    """Hide whatever stands over the window or beside it, at once; tell what is to come back.

    `keep` are the parts of the window itself. What floats over them (lists under a search) is hidden and made anew.
    """
    _close_popups()
    for child in shell.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child not in keep and not child.isWindow() and child.isVisible():
            child.hide()
    covered = []
    for window in QApplication.topLevelWidgets():
        if window is shell or not window.isVisible():
            continue
        if isinstance(window, QFileDialog) or window.inherits("QAbstractPrintDialog"):
            cast(
                "QDialog", window
            ).reject()  # somebody waits for its answer: the answer is that nothing was chosen
        elif isinstance(window, QDialog):
            covered.append(Covered(window, window.windowModality(), window.focusWidget()))
            window.hide()
        else:
            window.hide()
    return tuple(covered)


def uncover(covered: Collection[Covered]) -> None:
    """Show the dialogs again as they were."""
    for one in covered:
        if not isValid(one.window):
            continue
        one.window.setWindowModality(one.modality)
        one.window.show()
        focus_again(one.focus)


def focus_again(widget: QWidget | None) -> None:
    """Go back to where one was typing, if it is still there."""
    if widget is not None and isValid(widget):
        widget.setFocus()


def _close_popups() -> None:
    for _time in range(MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            return
        if not popup.close():
            popup.hide()
