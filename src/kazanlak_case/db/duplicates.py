"""People who may be in the file twice: the same number for certain, the same name and birth as a suggestion."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.tables import DATA, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES, NO_NUMBER, mask_number

NUMBER, NAME_AND_BIRTH = "number", "name_and_birth"

_person = DATA["person"]
# The index holds visible people only, so that `hidden` need not be asked.
_COLUMNS: Sequence[ColumnElement[Any]] = (*columns_of(Person), person_index.c.site)
_PEOPLE = select(*_COLUMNS).join_from(person_index, _person, _person.c.id == person_index.c.id)
_NUMBER_OF = (_person.c.national_id, _person.c.id_type)
_NAME_OF = (person_index.c.sort_key, person_index.c.born_on)


class PersonRef(NamedTuple):
    """One person of a pair, with what tells people of one name apart."""

    id: RecordId
    name: str
    born_on: date | None
    settlement: str | None
    national_id_masked: str
    site: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records that are, or may be, one person; `reasons` are codes of what agrees."""

    first: PersonRef
    second: PersonRef
    certain: bool
    reasons: tuple[str, ...]


class _Candidate(NamedTuple):
    """What is compared of one person."""

    ref: PersonRef
    number: tuple[str, str]
    birth: tuple[str, str]


_Pairs: TypeAlias = list[DuplicatePair]
_Candidates: TypeAlias = list[_Candidate]


class Duplicates:
    """Compares the visible people of this file, of all its sites."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def list(self) -> _Pairs:
        """List all pairs, the certain ones first, in the order of names."""
        of_number = (
            select(*_NUMBER_OF)
            .where(_person.c.national_id.is_not(None), _person.c.id_type.in_(CHECKED_TYPES))
            .group_by(*_NUMBER_OF)
            .having(func.count() > 1)
        )
        of_name = (
            select(*_NAME_OF)
            .where(person_index.c.born_on != "")
            .group_by(*_NAME_OF)
            .having(func.count() > 1)
        )
        same_number = self._candidates(tuple_(*_NUMBER_OF).in_(of_number))
        same_name = self._candidates(tuple_(*_NAME_OF).in_(of_name))
        return _in_order([*_pairs(same_number, _number_of), *_pairs(same_name, _birth_of)])

    def of(self, person_id: RecordId) -> _Pairs:
        """List the pairs one person belongs to; that person comes first in each."""
        found = self._candidates(_person.c.id == bytes.fromhex(person_id))
        return self._pairs_with(found[0]) if found else []

    def like(self, person: Person) -> _Pairs:
        """List who is here already when a person is about to be saved, to warn at entry."""
        return self._pairs_with(_candidate(person, ""))

    def _pairs_with(self, one: _Candidate) -> _Pairs:
        alike = self._candidates(tuple_(*_NUMBER_OF) == tuple_(*one.number))
        alike += self._candidates(tuple_(*_NAME_OF) == tuple_(*one.birth))
        others = (other for other in alike if other.ref.id != one.ref.id)
        return _in_order(pair for other in others if (pair := _compared(one, other)))

    def _candidates(self, where: ColumnElement[bool]) -> _Candidates:
        return [
            _candidate(record_of(Person, row), row.site)
            for row in self._connection.execute(_PEOPLE.where(where))
        ]


def _candidate(person: Person, site: str) -> _Candidate:
    masked = mask_number(person.national_id)
    born_on = person.born_on.isoformat() if person.born_on else ""
    has_number = person.national_id and person.id_type not in {None, NO_NUMBER}
    return _Candidate(
        PersonRef(person.id, person.name, person.born_on, person.settlement, masked, site),
        (person.national_id or "", person.id_type or "") if has_number else ("", ""),
        (sort_key(person.name), born_on),
    )


def _pairs(found: _Candidates, group: Callable[[_Candidate], tuple[str, str]]) -> _Pairs:
    pairs = []
    for _, alike in itertools.groupby(sorted(found, key=group), key=group):
        for one, other in itertools.combinations(sorted(alike, key=_id_of), 2):
            if pair := _compared(one, other):
                pairs.append(pair)
    return pairs


def _compared(one: _Candidate, other: _Candidate) -> DuplicatePair | None:
    """Compare two people; None if nothing says that they are one."""
    if all(one.number) and one.number == other.number and one.number[1] in CHECKED_TYPES:
        return DuplicatePair(one.ref, other.ref, certain=True, reasons=(NUMBER,))
    # Two people with numbers of their own are two people, however alike their names.
    if all(one.number) and all(other.number):
        return None
    if all(one.birth) and one.birth == other.birth:
        return DuplicatePair(one.ref, other.ref, certain=False, reasons=(NAME_AND_BIRTH,))
    return None


def _in_order(pairs: Iterable[DuplicatePair]) -> _Pairs:
    return sorted(dict.fromkeys(pairs), key=_place_of)


def _number_of(one: _Candidate) -> tuple[str, str]:
    return one.number


def _birth_of(one: _Candidate) -> tuple[str, str]:
    return one.birth


def _id_of(one: _Candidate) -> RecordId:
    return one.ref.id


def _place_of(pair: DuplicatePair) -> tuple[bool, str, RecordId, RecordId]:
    return not pair.certain, sort_key(pair.first.name), pair.first.id, pair.second.id
