"""What this program puts on the clipboard: kept out of its history, and taken back when the window locks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QClipboard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NATIVE = 'application/x-qt-windows-mime;value="{name}"'
"""How Qt passes a format on to Windows as it is."""
KEPT_OUT: Mapping[str, bytes] = {
    NATIVE.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\0",
    NATIVE.format(name="CanIncludeInClipboardHistory"): bytes(4),
    NATIVE.format(name="CanUploadToCloudClipboard"): bytes(4),
}
"""Formats that ask Windows not to remember a text, and not to send it to other computers (four bytes: the number 0)."""
MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)


class OwnClipboard(QObject):
    """Watches one clipboard. Text that other programs put there is never touched."""

    def __init__(
        self,
        parent: QObject,
        clipboard: QClipboard,
        *,
        marks: bool = sys.platform == "win32",
        owns: Callable[[QClipboard, QClipboard.Mode], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._owns = owns or is_ours
        self._is_marking = False
        if marks:
            clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Take back what we put there, wherever selections are kept."""
        for mode in MODES:
            if self._owns(self._clipboard, mode):
                self._clipboard.clear(mode)

    def _on_changed(self) -> None:
        """Put our own text there once more, marked: widgets copy by themselves and cannot be told to."""
        if self._is_marking or not self._owns(self._clipboard, QClipboard.Mode.Clipboard):
            return
        text = self._clipboard.text()
        if not text:
            return
        self._is_marking = True
        try:
            self._clipboard.setMimeData(marked(text))
        finally:
            self._is_marking = False


def is_ours(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    """Tell whether what lies there is ours; a clipboard without this kind of selection holds nothing."""
    if mode is QClipboard.Mode.Clipboard:
        return clipboard.ownsClipboard()
    if mode is QClipboard.Mode.Selection:
        return clipboard.supportsSelection() and clipboard.ownsSelection()
    return clipboard.supportsFindBuffer() and clipboard.ownsFindBuffer()


def marked(text: str) -> QMimeData:
    """Give a text together with the wish that nobody remember it."""
    data = QMimeData()
    data.setText(text)
    for name, content in KEPT_OUT.items():
        data.setData(name, QByteArray(content))
    return data
