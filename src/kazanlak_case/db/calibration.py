"""How hard a new password is to guess on this computer: measured once, then remembered (security.md, section 3)."""

import json
import time
from contextlib import suppress
from pathlib import Path

from kazanlak_case import paths
from kazanlak_case.db.passwords import CHEAPEST, DEFAULT, SALT_BYTES, Cost, derive
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.file_errors import NotEnoughMemoryError

NAME = "argon2.json"
TARGET = 0.5
"""Seconds a sign-in should take; security.md allows 0.3 to 0.7."""
MOST_PASSES = 10
LONGEST = 1000
"""Bytes; a longer file is not ours."""


def calibrated(folder: Path | None = None) -> Cost:
    """Give the cost of a new slot: what this computer was found to do in the time a person waits for.

    Measured at the first use and kept in the installation's folder; what is kept there never makes a slot cheaper than
    the floor.
    """
    path = (folder or paths.state_folder()) / NAME
    known = _read(path)
    if known is None:
        known = measured()
        remember(known, folder)
    return known


def measured() -> Cost:
    """Measure how many passes fit; memory is only given up where there is too little of it."""
    for cost in (DEFAULT, CHEAPEST):
        # the first derivation also pays for the memory being handed out
        with suppress(NotEnoughMemoryError):
            begun = time.perf_counter()
            derive("мярка", bytes(SALT_BYTES), cost=cost)
            return fitting(cost, time.perf_counter() - begun)
    return CHEAPEST


def fitting(tried: Cost, seconds: float) -> Cost:
    """Tell how many passes come nearest to the target where so many took so long; never fewer than were tried."""
    passes = round(TARGET / max(seconds / tried.passes, 1e-6))
    return Cost(tried.memory, min(max(passes, tried.passes), MOST_PASSES))


def remember(cost: Cost, folder: Path | None = None) -> None:
    """Keep what was measured; where nothing can be kept it is measured again."""
    place = folder or paths.state_folder()
    with suppress(OSError, ExpectedError):
        place.mkdir(parents=True, exist_ok=True)
        content = {"memory_mib": cost.memory, "passes": cost.passes}
        write_whole(place / NAME, json.dumps(content).encode())


def _read(path: Path) -> Cost | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        with path.open("rb") as file:
            data = json.loads(file.read(LONGEST))
        cost = Cost(data["memory_mib"], data["passes"])
        is_whole = type(cost.memory) is int and type(cost.passes) is int
        if is_whole and cost.is_acceptable and cost.passes >= CHEAPEST.passes:
            return cost
    return None
