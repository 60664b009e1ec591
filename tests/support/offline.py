"""A working day in a process that is ended by the kernel when it asks for a socket to the network.

Run as a script: offline.py FOLDER. Three nets: the kernel's own filter of system calls, which also sees what compiled
libraries do; an audit hook, which names the line of Python; and this, that the day went to its end.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path

AF_INET, AF_INET6 = 2, 10
SYS_SOCKET, ARCH_X86_64 = 41, 0xC000003E
ALLOW, KILL = 0x7FFF0000, 0x80000000
LOAD, EQUALS, RETURN = 0x20, 0x15, 0x06
SAMPLE = Path(__file__).resolve().parents[1] / "files" / "uchastnitsi-kran.xlsx"
PASSWORD = "четири думи стигат тук"


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_network() -> None:
    """Let the kernel end this process, and its children, at the first socket of the network."""
    steps = [
        (LOAD, 0, 0, 4),  # which processor's calls
        (EQUALS, 0, 6, ARCH_X86_64),
        (LOAD, 0, 0, 0),  # which call
        (EQUALS, 0, 4, SYS_SOCKET),
        (LOAD, 0, 0, 16),  # its first argument: the family
        (EQUALS, 1, 0, AF_INET),
        (EQUALS, 0, 1, AF_INET6),
        (RETURN, 0, 0, KILL),
        (RETURN, 0, 0, ALLOW),
    ]
    content = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), content)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def forbid_in_python() -> None:
    """Name the line that asks for such a socket, or for the address of a name."""

    def look(event: str, args: tuple[object, ...]) -> None:
        if event == "socket.__new__" and args[1] in {AF_INET, AF_INET6}:
            raise AssertionError(f"a socket of family {args[1]}")
        if event in {"socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}:
            raise AssertionError(event)

    sys.addaudithook(look)


def by_command(folder: Path) -> list[str]:
    """Do by command all that touches files: make, prepare, enrol, intake, bundles both ways, papers, backups."""
    from kazanlak_case import cli

    (folder / "p.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    centre, house, stick = (str(folder / name) for name in ("c.kcase", "h.kcase", "stick"))
    Path(stick).mkdir()
    starter = f"{stick}/h.kstarter"
    day = [
        ["new", centre, "--site", "municipality", "--role", "centre"],
        ["prepare", centre, "--site", "kran", starter],
        ["enrol", starter, house],
        ["intake", house, str(SAMPLE)],
        ["backup", house, f"{house}/backup"],
        ["export", house, stick],
        ["import", centre, stick],
        ["report", centre, "esf-indicators", "--out", f"{folder}/r.pdf"],
        ["report", centre, "esf-indicators", "--out", f"{folder}/r.xlsx"],
        ["export", centre, stick, "--to", "kran"],
        ["import", house, stick],
        ["verify", house],
    ]
    for words in day:
        if words[0] == "import":
            bundles = Path(stick).glob("*.kbundle")
            newest = max(bundles, key=lambda one: one.stat().st_mtime_ns)
            words[2] = str(newest)
        code = cli.main([*words, "--password-file", str(folder / "p.txt"), "--json"])
        if code:
            raise SystemExit(f"{words[0]}: {code}")
    if cli.main(["doctor", "--json"]):
        raise SystemExit("doctor")
    return [words[0] for words in day]


def in_the_window(folder: Path) -> list[str]:
    """Open the window over a file, and go to every place of it."""
    from PySide6.QtWidgets import QApplication

    from kazanlak_case import app as program
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.places import PLACES, SIDE_PLACES
    from kazanlak_case.ui.session import Opened, lookups_of

    now = datetime(2022, 11, 14, 13, tzinfo=UTC)
    app = QApplication([])
    shell = program.make_window(app, lambda: now)
    shell.show()
    file = CaseFile.open(folder / "h.kcase", password=PASSWORD)
    shell._on_opened(Opened(file, lookups_of(file, language="bg", now=now)))
    gone = []
    for key in (*PLACES, *SIDE_PLACES):
        shell.workspace.go(key)
        _settle(app, shell)
        gone.append(key)
    shell.leave()
    _settle(app, shell)
    return gone


def _settle(app: object, shell: object) -> None:
    for _ in range(2000):
        app.processEvents()
        if shell.around.background.is_idle:
            return
        os.sched_yield()


if __name__ == "__main__":
    os.environ["KAZANLAK_CASE_HOME"] = str(Path(sys.argv[1]) / "home")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    forbid_network()
    if sys.argv[2:] == ["--try"]:
        import socket

        socket.socket(AF_INET, socket.SOCK_STREAM)
    forbid_in_python()
    place = Path(sys.argv[1])
    done = {"commands": by_command(place), "places": in_the_window(place)}
    (place / "done.json").write_text(json.dumps(done), encoding="utf-8")
    os._exit(0)
