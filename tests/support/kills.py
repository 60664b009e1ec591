"""Let a process of its own work in a case file, and kill it as a power cut would: at once, wherever it is."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

from kazanlak_case.db import keys
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.removal import settle_epoch

Acknowledge: TypeAlias = Callable[[object], None]
Work: TypeAlias = Callable[[Acknowledge], None]


def killed(work: Work, *, acknowledged: int, seconds: float) -> list[str]:
    """Kill `work` so long after it acknowledged so many things; answer all that it had acknowledged by then."""
    child, reading = _started(work)
    said = [_line(reading) for _ in range(1 + acknowledged)]
    time.sleep(seconds)  # the moment of the power cut, not a wait for anything
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answers:
        said += answers.read().splitlines()
    return [one for one in said[1:] if one]


def duration(work: Work) -> float:
    """Let `work` come to its end, and say how long it took; the kills are spread over as much."""
    child, reading = _started(work)
    _line(reading)
    begun = time.perf_counter()
    with os.fdopen(reading) as answers:
        answers.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, "the work failed, though nobody killed it"
    return time.perf_counter() - begun


def _started(work: Work) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    return child, reading


def _work(work: Work, writing: int) -> NoReturn:
    failed = 1
    try:
        work(lambda said: os.write(writing, f"{said}\n".encode()) and None)
        failed = 0
    finally:
        os._exit(failed)


def _line(reading: int) -> str:
    """Read to the end of a line, byte by byte: what follows belongs to the kill."""
    line = bytearray()
    while (one := os.read(reading, 1)) not in {b"", b"\n"}:
        line += one
    return line.decode()


class Opener:
    """Opens files again and again; the keys of each are derived once."""

    def __init__(self, state: Path, password: str) -> None:
        self.installation = Installation(state)
        self._password = password
        self._unlocked: dict[str, keys.Unlocked] = {}

    def open(self, path: Path) -> CaseFile:
        """Open a file as the program does, but for the password."""
        if path.name not in self._unlocked:
            self._unlocked[path.name] = keys.unlock(path, "head", self._password)
        return self._with(path, self._unlocked[path.name])

    def sign_in(self, path: Path) -> CaseFile:
        """Open a file of which the keys may have changed, with the password."""
        return self._with(path, keys.unlock(path, "head", self._password))

    def _with(self, path: Path, unlocked: keys.Unlocked) -> CaseFile:
        lock = CaseLock.take(path, user="head")
        settle_epoch(path, unlocked)
        file = CaseFile(path, unlocked, lock=lock, installation=self.installation)
        file.load()
        return file


def let_go(file: CaseFile) -> None:
    """Close a file, and keep its keys."""
    file._engine.dispose()
    file._lock.release()


def fresh(original: Path, path: Path) -> None:
    """Put a file back as it was."""
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(original, path)


def moments(count: int, whole: float, *, seed: int) -> list[tuple[int, float]]:
    """Spread kills: every other one right after something was acknowledged, the rest anywhere in the work."""
    drawn = random.Random(seed)
    return [
        (1, drawn.uniform(0, whole / 20)) if number % 2 else (0, drawn.uniform(0, whole * 1.1))
        for number in range(count)
    ]
