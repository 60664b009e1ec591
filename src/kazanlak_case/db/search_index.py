"""Keep the search index of people in step with their records: the words, numbers and order they are found by.

Two tables and one FTS5 index, all local to this file. The full-text index has no content of its own and no
positions: it answers "who has all these keys". The text it holds of a person follows from `person_index.found_by`
alone, which is how old text is taken out again; whoever changes `_text` must rebuild the index in a migration.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text, update

from kazanlak_case.db.tables import DATA, log, name_word, person_index
from kazanlak_case.domain.rules.name_keys import loose_key, readings, word_key, words_of
from kazanlak_case.domain.rules.names import sort_key
from kazanlak_case.domain.rules.values import full_name

CHUNK = 500
"""How many people are brought up to date at a time."""

PART = 3
"""Numbers are found by any part of three digits or more."""

LOOSE_MARK = "0"
"""Loose keys stand in the index beside firm ones, told apart by this first sign."""

_CREATE = (
    "CREATE VIRTUAL TABLE person_search USING fts5(text, content='', columnsize=0, detail=none,"
    " tokenize='ascii', prefix='1 2')"
)
# Without it a deleted word stays readable in the index until segments happen to merge (security.md, section 6).
_SECURE_DELETE = "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)"
_ADD = text("INSERT INTO person_search(rowid, text) VALUES(:pid, :text)")
_REMOVE = text(
    "INSERT INTO person_search(person_search, rowid, text) VALUES('delete', :pid, :text)"
)
_EMPTY = text("INSERT INTO person_search(person_search) VALUES('delete-all')")
_IS_USED = text("SELECT 1 FROM person_search WHERE person_search MATCH :match LIMIT 1")

_SEVERAL_PHONES = re.compile(r"[^\d\s()+.\-]+")
_NOT_A_DIGIT = re.compile(r"\D+")
_COUNTRY = re.compile("^((00)?359|0)(?=[1-9])")

_person, _case = DATA["person"], DATA["case"]
_SEARCHED = (
    _person.c.id,
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
    _person.c.born_on,
    _person.c.national_id,
    _person.c.phone,
    log.c.scope,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the index should hold of one person."""

    id: bytes
    site: str
    sort_key: str
    born_on: str
    found_by: str

    def values(self) -> dict[str, object]:
        return {
            "id": self.id,
            "site": self.site,
            "sort_key": self.sort_key,
            "born_on": self.born_on,
            "found_by": self.found_by,
        }


def create_index(connection: Connection) -> None:
    """Make the full-text index; its two companions are ordinary tables (db/tables.py)."""
    connection.exec_driver_sql(_CREATE)
    connection.exec_driver_sql(_SECURE_DELETE)


def rebuild_index(connection: Connection) -> None:
    """Make the whole index anew from the records."""
    connection.execute(_EMPTY)
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
        for row in connection.execute(select(person_index).where(person_index.c.id.in_(ids)))
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
    return tuple(row)[1:] == (entry.id, entry.site, entry.sort_key, entry.born_on, entry.found_by)


def _entries(connection: Connection, ids: Sequence[bytes]) -> Iterator[_Entry]:
    numbers: dict[bytes, list[str]] = {}
    cases = select(_case.c.person, _case.c.number).where(
        _case.c.person.in_(ids), _case.c.hidden == 0, _case.c.number.is_not(None)
    )
    for person, number in connection.execute(cases.order_by(_case.c.id)):
        numbers.setdefault(person, []).append(number)
    people = (
        select(*_SEARCHED)
        .join(log, log.c.rid == _person.c.born_rid)
        .where(_person.c.id.in_(ids), _person.c.hidden == 0)
    )
    for row in connection.execute(people):
        name = full_name(row.given_name, row.middle_name, row.family_name)
        yield _Entry(
            id=row.id,
            site=row.scope,
            sort_key=sort_key(name),
            born_on=row.born_on or "",
            found_by=_keys(name, row.national_id, row.phone, numbers=numbers.get(row.id, [])),
        )


def _keys(name: str, national_id: str | None, phone: str | None, *, numbers: list[str]) -> str:
    keys = [word_key(key) for word in words_of(name) for key in readings(word)]
    keys += _NOT_A_DIGIT.split(national_id or "")
    keys += [fold_phone(one) for one in _SEVERAL_PHONES.split(phone or "")]
    for number in numbers:
        keys += [
            word if word.isdigit() else word_key(readings(word)[0]) for word in words_of(number)
        ]
    return " ".join(dict.fromkeys(key for key in keys if key))


def _name_words(keys: str) -> list[str]:
    return [key for key in keys.split() if not key.isdigit()]


def _text(keys: str) -> str:
    """Everything the full-text index holds of a person: firm keys, loose keys and parts of numbers."""
    tokens = keys.split()
    for key in keys.split():
        if key.isdigit():
            tokens += parts_of(key)
        elif loose := loose_key(key):
            tokens.append(LOOSE_MARK + loose)
    return " ".join(dict.fromkeys(tokens))


def _take_out(connection: Connection, rows: Sequence[Row[Any]], staying: set[bytes]) -> None:
    if not rows:
        return
    connection.execute(_REMOVE, [{"pid": row.pid, "text": _text(row.found_by)} for row in rows])
    if leaving := [row.pid for row in rows if row.id not in staying]:
        connection.execute(delete(person_index).where(person_index.c.pid.in_(leaving)))


def _put_in(
    connection: Connection, new: Sequence[_Entry], changed: Sequence[tuple[int, _Entry]]
) -> None:
    for pid, entry in changed:
        connection.execute(
            update(person_index).where(person_index.c.pid == pid).values(**entry.values())
        )
    placed = list(changed)
    if new:
        connection.execute(insert(person_index), [entry.values() for entry in new])
        of_id = {entry.id: entry for entry in new}
        found = select(person_index.c.pid, person_index.c.id)
        for pid, one in connection.execute(found.where(person_index.c.id.in_(list(of_id)))):
            placed.append((pid, of_id[one]))
    if not placed:
        return
    placed.sort(key=_pid_of)
    connection.execute(_ADD, [{"pid": pid, "text": _text(entry.found_by)} for pid, entry in placed])
    words = {word for _, entry in placed for word in _name_words(entry.found_by)}
    connection.execute(
        insert(name_word).prefix_with("OR IGNORE"), [{"key": word} for word in sorted(words)]
    )


def _pid_of(placed: tuple[int, _Entry]) -> int:
    return placed[0]


def _forget_words(connection: Connection, words: set[str]) -> None:
    """Drop words nobody bears any more: a rare name must not outlive its person here."""
    for word in sorted(words):
        if connection.execute(_IS_USED, {"match": f'"{word}"'}).first() is None:
            connection.execute(delete(name_word).where(name_word.c.key == word))
