"""Look into a backup, put it in the place of the present file, and lose nothing by it."""

import shutil

import pytest

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.backups import back_up, backups_of
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.drafts import Drafts
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.preview import look_into
from kazanlak_case.db.restoring import PART, WHOLE, finish_restores, keys_for, put_back
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.backup_errors import BackupDamagedError, NotABackupError, OtherFileError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.file_errors import CaseFileInUseError
from support.damage import fill, flip


def drafts_of(file: CaseFile) -> Drafts:
    return Drafts(file.path, file.unlocked.drafts_key, owner=file.user.id)


def test_a_preview_says_what_is_in_it_and_what_would_be_lost(case_file, tmp_path, now):
    fill(case_file, now, 3)
    made = backup_case_file(case_file, tmp_path, now=now)
    fill(case_file, now, 2)
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    mine = keys_for(made, case_file.unlocked)
    seen = look_into(made, mine, present=case_file, progress=no_progress)
    assert seen.counts["person"] == 3
    assert (seen.loss.records, seen.loss.returning) == (2, 0)
    assert seen.loss.gone == seen.loss.changes > 0
    assert [line.what for line in seen.loss.lines] == ["people_taken_in"]
    assert seen.lines[0].author
    assert seen.may_restore
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before
    alone = look_into(made, mine, present=None, progress=no_progress)
    assert alone.loss is None


def test_a_damaged_backup_is_named_and_restores_nothing(case_file, tmp_path, now):
    made = backup_case_file(case_file, tmp_path, now=now)
    mine = keys_for(made, case_file.unlocked)
    flip(made / DATABASE, (made / DATABASE).stat().st_size // 2, 0)
    with pytest.raises(BackupDamagedError):
        look_into(made, mine, present=case_file, progress=no_progress)
    case_file.close()
    with pytest.raises(BackupDamagedError):
        put_back(made, case_file.path, unlocked=mine, now=now, progress=no_progress)
    assert CaseFile.users_of(case_file.path)
    with pytest.raises(NotABackupError):
        keys_for(tmp_path, mine)


def test_the_present_file_is_moved_aside_whole(case_file, tmp_path, now):
    fill(case_file, now, 1)
    made = back_up(case_file, now=now, reason="day")
    fill(case_file, now, 2)
    drafts_of(case_file).keep("visit", {"note": "започнато"})
    mine = keys_for(made, case_file.unlocked)
    newest, replica = verify(case_file).digest, case_file.facts.replica
    with pytest.raises(CaseFileInUseError):
        put_back(made, case_file.path, unlocked=mine, now=now, progress=no_progress)
    case_file.close()
    done = put_back(made, case_file.path, unlocked=mine, now=now, progress=no_progress)
    state = Installation(tmp_path / "state")
    old = CaseFile.open(done.aside, password=PASSWORD, installation=state)
    assert verify(old).digest == newest
    old.close()
    back = CaseFile.open(done.path, password=PASSWORD, installation=state)
    with back.reading(now) as uow:
        assert len(uow.people.page(limit=9)) == 1
    assert back.facts.replica != replica, "it goes on as a new incarnation"
    assert drafts_of(back).read("visit") == {"note": "започнато"}
    assert len(backups_of(back)) == 1
    back.close()


def test_a_backup_of_another_file_takes_nobodys_place(case_file, templates, tmp_path, now):
    made = tmp_path / "другият.kcase"
    shutil.copytree(templates["municipality"], made)
    mine = keys.unlock(made, "head", PASSWORD)
    case_file.close()
    with pytest.raises(OtherFileError):
        put_back(made, case_file.path, unlocked=mine, now=now, progress=no_progress)
    assert keys_for(made, keys.unlock(case_file.path, "head", PASSWORD)) is None


def test_a_power_cut_between_the_two_names_is_finished_at_the_next_start(case_file, tmp_path, now):
    made = backup_case_file(case_file, tmp_path / "b", now=now)
    case_file.close()
    half = tmp_path / f"kran{PART}"
    shutil.copytree(made, half)
    shutil.rmtree(case_file.path)
    finish_restores(tmp_path)
    assert not case_file.path.exists(), "what is not whole does not get the name"
    (half / WHOLE).touch()
    finish_restores(tmp_path)
    CaseFile.open(case_file.path, password=PASSWORD).close()
    assert not half.exists()
