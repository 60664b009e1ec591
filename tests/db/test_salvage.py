"""What a bad page does not hold is saved, and what it held is counted."""

import pytest

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.health import look_through
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.salvage import salvage
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.backup_errors import DamageFoundError, NotSalvageableError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.records import Person
from support.damage import PAGE, fill, flip


def test_nearly_all_is_saved_of_a_file_with_one_bad_page_of_two_thousand(case_file, tmp_path, now):
    fill(case_file, now, 5000, words=125)
    case_file.close()
    path = case_file.path / DATABASE
    pages = path.stat().st_size // PAGE
    assert pages > 1900
    unlocked = keys.unlock(case_file.path, "head", PASSWORD)
    saved_of = []
    for number, page in enumerate((pages // 2, pages - 40)):
        flip(path, page * PAGE + 99, 5)
        target = tmp_path / f"спасен-{number}.kcase"
        saved = salvage(case_file.path, unlocked, target, progress=no_progress)
        flip(path, page * PAGE + 99, 5)
        file = CaseFile.open(
            target, password=PASSWORD, installation=Installation(tmp_path / "state")
        )
        with file.reading(now) as uow:
            people = len(uow.records.all(Person))
        missing = saved.missing.get("person", 0)
        assert people == 5000 - missing >= 0.99 * 5000
        assert saved.changes_saved >= 0.99 * saved.changes
        if saved.is_whole:
            assert verify(file).ok
        else:
            assert look_through(file, now=now, progress=no_progress) == ""
            with pytest.raises(DamageFoundError), file.writing(now):
                pass
        file.close()
        saved_of.append(saved)
    assert not all(one.is_whole for one in saved_of), "no bad page held a record"


def test_many_bad_pages_cost_only_what_stood_on_them(case_file, tmp_path, now):
    fill(case_file, now, 1500)
    case_file.close()
    path = case_file.path / DATABASE
    pages = path.stat().st_size // PAGE
    bad = range(150, pages, 60)
    for page in bad:
        flip(path, page * PAGE + 7, 2)
    unlocked = keys.unlock(case_file.path, "head", PASSWORD)
    saved = salvage(case_file.path, unlocked, tmp_path / "s.kcase", progress=no_progress)
    assert saved.missing.get("person", 0) < 1500 * 0.1
    with pytest.raises(CaseFileExistsError):
        salvage(case_file.path, unlocked, tmp_path / "s.kcase", progress=no_progress)


def test_a_file_without_a_beginning_says_so(case_file, tmp_path):
    case_file.close()
    path = case_file.path / DATABASE
    path.write_bytes(b"\0" * path.stat().st_size)
    unlocked = keys.unlock(case_file.path, "head", PASSWORD)
    with pytest.raises(NotSalvageableError):
        salvage(case_file.path, unlocked, tmp_path / "s.kcase", progress=no_progress)
    assert not list(tmp_path.glob("s.*"))
