"""Ways of bringing a house-year into the central copy: ours, raw upserts of the same rows, and an ORM's merge."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, registry

from files import opened
from house_year import HouseYear
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.engine import connect, make_engine
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.exchange import ImportPlan
from kazanlak_case.export.bundle_import import import_bundles
from made_up import NOW
from measures import cpu_of

RAW_KEY, RAW_SALT = bytes(32), bytes(16)


class Copies:
    """Fresh copies of a centre, one for each turn."""

    def __init__(self, original: Path) -> None:
        self._original = original
        self._number = 0

    def fresh(self) -> CaseFile:
        """Open the next one."""
        self._number += 1
        path = self._original.with_name(f"turn-{self._number}.kcase")
        shutil.copytree(self._original, path)
        return opened(path)

    @staticmethod
    def drop(file: CaseFile) -> None:
        """Throw one away."""
        file.close()
        shutil.rmtree(file.path)


def taken(copies: Copies, bundle: Path) -> float:
    """Measure the whole import of a bundle, from the stick, into a fresh copy."""
    file = copies.fresh()
    seconds = import_cpu(file, bundle)
    copies.drop(file)
    return seconds


def import_cpu(file: CaseFile, bundle: Path) -> float:
    """Measure the import of a bundle into this file."""
    return cpu_of(lambda: import_bundles(file, [bundle], now=NOW))


def merged_in_store(year: HouseYear, copies: Copies) -> float:
    """Measure the store's part alone: chain, conflicts, deletes and search index, of segments already unpacked."""
    file = copies.fresh()
    seconds = merge_cpu(file, year)
    copies.drop(file)
    return seconds


def merge_cpu(file: CaseFile, year: HouseYear) -> float:
    """Measure the store's part of taking the year into this file."""
    with file.writing(NOW) as uow:
        standing = uow.exchange.standing(year.header)
        plan = ImportPlan(
            {
                one.log.key: standing[one.log.key].last + 1
                for one in year.header.ranges
                if one.last > standing[one.log.key].last
            }
        )

        def work() -> None:
            uow.exchange.merge(plan, year.header, year.segments, path="bench")
            uow.commit()

        return cpu_of(work)


def raw_upserts(year: HouseYear, copies: Copies, bind: Callable[[Any], Any] = tuple) -> float:
    """Upsert the same rows into the same tables of the same file: no log, no check, no search.

    `bind` makes a row ready for the driver; `tuple` is what everybody does, `bound` is our way around its adapters.
    """
    file = copies.fresh()
    key, salt = file.unlocked.database_keys()
    raw = connect(file.path / DATABASE, key, salt=salt)
    births = [(record, names, rows) for record, names, rows in plain_rows(year)]
    edits: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for segment in year.segments:
        one = segment.edits
        for record, field, row, new in zip(one.record, one.field, one.id, one.new, strict=True):
            edits.setdefault((record, field or "hidden"), []).append((new, row))

    def work() -> None:
        raw.execute("BEGIN IMMEDIATE")
        for record, names, rows in births:
            raw.executemany(_upsert(record, names), [bind(row) for row in rows])
        for (record, column), rows in edits.items():
            update = f'UPDATE "{record}" SET "{column}" = ? WHERE id = ?'
            raw.executemany(update, [bind(row) for row in rows])
        raw.execute("COMMIT")

    seconds = cpu_of(work)
    raw.close()
    copies.drop(file)
    return seconds


def plain_rows(year: HouseYear) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Give the births of a year as rows: record type, names of the columns after the id, rows."""
    for segment in year.segments:
        for record, births in segment.births.items():
            names = list(births.fields)
            yield record, names, list(zip(births.id, *births.fields.values(), strict=True))


def _upsert(record: str, names: list[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in ("id", *names))
    marks = ", ".join("?" * (len(names) + 1))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    return (
        f'INSERT INTO "{record}" (born_rid, born_seq, {columns}) VALUES (1, 1, {marks}) '
        f"ON CONFLICT (id) DO UPDATE SET {sets}"
    )


def orm_merge(year: HouseYear, folder: Path) -> float:
    """`Session.merge()` row by row: what a program without a log would do."""
    mapped = registry()
    classes = {name: type(name, (), {}) for name in DATA}
    for name, cls in classes.items():
        mapped.map_imperatively(cls, DATA[name])
    path = folder / "orm.db"
    path.unlink(missing_ok=True)
    engine = make_engine(path, lambda: (RAW_KEY, RAW_SALT), mode="rwc")
    DATA["person"].metadata.create_all(engine)

    def work() -> None:
        with Session(engine) as session:
            for record, names, rows in plain_rows(year):
                for row in rows:
                    one = classes[record]()
                    one.id, one.born_rid, one.born_seq, one.hidden = row[0], 1, 1, 0  # type: ignore[attr-defined]
                    for name, value in zip(names, row[1:], strict=True):
                        setattr(one, name, value)
                    session.merge(one)
            session.commit()

    seconds = cpu_of(work)
    engine.dispose()
    mapped.dispose()
    return seconds
