"""Read confidential notes as they are kept, sealed; and which openings in an emergency somebody has seen."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.mapping import columns_of, record_of
from kazanlak_case.db.settings_table import write_setting
from kazanlak_case.db.tables import DATA, setting
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import ConfidentialNote

_note = DATA["confidential_note"]
_SEEN = "opening_seen"
_AT_ONCE = 500


class Confidential:
    """The visible confidential notes of this file, each with its scope."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def of_people(self, people: Iterable[RecordId]) -> list[tuple[ConfidentialNote, str]]:
        """List the notes about some people, the newest first."""
        ids = [bytes.fromhex(one) for one in people]
        found = self._read(_note.c.person.in_(ids))
        return sorted(found, key=lambda one: (str(one[0].written_on), one[0].id), reverse=True)

    def ids_of(self, secrets: Iterable[str]) -> list[RecordId]:
        """List the ids of the notes of some professions."""
        query = select(_note.c.id).where(_note.c.hidden == 0, _note.c.secret.in_(list(secrets)))
        return [RecordId(one.hex()) for one in self._connection.execute(query).scalars()]

    def some(self, ids: Iterable[RecordId]) -> list[tuple[ConfidentialNote, str]]:
        """Read some notes."""
        asked = [bytes.fromhex(one) for one in ids]
        return [
            one
            for start in range(0, len(asked), _AT_ONCE)
            for one in self._read(_note.c.id.in_(asked[start : start + _AT_ONCE]))
        ]

    def seen_openings(self) -> frozenset[RecordId]:
        """List the openings in an emergency this user has taken note of."""
        prefix = self._seen("")
        query = select(setting.c.name).where(func.substr(setting.c.name, 1, len(prefix)) == prefix)
        names = self._connection.execute(query).scalars()
        return frozenset(RecordId(name[len(prefix) :]) for name in names)

    def see_opening(self, opening: RecordId) -> None:
        """Remember, in this file alone, that this user has taken note of an opening."""
        write_setting(self._connection, self._seen(opening), self._context.now.isoformat())

    def _seen(self, opening: str) -> str:
        return f"{_SEEN}:{self._context.user.id}:{opening}"

    def _read(self, where: ColumnElement[bool]) -> list[tuple[ConfidentialNote, str]]:
        query: Select[Any] = select(*columns_of(ConfidentialNote), _note.c.born_rid).where(
            _note.c.hidden == 0, where
        )
        names = self._context.names
        return [
            (record_of(ConfidentialNote, row), names.log(row.born_rid).scope)
            for row in self._connection.execute(query)
        ]
