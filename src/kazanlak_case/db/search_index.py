"""Keep the search index of people in step with their records: the words, numbers and order they are found by.

Two tables and one FTS5 index, all local to this file. The full-text index has no content of its own and no
positions: it answers "who has all these keys". The text it holds of a person follows from `person_index.found_by`
alone, which is how old text is taken out again, as much of it as goes; whoever changes `tokens_of` must rebuild the
index in a migration.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from kazanlak_case.db.found_by import found_by, tokens_of, words_in
from kazanlak_case.db.tables import DATA, log, name_word, person_index
from kazanlak_case.db.text_sql import is_server
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
        }
    ),
    "case": frozenset({"person", "number", "opened_on", "closed_on"}),
}
"""The fields the index is made from; an edit of any other leaves it as it is. Births and deletes never do."""

_CREATE = (
    "CREATE VIRTUAL TABLE person_search USING fts5(text, content='', columnsize=0, detail=none,"
    " tokenize='ascii', prefix='1 2')"
)
# Without it a deleted word stays readable in the index until segments happen to merge (security.md, section 6).
_SECURE_DELETE = "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)"
_ADD = "INSERT INTO person_search(rowid, text) VALUES(?, ?)"
_REMOVE = "INSERT INTO person_search(person_search, rowid, text) VALUES('delete', ?, ?)"
_EMPTY = "INSERT INTO person_search(person_search) VALUES('delete-all')"
_IS_USED = "SELECT 1 FROM person_search WHERE person_search MATCH ? LIMIT 1"

_person, _case = DATA["person"], DATA["case"]
_PEOPLE = (
    select(
        _person.c.id,
        _person.c.given_name,
        _person.c.middle_name,
        _person.c.family_name,
        _person.c.born_on,
        _person.c.sex,
        _person.c.id_type,
        _person.c.national_id,
        _person.c.phone,
        _person.c.settlement,
        log.c.scope,
    )
    .join_from(_person, log, log.c.rid == _person.c.born_rid)
    .where(_person.c.hidden == 0)
)
_CASES = (
    select(_case.c.person, _case.c.id, _case.c.number, _case.c.closed_on)
    .where(_case.c.hidden == 0)
    .order_by(
        _case.c.closed_on.is_not(None), _case.c.opened_on.desc().nulls_last(), _case.c.id.desc()
    )
)
"""The case to show comes first: an open one, then the newest."""


class _Entry(NamedTuple):
    """What the index should hold of one person: a row of `person_index` without its number."""

    id: bytes
    sort_key: str
    born_on: str
    site: str
    settlement: str | None
    sex: str | None
    has_number: bool
    has_open_case: bool
    found_by: str
    name: str
    national_id: str | None
    phone: str | None
    case_id: bytes | None
    case_number: str | None


_NEXT = select(func.coalesce(func.max(person_index.c.pid), 0) + 1)
_FIELDS = ("pid", *_Entry._fields)
_PLACE = str(
    insert(person_index)
    .values({name: bindparam(name) for name in _FIELDS})
    .compile(dialect=SQLiteDialect(paramstyle="qmark"))
)
_LEAVE = "DELETE FROM person_index WHERE pid = ?"
_NEW_WORD = "INSERT OR IGNORE INTO name_word(key, loose) VALUES(?, ?)"


def create_index(connection: Connection) -> None:
    """Make the full-text index; its two companions are ordinary tables (db/tables.py)."""
    if is_server(connection):
        return
    connection.exec_driver_sql(_CREATE)
    connection.exec_driver_sql(_SECURE_DELETE)


def rebuild_index(connection: Connection) -> None:
    """Make the whole index anew from the records."""
    connection.exec_driver_sql(_EMPTY)
    connection.execute(delete(person_index))
    connection.execute(delete(name_word))
    ids = list(connection.execute(select(_person.c.id).order_by(_person.c.id)).scalars())
    refresh_index(connection, ids)


def refresh_index(connection: Connection, person_ids: Iterable[bytes]) -> None:
    """Bring the index up to date for these people, in the transaction that changed them."""
    ids = iter(dict.fromkeys(person_ids))
    while chunk := list(itertools.islice(ids, CHUNK)):
        _refresh(connection, chunk)


def people_of_cases(connection: Connection, case_ids: Iterable[bytes]) -> set[bytes]:
    """Give the people whose cases these are: a case that changes may change what is shown of its person."""
    ids = iter(case_ids)
    people: set[bytes] = set()
    while chunk := list(itertools.islice(ids, CHUNK)):
        found = select(_case.c.person).where(_case.c.id.in_(chunk), _case.c.person.is_not(None))
        people.update(connection.execute(found).scalars())
    return people


def _refresh(connection: Connection, ids: Sequence[bytes]) -> None:
    stood = {
        row.id: row
        for row in connection.execute(select(person_index).where(person_index.c.id.in_(ids))).all()
    }
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
    remaining = {pid: entry.found_by for pid, entry in changed}
    _take_out(connection, gone, remaining)
    _put_in(connection, new, changed, {row.pid: row.found_by for row in gone})
    if gone:
        lost = (
            _without(words_in(row.found_by), words_in(remaining.get(row.pid, ""))) for row in gone
        )
        _forget_words(connection, {word for words in lost for word in words})


def _is_same(row: Row[*tuple[Any, ...]], entry: _Entry) -> bool:
    return tuple(row)[1:] == entry


def _entries(connection: Connection, ids: Sequence[bytes]) -> Iterator[_Entry]:
    cases: dict[bytes, list[Row[*tuple[Any, ...]]]] = {}
    for case in connection.execute(_CASES.where(_case.c.person.in_(ids))).all():
        cases.setdefault(case.person, []).append(case)
    people = connection.execute(_PEOPLE.where(_person.c.id.in_(ids))).all()
    for row in people:
        one, given, middle, family, born_on, sex, id_type, number, phone, settlement, site = row
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
            has_number=bool(number) and id_type not in {None, NO_NUMBER},
            has_open_case=shown is not None and shown.closed_on is None,
            found_by=found_by(
                name, number, phone, case_numbers=[case.number for case in own if case.number]
            ),
            name=name,
            national_id=number,
            phone=phone,
            case_id=shown.id if shown else None,
            case_number=shown.number if shown else None,
        )


def _take_out(
    connection: Connection, rows: Sequence[Row[Any]], remaining: Mapping[int, str]
) -> None:
    """Take people out; where `remaining` has what somebody is found by now, only what goes leaves the index."""
    if not rows:
        return
    texts = [
        (
            row.pid,
            " ".join(_without(tokens_of(row.found_by), tokens_of(remaining.get(row.pid, "")))),
        )
        for row in rows
    ]
    connection.exec_driver_sql(_REMOVE, texts)
    # Not INSERT OR REPLACE later: it opens a savepoint for each row, at which FTS5 writes out what it holds.
    connection.exec_driver_sql(_LEAVE, [(row.pid,) for row in rows])


def _put_in(
    connection: Connection,
    new: Sequence[_Entry],
    changed: Sequence[tuple[int, _Entry]],
    before: Mapping[int, str],
) -> None:
    """Put people in, and of those who were there `before` only what comes anew into the full-text index."""
    placed = sorted(changed)
    if new:
        # those who change are out of the table just now: their numbers are not free
        after = max((pid + 1 for pid, _ in placed), default=1)
        placed += enumerate(new, max(after, connection.execute(_NEXT).scalar_one()))
    if not placed:
        return
    texts = [
        (pid, " ".join(_without(tokens_of(entry.found_by), tokens_of(before.get(pid, "")))))
        for pid, entry in placed
    ]
    connection.exec_driver_sql(_PLACE, [(pid, *entry) for pid, entry in placed])
    connection.exec_driver_sql(_ADD, texts)
    words = {word for _, entry in placed for word in words_in(entry.found_by)}
    if words:
        known = [(word, loose_key(word)) for word in sorted(words)]
        connection.exec_driver_sql(_NEW_WORD, known)


def _without(tokens: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [token for token in tokens if token not in known]


def _forget_words(connection: Connection, words: set[str]) -> None:
    """Drop words nobody bears any more: a rare name must not outlive its person here."""
    for word in sorted(words):
        if connection.exec_driver_sql(_IS_USED, (f'"{word}"',)).first() is None:
            connection.execute(delete(name_word).where(name_word.c.key == word))
