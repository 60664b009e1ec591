"""Which record types have any record here: most files use half of them, and checks of all ask each several times."""

from collections.abc import Iterable

from sqlalchemy import Connection

from kazanlak_case.db.text_sql import tuples


def filled(connection: Connection, records: Iterable[str]) -> frozenset[str]:
    """Name those record types whose table has a row, hidden ones too."""
    names = list(records)
    looks = ", ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in names)
    [found] = tuples(connection, f"SELECT {looks}")
    return frozenset(name for name, has_rows in zip(names, found, strict=True) if has_rows)
