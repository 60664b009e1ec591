"""Find any person as one types: part of a name in Cyrillic or Latin, ЕГН, phone or case number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, text

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.search_index import create_index, rebuild_index, refresh_index
from kazanlak_case.db.search_question import TIERS, Question
from kazanlak_case.db.tables import DATA, name_word, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.domain.rules.values import full_name

__all__ = ["PersonHit", "Search", "create_index"]

MOST_WORDS = 30
"""How many words of the index a part of a name may stand in before it says too little."""

_MATCH = text("SELECT rowid FROM person_search WHERE person_search MATCH :match LIMIT :limit")

_person, _case = DATA["person"], DATA["case"]
_other = _case.alias("other")
_NEWEST_CASE = (
    select(_other.c.id)
    .where(_other.c.person == _person.c.id, _other.c.hidden == 0)
    .order_by(_other.c.closed_on.is_not(None), _other.c.opened_on.desc(), _other.c.id.desc())
    .limit(1)
    .correlate(_person)
    .scalar_subquery()
)
_SHOWN: tuple[ColumnElement[Any], ...] = (
    person_index.c.pid,
    person_index.c.id,
    person_index.c.site,
    person_index.c.sort_key,
    person_index.c.found_by,
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
    _person.c.born_on,
    _person.c.settlement,
    _person.c.national_id,
    _person.c.phone,
    _case.c.number,
)
_FOUND = (
    select(*_SHOWN)
    .join_from(person_index, _person, _person.c.id == person_index.c.id)
    .outerjoin(_case, _case.c.id == _NEWEST_CASE)
)


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One person found, with what tells people of one name apart. `reason` is one of search_question.TIERS."""

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
        tier_of: dict[int, str] = {}
        for tier in TIERS:
            match = question.match(tier, self._words_with)
            if not match:
                break
            for pid in self._pids(match, limit):
                tier_of.setdefault(pid, tier)
            if len(tier_of) >= limit:
                break
        return self._hits(question, tier_of)[:limit]

    def refresh(self, person_ids: Iterable[bytes]) -> None:
        """Bring the index up to date after these people, or their case numbers, have changed."""
        refresh_index(self._connection, person_ids)

    def rebuild(self) -> None:
        """Make the whole index anew."""
        rebuild_index(self._connection)

    def _pids(self, match: str, limit: int) -> Iterator[int]:
        found = self._connection.execute(_MATCH, {"match": match, "limit": limit})
        yield from found.scalars()

    def _words_with(self, part: str) -> Iterator[str]:
        words = select(name_word.c.key).where(func.instr(name_word.c.key, part) > 0)
        yield from self._connection.execute(words.limit(MOST_WORDS)).scalars()

    def _hits(self, question: Question, tier_of: dict[int, str]) -> list[PersonHit]:
        if not tier_of:
            return []
        rows = self._connection.execute(_FOUND.where(person_index.c.pid.in_(list(tier_of))))
        ranked = sorted(
            (TIERS.index(tier_of[row.pid]), row.sort_key, row.pid, row)
            for row in rows
            if question.is_meant(row.found_by)
        )
        return [_hit(row, TIERS[rank]) for rank, _, _, row in ranked]


def _hit(row: Row[Any], reason: str) -> PersonHit:
    return PersonHit(
        id=RecordId(row.id.hex()),
        name=full_name(row.given_name, row.middle_name, row.family_name),
        born_on=date.fromisoformat(row.born_on) if row.born_on else None,
        settlement=row.settlement,
        national_id_masked=mask_number(row.national_id),
        phone=row.phone,
        case_number=row.number,
        site=row.site,
        reason=reason,
    )
