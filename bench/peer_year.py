"""The house-year as programs without our log would hold it: records as they stood, and what was done to them since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.schema import CreateIndex, CreateTable

from files import opened
from house_year import HouseYear
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import Kind, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS

BEFORE = "0880000000"
"""What both had as the phone that each of them then wrote."""

Act = list[Any]
"""One change: ["born", type, id, fields], ["edited", id, field, value] or ["deleted", id]."""


def write_peer_year(year: HouseYear, path: Path) -> None:
    """Write what both knew before, what the centre wrote meanwhile, and the house's changesets, as JSON."""
    base, contested = _as_it_stood(year)
    content = {
        "base": base,
        "contested": contested,
        "changesets": _changesets(year),
        "tables": _tables(),
        "references": {
            record: [spec.name for spec in specs_of(cls) if spec.kind is Kind.REFERENCE]
            for record, cls in RECORDS.items()
        },
    }
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _tables() -> list[str]:
    """Give the statements that make our data tables and their indexes."""
    dialect = SQLiteDialect()
    return [
        str(one.compile(dialect=dialect))
        for table in DATA.values()
        for one in (CreateTable(table), *map(CreateIndex, table.indexes))
    ]


def _as_it_stood(year: HouseYear) -> tuple[list[list[Any]], list[list[str]]]:
    """Read what the centre has, with the phones it wrote over by itself told apart."""
    edited = {row.hex() for segment in year.segments for row in segment.edits.id}
    file = opened(year.centre)
    base: list[list[Any]] = []
    with file.reading_raw() as connection:
        written = {
            RecordId(row.hex())
            for (row,) in connection.exec_driver_sql("SELECT row FROM clock WHERE col > 0")
        }
        for record in ("person", "case"):
            names = [spec.name for spec in specs_of(RECORDS[record])]
            picked = ", ".join(f'"{name}"' for name in ("id", *names))
            for row, *values in connection.exec_driver_sql(f'SELECT {picked} FROM "{record}"'):
                base.append([record, row.hex(), _filled(dict(zip(names, values, strict=True)))])
    file.close()
    contested = written & edited
    phones = []
    for _, row, fields in base:
        if row in contested:
            phones.append([row, fields["phone"]])
            fields["phone"] = BEFORE
    return base, phones


def _changesets(year: HouseYear) -> list[list[Act]]:
    sets: list[list[Act]] = []
    waiting: list[Act] = []
    for segment in year.segments:
        acts = sorted(_acts(segment), key=lambda act: act[0])
        at = 0
        for last in segment.changesets.last:
            while at < len(acts) and acts[at][0] <= last:
                waiting.append(acts[at][1])
                at += 1
            sets.append(waiting)
            waiting = []
        waiting = [act for _, act in acts[at:]]
    return sets


def _acts(segment: Any) -> list[tuple[int, Act]]:
    acts: list[tuple[int, Act]] = []
    for record, births in segment.births.items():
        assert record in DATA
        names = list(births.fields)
        rows = zip(*births.fields.values(), strict=True)
        for seq, row, values in zip(births.seq, births.id, rows, strict=True):
            fields = _filled(dict(zip(names, values, strict=True)))
            acts.append((seq, ["born", record, row.hex(), fields]))
    edits = segment.edits
    for seq, row, field, new in zip(edits.seq, edits.id, edits.field, edits.new, strict=True):
        act = ["edited", row.hex(), field, _plain(new)] if field else ["deleted", row.hex()]
        acts.append((seq, act))
    return acts


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
