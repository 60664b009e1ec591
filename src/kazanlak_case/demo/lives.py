"""What happens to a made-up participant: the situation at entry, the visits, the exit and what was found after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kazanlak_case.demo.answers import (
    Situation,
    answers_at_entry,
    draw_situation,
    sensitive_answers,
)
from kazanlak_case.demo.calendar import END, workday
from kazanlak_case.demo.people import MadeUpFamily, MadeUpPerson
from kazanlak_case.domain.fields import Value

SCHOOL_AGE = 6
CHILD_PARTICIPATES, CASE_IS_OPENED, LEAVES = 0.35, 0.6, 0.5
SHORTEST_STAY, LONGEST_STAY = 60, 300
WEEKS_TO_ENTRY = 3
FOUR_WEEKS, SIX_MONTHS = 28, 184
BETWEEN_VISITS = (10, 45)
MINUTES = (15, 20, 30, 30, 45, 60, 60, 90, 120)
AREAS = {True: ("lab", "lab", "soc", "soc", "hea"), False: ("edu", "edu", "soc", "hea")}
"""Services by the beginning of their codes, for adults and for children."""
CASE_TYPES = {"unemployed": "employment", "inactive": "individual_adult", "employed": "family"}
PRIORITIES = ("low", "medium", "medium", "medium", "high", "urgent")
EXIT_STATES = ("no_offer", "got_offer", "job_searching", "qualification", "in_education")
EARLY = ("job_offer", "personal", "moved", "other")
CLOSING = {"completed": "goals_met", "left_early": "personal"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One service, as written in the paper diary."""

    day: date
    service: str
    form: str
    minutes: int
    note: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Something to be written down on a day."""

    day: date
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Life:
    """All that will be written of one participant."""

    entered_on: date
    answers: dict[str, Value]
    sensitive: dict[str, Value]
    case: dict[str, Value] | None
    visits: tuple[Visit, ...]
    exit: Stage | None = None
    results: tuple[Stage, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Services:
    """What may be provided: codes and notes by area."""

    codes: Mapping[str, Sequence[str]]
    notes: Mapping[str, Sequence[str]]
    disadvantages: Sequence[str]


class Fate:
    """Draws lives by chance."""

    def __init__(self, chance: Random, services: Services) -> None:
        self._chance = chance
        self._services = services

    def lives(self, family: MadeUpFamily, arrived: date) -> Iterator[Life | None]:
        """Draw a life for each member of a family, in order; None for who does not take part."""
        situations = [draw_situation(self._chance, one.age, arrived) for one in family.people]
        for one, situation in zip(family.people, situations, strict=True):
            if self._takes_part(one):
                yield self._life(
                    one, situation, family=family, situations=situations, arrived=arrived
                )
            else:
                yield None

    def _takes_part(self, one: MadeUpPerson) -> bool:
        if one.is_grown_up:
            return True
        return one.age >= SCHOOL_AGE and self._chance.random() < CHILD_PARTICIPATES

    def _life(
        self,
        one: MadeUpPerson,
        situation: Situation,
        *,
        family: MadeUpFamily,
        situations: Sequence[Situation],
        arrived: date,
    ) -> Life:
        chance = self._chance
        entered_on = workday(arrived + timedelta(weeks=chance.randrange(WEEKS_TO_ENTRY)))
        left = self._exit(entered_on)
        return Life(
            entered_on,
            answers_at_entry(
                chance, situation, family=family, situations=situations, entered_on=entered_on
            ),
            sensitive_answers(chance, self._services.disadvantages),
            self._case(one, situation) if chance.random() < CASE_IS_OPENED else None,
            tuple(self._visits(one, entered_on, left.day if left else END)),
            left,
            tuple(self._results(situation, entered_on, left)) if left else (),
        )

    def _case(self, one: MadeUpPerson, situation: Situation) -> dict[str, Value]:
        kind = "child" if not one.is_grown_up else CASE_TYPES.get(situation.labour, "family")
        return {"type": kind, "priority": self._chance.choice(PRIORITIES)}

    def _visits(self, one: MadeUpPerson, first: date, last: date) -> Iterator[Visit]:
        chance = self._chance
        day = first
        while day <= last:
            area = chance.choice(AREAS[one.is_grown_up])
            home = chance.random() < 0.35
            yield Visit(
                workday(day),
                chance.choice(self._services.codes[area]),
                "home_visit"
                if home
                else chance.choice(("individual", "office", "phone", "family")),
                chance.choice(MINUTES),
                chance.choice(self._services.notes[area]),
            )
            day += timedelta(days=chance.randint(*BETWEEN_VISITS))
        if last == END and chance.random() < 0.12:  # the last day is a full one
            yield Visit(END, chance.choice(self._services.codes["soc"]), "office", 30, "")

    def _exit(self, entered_on: date) -> Stage | None:
        chance = self._chance
        left_on = workday(entered_on + timedelta(days=chance.randint(SHORTEST_STAY, LONGEST_STAY)))
        if left_on >= END or chance.random() > LEAVES:
            return None
        state = "completed" if chance.random() < 0.65 else "left_early"
        values: dict[str, Value] = {"left_on": left_on, "state": state}
        if state == "left_early":
            values["leaving_reason"] = chance.choice(EARLY)
        return Stage(left_on, values | {"exit_state": chance.choice(EXIT_STATES)})

    def _results(self, situation: Situation, entered_on: date, left: Stage) -> Iterator[Stage]:
        """Draw what was found within four weeks, and at six months."""
        chance, left_on = self._chance, left.day
        asked = workday(left_on + timedelta(days=FOUR_WEEKS))
        if asked >= END or chance.random() < 0.1:  # some are never asked
            return

        def within_four_weeks() -> date:
            return left_on + timedelta(days=chance.randrange((asked - left_on).days))

        values: dict[str, Value] = {}
        if situation.labour in {"unemployed", "inactive"} and chance.random() < 0.35:
            values["employment_from"] = within_four_weeks()
        elif situation.labour == "inactive" and situation.in_education == "no":
            values["job_search_from"] = within_four_weeks()
        if chance.random() < 0.25:
            values["qualification"] = chance.choice(
                ("vq1", "vq_part", "key_comp", "attendance_only")
            )
            values["qualification_on"] = within_four_weeks()
        if situation.in_education == "no" and chance.random() < 0.12:
            values["education_from"] = within_four_weeks()
        if chance.random() < 0.3:
            values["services_from"] = max(entered_on, left_on - timedelta(days=14))
        yield Stage(asked, values)
        later = workday(left_on + timedelta(days=SIX_MONTHS))
        if later < END:
            found = chance.choice(("employed", "employed_improved", "unemployed", "inactive"))
            yield Stage(later, {"status_6m": found})
