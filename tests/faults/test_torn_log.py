"""Power cuts as the disk sees them: a write-ahead log cut, garbled or half written, and pages of the store half written.

A commit is on the disk before it is acknowledged (synchronous=FULL), so what was acknowledged lies before any damage that
a power cut can do. Damage further back, as of a bad disk, loses what lies behind it, and never half of anything.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from conftest import PASSWORD
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.records import Person
from support.kills import Opener, fresh, let_go

TIMES = max(4, int(os.environ.get("KAZANLAK_TORN", "100")) // 5)
"""Of each of the five kinds."""
SECTOR, PAGE = 512, 4096
LOG = f"{DATABASE}-wal"

pytestmark = pytest.mark.slow


@dataclass
class Image:
    """A file in work as it lay on the disk: what was acknowledged, and what the disk got after that."""

    folder: Path
    acknowledged: int
    synced: int
    """Bytes of the log that were on the disk when the last commit was acknowledged."""
    store: bytes
    log: bytes
    """The whole log, with what was being written."""
    later_store: bytes
    """The store after the log was carried over into it."""

    def lay(self, path: Path, *, store: bytes | None = None, log: bytes | None = None) -> None:
        """Lay it down as a power cut left it."""
        fresh(self.folder, path)
        (path / DATABASE).write_bytes(self.store if store is None else store)
        (path / LOG).write_bytes(self.log if log is None else log)


def write_pair(file: CaseFile, number: int, now: datetime) -> None:
    """Write two records, and an edit of each, with one intention."""
    with file.writing(now) as uow:
        pair = [Person(id=uow.new_id(), given_name=f"{name} {number}") for name in ("Лице", "Дете")]
        uow.log.append([Born(one) for one in pair], "person_saved")
        edits = [Edited("person", one.id, {"note": f"бележка {number} " * 30}) for one in pair]
        uow.log.append(edits, "person_saved")
        uow.commit()


@pytest.fixture(scope="module")
def opener(tmp_path_factory: pytest.TempPathFactory) -> Opener:
    return Opener(tmp_path_factory.mktemp("state"), PASSWORD)


@pytest.fixture(scope="module")
def image(
    templates: dict[str, Path], opener: Opener, tmp_path_factory: pytest.TempPathFactory
) -> Image:
    """Write thirty pairs that are acknowledged, and three that the power cut comes into."""
    path = tmp_path_factory.mktemp("torn") / "kran.kcase"
    shutil.copytree(templates["kran"], path)
    now = datetime(2022, 11, 14, 9, 30).astimezone()
    file = opener.open(path)
    with file.raw_connection() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        # the log is to hold all of it: it is carried over once, when this test says so
        for number in range(30):
            _write_without_carrying_over(file, number, now)
        synced = (path / LOG).stat().st_size
        for number in range(30, 33):
            _write_without_carrying_over(file, number, now)
        store, log = (path / DATABASE).read_bytes(), (path / LOG).read_bytes()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(FULL)")
        later = (path / DATABASE).read_bytes()
    let_go(file)
    assert synced < len(log)
    assert store != later
    return Image(path, 30, synced, store, log, later)


def _write_without_carrying_over(file: CaseFile, number: int, now: datetime) -> None:
    with file.raw_connection() as connection:
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint=0")
    write_pair(file, number, now)


def tail_cut(image: Image, rng: Random) -> dict[str, bytes]:
    return {"log": image.log[: rng.randrange(image.synced, len(image.log))]}


def tail_garbled(image: Image, rng: Random) -> dict[str, bytes]:
    at = rng.randrange(image.synced, len(image.log))
    noise = rng.randbytes(rng.randrange(1, len(image.log) - at + 1))
    return {"log": image.log[:at] + noise + image.log[at + len(noise) :]}


def tail_in_sectors(image: Image, rng: Random) -> dict[str, bytes]:
    """The disk wrote some sectors of what was not synced, in any order, and not the others."""
    log = bytearray(image.log)
    for at in range(image.synced, len(log), SECTOR):
        if rng.random() < 0.4:
            log[at : at + SECTOR] = bytes(len(log[at : at + SECTOR]))
    return {"log": bytes(log)}


def half_carried_over(image: Image, rng: Random) -> dict[str, bytes]:
    """The cut came while the log was carried over: pages new, old, and half of each; the log is whole still."""
    store = bytearray(image.later_store)
    old = image.store.ljust(len(store), b"\0")
    for at in range(0, len(store), SECTOR):
        is_first = at < PAGE  # holds the salt, which never changes
        if rng.random() < 0.5 and not is_first:
            store[at : at + SECTOR] = old[at : at + SECTOR]
    return {"store": bytes(store)}


def damaged_anywhere(image: Image, rng: Random) -> dict[str, bytes]:
    """No power cut does this: a bad disk does."""
    at = rng.randrange(32, image.synced)
    log = bytearray(image.log)
    for place in range(at, min(at + rng.randrange(1, 3000), len(log))):
        log[place] ^= 1 << rng.randrange(8)
    return {"log": bytes(log)}


CUTS = [tail_cut, tail_garbled, tail_in_sectors, half_carried_over]


def numbers(file: CaseFile, now: datetime) -> Iterator[int]:
    """Give the numbers of the pairs that are there; half of one is an error."""
    with file.reading(now) as uow:
        people = {one.given_name: one for one in uow.records.all(Person)}
    for name, one in people.items():
        who, number = name.split()
        if who == "Лице":
            assert people[f"Дете {number}"].note == one.note == f"бележка {number} " * 30
            yield int(number)


@pytest.mark.parametrize("cut", CUTS, ids=lambda one: one.__name__)
def test_nothing_acknowledged_is_lost(
    image: Image,
    opener: Opener,
    tmp_path: Path,
    now: datetime,
    cut: Callable[[Image, Random], dict[str, bytes]],
    record_property: Callable[[str, object], None],
) -> None:
    path = tmp_path / "kran.kcase"
    for seed in range(TIMES):
        image.lay(path, **cut(image, Random(seed)))
        file = opener.open(path)
        found = set(numbers(file, now))
        assert set(range(image.acknowledged)) <= found <= set(range(33))
        write_pair(file, 99, now)  # and on it goes
        checked = verify(file)
        let_go(file)
        assert checked.ok, checked.checks
    record_property("faults", {f"write-ahead log: {cut.__name__.replace('_', ' ')}": TIMES})


def test_damage_further_back_loses_no_half(
    image: Image,
    opener: Opener,
    tmp_path: Path,
    now: datetime,
    record_property: Callable[[str, object], None],
) -> None:
    path, lost = tmp_path / "kran.kcase", 0
    for seed in range(TIMES):
        image.lay(path, **damaged_anywhere(image, Random(seed)))
        file = opener.open(path)
        found = sorted(numbers(file, now))
        checked = verify(file)
        let_go(file)
        assert found == list(range(len(found))), "a later one without an earlier one"
        assert checked.ok, checked.checks
        lost += len(found) < image.acknowledged
    assert lost, "the damage did not reach what was acknowledged"
    record_property("faults", {"write-ahead log: damaged anywhere": TIMES})
