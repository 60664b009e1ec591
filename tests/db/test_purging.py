"""After an erasure a byte search finds nothing: not in any page, free or not, nor in the log, nor in what is made later."""

from datetime import datetime
from pathlib import Path

from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.drafts import Drafts
from kazanlak_case.db.merge.erasing import PURGE_DUE
from kazanlak_case.db.purging import is_due, purge_if_due
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Edited, Erased
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Case, Person, ServiceEntry
from support.pages import traces

SEEDED = ["Щурчолана", "Прокопиева-Зюмбюлска", "7501010000", "0899777123", "ул. Невидима", "опашат"]
NOTES = "опашат разговор без край " * 40


def seeded(uow: UnitOfWork) -> RecordId:
    """A person whose every value is a rare word, with visits enough to fill pages of their own."""
    name, family, number, phone, street, _word = SEEDED
    person = Person(
        id=uow.new_id(),
        given_name=name,
        family_name=family,
        national_id=number,
        phone=phone,
        address=street,
    )
    entries = [
        ServiceEntry(id=uow.new_id(), person=person.id, note=f"{NOTES}{at}") for at in range(30)
    ]
    case = Case(id=uow.new_id(), person=person.id, summary=NOTES)
    uow.log.append([Born(person), Born(case), *map(Born, entries)], "person_made")
    uow.log.append([Edited("person", person.id, {"phone": "0888000000"})], "person_changed")
    return person.id


def neighbours(uow: UnitOfWork) -> None:
    """Others, so that pages are shared and the index has words around the erased ones."""
    people = [
        Person(id=uow.new_id(), given_name=f"Име{at}", family_name="Невенова") for at in range(60)
    ]
    uow.log.append([Born(one) for one in people], "person_made")


def erase_all_of(file: CaseFile, person: RecordId, now: datetime) -> None:
    with file.writing(now) as uow:
        found = uow.records.about([person])
        for scope, records in found.items():
            uow.log.append(
                [Erased(name, one) for name, one in records], "person_erased", scope=scope
            )
        uow.commit()


def test_nothing_is_left_in_any_page(case_file: CaseFile, now: datetime, tmp_path: Path) -> None:
    with case_file.writing(now) as uow:
        neighbours(uow)
        person = seeded(uow)
        uow.commit()
    drafts = Drafts(case_file.path, case_file.unlocked.drafts_key, owner=case_file.user.id)
    drafts.keep(f"person-{person}", {"phone": "1"})
    drafts.keep("new-visit", {"person": person, "note": "опашат"})
    drafts.keep("new-person", {"given_name": "Друг"})
    assert traces(case_file, SEEDED) == set(SEEDED)
    erase_all_of(case_file, person, now)
    assert is_due(case_file)
    assert purge_if_due(case_file, now=now)
    assert not is_due(case_file)
    assert traces(case_file, SEEDED) == set()
    assert drafts.names() == ("new-person",)
    backup = backup_case_file(case_file, tmp_path / "backups", now=now)
    assert traces(case_file, SEEDED, folder=backup) == set()
    checked = verify(case_file)
    assert checked.ok, checked.checks


def test_a_purge_cut_short_is_done_before_the_next_backup(
    case_file: CaseFile, now: datetime, tmp_path: Path
) -> None:
    with case_file.writing(now) as uow:
        neighbours(uow)
        person = seeded(uow)
        uow.commit()
    erase_all_of(case_file, person, now)
    backup = backup_case_file(case_file, tmp_path, now=now)
    assert traces(case_file, SEEDED, folder=backup) == set()
    assert not is_due(case_file)


def test_a_purge_is_done_once(case_file: CaseFile, now: datetime) -> None:
    assert not purge_if_due(case_file, now=now)
    with case_file.writing_raw() as connection:
        write_setting(connection, PURGE_DUE, 1)
        connection.commit()
    assert purge_if_due(case_file, now=now)
    assert not is_due(case_file)
