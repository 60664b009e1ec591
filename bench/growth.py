"""What a merge costs in a store that grows to ten million changes: the same house-year, taken into each size.

The store grows through the merge itself, by years of other houses (other_years.py). `make bench-growth` runs it and
writes docs/growth.md; it takes the better part of an hour.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from files import opened
from growth_page import Point, write_page
from house_year import CHANGES, HouseYear, shared_house_year
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.domain.exchange import Header, ImportPlan, Segment
from made_up import NOW
from measures import Row, Run, cpu_of, machine
from other_years import OtherYears

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
TURNS = 5

ALONE = Path(__file__).with_name("import_alone.py")


@dataclass(frozen=True)
class _Store:
    """A store of some size, kept to be measured in turns with others."""

    changes: int
    path: Path


def rows(run: Run) -> Iterator[Row]:
    """Let a store grow, keep it at each size, and take the same house-year into all of them."""
    year = shared_house_year(run, CHANGES // 10 if run.quick else CHANGES)
    sizes = [size for size in SIZES if size <= run.changes]
    stores = list(_grown(run, year, sizes))
    costs = _in_turns(year, stores)
    points = [
        _alone(Point(store.changes, cost, (store.path / DATABASE).stat().st_size), year, store)
        for store, cost in zip(stores, costs, strict=True)
    ]
    first, last = points[0], points[-1]
    yield Row(
        f"cost per change in a store of {last.changes:.0e} changes ÷ of {first.changes:.0e}",
        last.cost / first.cost,
        "×",
        f"a house-year of {year.header.changes} changes; {last.cost:.1f} and {first.cost:.1f} µs CPU each",
        1.5,
        1.2,
    )
    most = max(point.memory for point in points)
    yield Row(
        "most memory of an import, largest store", most, "MB", "a process of its own", 250, 150
    )
    if not run.quick:
        write_page(points, year.header.changes, machine(), turns=TURNS)


def _grown(run: Run, year: HouseYear, sizes: list[int]) -> Iterator[_Store]:
    """Merge years of other houses until each size is reached; keep a copy of the file as it is then."""
    growing = run.folder / "growing.kcase"
    shutil.copytree(year.centre, growing)
    others, changes = OtherYears(year, run.folder), 0
    for size in sizes:
        while changes < size:
            header, segments = others.next(most=size - changes)
            _merge(growing, header, segments)
            changes += header.changes
            print(f"  … {changes} changes", file=sys.stderr, flush=True)
        kept = run.folder / f"store-{size}.kcase"
        if size == sizes[-1]:
            growing.rename(kept)
        else:
            shutil.copytree(growing, kept)
        yield _Store(changes, kept)


def _merge(path: Path, header: Header, segments: list[Segment]) -> None:
    """Take a year in and keep it."""
    file = opened(path)
    with file.writing(NOW) as uow:
        plan = ImportPlan({one.log.key: one.first for one in header.ranges})
        uow.exchange.merge(plan, header, segments, path="bench")
        uow.commit()
    file.close()


def _in_turns(year: HouseYear, stores: list[_Store]) -> list[float]:
    """Take the same house-year into every store, in turns, and roll it back: µs CPU for each change."""
    files = [opened(store.path) for store in stores]
    taken: list[list[float]] = [[] for _ in stores]
    for turn in range(1 + TURNS):
        for file, costs in zip(files, taken, strict=True):
            seconds = _rolled_back(file, year)
            if turn:  # the first does not count: pages come from the disk
                costs.append(seconds * 1e6 / year.header.changes)
    for file in files:
        file.close()
    return [statistics.median(costs) for costs in taken]


def _rolled_back(file: CaseFile, year: HouseYear) -> float:
    with file.writing(NOW) as uow:
        standing = uow.exchange.standing(year.header)
        ranges = (one.log.key for one in year.header.ranges)
        plan = ImportPlan({key: standing[key].last + 1 for key in ranges})
        return cpu_of(lambda: uow.exchange.merge(plan, year.header, year.segments, path="bench"))


def _alone(point: Point, year: HouseYear, store: _Store) -> Point:
    """Import the bundle for good, in a process of its own: with backup, findings, repeats and commit."""
    said = subprocess.run(
        [sys.executable, str(ALONE), str(store.path), str(year.bundle)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ALONE.parent)},
    )
    shutil.rmtree(store.path)
    return replace(point, **json.loads(said.stdout))
