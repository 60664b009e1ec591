"""Where somebody is named in what was written about others: an erasure by references alone would leave that."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import Kind, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS

NEVER = frozenset({"profile", "erasure_protocol"})


class Mention(NamedTuple):
    """A text that holds all of the words looked for."""

    record: str
    id: RecordId
    field: str


class MentionQueries:
    """Reads every note there is: asked before an erasure, never in a list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(
        self, sought: Collection[Collection[str]], besides: Collection[RecordId]
    ) -> Iterator[Mention]:
        """Find the notes that hold all words of one of these groups, in any order and case.

        Args:
            sought: Groups of words, as a given and a family name, or a number alone.
            besides: Records that go anyway.
        """
        groups = [[word.casefold() for word in words] for words in sought if words]
        gone = set(besides)
        for record, cls in RECORDS.items():
            for spec in specs_of(cls):
                if spec.kind is Kind.NOTE and record not in NEVER:
                    yield from self._in(record, spec.name, groups, gone)

    def _in(
        self, record: str, name: str, groups: list[list[str]], gone: set[RecordId]
    ) -> Iterator[Mention]:
        table = DATA[record]
        query = select(table.c.id, table.c[name]).where(table.c[name].is_not(None))
        for row in self._connection.execute(query):
            text, record_id = row[1].casefold(), RecordId(row[0].hex())
            is_named = any(all(word in text for word in words) for words in groups)
            if is_named and record_id not in gone:
                yield Mention(record, record_id, name)
