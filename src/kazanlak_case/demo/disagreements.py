"""Let the centre and a house change the same place without knowing of each other: the conflicts of the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo.houses import House
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.services.people import save_person

FIELD = "phone"
PEOPLE_PER_DISAGREEMENT = 200


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One person whose phone two offices wrote down differently."""

    site: str
    person: RecordId
    house_says: str
    centre_says: str


def disagree(
    centre: CaseFile,
    houses: Sequence[House],
    *,
    persons: int,
    avoid: frozenset[RecordId],
    now: datetime,
) -> list[Disagreement]:
    """Write the phones of some people differently here and there.

    Beside each, where there are people enough, one person gets the same new phone in both places, and one gets a phone
    here and an address there: neither is a conflict, and neither may be listed as one.
    """
    wanted = max(2, persons // PEOPLE_PER_DISAGREEMENT)
    free = [(house, _with_phone(house, avoid, now=now)) for house in houses]
    free.sort(key=lambda one: len(one[1]), reverse=True)
    made = []
    for at in range(wanted):
        house, people = free[at % len(free)]
        if people:
            made.append(_differ(centre, house, people.pop(0), number=at, now=now))
        if len(people) > wanted:
            _agree(centre, house, people.pop(0), people.pop(0), number=at, now=now)
    return made


def _differ(
    centre: CaseFile, house: House, person: RecordId, *, number: int, now: datetime
) -> Disagreement:
    one = Disagreement(house.site, person, f"0880 01 01 {number:02d}", f"0880 01 02 {number:02d}")
    _save(house.file, person, FIELD, one.house_says, now=now)
    _save(centre, person, FIELD, one.centre_says, now=now)
    return one


def _agree(  # noqa: PLR0913 - two people, here and there
    centre: CaseFile,
    house: House,
    same: RecordId,
    elsewhere: RecordId,
    *,
    number: int,
    now: datetime,
) -> None:
    for file in (house.file, centre):
        _save(file, same, FIELD, f"0880 01 03 {number:02d}", now=now)
    _save(house.file, elsewhere, FIELD, f"0880 01 04 {number:02d}", now=now)
    _save(centre, elsewhere, "email", f"oshte{number:02d}@example.bg", now=now)


def _save(file: CaseFile, person: RecordId, field: str, value: str, *, now: datetime) -> None:
    with file.writing(now) as uow:
        save_person(uow, person, {field: value})


def _with_phone(house: House, avoid: frozenset[RecordId], *, now: datetime) -> list[RecordId]:
    """List the people of a house who have a phone, in the order they came."""
    with house.file.reading(now) as uow:
        ids = [one for arrival in house.arrivals for one in arrival.ids if one not in avoid]
        people = uow.records.many(Person, ids)
    return [one for one in ids if people[one].phone]
