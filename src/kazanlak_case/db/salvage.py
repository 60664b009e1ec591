"""Save what can be read of a damaged case file into a new one, and say exactly what is missing.

The old file is only read. What is missing can come back from the newest backup and the exchange; a saved file that
lacks something is kept for reading, because its log has gaps (docs/formats.md) and must not go on.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table
from sqlcipher3 import dbapi2 as driver

from kazanlak_case.db import key_file, tables
from kazanlak_case.db.backup_facts import DATABASE, SUFFIX
from kazanlak_case.db.backup_writing import check_room
from kazanlak_case.db.care import SALVAGED, remember
from kazanlak_case.db.engine import connect, make_engine, translating
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.salvage_rows import TableReader
from kazanlak_case.db.schema import ensure_schema
from kazanlak_case.db.search_index import rebuild_index
from kazanlak_case.db.shorthand import BIRTH
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.backup_errors import NotSalvageableError
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.exchange import Progress
from kazanlak_case.domain.file_errors import CaseFileExistsError

PART = ".part"
DERIVED = frozenset({"person_index", "name_word", "finding"})
"""What is made anew from the rest."""
AT_ONCE, PARTS_AT_ONCE = 500, 8


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved.

    Attributes:
        rows: Rows copied, of all tables.
        changes: How many changes of the log there should be, and `changes_saved` how many there are.
        missing: Records whose values are gone, by type.
    """

    path: Path
    rows: int = 0
    changes: int = 0
    changes_saved: int = 0
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the records and of their log is missing."""
        return self.changes == self.changes_saved and not self.missing


def salvage(path: Path, unlocked: Unlocked, target: Path, *, progress: Progress) -> Salvaged:
    """Copy every readable record of a closed or read-only case file into a new one.

    Raises:
        CaseFileExistsError: Something of the new name is there.
        NotSalvageableError: Nothing could be read.
        DiskFullError: There is no room for it.
    """
    if target.suffix != SUFFIX:
        raise UnfitTargetError(path=target.name, endings=SUFFIX)
    if target.exists():
        raise CaseFileExistsError(path=target.name)
    check_room(target.parent, (path / DATABASE).stat().st_size)
    part = target.with_suffix(PART)
    try:
        with translating_disk(part):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            for name in (key_file.NAME, key_file.PREVIOUS_NAME):
                if (path / name).is_file():
                    shutil.copyfile(path / name, part / name)
        saved = _copy_all(path, unlocked, part, target=target, progress=progress)
        if not saved.is_whole:
            remember(part, damage=SALVAGED)
        with translating_disk(part):
            part.replace(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return saved


def _copy_all(
    path: Path, unlocked: Unlocked, part: Path, *, target: Path, progress: Progress
) -> Salvaged:
    keys = unlocked.database_keys()
    engine = make_engine(part / DATABASE, unlocked.database_keys, mode="rwc", connections=1)
    wanted = [table for table in tables.metadata.sorted_tables if table.name not in DERIVED]
    rows = 0
    try:
        with translating(part / DATABASE), engine.connect() as connection:
            ensure_schema(connection, part)
            for done, table in enumerate(wanted):
                progress(done, len(wanted) + 1)
                open_source = partial(connect, path / DATABASE, keys[0], salt=keys[1])
                rows += _copy(connection, table, open_source)
            if not rows:
                raise NotSalvageableError(path=path.name, detail=DATABASE)
            rebuild_index(connection)
            saved = _counted(connection, Salvaged(target, rows))
            connection.commit()
            progress(len(wanted) + 1, len(wanted) + 1)
    finally:
        engine.dispose()
    return saved


def _copy(connection: Connection, table: Table, open_source: Any) -> int:
    columns = _columns(table, open_source)
    if not columns:
        return 0
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    # rows that are read twice, and what a new database holds from its birth, give way
    insert = f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    reader = TableReader(table, columns, open_source)
    # rows with parts of contents are large
    at_once = PARTS_AT_ONCE if table is tables.blob_part else AT_ONCE
    for some in _lots(reader.rows(), at_once):
        connection.exec_driver_sql(insert, some)
    count = connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()  # noqa: S608 - as above
    return int(count)


def _columns(table: Table, open_source: Any) -> tuple[str, ...]:
    """Tell which columns the damaged file has of a table; none where it cannot be asked."""
    try:
        source = open_source()
    except driver.DatabaseError:
        return ()
    try:
        held = {row[1] for row in source.execute(f'PRAGMA table_info("{table.name}")')}
    except driver.DatabaseError:
        return ()
    finally:
        source.close()
    return tuple(column.name for column in table.columns if column.name in held)


def _lots(rows: Iterator[tuple[Any, ...]], at_once: int) -> Iterator[list[tuple[Any, ...]]]:
    lot: list[tuple[Any, ...]] = []
    for row in rows:
        lot.append(row)
        if len(lot) == at_once:
            yield lot
            lot = []
    if lot:
        yield lot


def _counted(connection: Connection, saved: Salvaged) -> Salvaged:
    """Compare what is there with what the log and its ends say should be there."""
    ask = connection.exec_driver_sql
    changes = int(ask("SELECT coalesce(sum(seq), 0) FROM vector").scalar_one())
    held = int(ask("SELECT count(*) FROM change").scalar_one())
    missing = {}
    for tbl, name in ask("SELECT tbl, name FROM kind").all():
        if name not in tables.DATA:
            continue
        count = int(
            ask(
                f'SELECT count(*) FROM change WHERE tbl = ? AND col = ? AND row NOT IN (SELECT id FROM "{name}")'  # noqa: S608 - our own names
                " AND row NOT IN (SELECT row FROM erased)",
                (tbl, BIRTH),
            ).scalar_one()
        )
        if count:
            missing[name] = count
    return Salvaged(saved.path, saved.rows, changes, held, missing)
