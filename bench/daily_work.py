"""Saving a form: how long it takes, and what the log costs over the same rows without it."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Connection

from files import copy_of, full_of_people
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.mapping import raw_of
from kazanlak_case.db.merge import appending as sql
from kazanlak_case.db.resting import carry_over
from kazanlak_case.db.search_index import INDEXED
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Born, Written
from kazanlak_case.domain.fields import RecordId, record_type, to_raw
from kazanlak_case.domain.ids import new_id
from kazanlak_case.domain.records import spec_of
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import record_visit, visit_defaults
from made_up import NOW
from measures import Row, Run, cpu_of, interleaved, percentile, wall_of

SAVES = 40


def rows(run: Run) -> Iterator[Row]:
    """Measure at 1 000, 10 000 and 100 000 people."""
    for persons in run.sizes(1_000, 10_000, 100_000):
        with copy_of(full_of_people(run.folder, persons), f"saved-{persons}") as file:
            with file.reading(NOW) as uow:
                ids = [row.id for row in uow.people.page(limit=200)]
            chance = random.Random(5)

            def save(ids: list[RecordId] = ids, chance: random.Random = chance) -> None:
                with file.writing(NOW) as uow:
                    phone = f"08{chance.randrange(10**8):08d}"
                    save_person(uow, chance.choice(ids), {"phone": phone})

            save()
            with _as_in_window():
                waits = [_saved(file, save) for _ in range(100)]
            yield Row(
                f"save a person's form, 99th percentile, {persons} people",
                percentile(waits, 99),
                "ms",
                "patience",
                50,
                20,
            )
            if persons == run.sizes(10_000)[0]:
                yield from _against_rows(run, file, ids)


def _saved(file: CaseFile, save: Callable[[], None]) -> float:
    """Give how long a save takes; then comes a pause, in which the window lets the file rest."""
    waited = wall_of(save)
    carry_over(file)
    return waited


@contextmanager
def _as_in_window() -> Iterator[None]:
    """Look for no dead cycles in the middle of a save: the window does it between two (ui/collecting.py)."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _against_rows(run: Run, file: CaseFile, ids: list[RecordId]) -> Iterator[Row]:
    """Measure the log's share of saving a form: the same checks, rows, index and commit, with and without it."""
    chance = random.Random(9)

    def person(uow: UnitOfWork) -> None:
        to = {"address": f"ул. {chance.random()}", "phone": f"08{chance.randrange(10**8):08d}"}
        save_person(uow, chance.choice(ids), to)

    def visit(uow: UnitOfWork) -> None:
        draft = visit_defaults(uow, person=chance.choice(ids))
        record_visit(
            uow,
            replace(
                draft,
                service="soc_info",
                form="office",
                minutes=1,
                note="разговор",
                people=tuple(chance.sample(ids, 2)),
            ),
        )

    for name, form in (("a person's form", person), ("a visit", visit)):
        work = partial(_logged, file, form), partial(_plain, file, form)
        pairs = interleaved(partial(cpu_of, work[0]), partial(cpu_of, work[1]), run.pairs(9))
        yield Row(
            f"save of {name} ÷ the same without the log",
            pairs.ratio,
            "×",
            f"{pairs.theirs / SAVES * 1000:.2f} ms CPU without; the same checks, rows, search index and commit",
            1.5,
            1.3,
        )


def _logged(file: CaseFile, form: Callable[[UnitOfWork], None]) -> None:
    for _ in range(SAVES):
        with file.writing(NOW) as uow:
            form(uow)


def _plain(file: CaseFile, form: Callable[[UnitOfWork], None]) -> None:
    for _ in range(SAVES):
        with file._engine.connect() as connection:
            form(_PlainWork(connection, file.context(NOW)))


class _PlainRows:
    """Writes the rows of what is saved, and nothing else, by the quickest statements we have."""

    def __init__(self, connection: Connection, site: str) -> None:
        self._connection = connection
        self._site = site
        self.stale: dict[str, set[bytes]] = {record: set() for record in INDEXED}

    @staticmethod
    def new_id() -> RecordId:
        """Make an id from the clock alone."""
        return new_id(NOW)

    def append(self, changes: list[Any], _what: str, *, scope: str | None = None) -> Written:
        """Insert or update; `scope` is part of the log's way of being called."""
        for change in changes:
            if isinstance(change, Born):
                record, values = record_type(type(change.record)), raw_of(change.record)
                row = bytes.fromhex(change.record.id)
                rows = [(row, 1, 1, *values.values())]
                sql.write_births(self._connection, record, list(values), rows=rows)
                continue
            record, row = change.type, bytes.fromhex(change.id)
            for name, value in change.values.items():
                raw = to_raw(spec_of(record, name), value)
                sql.set_values(self._connection, record, name, values=[(raw, row)])
            if record in INDEXED and INDEXED[record] & change.values.keys():
                self.stale[record].add(row)
        return Written("", frozenset())


class _PlainWork(UnitOfWork):
    """A unit of work of a program without a log: no changesets, clocks, chain, or counts of commits."""

    @cached_property
    def log(self) -> Any:
        """What stands in the log's place."""
        return _PlainRows(self._connection, self.site)

    def commit(self) -> None:
        """Keep everything; the search index follows."""
        if people := self.log.stale["person"]:
            self.search.refresh(people)
        self._connection.commit()
