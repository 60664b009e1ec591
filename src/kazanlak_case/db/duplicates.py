"""People who may be in the file twice: whom to compare, what was decided, and whom a bundle touched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.likeness_blocks import pairs_within
from kazanlak_case.db.likeness_candidates import Candidates
from kazanlak_case.db.tables import DATA, change, person_index
from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.exchange import LogKey, Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.numbers import CHECKED_TYPES

Pair: TypeAlias = tuple[PersonFacts, PersonFacts]
Decisions: TypeAlias = Mapping[frozenset[RecordId], str]
"""What was decided about two people, by their ids."""

SAME, DIFFERENT = "same", "different"

FEW = 40
"""So many people are looked up one by one; for more it is quicker to go through everybody once."""

_person = DATA["person"]


class Duplicates:
    """Finds whom to compare among the visible people of this file, of all its sites (services/duplicates.py compares)."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._candidates = Candidates(connection, context)

    def pairs(self, progress: Progress = no_progress) -> Iterator[Pair]:
        """Give every two people worth comparing."""
        return pairs_within(self._candidates.everybody(), progress=progress)

    def pairs_of(self, ids: Iterable[RecordId]) -> Iterator[Pair]:
        """Give every two people worth comparing of whom at least one is among these."""
        wanted = frozenset(ids)
        asked = self._candidates.some(wanted)
        if len(asked) > FEW:
            everybody = sorted([*asked, *self._worth_comparing(asked)], key=_in_order)
            yield from pairs_within(everybody, wanted)
            return
        seen: set[frozenset[RecordId]] = set()
        for one in asked:
            for other in self._candidates.near(one):
                both = frozenset({one.id, other.id})
                if both not in seen:
                    seen.add(both)
                    yield one, other

    def pairs_with(
        self, drafts: Sequence[PersonFacts], progress: Progress = no_progress
    ) -> Iterator[Pair]:
        """Pair people who are not in the file yet with those who are, and with each other; a draft comes first."""
        if drafts:
            others = self._worth_comparing(drafts)
            mine = frozenset(one.id for one in drafts)
            yield from pairs_within([*drafts, *others], mine, progress=progress)

    def _worth_comparing(self, asked: Sequence[PersonFacts]) -> list[PersonFacts]:
        """Read whom many may have to be compared with: who has a number is compared only with those who have none."""
        known = {one.id for one in asked}
        numbers = [one.number[1] for one in asked if one.number]
        if len(numbers) < len(asked):
            return [one for one in self._candidates.everybody() if one.id not in known]
        others = self._candidates.without_number() | self._candidates.of_numbers(numbers)
        return self._candidates.some(others - known)

    def near(self, one: PersonFacts) -> list[PersonFacts]:
        """Find whom somebody who may not be saved yet is worth comparing with."""
        return self._candidates.near(one)

    def glance(self) -> Iterator[Pair]:
        """Give the pairs that the database finds by itself: one number, or one name and birth date."""
        number, name = (
            (_person.c.national_id, _person.c.id_type),
            (person_index.c.sort_key, person_index.c.born_on),
        )
        of_number = _repeated(*number).where(
            _person.c.national_id.is_not(None), _person.c.id_type.in_(CHECKED_TYPES)
        )
        of_name = _repeated(*name).where(person_index.c.born_on != "")
        found = (
            select(_person.c.id).where(tuple_(*number).in_(of_number)),
            select(person_index.c.id).where(tuple_(*name).in_(of_name)),
        )
        ids = {one for query in found for one in self._connection.execute(query).scalars()}
        return pairs_within(self._candidates.some(RecordId(one.hex()) for one in ids))

    def decisions(self) -> Decisions:
        """Give what people decided, and who goes on in another house under a new id: the same person, known as such."""
        decided, goes_on = DATA["duplicate_decision"], DATA["continuation"]
        found = {
            frozenset({_id(row.person), _id(row.other)}): row.verdict or SAME
            for row in self._connection.execute(
                select(decided.c.person, decided.c.other, decided.c.verdict).where(
                    decided.c.hidden == 0,
                    decided.c.person.is_not(None),
                    decided.c.other.is_not(None),
                )
            )
        }
        goes = select(goes_on.c.record, goes_on.c.continues).where(
            goes_on.c.hidden == 0, goes_on.c.type == "person", goes_on.c.record.is_not(None)
        )
        for row in self._connection.execute(goes):
            found[frozenset({_id(row.record), _id(row.continues)})] = SAME
        return found

    def touched_since(self, first: Mapping[LogKey, int]) -> set[RecordId]:
        """Give the people whom changes touched, from the given number of each log on."""
        names = self._context.names
        touched: set[RecordId] = set()
        tbl = names.tbl(self._connection, "person")
        for log, number in first.items():
            rid = names.known_rid(log)
            found = select(change.c.row).where(
                change.c.rid == rid, change.c.seq >= number, change.c.tbl == tbl
            )
            touched.update(
                RecordId(raw.hex()) for raw in self._connection.execute(found.distinct()).scalars()
            )
        return touched


def _in_order(one: PersonFacts) -> RecordId:
    return one.id


def _repeated(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).group_by(*columns).having(func.count() > 1)


def _id(raw: bytes | None) -> RecordId:
    return RecordId(raw.hex()) if raw else RecordId("")
