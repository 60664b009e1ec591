"""Contents go wherever a whole file goes: into a backup and out of it, and out of a damaged file."""

import io
import os
from datetime import datetime
from pathlib import Path

import pytest

from conftest import PASSWORD
from kazanlak_case.db import keys
from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.salvage import salvage
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.records import Attachment

SCAN = os.urandom(700_000)


@pytest.fixture
def sha256(case_file: CaseFile, now: datetime) -> str:
    """A document in the file."""
    with case_file.writing(now) as uow:
        blob = uow.blobs.put(io.BytesIO(SCAN))
        row = Attachment(id=uow.new_id(), title="Договор", sha256=blob.sha256)
        uow.log.append([Born(row)], "attachment_added")
        uow.commit()
    return blob.sha256


def check(path: Path, sha256: str, state: Path, now: datetime) -> None:
    file = CaseFile.open(path, password=PASSWORD, installation=Installation(state))
    with file.reading(now) as uow:
        assert uow.blobs.content(sha256) == SCAN
    found = verify(file)
    assert found.ok, found.checks
    assert found.attachments is not None
    assert (found.attachments.count, found.attachments.waiting) == (1, 0)
    file.close()


def test_backup_holds_it_and_brings_it_back(
    case_file: CaseFile, sha256: str, tmp_path: Path, now: datetime
) -> None:
    backup = backup_case_file(case_file, tmp_path / "backups", now=now)
    restored = tmp_path / "restored.kcase"
    restore_case_file(backup, restored)
    check(restored, sha256, tmp_path / "state", now)


def test_it_is_salvaged(case_file: CaseFile, sha256: str, tmp_path: Path, now: datetime) -> None:
    case_file.close()
    unlocked = keys.unlock(case_file.path, "head", PASSWORD)
    saved = salvage(case_file.path, unlocked, tmp_path / "saved.kcase", progress=no_progress)
    assert saved.is_whole
    check(tmp_path / "saved.kcase", sha256, tmp_path / "state", now)
