"""Thousands of bundles that must not be taken: each is refused for its reason in a sentence, and nothing else happens.

KAZANLAK_BUNDLES says how many are tried; every kind has its turn, and the report of the run counts them.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from random import Random

import pytest

from kazanlak_case import i18n, paths
from kazanlak_case.domain import bundle_errors
from kazanlak_case.domain.exchange import ImportReport
from kazanlak_case.export.bundle_import import import_bundles, rehearse_import
from support.copies import NOW, shut
from support.hostile import World, make_world
from support.hostile_enclosed import ENCLOSED
from support.hostile_inside import HEAVY, MANIFESTS, SEGMENTS
from support.hostile_outside import OUTSIDE
from support.memory import peak_of

BUNDLES = int(os.environ.get("KAZANLAK_BUNDLES", "600"))
SHARDS = 2 if BUNDLES <= 1000 else 10
KINDS = {**OUTSIDE, **MANIFESTS, **SEGMENTS, **ENCLOSED}
MOST_MEMORY = 170 << 20
"""So much may a bundle add to what the program takes anyhow, some 70 MB: with both it stays under 250 MB."""


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = make_world()
    yield made
    shut(made.centre)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the bundle, and nothing else anywhere near it that a test may write to."""
    for name in ("stick", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "stick"


class Watch:
    """Tells whether anything at all changed: a row of the store, a file anywhere it could have been written."""

    def __init__(self, world: World, stick: Path) -> None:
        self._world = world
        self._folders = (stick.parent, world.place.path.parent, Path(os.environ[paths.HOME]))
        self._rows = self.rows()
        self._commits = self.commits()
        self._files = self._names()

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table; receipts and counts of commits are kept of refused bundles too."""
        with self._world.centre.reading_raw() as connection:
            names = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
                "AND name NOT IN ('receipt', 'setting')"
            ).scalars()
            return {
                name: sorted(
                    map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr
                )
                for name in names.all()
            }

    def commits(self) -> int:
        """How many times anything was committed."""
        with self._world.centre.reading_raw() as connection:
            found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'commits'")
            return int(found.scalar_one())

    def check_commits(self, *, allowed: bool) -> None:
        """Look whether anything was committed; only a receipt may have been."""
        commits = self.commits()
        assert allowed or commits == self._commits
        self._commits = commits

    def check_all(self) -> None:
        """Compare every row and every name of a file."""
        assert self.rows() == self._rows
        assert self._names() == self._files

    def _names(self) -> set[Path]:
        found = chain.from_iterable(folder.rglob("*") for folder in self._folders)
        return {path for path in found if not _is_own_business(path)}


def _is_own_business(path: Path) -> bool:
    """What the program may write: its log beside the store, and the backup that it makes before it merges."""
    return path.name.endswith((".kbundle", "-wal", "-shm")) or "backup" in path.parts


def check_report(report: ImportReport, kind: str, codes: frozenset[str], path: Path) -> None:
    told = (kind, report)
    assert report.status == "refused", told
    assert report.code in codes, told
    assert path.name in report.reason or report.code in {"fork", "gap"}, told
    assert report.reason.count("\n") == 0, told
    assert "{" not in report.reason, told


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_hostile_bundle_is_taken(
    world: World, stick: Path, shard: int, record_property: Callable[[str, object], None]
) -> None:
    watch, path = Watch(world, stick), stick / "KRAN-MUNICIPALITY-2022-11-14-0007.kbundle"
    counts: Counter[str] = Counter()
    turns = chain.from_iterable(repeat(sorted(KINDS)))
    mine = range(shard, BUNDLES, SHARDS)
    for number, kind in islice(enumerate(turns), mine.start, mine.stop, mine.step):
        make, codes = KINDS[kind]
        path.write_bytes(make(world, Random(number)))
        [report] = import_bundles(world.centre, [path], now=NOW)
        check_report(report, kind, codes, path)
        watch.check_commits(allowed=False)
        counts[kind] += 1
    watch.check_all()
    record_property("bundles", dict(counts))


@pytest.mark.parametrize("kind", sorted(HEAVY))
def test_a_bundle_that_asks_for_memory_gets_none(world: World, stick: Path, kind: str) -> None:
    make, codes = HEAVY[kind]
    for number in range(1 if "members" in kind else 3):
        path = stick / "a.kbundle"
        path.write_bytes(make(world, Random(number)))
        with peak_of() as peak:
            [report] = import_bundles(world.centre, [path], now=NOW)
        check_report(report, kind, codes, path)
        assert peak.grown < MOST_MEMORY, f"{kind}: {peak.grown >> 20} MB"
    Watch(world, stick).check_all()


@pytest.mark.parametrize("sealed_again", [False, True])
def test_a_replayed_bundle_is_known(world: World, stick: Path, sealed_again: bool) -> None:
    watch, path = Watch(world, stick), stick / "a.kbundle"
    again = world.seal(world.plain(world.whole)) if sealed_again else world.taken
    path.write_bytes(again)
    if sealed_again:
        # the same bundle and more: what is new in it would be taken, so only a rehearsal
        [report] = rehearse_import(world.centre, [path], now=NOW)
        assert report.status == "merged"
    else:
        [report] = import_bundles(world.centre, [path], now=NOW)
        assert report.status == "already"
    watch.check_all()


def test_the_bundle_they_were_made_from_is_taken(world: World, stick: Path) -> None:
    """Else all of this would be refused for a reason that has nothing to do with what was forged."""
    path = stick / "a.kbundle"
    path.write_bytes(world.seal(world.plain(world.new)))
    [report] = rehearse_import(world.centre, [path], now=NOW)
    assert (report.status, report.touched) == ("merged", {"person": 3})


def test_every_reason_is_told_in_bulgarian() -> None:
    found = {
        one.code: one
        for one in vars(bundle_errors).values()
        if isinstance(one, type) and issubclass(one, bundle_errors.BundleError)
    }
    used = {code for _, codes in {**KINDS, **HEAVY}.values() for code in codes}
    assert used <= set(found)
    i18n.use_language("bg", locale_dir=paths.locale_folder())
    for code in used:
        told = i18n.sentence(
            found[code](path="а.kbundle", site="Крън", at=7, first=1, last=2, seq=3)
        )
        assert told.isascii() is False, code
        assert not any(word in told for word in ("bundle “", "Nothing", "The ")), told
