"""Find any person as one types: part of a name in Cyrillic or Latin, ЕГН, phone or case number."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.name_words import NameWords
from kazanlak_case.db.search_index import create_index, rebuild_index, refresh_index
from kazanlak_case.db.search_question import NO_HIT, Question, Surety
from kazanlak_case.db.tables import DATA, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.domain.rules.values import full_name

__all__ = ["PersonHit", "Search", "create_index"]

FEW = 10
"""With fewer sure hits than these, less sure ones are looked for too; with more they would only be in the way."""

_MATCH = "SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?"

_person, _case = DATA["person"], DATA["case"]
_SHOWN: tuple[ColumnElement[Any], ...] = (
    person_index.c.pid,
    person_index.c.sort_key,
    person_index.c.found_by,
    person_index.c.id,
    person_index.c.site,
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
    _person.c.born_on,
    _person.c.settlement,
    _person.c.national_id,
    _person.c.phone,
    _case.c.number,
)
_PIDS = func.json_each(bindparam("pids")).table_valued("value")
_FOUND = (
    select(*_SHOWN)
    .join_from(person_index, _person, _person.c.id == person_index.c.id)
    .outerjoin(_case, _case.c.id == person_index.c.case_id)
    .where(person_index.c.pid.in_(select(_PIDS.c.value)))
)


class PersonHit(NamedTuple):
    """One person found, with what tells people of one name apart. `reason` is a name of search_question.Surety."""

    id: RecordId
    name: str
    born_on: date | None
    settlement: str | None
    national_id_masked: str
    phone: str | None
    case_number: str | None
    site: str
    reason: str


class Search:
    """Searches the visible people of this file."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def people(self, typed: str, limit: int = 50) -> list[PersonHit]:
        """Find people, the surest first: whole words, beginnings, other spellings, short forms, inner parts."""
        question = Question.of(typed)
        if not (question.words or question.numbers):
            return []
        words = NameWords(self._connection, question.words)
        begun = question.meaning(words.meant) if words.add_begun() else question.beginning()
        pids = self._pids(begun, limit)
        if len(pids) < min(FEW, limit):
            return self._less_sure(question, words, dict.fromkeys(pids), limit=limit)
        # More may begin so than can be shown: those that are the whole word come first.
        exact = self._pids(question.exactly(), limit)
        whole, pids = set(exact), list(dict.fromkeys(exact + pids))
        ranked = [
            (Surety.EXACT if row[0] in whole else Surety.BEGINNING, row)
            for row in self._rows(pids[:limit])
        ]
        return self._hits(question, ranked)

    def refresh(self, person_ids: Iterable[bytes]) -> None:
        """Bring the index up to date after these people, or cases of theirs, have changed."""
        refresh_index(self._connection, person_ids)

    def rebuild(self) -> None:
        """Make the whole index anew."""
        rebuild_index(self._connection)

    def _less_sure(
        self, question: Question, words: NameWords, pids: dict[int, None], *, limit: int
    ) -> list[PersonHit]:
        """Add those who are spelled otherwise or called by a short form, then those found by a part."""
        words.add_similar()
        pids |= dict.fromkeys(self._pids(question.meaning(words.meant), limit))
        if len(pids) < min(FEW, limit):
            words.add_with_part()
            pids |= dict.fromkeys(self._pids(question.meaning(words.meant, to_parts=True), limit))
        rows = self._rows(list(pids)[:limit])
        return self._hits(question, [(question.surety(row[2], words.meant), row) for row in rows])

    def _pids(self, match: str, limit: int) -> list[int]:
        found = self._connection.exec_driver_sql(_MATCH, (match, limit))
        return [pid for (pid,) in found.all()]

    def _rows(self, pids: list[int]) -> Sequence[Sequence[Any]]:
        return self._connection.execute(_FOUND, {"pids": json.dumps(pids)}).all() if pids else []

    def _hits(
        self, question: Question, found: Iterable[tuple[int, Sequence[Any]]]
    ) -> list[PersonHit]:
        ranked = sorted(
            (surety, not question.is_spelled_so(row[1]), row[1], row[0], row)
            for surety, row in found
            if surety < NO_HIT
        )
        return [_hit(Surety(surety).name.lower(), *row[3:]) for surety, _, _, _, row in ranked]


def _hit(reason: str, *shown: Any) -> PersonHit:
    one, site, given, middle, family, born_on, settlement, number, phone, case_number = shown
    return PersonHit(
        id=RecordId(one.hex()),
        name=full_name(given, middle, family),
        born_on=date.fromisoformat(born_on) if born_on else None,
        settlement=settlement,
        national_id_masked=mask_number(number),
        phone=phone,
        case_number=case_number,
        site=site,
        reason=reason,
    )
