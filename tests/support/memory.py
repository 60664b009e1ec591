"""How much memory something takes at its height, as the system counts it (not `ru_maxrss`, which never falls)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Peak:
    """Bytes beyond what was taken before."""

    grown: int = 0


@contextmanager
def peak_of() -> Iterator[Peak]:
    """Measure the height of what runs inside; where the system does not tell, the test is not run."""
    peak = Peak()
    try:
        CLEAR.write_text("5")
    except OSError:
        pytest.skip("this system does not tell how much memory a program took at its height")
    before = _of("VmRSS")
    yield peak
    peak.grown = _of("VmHWM") - before


def _of(name: str) -> int:
    [line] = [one for one in STATUS.read_text().splitlines() if one.startswith(f"{name}:")]
    return int(line.split()[1]) << 10
