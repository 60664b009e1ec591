"""The story: four houses open, work for a year, exchange with the centre, and something goes wrong now and then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from kazanlak_case.db.verify import verify
from kazanlak_case.demo.calendar import AT_EXCHANGE, BEGIN, END, LAST_WEEK, at, last_day_of
from kazanlak_case.demo.chance import chance_of
from kazanlak_case.demo.confidential import seat_psychologist, write_in_confidence
from kazanlak_case.demo.courier import Courier
from kazanlak_case.demo.disagreements import Disagreement, disagree
from kazanlak_case.demo.houses import House
from kazanlak_case.demo.moves import MOVED, Move, accept_cases, offer_case, see_how_it_stands
from kazanlak_case.demo.office import Stage, hire_staff, introduce_head, make_centre, open_house
from kazanlak_case.demo.papers import write_papers
from kazanlak_case.demo.plan import Cast, confidential_texts, make_cast, staff_names
from kazanlak_case.demo.seeded import write_seeded
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _

ROUNDS = (16, 33, 52, LAST_WEEK)
"""The weeks after which bundles travel."""
MORNING = time(7, 0)

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What the story left behind."""

    facts: dict[str, object]


class Story:
    """One telling of the story."""

    def __init__(self, stage: Stage, *, persons: int, seed: int, tell: Tell) -> None:
        self._stage = stage
        self._persons = persons
        self._seed = seed
        self._tell = tell
        self._chance = chance_of(seed)
        self._cast: Cast = make_cast(self._chance, stage.houses, persons - MOVED)
        self._disagreements: list[Disagreement] = []
        self._after_backup: list[Path] = []
        self._moves: list[Move] = []
        self._psychologists: list[House] = []

    def perform(self) -> Made:
        """Tell it from the beginning to the end."""
        courier, houses = self._open()
        try:
            self._year(courier, houses)
            self._check(courier, houses)
            reports = write_papers(courier.centre, self._stage.reports, now=self._end())
            for report in reports:
                self._tell(_("Report written: {name}").format(name=report.name))
            facts = write_seeded(
                self._stage,
                persons=self._persons,
                seed=self._seed,
                repeats=self._cast.repeats,
                disagreements=self._disagreements,
                moves=self._moves,
                courier=courier,
            )
        finally:
            courier.centre.close()
            for house in houses:
                house.file.close()
        return Made(facts)

    def _open(self) -> tuple[Courier, list[House]]:
        """Make the centre, hire the staff, and open the houses."""
        now = at(BEGIN, MORNING)
        centre = make_centre(self._stage, now)
        names = staff_names()
        heads, rest = (
            names[: len(self._stage.profile.sites)],
            names[len(self._stage.profile.sites) :],
        )
        hired = hire_staff(centre, heads.pop(0), rest, now=now)
        self._tell(_("The central copy is made; {count} staff members").format(count=hired))
        houses = []
        for number, site in enumerate(self._stage.houses):
            file = open_house(self._stage, centre, site.code, now=now)
            introduce_head(file, heads[number], now=now)
            house = House(file, self._cast.arrivals[site.code], self._chance)
            houses.append(house)
            if seat_psychologist(house, self._stage.password, now=now):
                self._psychologists.append(house)
            self._tell(_("House prepared and enrolled: {site}").format(site=site.code))
        return Courier(self._stage, centre, self._tell), houses

    def _year(self, courier: Courier, houses: list[House]) -> None:
        """Work week by week; after some weeks bundles travel."""
        begin = 0
        rounds = (self._first_round, self._second_round, self._third_round, self._last_round)
        for last, travel in zip(ROUNDS, rounds, strict=True):
            for week in range(begin, last + 1):
                for house in houses:
                    house.type_in(week)
            begin = last + 1
            day = last_day_of(last)
            self._tell(_("Until {day:%d.%m.%Y}: {counts}").format(day=day, counts=_counted(houses)))
            travel(courier, houses, at(day, AT_EXCHANGE))

    def _plain_round(self, courier: Courier, houses: list[House], now: datetime) -> None:
        """Bundles go up and answers come back."""
        courier.deliver([courier.collect(house, now) for house in houses], now)
        for house in houses:
            courier.answer(house, now)

    def _first_round(self, courier: Courier, houses: list[House], now: datetime) -> None:
        """All goes well; then two offices write the same places down differently."""
        self._plain_round(courier, houses, now)
        self._disagreements = disagree(
            courier.centre, houses, persons=self._persons, avoid=self._twice(), now=now
        )

    def _second_round(self, courier: Courier, houses: list[House], now: datetime) -> None:
        """One bundle is brought twice; before the last one the centre makes a backup."""
        first, correction, _later = confidential_texts()
        self._write_in_confidence(first, now, correction=correction)
        bundles = [courier.collect(house, now) for house in houses]
        courier.deliver(bundles[:-1], now)
        courier.deliver_again(bundles[0], now)
        courier.back_up(now)
        self._after_backup = bundles[-1:]
        courier.deliver(self._after_backup, now)
        for house in houses:
            courier.answer(house, now)

    def _third_round(self, courier: Courier, houses: list[House], now: datetime) -> None:
        """Restore the backup: what came after it must come again before anything newer. A family is to move."""
        courier.lose_centre()
        self._offer(houses[1:], houses[0], now)
        bundles = [courier.collect(house, now) for house in houses]
        courier.deliver_late(bundles[-1], self._after_backup[0], now)
        courier.deliver(bundles[:-1], now)
        for house in houses:
            courier.answer(house, now)

    def _last_round(self, courier: Courier, houses: list[House], now: datetime) -> None:
        """Carry the move over; two more cases are offered, and wait for an answer on the story's last day."""
        accepted = accept_cases(houses[0], now)
        words = _("{site} accepts {count} case(s) of other houses")
        self._tell(words.format(site=houses[0].site, count=accepted))
        self._offer(houses[:0:-1], houses[0], now)
        self._offer(houses[:1], houses[1], now)
        self._write_in_confidence(confidential_texts()[-1], now)
        self._plain_round(courier, houses, now)
        see_how_it_stands(self._moves, courier.centre, now)

    def _write_in_confidence(
        self, texts: Sequence[str], now: datetime, *, correction: str = ""
    ) -> None:
        for house in self._psychologists:
            count = write_in_confidence(
                house, texts, self._stage.password, correction=correction, now=now
            )
            words = _("{site}: the psychologist writes {count} confidential note(s)")
            self._tell(words.format(site=house.site, count=count))

    def _offer(self, houses: Sequence[House], to: House, now: datetime) -> None:
        moving = frozenset(one.person for one in self._moves)
        disputed = frozenset(one.person for one in self._disagreements)
        avoid = self._twice() | moving | disputed
        move = offer_case(houses, to=to, avoid=avoid, now=now)
        if move is not None:
            self._moves.append(move)
            words = _("{site} offers a case to {other}")
            self._tell(words.format(site=move.from_site, other=move.to_site))

    def _twice(self) -> frozenset[RecordId]:
        """Name those whom two houses know."""
        return frozenset(
            arrival.ids[place]
            for repeat in self._cast.repeats
            for arrival, place in (repeat.first, repeat.second)
            if arrival.ids
        )

    def _check(self, courier: Courier, houses: list[House]) -> None:
        """Verify all files, and that each house holds what the centre holds of it."""
        of_centre = verify(courier.centre)
        well = of_centre.ok
        for house in houses:
            found = verify(house.file)
            well = well and found.ok and found.scopes[house.site] == of_centre.scopes[house.site]
        words = _("All files verify; each house's records are the same there and at the centre")
        self._tell(words if well else _("SOMETHING IS WRONG: run verify on each file"))

    def _end(self) -> datetime:
        return at(END, time(16, 0))


def perform(folder: Path, *, persons: int, seed: int, password: str, tell: Tell) -> Made:
    """Build the practice data under `folder`.

    Raises:
        CaseFileExistsError: There is some already.
        WeakPasswordError: The password is too short.
    """
    stage = Stage.prepared(folder, password)
    return Story(stage, persons=persons, seed=seed, tell=tell).perform()


def _counted(houses: list[House]) -> str:
    words = _("{people} people, {entries} participants, {visits} visits, {exits} exits")
    return words.format(
        people=sum(house.counts.people for house in houses),
        entries=sum(house.counts.entries for house in houses),
        visits=sum(house.counts.visits for house in houses),
        exits=sum(house.counts.exits for house in houses),
    )
