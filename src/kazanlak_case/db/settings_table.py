"""Facts about this file, by name."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from kazanlak_case.db.tables import setting
from kazanlak_case.domain.fields import Raw

# made once: building a statement costs thrice what running it does, and each save asks for some facts
_READ = select(setting.c.value).where(setting.c.name == bindparam("of"))
_WRITE = insert(setting).on_conflict_do_update(
    index_elements=["name"], set_={"value": insert(setting).excluded.value}
)

_COUNT_UP = (
    insert(setting)
    .values(name=bindparam("of"), value=1)
    .on_conflict_do_update(index_elements=["name"], set_={"value": setting.c.value + 1})
    .returning(setting.c.value)
)


def read_setting(connection: Connection, name: str) -> Raw:
    """Read one fact; None when it was never written."""
    found: Raw = connection.execute(_READ, {"of": name}).scalar_one_or_none()
    return found


def write_setting(connection: Connection, name: str, value: Raw) -> None:
    """Write one fact in place of the one before."""
    connection.execute(_WRITE, {"name": name, "value": value})


def count_up(connection: Connection, name: str) -> int:
    """Add one to a fact that counts, and give what it is now."""
    counted: int = connection.execute(_COUNT_UP, {"of": name}).scalar_one()
    return counted
