"""The program speaks to nobody: no part opens a socket to the network (the copy on PostgreSQL aside)."""

import ast
import json
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "kazanlak_case"
OFFLINE = ROOT / "tests" / "support" / "offline.py"
SPEAKING = frozenset(
    [
        "_socket",
        "aiohttp",
        "asyncio",
        "ftplib",
        "http",
        "httpx",
        "imaplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "webbrowser",
        "xmlrpc",
    ]
)
SPEAKING_QT = frozenset({"QtNetwork", "QtNetworkAuth", "QtWebEngineCore", "QtWebSockets"})


def imported(path: Path) -> set[str]:
    """Every module a file names, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def speaks(module: str) -> bool:
    """Whether a module, or the package it is in, is one that speaks to the network."""
    parts = module.split(".")
    heads = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return bool(heads & SPEAKING) or bool(set(parts) & SPEAKING_QT)


def test_no_module_of_ours_imports_what_speaks_to_the_network():
    found = {
        f"{path.relative_to(SOURCE)}: {module}"
        for path in sorted(SOURCE.rglob("*.py"))
        for module in imported(path)
        if speaks(module)
    }
    assert found == set()
    assert speaks("PySide6.QtNetwork")
    assert speaks("urllib.request")
    assert not speaks("urllib.parse")


needs_filter = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64",
    reason="the kernel's filter is written for Linux on x86-64",
)


def run_offline(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(OFFLINE), str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@needs_filter
def test_the_filter_ends_whoever_asks_for_the_network(tmp_path):
    """Else the next test would prove nothing."""
    assert run_offline(tmp_path, "--try").returncode == -signal.SIGSYS


@needs_filter
def test_a_whole_day_needs_no_network(tmp_path):
    """Every command that touches files, and every place of the window, without surviving one socket."""
    done = run_offline(tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    answer = json.loads((tmp_path / "done.json").read_text("utf-8"))
    assert {"intake", "export", "import", "report", "backup"} <= set(answer["commands"])
    assert {"today", "exchange", "reports", "settings"} <= set(answer["places"])
