"""Keep the search index of people in step with their records: the words, numbers and order they are found by.

Two tables and a full-text index (full_text.py), all local to this file.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select

from kazanlak_case.db.found_by import found_by, words_in
from kazanlak_case.db.full_text import FullText, Held, full_text
from kazanlak_case.db.tables import DATA, name_word, person_index
from kazanlak_case.db.text_sql import run, run_many
from kazanlak_case.domain.rules.name_keys import loose_key
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.numbers import NO_NUMBER
from kazanlak_case.domain.rules.values import full_name

CHUNK = 500
"""How many people are brought up to date at a time."""

INDEXED: dict[str, frozenset[str]] = {
    "person": frozenset(
        {
            "given_name",
            "middle_name",
            "family_name",
            "born_on",
            "sex",
            "id_type",
            "national_id",
            "phone",
            "settlement",
            "nickname",
            "languages",
        }
    ),
    "case": frozenset({"person", "number", "opened_on", "closed_on"}),
}
"""The fields the index is made from; an edit of any other leaves it as it is. Births and deletes never do."""

_person, _case = DATA["person"], DATA["case"]
_PEOPLE = """
    SELECT p.id, p.given_name, p.middle_name, p.family_name, p.born_on, p.sex, p.id_type, p.national_id, p.phone,
        p.settlement, l.scope, p.nickname, p.languages
    FROM person AS p JOIN log AS l ON l.rid = p.born_rid
    WHERE p.hidden = 0 AND p.id IN ({}) ORDER BY p.id
"""
_CASES = """
    SELECT person, id, number, closed_on FROM "case" WHERE hidden = 0 AND person IN ({})
    ORDER BY closed_on IS NOT NULL, opened_on DESC NULLS LAST, id DESC
"""
"""The case to show comes first: an open one, then the newest."""


class _Entry(NamedTuple):
    """What the index should hold of one person: a row of `person_index` without its number."""

    id: bytes
    sort_key: str
    born_on: str
    site: str
    settlement: str | None
    sex: str | None
    has_number: int
    has_open_case: int
    found_by: str
    name: str
    national_id: str | None
    phone: str | None
    case_id: bytes | None
    case_number: str | None


_NEXT = select(func.coalesce(func.max(person_index.c.pid), 0) + 1)
_FIELDS = ("pid", *_Entry._fields)
_PLACE = f"INSERT INTO person_index ({', '.join(_FIELDS)}) VALUES ({', '.join('?' * len(_FIELDS))})"  # noqa: S608 - our columns
_STOOD = f"SELECT {', '.join(_FIELDS)} FROM person_index WHERE id IN ({{}})"  # noqa: S608 - our columns
_LEAVE = "DELETE FROM person_index WHERE pid = ?"
_NEW_WORD = "INSERT INTO name_word (key, loose) VALUES (?, ?) ON CONFLICT DO NOTHING"
_OLD_WORD = "DELETE FROM name_word WHERE key = ?"


def create_index(connection: Connection) -> None:
    """Make the full-text index; its two companions are ordinary tables (db/tables.py)."""
    full_text(connection).create()


def rebuild_index(connection: Connection) -> None:
    """Make the whole index anew from the records."""
    full_text(connection).empty()
    connection.execute(delete(person_index))
    connection.execute(delete(name_word))
    ids = list(connection.execute(select(_person.c.id).order_by(_person.c.id)).scalars())
    refresh_index(connection, ids)


def refresh_index(connection: Connection, person_ids: Iterable[bytes]) -> None:
    """Bring the index up to date for these people, in the transaction that changed them.

    Ids rise with time, so those who are there come first: FTS5 writes out what it holds whenever a number falls.
    """
    people = sorted(set(person_ids))
    for start in range(0, len(people), CHUNK):
        _refresh(connection, people[start : start + CHUNK])
    if people:
        full_text(connection).settle(len(people))


def people_of_cases(connection: Connection, case_ids: Iterable[bytes]) -> set[bytes]:
    """Give the people whose cases these are: a case that changes may change what is shown of its person."""
    ids = iter(case_ids)
    people: set[bytes] = set()
    while chunk := list(itertools.islice(ids, CHUNK)):
        found = select(_case.c.person).where(_case.c.id.in_(chunk), _case.c.person.is_not(None))
        people.update(connection.execute(found).scalars())
    return people


def keys_by_field(connection: Connection, person: bytes) -> dict[str, list[str]]:
    """Give the keys a person is found by, by what they come from."""
    row = _of(connection, _PEOPLE, [person])[0]
    name = full_name(row.given_name, row.middle_name, row.family_name)
    numbers = [case.number for case in _of(connection, _CASES, [person]) if case.number]
    return {
        "name": found_by(name, None, None, case_numbers=()).split(),
        "national_id": found_by("", row.national_id, None, case_numbers=()).split(),
        "phone": found_by("", None, row.phone, case_numbers=()).split(),
        "case_number": found_by("", None, None, case_numbers=numbers).split(),
        "nickname": found_by(row.nickname or "", None, None, case_numbers=()).split(),
        "languages": found_by("", None, None, case_numbers=(), languages=row.languages).split(),
    }


def _refresh(connection: Connection, ids: Sequence[bytes]) -> None:
    stood = {row.id: row for row in _of(connection, _STOOD, ids)}
    wanted = {entry.id: entry for entry in _entries(connection, ids)}
    same = {
        found.id
        for found in stood.values()
        if (entry := wanted.get(found.id)) and _is_same(found, entry)
    }
    gone = [found for found in stood.values() if found.id not in same]
    new = [entry for entry in wanted.values() if entry.id not in stood]
    changed = [
        (stood[entry.id].pid, entry)
        for entry in wanted.values()
        if entry.id in stood and entry.id not in same
    ]
    index = full_text(connection)
    remaining = {pid: entry.found_by for pid, entry in changed}
    _take_out(connection, index, gone, remaining=remaining)
    before = {row.pid: row.found_by for row in gone}
    _put_in(connection, index, changed, before=before)
    _put_in(connection, index, list(enumerate(new, connection.execute(_NEXT).scalar_one())))
    if gone:
        lost = (set(words_in(row.found_by)) for row in gone)
        kept = (set(words_in(entry.found_by)) for _, entry in changed)
        _forget_words(connection, index, set().union(*lost) - set().union(*kept))


def _of(
    connection: Connection, query: str, ids: Sequence[bytes]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Ask for some people; as text, which is handed over in half the time."""
    return run(connection, query.format(", ".join("?" * len(ids))), ids).all()


def _is_same(row: Row[*tuple[Any, ...]], entry: _Entry) -> bool:
    return tuple(row)[1:] == entry


def _entries(connection: Connection, ids: Sequence[bytes]) -> Iterator[_Entry]:
    cases: dict[bytes, list[Row[*tuple[Any, ...]]]] = {}
    for case in _of(connection, _CASES, ids):
        cases.setdefault(case.person, []).append(case)
    for row in _of(connection, _PEOPLE, ids):
        one, given, middle, family, born_on, sex, id_type, number, phone, settlement, site = row[
            :11
        ]
        name = full_name(given, middle, family)
        own = cases.get(one, [])
        shown = own[0] if own else None
        yield _Entry(
            id=one,
            sort_key=sort_key(name),
            born_on=born_on or "",
            site=site,
            settlement=settlement,
            sex=sex,
            has_number=int(bool(number) and id_type not in {None, NO_NUMBER}),
            has_open_case=int(shown is not None and shown.closed_on is None),
            found_by=found_by(
                name,
                number,
                phone,
                case_numbers=[case.number for case in own if case.number],
                nickname=row.nickname,
                languages=row.languages,
            ),
            name=name,
            national_id=number,
            phone=phone,
            case_id=shown.id if shown else None,
            case_number=shown.number if shown else None,
        )


def _take_out(
    connection: Connection,
    index: FullText,
    rows: Sequence[Row[Any]],
    *,
    remaining: Mapping[int, str],
) -> None:
    """Take people out; `remaining` has what those are found by who come back changed."""
    if rows:
        index.take_out(Held(row.pid, row.found_by, remaining.get(row.pid, "")) for row in rows)
        # Not INSERT OR REPLACE later: it opens a savepoint for each row, at which FTS5 writes out what it holds.
        run_many(connection, _LEAVE, ((row.pid,) for row in rows))


def _put_in(
    connection: Connection,
    index: FullText,
    placed: Sequence[tuple[int, _Entry]],
    *,
    before: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Put people in; `before` has what those were found by who were there."""
    if not placed:
        return
    run_many(connection, _PLACE, ((pid, *entry) for pid, entry in placed))
    index.put_in(Held(pid, entry.found_by, before.get(pid, "")) for pid, entry in placed)
    words = {word for _, entry in placed for word in words_in(entry.found_by)}
    run_many(connection, _NEW_WORD, ((word, loose_key(word)) for word in sorted(words)))


def _forget_words(connection: Connection, index: FullText, words: Iterable[str]) -> None:
    """Drop words nobody bears any more: a rare name must not outlive its person here."""
    unused = [(word,) for word in sorted(words) if not index.is_used(word)]
    run_many(connection, _OLD_WORD, unused)
