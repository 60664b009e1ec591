"""Facts about this file, by name."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from kazanlak_case.db.tables import setting
from kazanlak_case.domain.fields import Raw


def read_setting(connection: Connection, name: str) -> Raw:
    """Read one fact; None when it was never written."""
    found: Raw = connection.execute(
        select(setting.c.value).where(setting.c.name == name)
    ).scalar_one_or_none()
    return found


def write_setting(connection: Connection, name: str, value: Raw) -> None:
    """Write one fact in place of the one before."""
    statement = insert(setting).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
