"""What a measurement is: a row of the table, and the few ways of coming by its value."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WARM_UPS = 1


@dataclass(frozen=True)
class Row:
    """One measured thing: its value, what it is held against, the bar, and what we are after (design.md, section 10)."""

    name: str
    value: float | None
    unit: str
    against: str
    must: float | None = None
    after: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bar is kept; None where there is none, or nothing was measured."""
        return None if self.must is None or self.value is None else self.value <= self.must

    def as_json(self) -> dict[str, Any]:
        """Give the row as docs/bench.json has it."""
        value = None if self.value is None else float(f"{self.value:.4g}")
        row = {**asdict(self), "value": value, "holds": self.holds}
        row["note"] = row.pop("note")
        return row


@dataclass(frozen=True)
class Run:
    """How this run measures: where it may write, how large, how often."""

    folder: Path
    persons: int
    quick: bool
    changes: int = 10**7

    def pairs(self, usual: int, quick: int = 3) -> int:
        """How many pairs to take."""
        return quick if self.quick else usual

    def sizes(self, *wanted: int) -> list[int]:
        """Of the sizes asked for, give those this run reaches."""
        return [size for size in wanted if size <= self.persons] or [self.persons]


def cpu_of(work: Callable[[], object]) -> float:
    """Give the CPU seconds that a piece of work takes in this process, all its threads."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_of(work: Callable[[], object]) -> float:
    """Give the milliseconds that somebody waits for a piece of work."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@dataclass(frozen=True)
class Pairs:
    """Two works measured in turns: the medians of each, and the median of the ratios pair by pair."""

    ours: float
    theirs: float
    ratio: float


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], times: int) -> Pairs:
    """Measure two works in turns, after one of each that does not count; each answers what it cost."""
    for _ in range(WARM_UPS):
        ours(), theirs()
    taken = [(ours(), theirs()) for _ in range(times)]
    return Pairs(
        statistics.median(a for a, _ in taken),
        statistics.median(b for _, b in taken),
        statistics.median(a / b for a, b in taken),
    )


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the value that so many percent of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def memory(field: str = "VmRSS") -> float:
    """Give the resident memory of this process in MB (VmHWM: the most it ever was)."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def machine() -> dict[str, str | int]:
    """Tell what this was measured on."""
    return {
        "cores": os.cpu_count() or 0,
        "cpu": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "memory_mb": int((_first("/proc/meminfo", "MemTotal") or "0").split()[0]) // 1024,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _first(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")
