"""Questions about what people asked of the data kept on them, and about whom restriction or death stands."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from kazanlak_case.db.mapping import IDS_AT_ONCE
from kazanlak_case.db.restrictions import STANDS
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_request, _person = DATA["data_request"], DATA["person"]


class OpenRequest(NamedTuple):
    """A request nobody has answered yet."""

    id: RecordId
    person: RecordId
    person_name: str
    kind: str
    asked_on: date


class DataRequestQueries:
    """Finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def restricted(self, people: Iterable[RecordId] | None = None) -> dict[RecordId, date | None]:
        """Give the people whose data may only be kept, with the day since; of some, or all of the file."""
        since = select(_request.c.person, _request.c.answered_on).where(*STANDS)
        found: dict[RecordId, date | None] = {}
        for row in self._connection.execute(since.order_by(_request.c.answered_on)):
            if row.person is not None:
                found.setdefault(RecordId(row.person.hex()), _day(row.answered_on))
        if people is None:
            return found
        asked = set(people)
        return {one: day for one, day in found.items() if one in asked}

    def waiting(self) -> list[OpenRequest]:
        """List the requests without an answer, the oldest first."""
        query = (
            select(
                _request.c.id,
                _request.c.person,
                _request.c.kind,
                _request.c.asked_on,
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join_from(_request, _person, _person.c.id == _request.c.person)
            .where(_request.c.hidden == 0, _request.c.outcome.is_(None), is_shown(_person))
            .order_by(_request.c.asked_on, _request.c.id)
        )
        return [
            OpenRequest(
                id=RecordId(row.id.hex()),
                person=RecordId(row.person.hex()),
                person_name=full_name(row.given_name, row.middle_name, row.family_name),
                kind=row.kind or "",
                asked_on=date.fromisoformat(row.asked_on),
            )
            for row in self._connection.execute(query)
            if row.asked_on
        ]

    def died(self, people: Iterable[RecordId]) -> dict[RecordId, date]:
        """Of these people give those who died, with the day."""
        asked = [bytes.fromhex(one) for one in people]
        found: dict[RecordId, date] = {}
        for start in range(0, len(asked), IDS_AT_ONCE):
            query = select(_person.c.id, _person.c.died_on).where(
                _person.c.id.in_(asked[start : start + IDS_AT_ONCE]),
                _person.c.died_on.is_not(None),
            )
            for row in self._connection.execute(query):
                found[RecordId(row.id.hex())] = date.fromisoformat(row.died_on)
        return found


def _day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None
