"""A house's year of 76 600 changes into the central copy, against raw upserts of the same rows, ORM merge and itself."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from files import ROWS_OF_A_PERSON, centre_of, full_of_people, opened
from house_year import CHANGES, HouseYear, shared_house_year
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.casefile import DATABASE, CaseFile
from kazanlak_case.db.merge.binding import bound
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.changes import Born, Edited
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles, rehearse_import
from kazanlak_case.export.bundle_segments import compress, write_segment
from made_up import NOW, MadeUp
from measures import Row, Run, cpu_of, interleaved
from taking_in import Copies, import_cpu, merged_in_store, orm_merge, raw_upserts, taken

ALONE = """
import sys
from pathlib import Path
from kazanlak_case.export.bundle_import import import_bundles
from files import ROWS_OF_A_PERSON, centre_of, full_of_people, opened
from made_up import NOW
from measures import memory
file = opened(Path(sys.argv[1]))
import_bundles(file, [Path(sys.argv[2])], now=NOW)
print(memory("VmHWM"))
file.close()
"""
"""A merge in a process that holds nothing else."""


def rows(run: Run) -> Iterator[Row]:
    """Measure the merge and its peers on one house-year."""
    year = shared_house_year(run, CHANGES // 10 if run.quick else CHANGES)
    copies = Copies(year.centre)
    yield from _against_raw(run, year, copies)
    yield from _sizes(year)
    yield from _against_itself(run, year, copies)


def _against_raw(run: Run, year: HouseYear, copies: Copies) -> Iterator[Row]:
    size = f"{year.header.changes} changes in {year.changesets} changesets"
    pairs = interleaved(
        lambda: merged_in_store(year, copies), lambda: raw_upserts(year, copies), run.pairs(5)
    )
    yield Row(
        "merge of a house-year ÷ raw upserts: the store's part", pairs.ratio, "×", size, None, 1.3
    )

    own_way = interleaved(
        lambda: merged_in_store(year, copies),
        lambda: raw_upserts(year, copies, bound),
        run.pairs(3),
    )
    yield Row(
        "the same ÷ raw upserts that go around the driver's adapters as ours do",
        own_way.ratio,
        "×",
        f"{own_way.theirs:.2f} s CPU raw",
    )

    pairs = interleaved(
        lambda: taken(copies, year.bundle), lambda: raw_upserts(year, copies), run.pairs(5)
    )
    yield Row(
        "merge of a house-year ÷ raw upserts: from the stick, with all checks and the backup",
        pairs.ratio,
        "×",
        f"{pairs.theirs:.2f} s CPU raw; signature, decryption, chain, conflicts, deletes, search index",
        2.0,
        1.3,
    )
    orm = orm_merge(year, run.folder)
    yield Row(
        "the same ÷ ORM merge row by row", pairs.ours / orm, "×", "Session.merge()", 0.1, 0.05
    )


def _against_itself(run: Run, year: HouseYear, copies: Copies) -> Iterator[Row]:
    file = copies.fresh()
    first = import_cpu(file, year.bundle)
    again = import_cpu(file, year.bundle)
    yield Row("re-import ÷ import", again / first, "×", "the same bundle", 0.10, 0.02)
    copies.drop(file)
    yield Row(
        "most memory of a merge", _memory(year, copies), "MB", "a process of its own", 250, 150
    )
    large, small = run.sizes(100_000)[0], run.sizes(100_000)[0] // 25
    pairs = _week_into(run, large), _week_into(run, small)
    yield Row(
        "a week's bundle into a large file ÷ into a small one",
        pairs[0][0] / pairs[1][0],
        "×",
        f"{large * ROWS_OF_A_PERSON} and {small * ROWS_OF_A_PERSON} rows; rehearsed, so without the backup",
        3,
        2,
    )
    yield Row(
        "the automatic backup before it, large file", pairs[0][1], "s", "CPU; grows with the file"
    )


def _memory(year: HouseYear, copies: Copies) -> float:
    fresh = copies.fresh()
    fresh.close()
    said = subprocess.run(
        [sys.executable, "-c", ALONE, str(fresh.path), str(year.bundle)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
    )
    shutil.rmtree(fresh.path)
    return float(said.stdout)


def _week_into(run: Run, persons: int) -> tuple[float, float]:
    """Rehearse a week's bundle of a house whose file is this large; answer its CPU, and that of a backup.

    What the house had before comes first and is answered, so that the week is a bundle of a week. The backup copies
    the file and grows with it, so it is told by itself.
    """
    folder, later = run.folder / f"week-{persons}", NOW + timedelta(days=7)
    folder.mkdir()
    people = full_of_people(run.folder, persons)
    shutil.copytree(people, folder / "house.kcase")
    shutil.copytree(centre_of(people), folder / "centre.kcase")
    centre, house = opened(folder / "centre.kcase"), opened(folder / "house.kcase")
    export_bundle(house, folder / "all.kbundle", full=True, now=NOW)
    import_bundles(centre, [folder / "all.kbundle"], now=NOW)
    export_bundle(centre, folder / "answer.kbundle", to_site="kran", now=NOW)
    import_bundles(house, [folder / "answer.kbundle"], now=NOW)
    _work_a_week(house, later)
    export_bundle(house, folder / "week.kbundle", now=later)
    week = [folder / "week.kbundle"]
    rehearse_import(centre, week, now=later)
    seconds = statistics.median(
        cpu_of(lambda: rehearse_import(centre, week, now=later)) for _ in range(5)
    )
    backup = cpu_of(lambda: backup_case_file(centre, folder / "backups", now=later))
    house.close()
    centre.close()
    shutil.rmtree(folder)
    return seconds, backup


def _work_a_week(house: CaseFile, now: datetime) -> None:
    """Write what a house writes in a week: 300 corrections, 1 200 visits."""
    made = MadeUp(17)
    with house.writing(now) as uow:
        ids = [row.id for row in uow.people.page(limit=200)]
        for number in range(300):
            change = Edited("person", ids[number % len(ids)], {"note": f"седмица {number}"})
            uow.log.append([change], "person_saved")
        for _ in range(400):
            visits = [Born(made.visit(now, made.random.choice(ids))) for _ in range(3)]
            uow.log.append(visits, "visit_recorded")
        uow.commit()


def _sizes(year: HouseYear) -> Iterator[Row]:
    changes = year.header.changes
    for level, must, after in ((3, 96, 84), (9, 88, 76)):
        size = sum(len(compress(write_segment(one), level)) for one in year.segments)
        yield Row(
            f"bundle bytes per change, zstd {level}",
            size / changes,
            "bytes",
            "segments",
            must,
            after,
        )
    size = (year.house / DATABASE).stat().st_size
    grown, packed = _bare_size(year, is_grown=True), _bare_size(year, is_grown=False)
    yield Row(
        "case file ÷ the bare tables",
        size / grown,
        "×",
        "the same rows, written one by one into the same indexes; no log, clocks or search index. "
        f"÷ tables that were packed afterwards, as no program does: {size / packed:.2f}",
        1.30,
        1.15,
    )


def _bare_size(year: HouseYear, *, is_grown: bool) -> int:
    """Write a house's records into a file of their own, and give its size.

    A program without a log would write them as ours does, one by one while the indexes stand, which leaves room in
    their pages; indexes made afterwards leave none.
    """
    tables = year.centre.parent / f"tables-{is_grown}.db"
    file = opened(year.house)
    with file.raw_connection() as connection:
        key, salt = file.unlocked.database_keys()
        connection.exec_driver_sql(
            f"ATTACH DATABASE '{tables}' AS bare KEY \"x'{key.hex()}{salt.hex()}'\""
        )
        declared = connection.exec_driver_sql(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC"
        ).all()
        makes = [(one.type, _in_bare(one.sql)) for one in declared if one.tbl_name in DATA]
        # an order keeps SQLite from copying whole trees of pages
        fills = [
            f'INSERT INTO bare."{name}" SELECT * FROM main."{name}" ORDER BY rowid' for name in DATA
        ]
        tables_first = [ddl for kind, ddl in makes if kind == "table"]
        indexes = [ddl for kind, ddl in makes if kind == "index"]
        steps = (indexes, fills) if is_grown else (fills, indexes)
        for statement in (*tables_first, *steps[0], *steps[1]):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("DETACH DATABASE bare")
    file.close()
    return tables.stat().st_size


def _in_bare(ddl: str) -> str:
    words = ddl.split(None, 2)  # CREATE TABLE …, CREATE INDEX …
    return f"{words[0]} {words[1]} bare.{words[2]}"
