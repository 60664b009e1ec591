"""How well repeated people are found, and how long it takes: the labelled set, the FEBRL sets, a file of 100 000 people.

Writes docs/repeats.md with the two curves. What is counted are pairs that nobody could tell by a number: where both
records have a valid ЕГН there is nothing to score. Pairs that the keys never bring together count as missed.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import weights
from febrl import sets
from files import copy_of, full_of_people
from kazanlak_case.db.likeness_blocks import pairs_within
from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.records import Person
from kazanlak_case.services.duplicates import (
    found_after,
    like,
    pairs_at_a_glance,
    possible_duplicates,
)
from kazanlak_case.services.likeness import compare, traits_of
from kazanlak_case.services.likeness_weights import NEARLY_SURE, OFFER
from labelled import Labelled, LabelledSet
from made_up import NOW
from measures import Row, Run, cpu_of, percentile
from repeats_page import Curve, write_page

SEED_OF_WEIGHTS, SEED = 1, 2
PEOPLE = 20_000
THRESHOLDS = [step / 2 for step in range(20, 81)]
WITHOUT_NUMBER = 0.15
ASKED = 40
PATIENCE = "patience; CPU of the one thread, which is the wait on a machine at rest"


@dataclass(frozen=True)
class Scored:
    """The scores of a labelled set: of pairs that are one person, and of those that are not."""

    name: str
    true: int
    of_one: tuple[float, ...]
    of_two: tuple[float, ...]

    def at(self, threshold: float) -> tuple[float, float]:
        """Give precision and recall at a threshold."""
        right = sum(score >= threshold for score in self.of_one)
        wrong = sum(score >= threshold for score in self.of_two)
        return right / (right + wrong) if right + wrong else 1.0, right / self.true

    def curve(self) -> Curve:
        """Give the whole curve."""
        return Curve(self.name, tuple((at, *self.at(at)) for at in THRESHOLDS))


def rows(run: Run) -> Iterator[Row]:
    """Measure both sets and the time."""
    made = LabelledSet(SEED).fill(PEOPLE // 10 if run.quick else PEOPLE)
    scored = [scores("made-up people of Bulgarian names", made)]
    scored += [scores(name, one) for name, one in sets(run.folder).items()]
    for one in scored:
        yield from _quality(one)
    timed = list(_times(run))
    yield from timed
    if not run.quick:
        training = LabelledSet(SEED_OF_WEIGHTS).fill(PEOPLE)
        measured = weights.measured(training, SEED_OF_WEIGHTS)
        write_page([one.curve() for one in scored], measured, timed)


def scores(name: str, made: Labelled) -> Scored:
    """Compare whom the keys bring together, as the program does."""
    traits = {one.id: traits_of(one) for one in made.people}
    found: dict[bool, list[float]] = {True: [], False: []}
    for one, other in pairs_within(made.people):
        likeness = compare(traits[one.id], traits[other.id])
        if likeness is not None and not likeness.certain:
            found[made.is_one(one, other)].append(likeness.score)
    return Scored(name, len(made.true_pairs()), tuple(found[True]), tuple(found[False]))


def _quality(one: Scored) -> Iterator[Row]:
    for word, threshold in (("offered", OFFER), ("nearly sure", NEARLY_SURE)):
        precision, recall = one.at(threshold)
        against = f"threshold {threshold:g} bits, {one.true} true pairs"
        yield Row(f"repeats {word}, precision, {one.name}", precision, "", against)
        yield Row(f"repeats {word}, recall, {one.name}", recall, "", against)


def _times(run: Run) -> Iterator[Row]:
    for persons in run.sizes(100_000):
        path = full_of_people(run.folder, persons)
        with copy_of(path, "repeats") as file:
            chance = random.Random(5)
            with file.writing(NOW) as uow:
                people = uow.records.all(Person)
                bare = chance.sample(people, int(len(people) * WITHOUT_NUMBER))
                lost = {"national_id": None, "id_type": "none"}
                uow.log.append([Edited("person", one.id, lost) for one in bare], "test")
                uow.commit()
            with file.reading(NOW) as uow:
                seconds = cpu_of(lambda: possible_duplicates(uow))
                name = f"all repeats of {persons} people, 15 in 100 without a number"
                yield Row(name, seconds, "s", PATIENCE, 20)
                asked = chance.sample(people, ASKED)
                drafts = [_again(one) for one in asked]
                like(uow, drafts[0])
                waits = [1000 * cpu_of(lambda draft=draft: like(uow, draft)) for draft in drafts]
                name = f"who is here already, 95th percentile, {persons} people"
                yield Row(name, percentile(waits, 95), "ms", PATIENCE, 50)
                glance = statistics.median(
                    1000 * cpu_of(lambda: pairs_at_a_glance(uow)) for _ in range(5)
                )
                yield Row(f"repeats at a glance for Днес, {persons} people", glance, "ms", PATIENCE)
                touched = [one.id for one in chance.sample(people, persons // 30)]
                after = cpu_of(partial(found_after, uow, touched))
                yield Row(
                    f"repeats after {len(touched)} of {persons} were touched",
                    after,
                    "s",
                    PATIENCE,
                )


def _again(person: Person) -> Person:
    """Write somebody down anew as one types: no number, the next day."""
    born_on = person.born_on + timedelta(days=1) if person.born_on else None
    return Person(
        id=person.id[::-1],
        given_name=person.given_name,
        family_name=person.family_name,
        born_on=born_on,
        phone=person.phone,
    )
