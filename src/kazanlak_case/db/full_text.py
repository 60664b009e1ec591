"""The full-text index of people: who has all of these keys. Each store has its own; the questions are the same."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from sqlalchemy import Connection

from kazanlak_case.db.search_question import Asked, Key
from kazanlak_case.db.text_sql import is_server

Row: TypeAlias = Sequence[Any]

SHOWN = (
    "i.pid, i.sort_key, i.found_by, i.id, i.name, i.born_on, i.settlement, i.national_id, i.phone, "
    "i.case_number, i.site"
)
"""What a question answers of each person, from the row that lists them."""


class Held(NamedTuple):
    """What the index holds of one person, now and before or after: keys parted by spaces (db/found_by.py)."""

    pid: int
    keys: str
    other_keys: str


class FullText(Protocol):
    """One store's index of the keys people are found by."""

    def create(self) -> None:
        """Make the empty index."""

    def empty(self) -> None:
        """Take everybody out."""

    def take_out(self, people: Iterable[Held]) -> None:
        """Take people out who have gone, or whose keys are about to change to the other ones."""

    def put_in(self, people: Iterable[Held]) -> None:
        """Put people in who are new, or whose keys were the other ones when they were taken out."""

    def settle(self, people: int) -> None:
        """Tidy up after so many people were written."""

    def is_used(self, word: str) -> bool:
        """Tell whether anybody has this key."""

    def find(self, asked: Asked, limit: int) -> Sequence[Row]:
        """Find the first people by number whose keys answer a question."""


def full_text(connection: Connection) -> FullText:
    """Give the index of the store behind a connection."""
    if is_server(connection):
        from kazanlak_case.db.full_text_server import ServerFullText

        return ServerFullText(connection)
    from kazanlak_case.db.full_text_file import FileFullText

    return FileFullText(connection)


def worded(asked: Asked, key: Callable[[Key], str], *, both: str, either: str) -> str:
    """Put a question in words: how a key is written, and the two words that join them."""
    return both.join(
        f"({either.join(f'({both.join(map(key, way))})' for way in ways)})" for ways in asked
    )
