"""A clock that stands in 2009 or in 2099 for a day: nothing is lost, refused or thrown away because of it."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db import backups
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.tries import FREE, LONGEST, Clock, Tries
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.key_errors import TooManyTriesError
from kazanlak_case.domain.records import Person
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles
from support.kills import Opener, let_go
from support.pair import Pair, make_pair, write_people

TODAY = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)
WRONG = [datetime(2009, 1, 1, 0, 7, tzinfo=UTC), datetime(2099, 12, 31, 23, 55, tzinfo=UTC)]
FILE_ID = b"f" * 16


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    return Opener(tmp_path / "state", PASSWORD)


@pytest.fixture
def pair(templates: dict[str, Path], tmp_path: Path, opener: Opener) -> Iterator[Pair]:
    folder = tmp_path / "files"
    folder.mkdir()
    made = make_pair(templates["municipality"], folder, opener, now=TODAY)
    yield made
    made.let_go()


def started_again(pair: Pair, opener: Opener) -> None:
    let_go(pair.house)
    pair.house = opener.open(pair.house.path)


def times_of(file: CaseFile) -> list[int]:
    with file.reading_raw() as connection:
        query = "SELECT hlc FROM changeset WHERE rid = (SELECT max(rid) FROM vector) ORDER BY last"
        return list(connection.exec_driver_sql(query).scalars())


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: str(one.year))
def test_a_day_under_a_wrong_clock_goes_through(
    pair: Pair, opener: Opener, tmp_path: Path, wrong: datetime
) -> None:
    """Work, back up and send: today, then under the wrong clock after a restart, then today again."""
    for day, now in enumerate((TODAY, wrong, TODAY + timedelta(hours=5))):
        started_again(pair, opener)
        write_people(pair.house, 3, now=now)
        backups.back_up(pair.house, now=now, reason="daily")
        sent = Path(export_bundle(pair.house, tmp_path, now=now).path)
        [report] = import_bundles(pair.centre, [sent], now=TODAY)
        assert (report.status, report.new) == ("merged", 3), f"day {day}: {report.reason}"
        answer = Path(export_bundle(pair.centre, tmp_path, to_site="kran", now=now).path)
        [report] = import_bundles(pair.house, [answer], now=now)
        assert report.status in {"merged", "already"}
    with pair.house.reading(TODAY) as uow:
        assert uow.records.count(Person) == 9
    times = times_of(pair.house)
    assert times == sorted(set(times)), "logical time went back"
    assert len(backups.backups_of(pair.house)) >= 3
    house, centre = verify(pair.house), verify(pair.centre)
    assert house.ok, house.checks
    assert centre.ok, centre.checks
    assert house.scopes["kran"] == centre.scopes["kran"]


def test_a_clock_years_ahead_throws_no_backup_away(pair: Pair) -> None:
    house = pair.house
    for days in range(20):
        now = TODAY + timedelta(days=days)
        write_people(house, 1, now=now)
        backups.back_up(house, now=now, reason="daily")
    kept = {one.path for one in backups.backups_of(house)}
    write_people(house, 1, now=WRONG[1])
    backups.back_up(house, now=WRONG[1], reason="daily")
    lost = kept - {one.path for one in backups.backups_of(house)}
    assert len(lost) <= 1, "at most the one whose turn it was"
    write_people(house, 1, now=TODAY + timedelta(days=20))
    assert backups.is_due(house, now=TODAY + timedelta(days=20))


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: str(one.year))
def test_no_clock_keeps_a_person_out_for_long(tmp_path: Path, wrong: datetime) -> None:
    """Wrong tries under a wrong clock, and the clock put right after a restart; and the other way round."""
    for before, after in ((wrong, TODAY), (TODAY, wrong)):
        at = [before.timestamp()]
        tries = Tries([tmp_path / "tries.json"], FILE_ID, Clock(wall=lambda at=at: at[0]))
        for _ in range(FREE):
            tries.begin("head")
        with pytest.raises(TooManyTriesError):
            tries.begin("head")
        at[0] = after.timestamp()
        again = Tries([tmp_path / "tries.json"], FILE_ID, Clock(wall=lambda at=at: at[0]))
        with suppress(TooManyTriesError):
            again.begin("head")
        at[0] += LONGEST + 1
        again.begin("head")
        (tmp_path / "tries.json").unlink(missing_ok=True)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: str(one.year))
def test_a_lock_left_under_a_wrong_clock_holds_nobody_up(
    templates: dict[str, Path], tmp_path: Path, wrong: datetime
) -> None:
    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    CaseLock.take(tmp_path / "kran.kcase", user="head", since=wrong).release()
    file = CaseFile.open(tmp_path / "kran.kcase", password=PASSWORD)
    write_people(file, 1, now=wrong)
    file.close()
    again = CaseFile.open(tmp_path / "kran.kcase", password=PASSWORD)
    assert verify(again).ok
    again.close()
