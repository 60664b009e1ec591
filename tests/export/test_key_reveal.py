"""A key that is handed out opens what it should, and only the heads may have it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.readings import readings
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.export.key_reveal import AGE, SQLCIPHER, reveal_key


def test_its_line_opens_the_database_in_a_plain_sqlcipher(
    case_file: CaseFile, tmp_path: Path, now: datetime
) -> None:
    out = tmp_path / "ключ.sql"
    reveal_key(case_file, SQLCIPHER, out, now=now)
    case_file.close()
    connection = dbapi2.connect(str(case_file.path / DATABASE))
    connection.execute(out.read_text())
    assert connection.execute("SELECT count(*) FROM site").fetchone() == (5,)
    connection.close()


def test_identity_is_that_of_this_copy(case_file: CaseFile, tmp_path: Path, now: datetime) -> None:
    out = tmp_path / "identity.txt"
    reveal_key(case_file, AGE, out, now=now)
    comment, identity = out.read_text().splitlines()
    assert identity.startswith("AGE-SECRET-KEY-1")
    with case_file.reading(now) as uow:
        own = uow.exchange.own_copy()
        keys = uow.exchange.own_keys()
    assert comment == f"# public key: {own.age_public}"
    assert identity == keys.age_identity


def test_only_the_heads_may_and_a_refusal_leaves_no_trace(
    case_file: CaseFile, tmp_path: Path, now: datetime
) -> None:
    user = case_file.user
    assert case_file.may(Act.TAKE_OUT_KEYS)
    case_file._facts = replace(case_file.facts, user=replace(user, role="social_worker"))
    with pytest.raises(NotAllowedError):
        reveal_key(case_file, AGE, tmp_path / "x", now=now)
    assert not (tmp_path / "x").exists()
    assert readings(case_file) == []


def test_what_cannot_be_written_is_said(case_file: CaseFile, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(StorageError):
        reveal_key(case_file, AGE, tmp_path / "no" / "such" / "x", now=now)
    assert readings(case_file) == []
