"""Read what is compared of people, and find whom it is worth comparing one with (blocking, in portable SQL)."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.search import Search
from kazanlak_case.db.tables import DATA, person_index
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.name_keys import skeleton, words_of
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES
from kazanlak_case.domain.rules.phones import phones_of

MOST_OF_A_DAY = 400
"""Births of 1 January that stand for "some day of that year" must not make a warning wait."""

MOST_FOUND = 60
"""How many people of two words of a name are looked at when one person is asked about."""

Key = TypeVar("Key", bytes, str)

_person, _member = DATA["person"], DATA["household_member"]
_READ: tuple[ColumnElement[Any], ...] = (
    _person.c.id,
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
    _person.c.sex,
    _person.c.born_on,
    _person.c.id_type,
    _person.c.national_id,
    _person.c.national_id_reason,
    _person.c.settlement,
    _person.c.address,
    _person.c.phone,
    person_index.c.site,
)
# The index holds visible people only, so that `hidden` need not be asked.
_PEOPLE = select(*_READ).join_from(person_index, _person, _person.c.id == person_index.c.id)
_MEMBERS = (
    select(_member.c.household, _member.c.person)
    .where(_member.c.hidden == 0, _member.c.household.is_not(None))
    .order_by(_member.c.household, _member.c.person)
)


class Candidates:
    """Reads people as they are compared."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._search = Search(connection, context)

    def everybody(self) -> list[PersonFacts]:
        """Read all visible people, with their households, in the order they were written down."""
        people = [_facts(row) for row in self._connection.execute(_PEOPLE)]
        people.sort(key=_id_of)
        return _at_home(people, self._connection.execute(_MEMBERS).all())

    def some(self, ids: Iterable[RecordId]) -> list[PersonFacts]:
        """Read these people, with their households, in the order they were written down."""
        people = self._alone({bytes.fromhex(one) for one in ids if one})
        members = self._members(_member.c.person, {bytes.fromhex(one.id) for one in people})
        living = self._members(_member.c.household, {row.household for row in members})
        known = {bytes.fromhex(one.id) for one in people}
        relatives = self._alone({row.person for row in living} - known)
        wanted = {one.id for one in people}
        both = _at_home([*people, *relatives], living)
        return sorted((one for one in both if one.id in wanted), key=_id_of)

    def near(self, one: PersonFacts) -> list[PersonFacts]:
        """Find whom one person is worth being compared with.

        That is who shares a number, a birth date, two words of the name, a phone or a home.
        """
        ids = self._born_on(one.born_on) if one.born_on else set()
        if one.national_id:
            ids |= self.of_numbers([one.national_id])
        for words in itertools.combinations(words_of(one.name), 2):
            ids |= self._found(" ".join(words))
        for phone in phones_of(one.phone):
            ids |= self._found(phone)
        if one.households:
            homes = {bytes.fromhex(home) for home in one.households}
            ids |= {_id(row.person) for row in self._members(_member.c.household, homes)}
        return self.some(ids - {one.id})

    def of_numbers(self, numbers: Iterable[str]) -> set[RecordId]:
        """Find who has one of these numbers, of whatever kind."""
        return {
            _id(raw)
            for some in _parts(set(numbers))
            for raw in self._connection.execute(
                select(_person.c.id).where(_person.c.national_id.in_(some), _person.c.hidden == 0)
            ).scalars()
        }

    def without_number(self) -> set[RecordId]:
        """Find who has no number that proves who they are."""
        lacks = or_(
            _person.c.national_id.is_(None),
            _person.c.id_type.is_(None),
            _person.c.id_type.not_in(sorted(CHECKED_TYPES)),
            _person.c.national_id_reason.is_not(None),
        )
        found = select(_person.c.id).where(_person.c.hidden == 0, lacks)
        return set(map(_id, self._connection.execute(found).scalars()))

    def _born_on(self, day: str) -> set[RecordId]:
        days = {day, f"{day[:4]}-{day[8:10]}-{day[5:7]}"}
        found = select(person_index.c.id).where(person_index.c.born_on.in_(sorted(days)))
        return set(map(_id, self._connection.execute(found.limit(MOST_OF_A_DAY)).scalars()))

    def _found(self, typed: str) -> set[RecordId]:
        return {hit.id for hit in self._search.people(typed, limit=MOST_FOUND)}

    def _alone(self, ids: Collection[bytes]) -> list[PersonFacts]:
        return [
            _facts(row)
            for some in _parts(ids)
            for row in self._connection.execute(_PEOPLE.where(_person.c.id.in_(some)))
        ]

    def _members(
        self, column: ColumnElement[Any], ids: Collection[bytes]
    ) -> list[Row[*tuple[Any, ...]]]:
        return [
            row
            for some in _parts(ids)
            for row in self._connection.execute(_MEMBERS.where(column.in_(some)))
        ]


def _facts(row: Row[*tuple[Any, ...]]) -> PersonFacts:
    raw, given, middle, family, sex, born, *others = row
    return PersonFacts(RecordId(raw.hex()), given or "", middle, family, sex, born or "", *others)


def _at_home(
    people: list[PersonFacts], members: Iterable[Row[*tuple[Any, ...]]]
) -> list[PersonFacts]:
    """Add to each the households and the people they live with."""
    homes: dict[str, set[str]] = {}
    living: dict[str, set[str]] = {}
    for household, person in members:
        if person is not None:
            homes.setdefault(person.hex(), set()).add(household.hex())
            living.setdefault(household.hex(), set()).add(person.hex())
    if not homes:
        return people
    marks = {one.id: _mark(one) for one in people if one.id in homes}
    return [
        one._replace(
            households=tuple(sorted(homes[one.id])), relatives=_others(one, homes, living, marks)
        )
        if one.id in homes
        else one
        for one in people
    ]


def _others(
    one: PersonFacts,
    homes: dict[str, set[str]],
    living: dict[str, set[str]],
    marks: dict[RecordId, str],
) -> frozenset[str]:
    of_all = {other for home in homes[one.id] for other in living[home]} - {one.id}
    return frozenset(filter(None, (marks.get(RecordId(other), "") for other in of_all)))


def _mark(one: PersonFacts) -> str:
    """Name somebody so that they are known in another house too; without a birth date nobody is."""
    given = words_of(one.given_name)
    return f"{skeleton(given[0])} {one.born_on}" if given and one.born_on else ""


def _id_of(one: PersonFacts) -> RecordId:
    return one.id


def _id(raw: bytes) -> RecordId:
    return RecordId(raw.hex())


def _parts(ids: Collection[Key]) -> Iterator[list[Key]]:
    rest = iter(sorted(ids))
    while some := list(itertools.islice(rest, IDS_AT_ONCE)):
        yield some
