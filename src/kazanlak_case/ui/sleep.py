"""Notices when this computer goes to sleep, is locked by its own screen lock, or ends the session."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class SleepWatch(QObject):
    """Says once that nobody will sit here for a while. This one hears nothing: there are systems that tell nobody."""

    noticed = Signal()

    def stop(self) -> None:
        """Listen no more."""


def watch_sleep(parent: QObject, app: QApplication, *, window: int) -> SleepWatch:
    """Listen in the way of this system; where it tells nothing, only the clock locks the window.

    `window` is the native handle that Windows tells of its screen lock.
    """
    watch = _watch(parent, app, window=window)
    app.commitDataRequest.connect(watch.noticed)
    return watch


def _watch(parent: QObject, app: QApplication, *, window: int) -> SleepWatch:
    system = sys.platform
    if system == "win32":
        from kazanlak_case.ui.sleep_windows import WindowsSleep

        return WindowsSleep(parent, app, window=window)
    if system == "linux":
        from kazanlak_case.ui.sleep_linux import LinuxSleep

        return LinuxSleep.of_this_computer(parent)
    return SleepWatch(parent)
