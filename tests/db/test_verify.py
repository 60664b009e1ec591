"""A damaged file is told check by check; what cannot be read fails its check and stops no other."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copytree

from conftest import PASSWORD
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.verify import Verification, verify
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Person

PAGE = 4096


def verified_with_a_page_overwritten(file: CaseFile, table: str, *, folder: Path) -> Verification:
    with file.raw_connection() as connection:
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).scalar_one()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path = folder / "повреден.kcase"
    copytree(file.path, path)
    with (path / "case.db").open("r+b") as stream:
        stream.seek((page - 1) * PAGE + 100)
        stream.write(bytes(50))
    with closing(CaseFile.open(path, password=PASSWORD)) as again:
        return verify(again)


def test_a_damaged_page_fails_its_checks_and_no_digest_is_told(
    case_file: CaseFile, now: datetime, tmp_path: Path
) -> None:
    with case_file.writing(now) as uow:
        uow.log.append([Born(Person(id=uow.new_id(), given_name="Мария"))], "person_saved")
        uow.commit()
    found = verified_with_a_page_overwritten(case_file, "person", folder=tmp_path)
    checks = {check.name: check for check in found.checks}
    assert not found.ok
    assert not checks["cipher"].ok
    assert checks["cipher"].detail
    assert checks["readings"].ok
    assert (found.digest, found.scopes) == ("", {})
