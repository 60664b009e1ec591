"""Saving a form: how long it takes, and what the log costs over the same rows without it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from sqlalchemy import bindparam, update

from files import copy_of, full_of_people
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.people import save_person
from kazanlak_case.services.visits import record_visit, visit_defaults
from made_up import NOW
from measures import Row, Run, cpu_of, interleaved, percentile, wall_of

SAVES = 40


def rows(run: Run) -> Iterator[Row]:
    """Measure at 1 000 and 10 000 people."""
    for persons in run.sizes(1_000, 10_000):
        with copy_of(full_of_people(run.folder, persons), f"saved-{persons}") as file:
            with file.reading(NOW) as uow:
                ids = [row.id for row in uow.people.page(limit=200)]
            chance = random.Random(5)

            def save(ids: list[RecordId] = ids, chance: random.Random = chance) -> None:
                with file.writing(NOW) as uow:
                    phone = f"08{chance.randrange(10**8):08d}"
                    save_person(uow, chance.choice(ids), {"address": phone})

            def visit(ids: list[RecordId] = ids, chance: random.Random = chance) -> None:
                with file.writing(NOW) as uow:
                    person = chance.choice(ids)
                    record_visit(uow, visit_defaults(uow, person=person))

            save()
            waits = [wall_of(save) for _ in range(100)]
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


def _against_rows(run: Run, file: object, ids: list[RecordId]) -> Iterator[Row]:
    """Measure the log's share: the same row updated and committed on the same file, without log, clock or chain."""
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.changes import Edited

    assert isinstance(file, CaseFile)
    person = DATA["person"]
    plain = update(person).where(person.c.id == bindparam("p_id")).values(address=bindparam("p_to"))
    chance = random.Random(9)

    def ours() -> float:
        def save() -> None:
            for _ in range(SAVES):
                with file.writing(NOW) as uow:
                    to = f"ул. {chance.random()}"
                    uow.log.append(
                        [Edited("person", chance.choice(ids), {"address": to})], "person_saved"
                    )
                    uow.commit()

        return cpu_of(save)

    def bare() -> float:
        def save() -> None:
            for _ in range(SAVES):
                with file._engine.connect() as connection:
                    to = {
                        "p_id": bytes.fromhex(chance.choice(ids)),
                        "p_to": f"ул. {chance.random()}",
                    }
                    connection.execute(plain, to)
                    connection.commit()

        return cpu_of(save)

    pairs = interleaved(ours, bare, run.pairs(7))
    yield Row(
        "save of one field ÷ the same row updated without the log",
        pairs.ratio,
        "×",
        f"{pairs.theirs / SAVES * 1000:.1f} ms CPU bare, with its commit",
        1.5,
        1.3,
    )
