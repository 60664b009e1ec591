"""Taking one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog

from pictures.stage import CENTRE, HOUSE, PSYCHOLOGIST, Setting, make_shell, settle

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.session import Opened
    from kazanlak_case.ui.shell import Shell

BY_PSYCHOLOGIST = frozenset({"person-confidential", "confidential-note", "today-emergency"})


def take(
    path: Path,
    look: Look,
    setting: Setting,
    *,
    pose: tuple[str, Callable[[Shell], None]],
    opened: dict[str, Opened],
) -> None:
    """Take one picture."""
    name, arrange = pose
    shell = make_shell(look, setting)
    if not name.startswith("sign-in"):
        shell._on_opened(opened[_whose(name)])
        shell._practice.hide()
        settle()
    arrange(shell)
    settle(500)
    _grabbed(shell).save(str(path))
    shell.idleness.stop()
    shell.hide()
    shell.operations = None
    print(path.name)


def _whose(name: str) -> str:
    """Tell whose file a picture shows."""
    if name in BY_PSYCHOLOGIST:
        return PSYCHOLOGIST
    return CENTRE if name.startswith("centre") else HOUSE


def _grabbed(shell: Shell) -> QPixmap:
    """Take the window, and the dialog that stands over it."""
    picture = shell.grab()
    for dialog in shell.findChildren(QDialog):
        if dialog.isVisible():
            over = dialog.grab()
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
            place = picture.rect().center() - over.rect().center()
            painter.drawPixmap(place, over)
            painter.end()
            dialog.close()
    return picture
