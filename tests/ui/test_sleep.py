"""Sleep and screen lock: told over a real bus on Linux; on Windows only the reading of messages can be tried."""

import shutil
import subprocess
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from kazanlak_case.ui.sleep_linux import LinuxSleep, has_session_bus
from kazanlak_case.ui.sleep_windows import Messages, is_leaving

LOGIN = "org.freedesktop.login1"
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""


@pytest.fixture(scope="module")
def bus(tmp_path_factory, qapp_cls):
    """The address of a bus of the tests' own."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("needs dbus-daemon")
    folder = tmp_path_factory.mktemp("bus")
    config = folder / "bus.conf"
    config.write_text(BUS.format(socket=folder / "socket"))
    words = [program, f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def logind(bus, qapp):
    """Somebody on the bus who speaks as systemd-logind does."""
    connection = QDBusConnection.connectToBus(bus, "logind")
    assert connection.registerService(LOGIN)
    yield connection
    connection.unregisterService(LOGIN)  # answered before the next test asks for the name
    QDBusConnection.disconnectFromBus("logind")


def _say(connection, path: str, interface: str, name: str, *facts: object) -> None:
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(facts))
    connection.send(message)


def _watch(bus: str) -> tuple[QObject, LinuxSleep]:
    parent = QObject()
    connection = QDBusConnection.connectToBus(bus, "window")
    watch = LinuxSleep(parent, [connection])
    # what is listened to is told to the bus without waiting; an answer says that it knows by now
    assert connection.interface().isServiceRegistered(LOGIN).value()
    return parent, watch


@pytest.mark.parametrize(
    ("path", "interface", "name", "facts"),
    [
        ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", (True,)),
        ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForShutdown", (True,)),
        ("/org/freedesktop/login1/session/_31", f"{LOGIN}.Session", "Lock", ()),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
        ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver", "ActiveChanged", (True,)),
    ],
)
def test_sleep_and_screen_lock_are_heard(bus, logind, qtbot, path, interface, name, facts):
    _parent, watch = _watch(bus)
    with qtbot.waitSignal(watch.noticed):
        _say(logind, path, interface, name, *facts)
    watch.stop()


@ClassInfo({"D-Bus Interface": f"{LOGIN}.Manager"})
class Manager(QObject):
    """What systemd-logind offers to those who want sleep to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = []

    @Slot(str, str, str, str, result=str)
    def Inhibit(self, what: str, who: str, why: str, mode: str) -> str:  # noqa: N802 - its name on the bus
        self.asked.append((what, who, mode, bool(why)))
        return ""


def test_sleep_waits_for_the_window_to_lock(bus, logind, qtbot):
    manager = Manager()
    flags = QDBusConnection.RegisterOption.ExportAllSlots
    assert logind.registerObject("/org/freedesktop/login1", manager, flags)
    _parent, watch = _watch(bus)
    qtbot.waitUntil(lambda: manager.asked == [("sleep", "kazanlak_case", "delay", True)])
    assert len(watch._holds) == 1
    for is_beginning in (True, False):
        _say(logind, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", is_beginning)
    qtbot.waitUntil(lambda: len(manager.asked) == 2)
    watch.stop()
    assert not watch._holds
    logind.unregisterObject("/org/freedesktop/login1")


def test_waking_up_is_no_reason_to_lock(bus, logind, qtbot):
    _parent, watch = _watch(bus)
    heard = []
    watch.noticed.connect(lambda: heard.append(1))
    _say(logind, "/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", False)
    with qtbot.waitSignal(watch.noticed):
        _say(logind, "/org/freedesktop/login1/session/_31", f"{LOGIN}.Session", "Lock")
    assert heard == [1]
    watch.stop()


def test_computer_without_a_bus_is_no_fault(qapp, tmp_path: Path):
    parent = QObject()
    nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path / 'nothing'}", "nowhere")
    LinuxSleep(parent, [nowhere]).stop()


def test_bus_on_another_computer_is_not_spoken_to(tmp_path: Path):
    assert has_session_bus({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"})
    assert not has_session_bus({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=10.0.0.1,port=7000"})
    assert not has_session_bus({})
    assert not has_session_bus({"XDG_RUNTIME_DIR": str(tmp_path)})
    (tmp_path / "bus").touch()
    assert has_session_bus({"XDG_RUNTIME_DIR": str(tmp_path)})


@pytest.mark.parametrize(
    ("number", "detail", "leaves"),
    [
        (0x0218, 4, True),  # suspend
        (0x0218, 18, False),  # resumed by itself
        (0x02B1, 7, True),  # the session's lock
        (0x02B1, 8, False),  # its unlock
        (0x02B1, 6, True),  # signed off
        (0x0200, 7, False),  # the mouse moves
    ],
)
def test_messages_of_windows_are_read(number, detail, leaves):
    message = wintypes.MSG(hWnd=17, message=number, wParam=detail)
    assert is_leaving(message) is leaves


def test_each_window_that_is_shown_is_told_by_its_handle(qapp):
    shown = []
    messages = Messages(shown=shown.append)
    messages.read(wintypes.MSG(hWnd=17, message=0x0018, wParam=1))
    messages.read(wintypes.MSG(hWnd=18, message=0x0018, wParam=0))
    assert shown == [17]
