"""Sleep and screen lock as Windows tells them: messages to our window.

Never run on a real Windows: only the reading of the messages is tested (tests/ui/test_sleep.py).
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject
from typing_extensions import override

from kazanlak_case.ui.sleep import SleepWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

WM_POWERBROADCAST = 0x0218
PBT_APMSUSPEND = 4
WM_WTSSESSION_CHANGE = 0x02B1
AWAY = frozenset({2, 4, 6, 7})
"""Console or remote connection lost, signed off, locked (WTS_CONSOLE_DISCONNECT, …, WTS_SESSION_LOCK)."""
WM_SHOWWINDOW = 0x0018
NOTIFY_FOR_THIS_SESSION = 0
MESSAGE = b"windows_generic_MSG"


class WindowsSleep(SleepWatch):
    """Asks to be told of the session's lock, and reads the messages that come."""

    def __init__(self, parent: QObject, app: QApplication, *, window: int) -> None:
        super().__init__(parent)
        self._app = app
        self._window = window
        self._messages = Messages(away=self.noticed.emit)
        app.installNativeEventFilter(self._messages)
        library = _library("wtsapi32")
        if library is not None:
            library.WTSRegisterSessionNotification(
                wintypes.HWND(window), wintypes.DWORD(NOTIFY_FOR_THIS_SESSION)
            )

    @override
    def stop(self) -> None:
        self._app.removeNativeEventFilter(self._messages)
        library = _library("wtsapi32")
        if library is not None:
            library.WTSUnRegisterSessionNotification(wintypes.HWND(self._window))


class Messages(QAbstractNativeEventFilter):
    """Reads native messages; takes none away."""

    def __init__(
        self,
        *,
        away: Callable[[], object] | None = None,
        shown: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__()
        self._away = away
        self._shown = shown

    @override
    def nativeEventFilter(
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if event_type == MESSAGE:
            self.read(wintypes.MSG.from_address(int(message)))
        return False, 0

    def read(self, message: wintypes.MSG) -> None:
        """Tell whoever wants to know what a message means."""
        if self._away is not None and is_leaving(message):
            self._away()
        if self._shown is not None and message.message == WM_SHOWWINDOW and message.wParam:
            self._shown(int(message.hWnd or 0))


def is_leaving(message: wintypes.MSG) -> bool:
    """Tell whether the computer goes to sleep or nobody sees its screen any more."""
    if message.message == WM_POWERBROADCAST:
        return message.wParam == PBT_APMSUSPEND
    return message.message == WM_WTSSESSION_CHANGE and message.wParam in AWAY


def _library(name: str) -> ctypes.CDLL | None:
    """Find a library of Windows; elsewhere there is none."""
    loader = getattr(ctypes, "windll", None)
    return getattr(loader, name, None) if loader is not None else None
