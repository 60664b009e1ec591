"""A house's year as a bundle brings it: 76 600 changes in 27 000 changesets, with conflicts, deletes and questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from files import new_centre, new_house
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.changes import Born, Change, Deleted, Edited
from kazanlak_case.domain.exchange import Header, Segment
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.export.bundle_export import export_bundle
from kazanlak_case.export.bundle_import import import_bundles
from kazanlak_case.export.bundle_partners import BundleReader
from made_up import NOW, MadeUp, work_days
from measures import Run

CHANGES = 76_600
DAYS = 250
CONTESTED = 300
"""People whose phone both sides write; of some of them, one side edits what the other deletes."""


@dataclass(frozen=True)
class HouseYear:
    """The bundle of a year, the centre it is for as it stood before, and the house as it stands after."""

    centre: Path
    house: Path
    bundle: Path
    header: Header
    segments: list[Segment]
    changesets: int


def shared_house_year(run: Run, changes: int) -> HouseYear:
    """Make the year once for all subjects of a run; nobody writes to its files, but to copies of them."""
    return house_year(run.folder.parent / f"year-{changes}", changes)


@cache
def house_year(folder: Path, changes: int = CHANGES) -> HouseYear:
    """Let a house and the centre work for a year without seeing each other's."""
    folder.mkdir(parents=True)
    centre = new_centre(folder / "centre.kcase")
    house = new_house(folder / "house.kcase", centre)
    year = _Year(house, centre, changes, folder)
    year.begin()
    year.work()
    bundle = folder / "year.kbundle"
    export_bundle(house, bundle, now=NOW)
    with BundleReader.of(centre, now=NOW).open(bundle) as content:
        header, segments = content.header, list(content.segments())
    house.close()
    centre.close()
    sets = sum(len(segment.changesets.last) for segment in segments)
    return HouseYear(
        folder / "centre.kcase", folder / "house.kcase", bundle, header, segments, sets
    )


class _Year:
    """What happens in a year: new people, single visits, groups, answers for the fund, corrections, mistakes."""

    def __init__(self, house: CaseFile, centre: CaseFile, changes: int, folder: Path) -> None:
        self._house, self._centre, self._wanted = house, centre, changes
        self._folder = folder
        self._made = MadeUp()
        self._people: list[RecordId] = []
        self._cases: dict[RecordId, RecordId] = {}
        self._visits: list[RecordId] = []
        self._share = changes / CHANGES

    def begin(self) -> None:
        """People both know, whom both then write to."""
        now = NOW - timedelta(days=380)
        count = max(20, int(500 * self._share))
        with self._house.writing(now) as uow:
            uow.log.append(
                [change for _ in range(count) for change in self._new_person(now)], "taken_in"
            )
            uow.commit()
        there, back = self._folder / "there.kbundle", self._folder / "back.kbundle"
        export_bundle(self._house, there, now=now)
        import_bundles(self._centre, [there], now=now)
        export_bundle(self._centre, back, to_site="kran", now=now)
        import_bundles(self._house, [back], now=now)
        contested = self._people[: max(5, int(CONTESTED * self._share))]
        now += timedelta(days=1)
        with self._centre.writing(now) as uow:
            for person in contested:
                uow.log.append([self._phone(person)], "person_saved")
            uow.commit()
        with self._house.writing(now) as uow:
            for number, person in enumerate(contested):
                change = Deleted("person", person) if number % 10 == 0 else self._phone(person)
                uow.log.append([change], "person_saved")
            uow.commit()

    def work(self) -> None:
        """Work until the year has its changes."""
        left = self._wanted - max(5, int(CONTESTED * self._share))
        per_day = left / DAYS
        written, due = 0, 0.0
        for now in work_days(DAYS):
            due += per_day
            with self._house.writing(now) as uow:
                for what, changes in self._day(now, int(due) - written):
                    uow.log.append(changes, what)
                    written += len(changes)
                uow.commit()

    def _day(self, now: datetime, count: int) -> Iterator[tuple[str, list[Change]]]:
        while count > 0:
            what, changes = self._intention(now, most=count)
            count -= len(changes)
            yield what, changes

    def _intention(self, now: datetime, *, most: int) -> tuple[str, list[Change]]:
        """One intention: by number half are visits, by changes two thirds are groups' attendance lists."""
        pick, made = self._made.random, self._made
        dice = pick.random()
        if dice < 0.09 and most >= 2:
            return "person_saved", self._new_person(now)
        if dice < 0.16 and most >= 3:
            records = made.participation(now, pick.choice(self._people))
            return "participation_saved", [Born(record) for record in records]
        if dice < 0.29 and most >= 12:
            group = pick.sample(self._people, 12)
            return "group_recorded", [self._visit(now, person, form="group") for person in group]
        if dice < 0.55:
            return "person_saved", [self._correction()]
        if dice < 0.56 and self._visits:
            visit = self._visits.pop(pick.randrange(len(self._visits)))
            return "visit_deleted", [Deleted("service_entry", visit)]
        return "visit_recorded", [self._visit(now, pick.choice(self._people))]

    def _correction(self) -> Change:
        pick = self._made.random
        person = pick.choice(self._people)
        if pick.random() < 0.2:
            values = {"priority": pick.choice(("low", "medium", "high", "urgent"))}
            return Edited("case", self._cases[person], values)
        return self._phone(person)

    def _phone(self, person: RecordId) -> Edited:
        return Edited("person", person, {"phone": f"089{self._made.random.randrange(10**7):07d}"})

    def _new_person(self, now: datetime) -> list[Change]:
        person = self._made.person(now)
        case = self._made.case(now, person.id, len(self._people) + 1)
        self._people.append(person.id)
        self._cases[person.id] = case.id
        return [Born(person), Born(case)]

    def _visit(self, now: datetime, person: RecordId, *, form: str | None = None) -> Change:
        visit = self._made.visit(now, person, case=self._cases[person], form=form)
        self._visits.append(visit.id)
        return Born(visit)
