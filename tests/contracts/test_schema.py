"""A file made by the migrations has exactly the schema that the program declares."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from kazanlak_case.db import tables
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.engine import make_engine
from kazanlak_case.db.schema import ensure_schema, migrate
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.connecting import make_server_engine
from kazanlak_case.domain.file_errors import NewerFileError
from support.server import Server

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def schema_of(connection: Connection) -> dict[tuple[str, str], str]:
    return {
        (row.type, row.name): "".join(row.sql.split()).replace('"', "")
        for row in connection.exec_driver_sql(SCHEMA)
    }


def test_new_file_is_as_the_migrations_make_it(tmp_path: Path) -> None:
    engines = [
        make_engine(tmp_path / f"{name}.db", lambda: (bytes(32), bytes(16)), mode="rwc")
        for name in ("declared", "migrated")
    ]
    with engines[0].connect() as declared, engines[1].connect() as migrated:
        ensure_schema(declared, tmp_path)
        migrate(migrated)
        assert schema_of(migrated) == schema_of(declared)
        for table in ("alembic_version", "setting", "person_search_config"):
            told = [
                sorted(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
                for connection in (migrated, declared)
            ]
            assert told[0] == told[1] != []
    for engine in engines:
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
