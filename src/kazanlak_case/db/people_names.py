"""Say in a few words whose record a row is: a person's name, a family's, a site's."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from kazanlak_case.db import tables
from kazanlak_case.db.mapping import IDS_AT_ONCE, columns_of, record_of
from kazanlak_case.domain.fields import Kind, specs_of
from kazanlak_case.domain.records import RECORDS


def labels_of(connection: Connection, places: Collection[tuple[str, bytes]]) -> dict[bytes, str]:
    """Label records: by their own name, else by the person they are about (through one more step if need be)."""
    labels: dict[bytes, str] = {}
    for record in {name for name, _ in places}:
        if record in RECORDS:
            labels |= _labels(connection, record, [row for name, row in places if name == record])
    return labels


def _labels(connection: Connection, record: str, ids: list[bytes]) -> dict[bytes, str]:
    cls = RECORDS[record]
    table = tables.DATA[record]
    found: list[Any] = [
        record_of(cls, row)
        for start in range(0, len(ids), IDS_AT_ONCE)
        for row in connection.execute(
            select(*columns_of(cls)).where(table.c.id.in_(ids[start : start + IDS_AT_ONCE]))
        )
    ]
    if hasattr(cls, "name"):
        return {bytes.fromhex(one.id): str(one.name) for one in found}
    references = [spec for spec in specs_of(cls) if spec.kind is Kind.REFERENCE]
    owner = next((spec for spec in references if spec.required or spec.name == "person"), None)
    if owner is None or owner.refers is None:
        return {}
    owners = {bytes.fromhex(one.id): bytes.fromhex(getattr(one, owner.name) or "") for one in found}
    above = _labels(connection, owner.refers, [raw for raw in set(owners.values()) if raw])
    return {row: above.get(target, "") for row, target in owners.items()}
