"""The full-text index on a server: a `tsvector` of each person's keys, without positions and without a dictionary.

How a question is carried out is said in the statement, because PostgreSQL cannot guess how many people a beginning of
a word finds: a handful of people is tried first. Where many of them fit, the answer is found among the first ones; the
inverted index is asked where few do. The question comes out of a subquery, so that no plan rests on a guess.
"""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from kazanlak_case.db.found_by import PART, tokens_of
from kazanlak_case.db.full_text import SHOWN, Held, Row, worded
from kazanlak_case.db.search_question import Asked, Key

LONGEST = 100
"""Letters of a key that are kept: PostgreSQL refuses a key of 2 047 bytes."""
MOST, MOST_BYTES = 1_000, 500_000
"""Keys of one person that are kept where all would be too long: PostgreSQL refuses a vector of a megabyte."""
FEW_DIGITS = PART - 1
"""Beginnings of a number so short, and first letters, are not looked up where something else is, but checked."""
TRIED, MANY, FIRST = 300, 4, 6_000
"""So many people are tried; if so many of them fit, 50 hits are among the first ones. All three were measured."""

_CREATE = (
    "CREATE TABLE person_search (pid BIGINT PRIMARY KEY, keys tsvector NOT NULL)",
    # Every question reads through the list of pending entries. So short (kB) it costs nothing that could be measured,
    # and filling the index takes a third of the time.
    "CREATE INDEX ix_person_search_keys ON person_search USING gin (keys) WITH (gin_pending_list_limit = 256)",
)
_EMPTY = "DELETE FROM person_search"
_REMOVE = "DELETE FROM person_search WHERE pid = ANY(%s)"
_ADD = (
    "INSERT INTO person_search (pid, keys) SELECT pid, array_to_tsvector(string_to_array(keys, ' ')) "
    "FROM unnest(%s::bigint[], %s::text[]) AS one (pid, keys) ORDER BY pid"
)
_IS_USED = "SELECT 1 FROM person_search WHERE keys @@ (SELECT %s::tsquery) LIMIT 1"
_FIND_EITHER_WAY = f"""
WITH tried AS MATERIALIZED (
  SELECT count(*) AS hits FROM (SELECT keys FROM person_search ORDER BY pid LIMIT {TRIED}) AS few
  WHERE keys @@ (SELECT %(asked)s::tsquery)
),
early AS MATERIALIZED (
  SELECT pid FROM (SELECT pid, keys FROM person_search ORDER BY pid LIMIT {FIRST}) AS first
  WHERE (SELECT hits FROM tried) >= {{many}} AND keys @@ (SELECT %(asked)s::tsquery) LIMIT %(most)s
),
every AS MATERIALIZED (
  SELECT pid FROM person_search WHERE keys @@ (SELECT %(looked_up)s::tsquery)
  AND (SELECT count(*) FROM early) < %(most)s
  {{check}}
),
found AS (
  SELECT pid FROM early WHERE (SELECT count(*) FROM early) = %(most)s
  UNION ALL (SELECT pid FROM every ORDER BY pid LIMIT %(most)s)
)
SELECT {SHOWN} FROM found JOIN person_index AS i ON i.pid = found.pid ORDER BY i.pid
"""  # noqa: S608 - our own columns
_FIND = _FIND_EITHER_WAY.format(many=MANY, check="")
# What is looked up finds far more than fit: looking through the first ones pays sooner.
_FIND_AND_CHECK = _FIND_EITHER_WAY.format(
    many=1, check="AND (keys @@ (SELECT %(asked)s::tsquery)) IS TRUE"
)
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

    def settle(self, people: int) -> None:
        """Nothing to do: the server tidies up by itself."""

    def is_used(self, word: str) -> bool:
        """Tell whether anybody has this key."""
        return self._connection.exec_driver_sql(_IS_USED, (_key(Key(word)),)).first() is not None

    def find(self, asked: Asked, limit: int) -> Sequence[Row]:
        """Find the first people by number whose keys answer a question."""
        looked_up = _looked_up(asked)
        values = {"asked": _worded(asked), "looked_up": _worded(looked_up), "most": limit}
        statement = _FIND if looked_up == asked else _FIND_AND_CHECK
        return self._connection.exec_driver_sql(statement, values).all()


def _looked_up(asked: Asked) -> Asked:
    """Leave out of a question what so many answer that looking it up would take longer than checking it."""
    narrow = (
        tuple(tuple(key for key in way if not _is_broad(key)) for way in ways) for ways in asked
    )
    return tuple(ways for ways in narrow if all(ways)) or asked


def _is_broad(key: Key) -> bool:
    return key.is_begun and len(key.text) <= (FEW_DIGITS if key.text.isdigit() else 1)


def _worded(asked: Asked) -> str:
    return worded(asked, _key, both=" & ", either=" | ")


def _key(key: Key) -> str:
    text = _UNSAFE.sub(r"\\\g<0>", key.text[:LONGEST])
    # whoever has a number that begins with so many digits has them as a part too
    is_part = len(key.text) == PART and key.text.isdigit()
    return f"'{text}':*" if key.is_begun and not is_part else f"'{text}'"


def _vector(keys: str) -> str:
    tokens = [token[:LONGEST] for token in tokens_of(keys)]
    whole = " ".join(tokens)
    return whole if len(whole.encode()) <= MOST_BYTES else " ".join(tokens[:MOST])
