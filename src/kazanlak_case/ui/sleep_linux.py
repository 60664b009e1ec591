"""Sleep and screen lock as Linux tells them: over D-Bus, a socket of this computer; nothing goes to a network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCall
from typing_extensions import override

from kazanlak_case.ui.sleep import SleepWatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOGIN = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"
SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Screen locks of the usual desktops; each says `ActiveChanged` with yes or no, whatever path it stands at."""
HOLD_MS = 1_500
"""So long sleep waits for drafts to be written and keys to be wiped; systemd-logind grants five seconds at most."""


class LinuxSleep(SleepWatch):
    """Hears systemd-logind on the bus of the system, and screen locks on the bus of the session.

    A bus that is not there, or goes away, is no fault: the clock still locks the window.
    """

    def __init__(self, parent: QObject, buses: Iterable[QDBusConnection]) -> None:
        super().__init__(parent)
        self._buses = [bus for bus in buses if bus.isConnected()]
        self._holds: list[QDBusPendingCall] = []
        self._hold_up()
        for bus in self._buses:
            for told in self._told():
                bus.connect(*told)  # type: ignore[call-overload]  # the stubs want bytes, PySide6 what SLOT gives

    @classmethod
    def of_this_computer(cls, parent: QObject) -> LinuxSleep:
        """Listen on the buses of this computer, where there are any."""
        buses = [QDBusConnection.systemBus()]
        if has_session_bus(os.environ):  # asked for where there is none, it would start one
            buses.append(QDBusConnection.sessionBus())
        return cls(parent, buses)

    @override
    def stop(self) -> None:
        for bus in self._buses:
            for told in self._told():
                bus.disconnect(*told)  # type: ignore[call-overload]  # as above
        self._buses.clear()
        self._let_go()

    def _told(self) -> list[tuple[str, str, str, str, QObject, str]]:
        """List what is listened to: service, path, interface, signal, and what is then done."""
        active = SLOT("_on_active(bool)")
        return [
            (LOGIN, MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", self, SLOT("_on_sleep(bool)")),
            (LOGIN, MANAGER, f"{LOGIN}.Manager", "PrepareForShutdown", self, active),
            (LOGIN, "", f"{LOGIN}.Session", "Lock", self, SLOT("_on_lock()")),
            *(("", "", saver, "ActiveChanged", self, active) for saver in SAVERS),
        ]

    def _hold_up(self) -> None:
        """Ask that sleep wait a moment for us: what is granted lives as long as the answer is kept."""
        wish = QDBusMessage.createMethodCall(LOGIN, MANAGER, f"{LOGIN}.Manager", "Inhibit")
        wish.setArguments(["sleep", "kazanlak_case", "Drafts are kept and keys wiped", "delay"])
        self._holds = [bus.asyncCall(wish) for bus in self._buses[:1]]

    def _let_go(self) -> None:
        self._holds.clear()

    @Slot(bool)
    def _on_sleep(self, is_beginning: bool) -> None:
        if is_beginning:
            self.noticed.emit()
            QTimer.singleShot(HOLD_MS, self, self._let_go)
        else:
            self._hold_up()

    @Slot(bool)
    def _on_active(self, is_beginning: bool) -> None:
        if is_beginning:
            self.noticed.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.noticed.emit()


def has_session_bus(environment: Mapping[str, str]) -> bool:
    """Tell whether a session's bus stands, on a socket of this computer and nowhere else."""
    address = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:
        return address.startswith("unix:")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    return bool(folder) and (Path(folder) / "bus").exists()
