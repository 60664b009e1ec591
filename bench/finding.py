"""Search as one types, lists, and a person's page, at 1 000, 10 000 and 100 000 people."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from pathlib import Path

from files import copy_of, full_of_people
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records.service_entry import ServicePerson
from kazanlak_case.domain.rules.names import transliterate
from kazanlak_case.services.person_page import person_page
from kazanlak_case.services.timeline import timeline
from made_up import FAMILIES, MEN, NOW, WOMEN, MadeUp
from measures import Row, Run, cpu_of, interleaved, percentile, wall_of

FRAME = 16
SAME = "SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT 50"


def typed() -> list[str]:
    """Give what people type: beginnings and parts of names in Cyrillic and Latin, letter by letter."""
    chance = random.Random(3)
    words = [*WOMEN, *MEN, *FAMILIES]
    asked = []
    for _ in range(60):
        name = f"{chance.choice(words)} {chance.choice(words)}"
        name = transliterate(name) if chance.random() < 0.3 else name
        asked += [name[:length] for length in range(2, len(name), 2)]
    return asked


def rows(run: Run) -> Iterator[Row]:
    """Measure at each size."""
    for persons in run.sizes(1_000, 10_000, 100_000):
        path = full_of_people(run.folder, persons)
        yield from _at(path, persons)
    yield from _page(run)


def _at(path: Path, persons: int) -> Iterator[Row]:
    largest = persons == 100_000
    with copy_of(path, f"found-{persons}") as file, file.reading(NOW) as uow:
        questions = typed()
        uow.search.people("Иван")
        waits = [wall_of(lambda text=text: uow.search.people(text)) for text in questions]
        yield Row(
            f"search as one types, 95th percentile, {persons} people",
            percentile(waits, 95),
            "ms",
            "one frame",
            FRAME,
        )
        words = [name.casefold()[:3] for name in ("ivan", "mari", "stoy", "dimi", "angel", "hris")]
        connection = uow._connection

        def ours() -> float:
            return cpu_of(lambda: [uow.search.people(word) for word in words for _ in range(20)])

        def bare() -> float:
            return cpu_of(
                lambda: [
                    connection.exec_driver_sql(SAME, (f"{word}*",)).all()
                    for word in words
                    for _ in range(20)
                ]
            )

        if largest:
            pairs = interleaved(ours, bare, 5)
            yield Row(
                f"search ÷ the bare index query, {persons} people",
                pairs.ratio,
                "×",
                "FTS5 query, 50 row numbers",
                None,
                1.5,
            )
        page = statistics.median(
            wall_of(lambda: (uow.people.page(limit=200), uow.people.count())) for _ in range(9)
        )
        yield Row(
            f"a list, first page of 200 with its count, {persons} people",
            page,
            "ms",
            "patience",
            100,
            50,
        )


def _page(run: Run) -> Iterator[Row]:
    with copy_of(full_of_people(run.folder, 1_000), "page") as file:
        made = MadeUp(11)
        with file.writing(NOW) as uow:
            person, mother = (row.id for row in uow.people.page(limit=2))
            # a fifth of them are visits to the family, written at somebody else of it
            entries = [made.visit(NOW, person if at % 5 else mother) for at in range(500)]
            named = [
                ServicePerson(id=uow.new_id(), service_entry=one.id, person=person)
                for one in entries
                if one.person == mother
            ]
            uow.log.append([Born(one) for one in (*entries, *named)], "visits")
            uow.commit()
        with file.reading(NOW) as uow:
            person_page(uow, person)

            def open_it() -> None:
                person_page(uow, person)
                timeline(uow, person, limit=100, before=None)

            waits = [wall_of(open_it) for _ in range(30)]
    yield Row("open a person with 500 entries", statistics.median(waits), "ms", "patience", 100, 50)
