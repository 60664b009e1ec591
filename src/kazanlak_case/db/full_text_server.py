"""The full-text index on a server: a `tsvector` of each person's keys, without positions and without a dictionary.

How a question is carried out is said in the statement, because PostgreSQL cannot guess how many people a beginning of
a word finds. Where it finds many, they are found among the first ones at once; only where it finds few is the inverted
index asked. The question comes out of a subquery, so that the plan does not depend on such a guess.
"""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.found_by import tokens_of
from kazanlak_case.db.full_text import SHOWN, Held, Row

LONGEST = 100
"""Letters of a key that are kept: PostgreSQL refuses a key of 2 047 bytes."""
MOST = 2_000
"""Keys of one person that are kept: PostgreSQL refuses a vector of a megabyte."""
FIRST = 4_000
"""So many people are looked through before the inverted index is asked: where it pays was measured."""

_CREATE = (
    "CREATE TABLE person_search (pid BIGINT PRIMARY KEY, keys tsvector NOT NULL)",
    # New entries go to their places at once: a list of pending ones would be read through by every question.
    "CREATE INDEX ix_person_search_keys ON person_search USING gin (keys) WITH (fastupdate = off)",
)
_EMPTY = "DELETE FROM person_search"
_REMOVE = "DELETE FROM person_search WHERE pid = ANY(%s)"
_ADD = (
    "INSERT INTO person_search (pid, keys) SELECT pid, array_to_tsvector(string_to_array(keys, ' ')) "
    "FROM unnest(%s::bigint[], %s::text[]) AS one (pid, keys) ORDER BY pid"
)
_IS_USED = "SELECT 1 FROM person_search WHERE keys @@ (SELECT %s::tsquery) LIMIT 1"
_FIND = f"""
WITH early AS MATERIALIZED (
  SELECT pid FROM (SELECT pid, keys FROM person_search ORDER BY pid LIMIT {FIRST}) AS first
  WHERE keys @@ (SELECT %(asked)s::tsquery) LIMIT %(most)s
),
every AS MATERIALIZED (
  SELECT pid FROM person_search WHERE keys @@ (SELECT %(asked)s::tsquery)
  AND (SELECT count(*) FROM early) < %(most)s
),
found AS (
  SELECT pid FROM early WHERE (SELECT count(*) FROM early) = %(most)s
  UNION ALL (SELECT pid FROM every ORDER BY pid LIMIT %(most)s)
)
SELECT {SHOWN} FROM found JOIN person_index AS i ON i.pid = found.pid ORDER BY i.pid
"""  # noqa: S608 - our own columns and a number of ours

_KEY = re.compile(r'"([^"]*)"(\*?)')
_UNSAFE = re.compile(r"['\\]")


class ServerFullText:
    """The index of one central copy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self) -> None:
        """Make the empty index."""
        for statement in _CREATE:
            self._connection.exec_driver_sql(statement)

    def empty(self) -> None:
        """Take everybody out."""
        self._connection.exec_driver_sql(_EMPTY)

    def take_out(self, people: Iterable[Held]) -> None:
        """Take out whole entries."""
        self._connection.exec_driver_sql(_REMOVE, ([one.pid for one in people],))

    def put_in(self, people: Iterable[Held]) -> None:
        """Put in whole entries."""
        vectors = {one.pid: _vector(one.keys) for one in people}
        self._connection.exec_driver_sql(_ADD, (list(vectors), list(vectors.values())))

    def is_used(self, word: str) -> bool:
        """Tell whether anybody has this key."""
        asked = (in_words_of_server(f'"{word}"'),)
        return self._connection.exec_driver_sql(_IS_USED, asked).first() is not None

    def find(self, question: str, limit: int) -> Sequence[Row]:
        """Find the first people by number whose keys answer a question."""
        asked = {"asked": in_words_of_server(question), "most": limit}
        return self._connection.exec_driver_sql(_FIND, asked).all()


def in_words_of_server(question: str) -> str:
    """Put a question worded for FTS5 as a `tsquery`."""
    parts = []
    end = 0
    for found in _KEY.finditer(question):
        parts.append(question[end : found.start()].replace("AND", "&").replace("OR", "|"))
        key = _UNSAFE.sub(r"\\\g<0>", found[1][:LONGEST])
        parts.append(f"'{key}'" + (":*" if found[2] else ""))
        end = found.end()
    parts.append(question[end:])
    return "".join(parts)


def _vector(keys: str) -> str:
    return " ".join(token[:LONGEST] for token in tokens_of(keys)[:MOST])
