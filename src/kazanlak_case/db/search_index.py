"""Keep the search index of people in step with their records: the words, numbers and order they are found by.

Two tables and one FTS5 index, all local to this file. The full-text index has no content of its own and no
positions: it answers "who has all these keys". The text it holds of a person follows from `person_index.found_by`
alone, which is how old text is taken out again; whoever changes `_text` must rebuild the index in a migration.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from kazanlak_case.db.tables import DATA, log, name_word, person_index
from kazanlak_case.domain.rules.name_keys import loose_key, stored_keys, words_of
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.values import full_name

CHUNK = 500
"""How many people are brought up to date at a time."""

PART = 3
"""Numbers are found by any part of three digits or more."""

INDEXED: dict[str, frozenset[str]] = {
    "person": frozenset(
        {
            "given_name",
            "middle_name",
            "family_name",
            "born_on",
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

_SEVERAL_PHONES = re.compile(r"[^\d\s()+.\-]+")
_NOT_A_DIGIT = re.compile(r"\D+")
_COUNTRY = re.compile("^((00)?359|0)(?=[1-9])")

_person, _case = DATA["person"], DATA["case"]
_PEOPLE = (
    select(
        _person.c.id,
        _person.c.given_name,
        _person.c.middle_name,
        _person.c.family_name,
        _person.c.born_on,
        _person.c.national_id,
        _person.c.phone,
        _person.c.settlement,
        log.c.scope,
    )
    .join_from(_person, log, log.c.rid == _person.c.born_rid)
    .where(_person.c.hidden == 0)
)
_CASES = (
    select(_case.c.person, _case.c.id, _case.c.number)
    .where(_case.c.hidden == 0)
    .order_by(_case.c.closed_on.is_not(None), _case.c.opened_on.desc(), _case.c.id.desc())
)
"""The case to show comes first: an open one, then the newest."""


class _Entry(NamedTuple):
    """What the index should hold of one person: a row of `person_index` without its number."""

    id: bytes
    site: str
    sort_key: str
    born_on: str
    found_by: str
    name: str
    settlement: str | None
    national_id: str | None
    phone: str | None
    case_id: bytes | None
    case_number: str | None


_PID = bindparam("of_pid")
_NEXT = select(func.coalesce(func.max(person_index.c.pid), 0) + 1)
_INSERT = insert(person_index)
_UPDATE = (
    update(person_index)
    .where(person_index.c.pid == _PID)
    .values({name: bindparam(name) for name in _Entry._fields})
)
_NEW_WORDS = insert(name_word).prefix_with("OR IGNORE")


def create_index(connection: Connection) -> None:
    """Make the full-text index; its two companions are ordinary tables (db/tables.py)."""
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


def fold_phone(number: str) -> str:
    """Give the digits of a phone number without country code and leading zero."""
    return _COUNTRY.sub("", _NOT_A_DIGIT.sub("", number))


def parts_of(digits: str) -> list[str]:
    """Cut digits into the overlapping parts that are indexed."""
    return [digits[at : at + PART] for at in range(len(digits) - PART + 1)]


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
    changed = [entry for entry in wanted.values() if entry.id in stood and entry.id not in same]
    _take_out(connection, gone, {entry.id for entry in changed})
    _put_in(connection, new, [(stood[entry.id].pid, entry) for entry in changed])
    if gone:
        _forget_words(connection, {word for row in gone for word in _name_words(row.found_by)})


def _is_same(row: Row[Any], entry: _Entry) -> bool:
    return tuple(row)[1:] == entry


def _entries(connection: Connection, ids: Sequence[bytes]) -> Iterator[_Entry]:
    cases: dict[bytes, list[Row[Any]]] = {}
    for case in connection.execute(_CASES.where(_case.c.person.in_(ids))).all():
        cases.setdefault(case.person, []).append(case)
    people = _PEOPLE.where(_person.c.id.in_(ids))
    for row in connection.execute(people).all():
        name = full_name(row.given_name, row.middle_name, row.family_name)
        own = cases.get(row.id, [])
        numbers = [case.number for case in own if case.number]
        yield _Entry(
            id=row.id,
            site=row.scope,
            sort_key=sort_key(name),
            born_on=row.born_on or "",
            found_by=_found_by(name, row.national_id, row.phone, numbers=numbers),
            name=name,
            settlement=row.settlement,
            national_id=row.national_id,
            phone=row.phone,
            case_id=own[0].id if own else None,
            case_number=own[0].number if own else None,
        )


def _found_by(
    name: str, national_id: str | None, phone: str | None, *, numbers: Sequence[str]
) -> str:
    keys = [key for word in words_of(name) for key in stored_keys(word)]
    if national_id:
        keys += _NOT_A_DIGIT.split(national_id)
    if phone:
        keys += [fold_phone(one) for one in _SEVERAL_PHONES.split(phone)]
    for number in numbers:
        for word in words_of(number):
            keys += (word,) if word.isdigit() else stored_keys(word)
    return " ".join(dict.fromkeys(key for key in keys if key))


def _name_words(found_by: str) -> list[str]:
    return [key for key in found_by.split() if not key.isdigit()]


def _text(found_by: str) -> str:
    """Everything the full-text index holds of a person: words, whole numbers and parts of numbers."""
    tokens = found_by.split()
    parts = [part for token in tokens if token.isdigit() for part in parts_of(token)]
    return " ".join(dict.fromkeys(tokens + parts))


def _take_out(connection: Connection, rows: Sequence[Row[Any]], staying: set[bytes]) -> None:
    if not rows:
        return
    connection.exec_driver_sql(_REMOVE, [(row.pid, _text(row.found_by)) for row in rows])
    if leaving := [row.pid for row in rows if row.id not in staying]:
        connection.execute(delete(person_index).where(person_index.c.pid.in_(leaving)))


def _put_in(
    connection: Connection, new: Sequence[_Entry], changed: Sequence[tuple[int, _Entry]]
) -> None:
    if changed:
        connection.execute(_UPDATE, [{**entry._asdict(), "of_pid": pid} for pid, entry in changed])
    if new:
        number = connection.execute(_NEXT).scalar_one()
        changed = [*changed, *enumerate(new, number)]
        connection.execute(
            _INSERT, [{**entry._asdict(), "pid": pid} for pid, entry in changed[-len(new) :]]
        )
    if not changed:
        return
    placed = [(pid, entry.found_by) for pid, entry in changed]
    placed.sort()
    connection.exec_driver_sql(_ADD, [(pid, _text(found_by)) for pid, found_by in placed])
    if words := {word for _, found_by in placed for word in _name_words(found_by)}:
        known = [{"key": word, "loose": loose_key(word)} for word in sorted(words)]
        connection.execute(_NEW_WORDS, known)


def _forget_words(connection: Connection, words: set[str]) -> None:
    """Drop words nobody bears any more: a rare name must not outlive its person here."""
    for word in sorted(words):
        if connection.exec_driver_sql(_IS_USED, (f'"{word}"',)).first() is None:
            connection.execute(delete(name_word).where(name_word.c.key == word))
