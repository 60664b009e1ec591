"""What rows for evaluators are made from beside the participants: services by person, and the key of pseudonyms."""

import base64
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, func, select

from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.reading_keys import audit_keys
from kazanlak_case.domain.fields import RecordId

FOR_PSEUDONYMS = b"kc pseudonyms"
PSEUDONYM_BYTES = 10
"""Sixteen letters: of a hundred thousand people no two have the same."""

_entry, _also = tables.DATA["service_entry"], tables.DATA["service_person"]
_NAMED = (_also.c.hidden == 0, _also.c.person.is_not(None))


class _Received:
    """Adds up what each person received."""

    def __init__(self) -> None:
        self.by_person: dict[RecordId, dict[str, tuple[int, int]]] = {}

    def add(self, person: bytes | None, service: str | None, *, count: int, minutes: int) -> None:
        if not person or not service:
            return
        mine = self.by_person.setdefault(RecordId(bytes(person).hex()), {})
        before = mine.get(service, (0, 0))
        mine[service] = (before[0] + count, before[1] + minutes)


class EvaluationQueries:
    """Sums and pseudonyms; no name, no date."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._key: bytes | None = None

    def services(
        self, since: date | None, until: date | None
    ) -> dict[RecordId, dict[str, tuple[int, int]]]:
        """For each person, how often each service was received, and how many minutes of work went into it.

        A visit to several people is a service to each of them: the funds count the people who benefit (Reg. (EU)
        1304/2013, Annex I; domain.md 2.1). The work was done once, and the hours of all rows must be those of the time
        sheets (domain.md 8.3), so its minutes are shared out evenly and add up to what was written.
        """
        within = [_entry.c.hidden == 0]
        within += [_entry.c.provided_on >= since.isoformat()] if since else []
        within += [_entry.c.provided_on <= until.isoformat()] if until else []
        found = _Received()
        alone = (
            select(_entry.c.person, _entry.c.service, func.count(), func.sum(_entry.c.minutes))
            .where(*within, _entry.c.id.not_in(select(_also.c.service_entry).where(*_NAMED)))
            .group_by(_entry.c.person, _entry.c.service)
        )
        for person, service, count, minutes in self._connection.execute(alone):
            found.add(person, service, count=count, minutes=int(minutes or 0))
        for service, minutes, people in self._shared(within):
            share, rest = divmod(minutes, len(people))
            for at, person in enumerate(people):
                found.add(person, service, count=1, minutes=share + (at < rest))
        return found.by_person

    def _shared(
        self, within: Iterable[ColumnElement[bool]]
    ) -> Iterator[tuple[str | None, int, list[bytes]]]:
        """Give service, minutes and people of each entry that names others beside its own person."""
        asked = (
            select(_entry.c.id, _entry.c.service, _entry.c.minutes, _entry.c.person, _also.c.person)
            .join_from(_also, _entry, _entry.c.id == _also.c.service_entry)
            .where(*within, *_NAMED)
            .order_by(_entry.c.id, _also.c.id)
        )
        for _id, rows in groupby(self._connection.execute(asked), key=itemgetter(0)):
            named = [tuple(row) for row in rows]
            service, minutes, own = named[0][1:4]
            people = dict.fromkeys(bytes(one) for one in (own, *(row[4] for row in named)) if one)
            yield service, minutes or 0, list(people)

    def pseudonym(self, person: RecordId) -> str:
        """Give a person's name for evaluators: the same in every file from here, and without the key nobody's.

        The key comes from the first file key and not from the newest, for it must outlive the removal of a user.
        """
        if self._key is None:
            self._key = self._pseudonym_key()
        digest = blake2b(
            bytes.fromhex(person),
            key=self._key,
            digest_size=PSEUDONYM_BYTES,
            person=FOR_PSEUDONYMS,
        ).digest()
        return base64.b32encode(digest).decode("ascii")

    def _pseudonym_key(self) -> bytes:
        unlocked = self._context.unlocked
        if unlocked is None:
            msg = "pseudonyms are given in an opened case file"
            raise RuntimeError(msg)
        keys = audit_keys(self._connection, unlocked)
        return blake2b(key=keys[min(keys)], person=FOR_PSEUDONYMS, digest_size=32).digest()
