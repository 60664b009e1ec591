"""Keeps the windows out of screenshots and shared screens, where the system can do that: on Windows.

Never run on a real Windows. Elsewhere it does nothing, and the settings say so.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CAN_HIDE = sys.platform == "win32"
"""Whether this system has a way; the settings offer the choice only where it has."""
WDA_NONE = 0x00
WDA_MONITOR = 0x01
WDA_EXCLUDEFROMCAPTURE = 0x11
"""Since Windows 10, version 2004; older ones know WDA_MONITOR, which shows black."""
DWMWA_FORCE_ICONIC_REPRESENTATION = 7
DWMWA_DISALLOW_PEEK = 11
GA_ROOT = 2


class CaptureGuard(QObject):
    """Marks each window of ours as it is shown: dialogs, menus and lists too."""

    def __init__(self, parent: QObject, app: QApplication) -> None:
        super().__init__(parent)
        self._app = app
        self._hides = False
        if CAN_HIDE:
            from kazanlak_case.ui.sleep_windows import Messages

            self._messages = Messages(shown=self._on_shown)
            app.installNativeEventFilter(self._messages)

    def hide_from_capture(self, hides: bool) -> None:
        """Keep all windows out of pictures of the screen, or let them be seen."""
        self._hides = hides
        if CAN_HIDE:
            for window in self._app.topLevelWindows():
                if window.isVisible():
                    _mark(int(window.winId()), hides=hides)

    def hide_preview(self, window: int, hides: bool) -> None:
        """Show the program's sign instead of its page in the task bar: a minimised window keeps its last picture."""
        if CAN_HIDE:
            for attribute in (DWMWA_FORCE_ICONIC_REPRESENTATION, DWMWA_DISALLOW_PEEK):
                flag = wintypes.BOOL(hides)
                _windows("dwmapi").DwmSetWindowAttribute(
                    wintypes.HWND(window),
                    wintypes.DWORD(attribute),
                    ctypes.byref(flag),
                    wintypes.DWORD(ctypes.sizeof(flag)),
                )

    def _on_shown(self, window: int) -> None:
        root = _windows("user32").GetAncestor(wintypes.HWND(window), wintypes.UINT(GA_ROOT))
        if root == window:
            _mark(window, hides=self._hides)


def _mark(window: int, *, hides: bool) -> None:
    set_affinity = _windows("user32").SetWindowDisplayAffinity
    wishes = (WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR) if hides else (WDA_NONE,)
    for wish in wishes:
        if set_affinity(wintypes.HWND(window), wintypes.DWORD(wish)):
            return


def _windows(library: str) -> ctypes.CDLL:
    loader = getattr(ctypes, "windll")  # noqa: B009 - there is none where types are checked
    found: ctypes.CDLL = getattr(loader, library)
    return found
