"""A file made by the migrations has exactly the schema that the program declares."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from kazanlak_case.db import tables
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.engine import make_engine
from kazanlak_case.db.schema import HEAD, version_of
from kazanlak_case.db.search import create_index
from kazanlak_case.domain.errors import NewerFileError

SCHEMA = (
    "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
)


def schema_of(connection: Connection) -> dict[tuple[str, str], str]:
    return {
        (row.type, row.name): "".join(row.sql.split()).replace('"', "")
        for row in connection.exec_driver_sql(SCHEMA)
    }


def test_migrated_schema_equals_the_declared_one(case_file: CaseFile, tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "declared.db", lambda: (bytes(32), bytes(16)), mode="rwc")
    with case_file.reading_raw() as migrated, engine.connect() as declared:
        tables.metadata.create_all(declared)
        create_index(declared)
        assert schema_of(migrated) == schema_of(declared)
        assert version_of(migrated) == HEAD
    engine.dispose()


def test_a_file_of_a_newer_version_is_refused_untouched(case_file: CaseFile) -> None:
    with case_file.raw_connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerFileError):
        case_file.load()
