"""Find any person as one types: part of a name in Cyrillic or Latin, ЕГН, phone or case number."""

from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Annotated, Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, or_, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.full_text import Row, full_text
from kazanlak_case.db.name_words import NameWords
from kazanlak_case.db.search_index import (
    create_index,
    keys_by_field,
    rebuild_index,
    refresh_index,
)
from kazanlak_case.db.search_question import NO_HIT, Asked, Question, Surety
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.domain.rules.sight import NAME, Of

__all__ = ["PersonHit", "Search", "create_index"]

REASONS = tuple(surety.name.lower() for surety in Surety)

FEW = 10
"""With fewer sure hits than these, less sure ones are looked for too; with more they would only be in the way."""

_ASKED_FOR_MORE = 4
"""How many times the hits are looked through, where some of them may have to be left out."""

_Rows: TypeAlias = dict[int, Row]


class PersonHit(NamedTuple):
    """One person found, with what tells people of one name apart. `reason` is one of REASONS."""

    id: RecordId
    name: Annotated[str, Of(NAME)]
    born_on: Annotated[date | None, Of("person.born_on")]
    settlement: Annotated[str | None, Of("person.settlement")]
    national_id_masked: Annotated[str, Of("person.national_id")]
    phone: Annotated[str | None, Of("person.phone")]
    case_number: Annotated[str | None, Of("case.number")]
    site: str
    reason: str
    born_precision: Annotated[str | None, Of("person.born_precision")] = None
    nickname: Annotated[str | None, Of("person.nickname")] = None


class Search:
    """Searches the visible people of this file."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._answers: dict[tuple[Asked, int], _Rows] = {}

    def people(
        self, typed: str, limit: int = 50, *, unseen: frozenset[str] = frozenset()
    ) -> list[PersonHit]:
        """Find people, the surest first: whole words, beginnings, other spellings, short forms, inner parts.

        Nobody is found by what stands in `unseen`: "national_id", "phone" or "case_number".
        """
        if not unseen:
            return self._with_more(self._people(typed, limit))
        # Whoever may not see numbers is seldom many: the index is asked as ever, and hits by them are left out.
        question = Question.of(typed)
        own = self._people(typed, limit * _ASKED_FOR_MORE)
        seen = [hit for hit in own if self._is_found_by_seen(question, hit, unseen)]
        return self._with_more(seen[:limit])

    def _with_more(self, hits: list[PersonHit]) -> list[PersonHit]:
        """Add what few people have and the index need not hold: how exact a birth is, what people call them."""
        person = DATA["person"].c
        query = select(person.id, person.born_precision, person.nickname).where(
            person.id.in_([bytes.fromhex(hit.id) for hit in hits]),
            or_(person.born_precision.is_not(None), person.nickname.is_not(None)),
        )
        more = {row.id.hex(): row for row in self._connection.execute(query)} if hits else {}
        return [
            hit._replace(born_precision=more[hit.id].born_precision, nickname=more[hit.id].nickname)
            if hit.id in more
            else hit
            for hit in hits
        ]

    def _is_found_by_seen(self, question: Question, hit: PersonHit, unseen: frozenset[str]) -> bool:
        keys = keys_by_field(self._connection, bytes.fromhex(hit.id))
        seen = [key for field, some in keys.items() if field not in unseen for key in some]
        hidden = [key for field in unseen for key in keys[field]]
        return question.is_met_by(seen, hidden)

    def _people(self, typed: str, limit: int) -> list[PersonHit]:
        question = Question.of(typed)
        self._answers.clear()
        if not (question.words or question.numbers):
            return []
        exact = self._rows(question.exactly(), limit)
        if len(exact) == limit:
            return _hits(question, ((Surety.EXACT, row) for row in exact.values()))
        words = NameWords(self._connection, question.words)
        sure = question.meaning(words.meant) if words.add_begun() else question.beginning()
        found = exact | self._rows(sure, limit)
        if len(found) < min(FEW, limit):
            return self._less_sure(question, words, found, limit=limit)
        ranked = (
            (Surety.EXACT if pid in exact else Surety.BEGINNING, row)
            for pid, row in islice(found.items(), limit)
        )
        return _hits(question, ranked)

    def refresh(self, person_ids: Iterable[bytes]) -> None:
        """Bring the index up to date after these people, or cases of theirs, have changed."""
        refresh_index(self._connection, person_ids)

    def rebuild(self) -> None:
        """Make the whole index anew."""
        rebuild_index(self._connection)

    def _less_sure(
        self, question: Question, words: NameWords, found: _Rows, *, limit: int
    ) -> list[PersonHit]:
        """Add those who are spelled otherwise or called by a short form, then those found by a part."""
        words.add_similar()
        found |= self._rows(question.meaning(words.meant), limit)
        if len(found) < min(FEW, limit):
            words.add_with_part()
            found |= self._rows(question.meaning(words.meant, to_parts=True), limit)
        rows = islice(found.values(), limit)
        return _hits(question, ((question.surety(row[2], words.meant), row) for row in rows))

    def _rows(self, asked: Asked, limit: int) -> _Rows:
        """Ask the index; where less sure words add nothing, the same question is not asked again."""
        if (asked, limit) not in self._answers:
            found = full_text(self._connection).find(asked, limit)
            self._answers[asked, limit] = {row[0]: row for row in found}
        return self._answers[asked, limit]


def _hits(question: Question, found: Iterable[tuple[int, Row]]) -> list[PersonHit]:
    ranked = sorted(
        (surety, not question.is_spelled_so(row[1]), row[1], row[0], row)
        for surety, row in found
        if surety < NO_HIT
    )
    return [_hit(REASONS[surety], *row[3:]) for surety, _, _, _, row in ranked]


def _hit(reason: str, *shown: Any) -> PersonHit:
    one, name, born_on, settlement, number, phone, case_number, site = shown
    return PersonHit(
        RecordId(one.hex()),
        name,
        date.fromisoformat(born_on) if born_on else None,
        settlement,
        mask_number(number),
        phone,
        case_number,
        site,
        reason,
    )
