"""Who points to a record: asked before it is deleted, since the store itself has no foreign keys."""

from sqlalchemy import Connection, func, select

from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import ReferenceCount
from kazanlak_case.domain.fields import FieldSpec, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS


def _pointing_to(record: str) -> list[FieldSpec]:
    """List the fields of all record types that refer to one."""
    return [spec for cls in RECORDS.values() for spec in specs_of(cls) if spec.refers == record]


class ReferenceQueries:
    """Counts references between records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to(self, record: str, record_id: RecordId) -> list[ReferenceCount]:
        """Count the visible records that point to one, by type and field."""
        raw = bytes.fromhex(record_id)
        found = []
        for spec in _pointing_to(record):
            table = DATA[spec.record]
            query = select(func.count()).where(table.c[spec.name] == raw, table.c.hidden == 0)
            if count := self._connection.execute(query).scalar_one():
                found.append(ReferenceCount(spec.record, spec.name, count))
        return found
