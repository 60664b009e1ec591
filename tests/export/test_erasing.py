"""What is erased is found nowhere by a byte search: not here, not in what is made later, not at a copy that took it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backups import FOLDER
from kazanlak_case.db.birth import create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.old_backups import backups_with_erased, drop_backups_with_erased
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.person_errors import NoBackupError
from kazanlak_case.domain.records import (
    Case,
    DataRequest,
    Household,
    HouseholdMember,
    Participation,
    Person,
    ServiceEntry,
    Vulnerability,
)
from kazanlak_case.export.erasing import erase_for_good
from kazanlak_case.export.exchange import export_bundle, import_bundles
from kazanlak_case.services.erasure_order import ErasureOrder
from support.pages import traces

PASSWORD = "четири думи стигат тук"
SEEDED = [
    "Щурчолана",
    "Прокопиевска",
    "Зюмбюлска",
    "7501010000",
    "0899777123",
    "0888444555",
    "Невидимата улица",
    "опашатият разговор",
    "зелкова молба",
    "Зюмбюлските",
]
ORDER = ErasureOrder(
    ground="request", reason="Съдебно решение.", confirmed="Щурчолана Прокопиевска Зюмбюлска"
)


@pytest.fixture
def house(centre_file: CaseFile, tmp_path: Path, now: datetime) -> Iterator[CaseFile]:
    """A laptop of a house that the centre prepared."""
    path = tmp_path / "laptop.kcase"
    create_starter(path, centre_file, site="kran", password=PASSWORD, now=now)
    file = CaseFile.open(path, password=PASSWORD, installation=Installation(tmp_path / "laptop"))
    yield file
    file.close()


def a_life(file: CaseFile, now: datetime) -> RecordId:
    """Somebody whose every value is a rare word, in every kind of record, with a changed phone; and neighbours."""
    with file.writing(now) as uow:
        person = Person(
            id=uow.new_id(),
            given_name="Щурчолана",
            middle_name="Прокопиевска",
            family_name="Зюмбюлска",
            national_id="7501010000",
            phone="0899777123",
            address="Невидимата улица",
            born_on=date(1975, 1, 1),
        )
        case = Case(id=uow.new_id(), person=person.id, number="К-2022-0001", summary=SEEDED[7])
        taken = Participation(id=uow.new_id(), person=person.id)
        home = Household(id=uow.new_id(), name="Зюмбюлските")
        rest = (
            HouseholdMember(id=uow.new_id(), person=person.id, household=home.id),
            Vulnerability(id=uow.new_id(), participation=taken.id, other_disadvantage=SEEDED[7]),
            DataRequest(
                id=uow.new_id(),
                person=person.id,
                kind="access",
                asked_on=now.date(),
                reason=SEEDED[8],
            ),
            *(
                ServiceEntry(
                    id=uow.new_id(),
                    person=person.id,
                    case=case.id,
                    provided_on=now.date(),
                    note=f"{SEEDED[7]} {'и още ' * 200}{at}",
                )
                for at in range(12)
            ),
            *(Person(id=uow.new_id(), given_name=f"Съседка{at}") for at in range(40)),
        )
        born = [Born(one) for one in (person, case, taken, home, *rest)]
        uow.log.append(born, "person_made")
        uow.commit()
    with file.writing(now) as uow:
        uow.log.append([Edited("person", person.id, {"phone": "0888444555"})], "person_changed")
        uow.commit()
    return person.id


def carry(source: CaseFile, target: CaseFile, stick: Path, now: datetime) -> Path:
    """Take a real bundle from one copy to the other."""
    stick.mkdir(exist_ok=True)
    bundle = export_bundle(source, stick, now=now, to_site=target.site)
    reports = import_bundles(target, [Path(bundle.path)], now=now)
    assert [one.status for one in reports] == ["merged"], reports
    return Path(bundle.path)


def test_nothing_is_left_here_nor_at_the_copy_that_took_it(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    person = a_life(house, now)
    carry(house, centre_file, tmp_path / "stick", now)
    old = backup_case_file(house, house.path / FOLDER, now=now)
    for file in (house, centre_file):
        assert traces(file, SEEDED) == set(SEEDED)
    later = now + timedelta(hours=1)
    done = erase_for_good(house, person, ORDER, now=later)
    assert done.number.endswith("0001")
    assert [one.path for one in done.backups] == [old]
    assert traces(house, SEEDED) == set()
    carry(house, centre_file, tmp_path / "stick", later)
    assert traces(centre_file, SEEDED) == set()
    for file in (house, centre_file):
        backup = backup_case_file(file, tmp_path / "later", now=later)
        assert traces(file, SEEDED, folder=backup) == set()
        assert verify(file).ok, verify(file).checks


def test_a_bundle_made_later_brings_nothing_of_it(
    centre_file: CaseFile, house: CaseFile, now: datetime, tmp_path: Path
) -> None:
    person = a_life(house, now)
    erase_for_good(house, person, ORDER, now=now)
    bundle = export_bundle(house, tmp_path, now=now, to_site="municipality", full=True)
    import_bundles(centre_file, [Path(bundle.path)], now=now)
    assert traces(centre_file, SEEDED) == set()
    with centre_file.reading(now) as uow:
        assert uow.records.count(Person) == 40


def test_old_backups_go_when_asked_and_a_fresh_one_is_there(house: CaseFile, now: datetime) -> None:
    person = a_life(house, now)
    old = backup_case_file(house, house.path / FOLDER, now=now)
    with pytest.raises(NoBackupError):
        drop_backups_with_erased(house, now=now)
    later = now + timedelta(hours=1)
    erase_for_good(house, person, ORDER, now=later)
    fresh, gone = drop_backups_with_erased(house, now=later)
    assert (gone, old.exists()) == (1, False)
    assert backups_with_erased(house) == ()
    assert traces(house, SEEDED, folder=fresh) == set()
