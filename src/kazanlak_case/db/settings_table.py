"""Facts about this file, by name."""

from sqlalchemy import Connection

from kazanlak_case.db.text_sql import SERVER, canonical, run
from kazanlak_case.domain.fields import Raw

# text SQL: each save asks for some facts, and building a statement costs thrice what running it does
_READ = "SELECT value FROM setting WHERE name = ?"
_WRITE = """
    INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_COUNT_UP = {
    "sqlite": """
        INSERT INTO setting (name, value) VALUES (?, 1)
        ON CONFLICT (name) DO UPDATE SET value = setting.value + 1 RETURNING value
    """,
    SERVER: """
        INSERT INTO setting (name, value) VALUES (?, to_jsonb(1))
        ON CONFLICT (name) DO UPDATE SET value = to_jsonb((setting.value #>> '{}')::bigint + 1) RETURNING value
    """,
}


def read_setting(connection: Connection, name: str) -> Raw:
    """Read one fact; None when it was never written."""
    found: Raw = run(connection, _READ, (name,)).scalar_one_or_none()
    return found


def write_setting(connection: Connection, name: str, value: Raw) -> None:
    """Write one fact in place of the one before."""
    run(connection, _WRITE, (name, canonical(connection, value)))


def count_up(connection: Connection, name: str) -> int:
    """Add one to a fact that counts, and give what it is now."""
    counted: int = run(connection, _COUNT_UP[connection.dialect.name], (name,)).scalar_one()
    return counted
