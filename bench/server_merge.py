"""The same house-year into a central copy on PostgreSQL, against COPY of the same rows into the same tables.

The server is a throw-away one, as the tests start it. Costs are CPU seconds of this program and of the server together.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from files import PASSWORD, opened
from house_year import CHANGES, HouseYear, shared_house_year
from kazanlak_case.db.columns import from_canonical
from kazanlak_case.db.merge.postgresql import copy_rows, type_of
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.moving import move_to_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.text_sql import canon, run
from kazanlak_case.domain.records import spec_of
from measures import Row, Run, cpu_of, interleaved
from taking_in import import_cpu, merge_cpu, plain_rows

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

if TYPE_CHECKING:
    from support.server import Server

NAME = "PostgreSQL: merge of a house-year ÷ COPY of the same rows"
BARS = (3, 2)
TICKS = os.sysconf("SC_CLK_TCK")


def rows(measured: Run) -> Iterator[Row]:
    """Measure the store's part, and all of an import, against COPY."""
    from support.server import running_server, why_not

    if reason := why_not():
        yield Row(f"{NAME}: the store's part", None, "×", f"not measured: {reason}", *BARS)
        return
    year = shared_house_year(measured, CHANGES // 10 if measured.quick else CHANGES)
    with TemporaryDirectory(prefix="kazanlak-server-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        place.chmod(0o755)  # the account the server runs as must reach it
        with running_server(place) as server:
            databases = _Databases(server, year.centre, measured.folder)
            yield from _against_copy(measured, year, databases)


def _against_copy(measured: Run, year: HouseYear, databases: _Databases) -> Iterator[Row]:
    def copied() -> float:
        return databases.cost(lambda file: _copied(file, year))

    for what, ours in (
        ("the store's part", lambda file: merge_cpu(file, year)),
        ("from the stick, all in", lambda file: import_cpu(file, year.bundle)),
    ):
        pairs = interleaved(lambda ours=ours: databases.cost(ours), copied, measured.pairs(5))  # type: ignore[misc]
        against = (
            f"{pairs.theirs:.2f} s CPU of program and server for COPY; {pairs.ours:.2f} for ours"
        )
        bars = BARS if what == "the store's part" else (None, None)
        yield Row(f"{NAME}: {what}", pairs.ratio, "×", against, *bars)


@dataclass
class _Databases:
    """Fresh copies of the centre on the server, one for each turn."""

    server: Server
    centre: Path
    folder: Path
    template: str = ""

    def cost(self, work: Callable[[ServerFile], float]) -> float:
        """Let somebody work in a fresh copy; answer its CPU and the server's."""
        name = self.server.make(self.template or self._made())
        file = ServerFile.open_server(parse_address(self.server.address(name)), password=PASSWORD)
        before = self._server_cpu()
        seconds = work(file) + self._server_cpu() - before
        file.close()
        self.server.drop(name)
        return seconds

    def _made(self) -> str:
        """Move the centre's file into a database that the others are copied from."""
        self.template = self.server.make()
        moved = self.folder / "moved.kcase"
        shutil.copytree(self.centre, moved)
        move_to_server(opened(moved), parse_address(self.server.address(self.template)))
        return self.template

    def _server_cpu(self) -> float:
        """Add up what all processes of the server took so far, those that have ended too."""
        pid = int((self.server.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(_ticks(int(one)) for one in (pid, *children)) / TICKS


def _ticks(pid: int) -> int:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0  # it has ended, and its parent counts it from now on
    return sum(map(int, words[11:15]))  # own and ended children's, user and system


def _copied(file: ServerFile, year: HouseYear) -> float:
    """COPY the births into their tables, and set what was edited from a table that came by COPY too."""
    births = list(plain_rows(year))
    edits: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for segment in year.segments:
        one = segment.edits
        for record, field, row, new in zip(one.record, one.field, one.id, one.new, strict=True):
            edits.setdefault((record, field), []).append((row, canon(new)))

    def work() -> None:
        with file.writing_raw() as connection:
            for record, names, some in births:
                table = DATA[record]
                into = ("born_rid", "born_seq", "id", *names)
                types = ("int8", "int8", "bytea", *(type_of(table.c[name]) for name in names))
                numbered = ((1, 1, *row) for row in some)
                copy_rows(connection, f'"{record}"', into, types=types, rows=numbered)
            for (record, field), some in edits.items():
                run(connection, "CREATE TEMP TABLE edited (row BLOB, value BLOB)")
                copy_rows(
                    connection, "edited", ("row", "value"), types=("bytea", "jsonb"), rows=some
                )
                value = (
                    "1"
                    if not field
                    else from_canonical(connection, spec_of(record, field).kind, "w.value")
                )
                column = field or "hidden"
                run(
                    connection,
                    f'UPDATE "{record}" SET "{column}" = {value} FROM edited AS w WHERE "{record}".id = w.row',
                )
                run(connection, "DROP TABLE edited")
            connection.commit()

    return cpu_of(work)
