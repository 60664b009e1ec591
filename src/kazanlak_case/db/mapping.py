"""Between rows and records: canonical values in, frozen records out."""

import functools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from sqlalchemy import Row

from kazanlak_case.db import tables
from kazanlak_case.domain.fields import (
    FieldSpec,
    Kind,
    Raw,
    Record,
    Value,
    record_type,
    specs_of,
    to_raw,
)

RecordT = TypeVar("RecordT")

IDS_AT_ONCE = 500
"""How many ids one query names: SQLite counts its parameters."""

_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.DATE: date.fromisoformat,
    Kind.AMOUNT: Decimal,
    Kind.FLAG: bool,
    Kind.REFERENCE: bytes.hex,
}


@functools.cache
def _readers(cls: Any) -> tuple[tuple[str, Callable[[Any], Value] | None, Value], ...]:
    """Per field: its name, how to read it, and what stands for nothing (from_raw says the same for one value)."""
    return tuple(
        (spec.name, _READ.get(spec.kind), "" if _is_text(spec) and spec.required else None)
        for spec in specs_of(cls)
    )


def _is_text(spec: FieldSpec) -> bool:
    return spec.kind in {Kind.TEXT, Kind.CHOICE, Kind.REFERENCE, Kind.SEALED}


def record_of(cls: type[RecordT], row: Row[Any]) -> RecordT:
    """Make the record of a data row."""
    mapping = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    values: dict[str, Any] = {"id": mapping["id"].hex()}
    for name, read, empty in _readers(cast("Any", cls)):
        raw = mapping[name]
        values[name] = empty if raw is None else read(raw) if read else raw
    return cls(**values)


@functools.cache
def _named_specs(cls: type) -> tuple[tuple[str, FieldSpec], ...]:
    return tuple((spec.name, spec) for spec in specs_of(cls))


def raw_of(record: Record) -> dict[str, Raw]:
    """Give the canonical values of a record, empty ones as None."""
    return {name: to_raw(spec, getattr(record, name)) for name, spec in _named_specs(type(record))}


def columns_of(cls: type) -> list[Any]:
    """Give the columns a record is made from: its id and its fields."""
    table = tables.DATA[record_type(cls)]
    return [table.c.id, *(table.c[spec.name] for spec in specs_of(cls))]
