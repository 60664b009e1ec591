"""Find any person as one types: part of a name in Cyrillic or Latin, ЕГН, phone or case number."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.search_index import create_index, rebuild_index, refresh_index
from kazanlak_case.db.search_question import NO_HIT, Question, Surety
from kazanlak_case.db.short_forms import short_forms
from kazanlak_case.db.tables import DATA, name_word, person_index
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.name_keys import WordKeys
from kazanlak_case.domain.rules.numbers import mask_number
from kazanlak_case.domain.rules.values import full_name

__all__ = ["PersonHit", "Search", "create_index"]

SHORTEST_PART = 3
"""Fewer letters of another spelling, or from within a name, would be half the alphabet."""

MOST_WORDS = 200
"""How many words of the index a typed one may also mean before it says too little."""

LAST = "\uffff"

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
_WORDS = select(name_word.c.key).limit(MOST_WORDS)
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
        widened: list[dict[str, Surety]] = [{} for _ in question.words]
        pids = dict.fromkeys(self._pids(question.beginning(), limit))
        if len(pids) == limit:
            # More names begin so than can be shown: those that are the whole word come first.
            pids = dict.fromkeys(self._pids(question.exactly(), limit)) | pids
        elif not self._widen(question, widened, pids, words=self._similar, limit=limit):
            self._widen(question, widened, pids, words=self._distant, limit=limit)
        return self._hits(question, list(pids)[:limit], widened)

    def refresh(self, person_ids: Iterable[bytes]) -> None:
        """Bring the index up to date after these people, or cases of theirs, have changed."""
        refresh_index(self._connection, person_ids)

    def rebuild(self) -> None:
        """Make the whole index anew."""
        rebuild_index(self._connection)

    def _widen(
        self,
        question: Question,
        widened: list[dict[str, Surety]],
        pids: dict[int, None],
        *,
        words: Callable[[WordKeys], dict[str, Surety]],
        limit: int,
    ) -> bool:
        """Look for less sure hits too, and tell whether there are enough now."""
        to_parts = words == self._distant
        is_wider = to_parts and bool(question.numbers)
        for at, word in enumerate(question.words):
            new = words(word)
            is_wider = is_wider or bool(new.keys() - widened[at].keys())
            widened[at] = new | widened[at]
        if is_wider:
            pids |= dict.fromkeys(self._pids(question.widened(widened, to_parts=to_parts), limit))
        return len(pids) >= limit

    def _pids(self, match: str, limit: int) -> list[int]:
        found = self._connection.exec_driver_sql(_MATCH, (match, limit))
        return [pid for (pid,) in found.all()]

    def _similar(self, word: WordKeys) -> dict[str, Surety]:
        loose = [
            name_word.c.loose.between(start, start + LAST)
            for start in word.loose_beginning
            if len(start) >= SHORTEST_PART
        ]
        found = or_(name_word.c.key.in_(word.stem), name_word.c.loose.in_(word.loose), *loose)
        return dict.fromkeys(self._words(found), Surety.SIMILAR)

    def _distant(self, word: WordKeys) -> dict[str, Surety]:
        parts = [
            func.instr(name_word.c.key, part) > 0
            for part in {*word.beginning, *word.whole}
            if len(part) >= SHORTEST_PART
        ]
        inner = dict.fromkeys(self._words(or_(*parts)), Surety.PART) if parts else {}
        forms = short_forms()
        short = [other for key in word.whole for other in forms.get(key, ())]
        return inner | dict.fromkeys(short, Surety.SHORT_FORM)

    def _words(self, where: ColumnElement[bool]) -> list[str]:
        return list(self._connection.execute(_WORDS.where(where)).scalars())

    def _hits(
        self, question: Question, pids: list[int], widened: list[dict[str, Surety]]
    ) -> list[PersonHit]:
        if not pids:
            return []
        rows = self._connection.execute(_FOUND, {"pids": json.dumps(pids)}).all()
        ranked = sorted(
            (question.surety(found_by, widened), not question.is_spelled_so(name), name, pid, shown)
            for pid, name, found_by, *shown in rows
        )
        return [
            _hit(Surety(surety).name.lower(), *shown)
            for surety, _, _, _, shown in ranked
            if surety < NO_HIT
        ]


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
