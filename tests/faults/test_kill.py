"""Power cuts: a program killed at any moment loses nothing it had acknowledged, and leaves a sound file.

KAZANLAK_KILLS says how many kills there are in all; they are shared out among what may be going on.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import CHEAP, PASSWORD
from kazanlak_case.db import calibration, keys
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backup_writing import check_copy
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.purging import purge
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.file_errors import UnknownUserError, WrongPasswordError
from kazanlak_case.domain.records import Person
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.take_in import take_in
from kazanlak_case.services.erasure import erase_person, plan_erasure
from kazanlak_case.services.users import remove_user
from support.kills import Acknowledge, Opener, duration, fresh, killed, let_go, moments

KILLS = int(os.environ.get("KAZANLAK_KILLS", "100"))
SHARES = {
    "writing": 30,
    "intake": 12,
    "import": 14,
    "backup": 14,
    "password": 8,
    "rotation": 10,
    "erasure": 12,
}
"""Of a hundred."""
LEAVING = "тази парола си отива 3"
Count = Callable[[str, int, int], None]

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills as POSIX does"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module", autouse=True)
def _cheap_passwords() -> None:
    calibration.remember(CHEAP)


@pytest.fixture
def opener(tmp_path: Path) -> Opener:
    return Opener(tmp_path / "state", PASSWORD)


@pytest.fixture
def house(templates: dict[str, Path], opener: Opener, tmp_path: Path, now: datetime) -> Path:
    """A house with thirty people, closed; beside it a copy to be broken."""
    original = tmp_path / "original" / "kran.kcase"
    fresh(templates["kran"], original)
    file = opener.open(original)
    write_pair(file, 0, now)
    with file.writing(now) as uow:
        people = [Person(id=uow.new_id(), given_name=f"Човек {n}") for n in range(30)]
        uow.log.append([Born(one) for one in people], "people_taken_in")
        uow.commit()
    let_go(file)
    fresh(original, tmp_path / "kran.kcase")
    return original


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    def tell(what: str, kills: int, acknowledged: int) -> None:
        assert acknowledged >= kills // 2, "hardly anything was acknowledged before the kills"
        record_property("kills", {what: kills})

    return tell


def share(what: str) -> int:
    return max(4, KILLS * SHARES[what] // 100)


def sound(file: CaseFile) -> dict[str, str]:
    """Hold a file to all checks, and give its digests."""
    checked = verify(file)
    assert checked.ok, checked.checks
    return checked.scopes


def write_pair(file: CaseFile, number: int, now: datetime) -> None:
    """Write two records of one intention."""
    with file.writing(now) as uow:
        pair = [Person(id=uow.new_id(), given_name=f"{name} {number}") for name in ("Лице", "Дете")]
        uow.log.append([Born(one) for one in pair], "person_saved")
        uow.commit()


def test_no_acknowledged_record_is_lost(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, kills, known, acknowledged = tmp_path / "kran.kcase", share("writing"), {0}, 0
    for after, seconds in moments(kills, 0.06, seed=7):
        start = max(known) + 1

        def write(acknowledge: Acknowledge, start: int = start) -> None:
            file = opener.open(path)
            acknowledge("open")
            for number in range(start, start + 1000):
                write_pair(file, number, now)
                acknowledge(number)

        said = {int(one) for one in killed(write, acknowledged=after, seconds=seconds)}
        file = opener.open(path)
        sound(file)
        with file.reading(now) as uow:
            names = {one.given_name for one in uow.records.all(Person)}
        let_go(file)
        found = {int(one.split()[1]) for one in names if one.startswith("Лице")}
        assert known | said <= found
        assert {f"Дете {number}" for number in found} <= names, "half a changeset"
        known, acknowledged = found, acknowledged + len(said)
    count("writing", kills, acknowledged)


def test_a_list_is_taken_in_whole_or_not_at_all(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, kills, acknowledged = tmp_path / "kran.kcase", share("intake"), 0
    file = opener.open(path)
    plan = rehearse(file, Path(__file__).parents[1] / "files" / "uchastnitsi-kran.xlsx", now=now)
    let_go(file)

    def take(acknowledge: Acknowledge) -> None:
        file = opener.open(path)
        acknowledge("open")
        acknowledge(len(take_in(file, plan, now=now).to_json()["taken"]))

    before = _people(opener, path, now)
    whole = duration(take)
    all_of_them = _people(opener, path, now)
    assert all_of_them > before + 100
    for after, seconds in moments(kills, whole, seed=13):
        fresh(house, path)
        said = killed(take, acknowledged=after, seconds=seconds)
        file = opener.open(path)
        sound(file)
        let_go(file)
        people = _people(opener, path, now)
        assert people in ({all_of_them} if said else {before, all_of_them})
        acknowledged += len(said)
    count("intake of a list", kills, acknowledged)


def _people(opener: Opener, path: Path, now: datetime) -> int:
    file = opener.open(path)
    with file.reading(now) as uow:
        found: int = uow.records.count(Person)
    let_go(file)
    return found


def test_a_merge_killed_in_the_middle_has_not_begun(
    templates: dict[str, Path], opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    original, path = tmp_path / "original" / "municipality.kcase", tmp_path / "municipality.kcase"
    bundle, scope = _bundle_for_a_centre(templates["municipality"], original, opener, now)
    kills, merged = share("import"), 0

    def take(acknowledge: Acknowledge) -> None:
        centre = opener.open(path)
        acknowledge("open")
        [report] = import_bundles(centre, [bundle], now=now)
        acknowledge(report.status)

    fresh(original, path)
    whole = duration(take)
    for after, seconds in moments(kills, whole, seed=11):
        fresh(original, path)
        said = killed(take, acknowledged=after, seconds=seconds)
        file = opener.open(path)
        scopes = sound(file)
        for backup in (path / "backup").glob("*.kcase"):
            check_copy(
                backup / DATABASE, file.unlocked.database_keys(), name="", progress=no_progress
            )
        let_go(file)
        assert scopes.get("kran") in ({scope} if said else {None, scope})
        assert set(said) <= {"merged"}
        merged += len(said)
    count("import of a bundle", kills, merged)


def _bundle_for_a_centre(
    template: Path, original: Path, opener: Opener, now: datetime
) -> tuple[Path, str]:
    """Let a house of the centre write 300 people and send them; answers the bundle and the house's digest."""
    fresh(template, original)
    centre = opener.open(original)
    starter = original.parent / "house.kcase"
    create_starter(starter, centre, site="kran", password=PASSWORD, now=now, cost=CHEAP)
    let_go(centre)
    house = opener.open(starter)
    with house.writing(now) as uow:
        people = [Person(id=uow.new_id(), given_name=f"Лице {n}") for n in range(300)]
        uow.log.append([Born(one) for one in people], "people_taken_in")
        uow.commit()
    report = export_bundle(house, original.parent / "a.kbundle", now=now)
    scope = sound(house)["kran"]
    let_go(house)
    return Path(report.path), scope


def test_a_backup_is_whole_or_has_no_name(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, folder, kills, acknowledged = tmp_path / "kran.kcase", tmp_path / "b", share("backup"), 0
    for number, (after, seconds) in enumerate(moments(kills, 0.3, seed=17)):

        def back_up(acknowledge: Acknowledge, number: int = number) -> None:
            file = opener.open(path)
            acknowledge("open")
            for step in range(100):
                moment = now + timedelta(minutes=100 * number + step)
                acknowledge(backup_case_file(file, folder, now=moment).name)

        said = killed(back_up, acknowledged=after, seconds=seconds)
        file = opener.open(path)
        sound(file)
        database_keys = file.unlocked.database_keys()
        let_go(file)
        whole = {one.name for one in folder.glob("*.kcase")}
        assert set(said) <= whole
        for name in whole:
            check_copy(folder / name / DATABASE, database_keys, name=name, progress=no_progress)
        fresh(folder, tmp_path / "kept")  # they are there to be copied
        for name in whole:
            fresh(tmp_path / "kept" / name, folder / name)
        acknowledged += len(said)
    count("backup", kills, acknowledged)


def test_of_two_passwords_exactly_one_opens(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, new, kills, changed = (
        tmp_path / "kran.kcase",
        "съвсем нова парола 8",
        share("password"),
        0,
    )

    def change(acknowledge: Acknowledge) -> None:
        file = opener.open(path)
        acknowledge("open")
        keys.change_password(path, file.unlocked, user="head", password=new)
        acknowledge("changed")

    whole = duration(change)
    for after, seconds in moments(kills, whole, seed=19):
        fresh(house, path)
        said = killed(change, acknowledged=after, seconds=seconds)
        opening = [one for one in (new, PASSWORD) if _opens(path, one)]
        assert opening == [new] if said else len(opening) == 1
        file = opener.open(path)
        sound(file)
        let_go(file)
        changed += len(said)
    count("change of a password", kills, changed)


def _opens(path: Path, password: str) -> bool:
    try:
        keys.unlock(path, "head", password).wipe()
    except WrongPasswordError:
        return False
    return True


def test_a_user_is_removed_or_not_and_the_file_always_opens(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, kills, removed = tmp_path / "kran.kcase", share("rotation"), 0
    file = opener.open(house)
    keys.add_user(house, file.unlocked, user="leaver", password=LEAVING)
    before = sound(file)["kran"]
    let_go(file)

    def remove(acknowledge: Acknowledge) -> None:
        file = opener.open(path)
        acknowledge("open")
        remove_user(file, user="leaver", now=now)
        acknowledge("removed")

    fresh(house, path)
    whole = duration(remove)
    for after, seconds in moments(kills, whole, seed=23):
        fresh(house, path)
        said = killed(remove, acknowledged=after, seconds=seconds)
        file = opener.sign_in(path)
        assert sound(file)["kran"] == before
        assert len(file.unlocked.file_keys) == 1
        let_go(file)
        if said:
            with pytest.raises(UnknownUserError):
                keys.unlock(path, "leaver", LEAVING)
        removed += len(said)
    count("change of the file's key", kills, removed)


def test_a_person_is_erased_whole_or_not_at_all(
    house: Path, opener: Opener, tmp_path: Path, now: datetime, count: Count
) -> None:
    path, kills, erased = tmp_path / "kran.kcase", share("erasure"), 0
    file = opener.open(house)
    with file.reading(now) as uow:
        [person] = uow.records.find(Person, given_name="Лице 0")
    let_go(file)

    def erase(acknowledge: Acknowledge) -> None:
        file = opener.open(path)
        acknowledge("open")
        with file.writing(now) as uow:
            erase_person(uow, plan_erasure(uow, RecordId(person.id)))
        acknowledge("erased")
        purge(file, now=now)
        acknowledge("purged")

    fresh(house, path)
    whole = duration(erase)
    for after, seconds in moments(kills, whole, seed=29):
        fresh(house, path)
        said = killed(erase, acknowledged=after, seconds=seconds)
        file = opener.open(path)
        sound(file)
        with file.reading(now) as uow:
            left = uow.records.count(Person)
        let_go(file)
        assert left in ({31} if said else {31, 32})
        erased += bool(said)
    count("erasure of a person", kills, erased)
