"""A file made by the migrations has exactly the schema that the program declares."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from kazanlak_case.db import tables
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.engine import make_engine
from kazanlak_case.db.intentions import create_view
from kazanlak_case.db.schema import HEAD, version_of
from kazanlak_case.db.search import create_index
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.connecting import make_server_engine
from kazanlak_case.domain.file_errors import NewerFileError
from support.server import Server

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
        create_view(declared)
        assert schema_of(migrated) == schema_of(declared)
        assert version_of(migrated) == HEAD
    engine.dispose()


def test_a_file_of_a_newer_version_is_refused_untouched(case_file: CaseFile) -> None:
    with case_file.raw_connection() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerFileError):
        case_file.load()


def test_a_servers_migrated_schema_has_what_is_declared(
    server: Server, server_database: str
) -> None:
    engine = make_server_engine(parse_address(server.address(server_database)))
    with engine.connect() as connection:
        found = inspect(connection)
        for name, table in tables.metadata.tables.items():
            columns = {one["name"]: one for one in found.get_columns(name)}
            assert list(columns) == [column.name for column in table.columns], name
            for column in table.columns:
                kind = str(column.type.compile(engine.dialect))
                assert str(columns[column.name]["type"]) == kind, (name, column.name)
                assert columns[column.name]["nullable"] == column.nullable, (name, column.name)
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key], name
            indexes = {one["name"] for one in found.get_indexes(name)}
            assert {index.name for index in table.indexes} <= indexes, name
    engine.dispose()
