"""The full-text index of a case file: FTS5.

It has no content of its own and no positions. The text it holds of a person follows from `person_index.found_by`
alone, which is how old text is taken out again, as much of it as goes; whoever changes `tokens_of` must rebuild the
index in a migration.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.found_by import tokens_of
from kazanlak_case.db.full_text import SHOWN, Held, Row, worded
from kazanlak_case.db.search_question import Asked, Key

_CREATE = (
    "CREATE VIRTUAL TABLE person_search USING fts5(text, content='', columnsize=0, detail=none,"
    " tokenize='ascii', prefix='1 2')"
)
# Without it a deleted word stays readable in the index until segments happen to merge (security.md, section 6).
_SECURE_DELETE = "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)"
# Left to itself it brings hundreds of pages together in the middle of somebody's save; `settle` does it little by little.
_NEVER_BY_ITSELF = "INSERT INTO person_search(person_search, rank) VALUES('automerge', 0)"
_MERGE = "INSERT INTO person_search(person_search, rank) VALUES('merge', ?)"
_ADD = "INSERT INTO person_search(rowid, text) VALUES(?, ?)"
_REMOVE = "INSERT INTO person_search(person_search, rowid, text) VALUES('delete', ?, ?)"
_EMPTY = "INSERT INTO person_search(person_search) VALUES('delete-all')"
_PAGES_OF_A_SAVE, _PEOPLE_OF_A_PAGE = 4, 8
"""A save writes one page of the index, which is written anew some three times until it lies where it stays."""

_IS_USED = "SELECT 1 FROM person_search WHERE person_search MATCH ? LIMIT 1"
# Rows come in the order of their numbers by themselves; said here, it would make FTS5 sort.
_FIND = (
    f"SELECT {SHOWN} FROM person_search AS s JOIN person_index AS i ON i.pid = s.rowid "  # noqa: S608 - our columns
    "WHERE s.person_search MATCH ? LIMIT ?"
)


class FileFullText:
    """The index of one case file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self) -> None:
        """Make the empty index."""
        self._connection.exec_driver_sql(_CREATE)
        self._connection.exec_driver_sql(_SECURE_DELETE)
        self._connection.exec_driver_sql(_NEVER_BY_ITSELF)

    def empty(self) -> None:
        """Take everybody out."""
        self._connection.exec_driver_sql(_EMPTY)

    def take_out(self, people: Iterable[Held]) -> None:
        """Take out of each person what goes."""
        self._connection.exec_driver_sql(_REMOVE, _differences(people))

    def put_in(self, people: Iterable[Held]) -> None:
        """Put in of each person what comes anew."""
        self._connection.exec_driver_sql(_ADD, _differences(people))

    def settle(self, people: int) -> None:
        """Bring together some of what lies apart, as much as writing so many people calls for."""
        pages = max(_PAGES_OF_A_SAVE, people // _PEOPLE_OF_A_PAGE)
        self._connection.exec_driver_sql(_MERGE, (pages,))

    def is_used(self, word: str) -> bool:
        """Tell whether anybody has this key."""
        return self._connection.exec_driver_sql(_IS_USED, (_key(Key(word)),)).first() is not None

    def find(self, asked: Asked, limit: int) -> Sequence[Row]:
        """Find the first people by number whose keys answer a question."""
        question = worded(asked, _key, both=" AND ", either=" OR ")
        return self._connection.exec_driver_sql(_FIND, (question, limit)).all()


def _key(key: Key) -> str:
    return f'"{key.text}"*' if key.is_begun else f'"{key.text}"'


def _differences(people: Iterable[Held]) -> list[tuple[int, str]]:
    return [(one.pid, " ".join(_difference(one))) for one in people]


def _difference(one: Held) -> list[str]:
    tokens = tokens_of(one.keys)
    if not one.other_keys:
        return tokens
    known = set(tokens_of(one.other_keys))
    return [token for token in tokens if token not in known]
