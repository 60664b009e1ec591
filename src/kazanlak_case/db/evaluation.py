"""What rows for evaluators are made from beside the participants: services by person, and the key of pseudonyms."""

import base64
from datetime import date
from hashlib import blake2b

from sqlalchemy import Connection, func, select

from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext
from kazanlak_case.db.reading_keys import audit_keys
from kazanlak_case.domain.fields import RecordId

FOR_PSEUDONYMS = b"kc pseudonyms"
PSEUDONYM_BYTES = 10
"""Sixteen letters: of a hundred thousand people no two have the same."""


class EvaluationQueries:
    """Sums and pseudonyms; no name, no date."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._key: bytes | None = None

    def services(
        self, since: date | None, until: date | None
    ) -> dict[RecordId, dict[str, tuple[int, int]]]:
        """For each person, how often and how many minutes of each service there were."""
        entry = tables.DATA["service_entry"].c
        asked = (
            select(entry.person, entry.service, func.count(), func.sum(entry.minutes))
            .where(entry.hidden == 0)
            .group_by(entry.person, entry.service)
        )
        if since:
            asked = asked.where(entry.provided_on >= since.isoformat())
        if until:
            asked = asked.where(entry.provided_on <= until.isoformat())
        found: dict[RecordId, dict[str, tuple[int, int]]] = {}
        for person, service, count, minutes in self._connection.execute(asked):
            if person and service:
                mine = found.setdefault(RecordId(bytes(person).hex()), {})
                mine[service] = (count, int(minutes or 0))
        return found

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
