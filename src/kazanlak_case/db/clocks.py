"""Which changesets were written under a clock that cannot have been right. Times only inform, so this only tells."""

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, func, literal_column, or_, select

from kazanlak_case.db import tables
from kazanlak_case.db.context import UowContext

SLACK = timedelta(days=1)
"""How far off a clock may be before anybody is told."""


class Clocks:
    """Between which moments each log can have been written: after its copy was made, and not after now."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context
        self._latest = _text(context.now + SLACK)
        self._start = _project_start(context.profile.text)
        self._earliest: dict[bytes, str] = {}

    def oddity(self, rid: int, at: str) -> str:
        """Say "ahead" or "behind" of a moment that cannot be, else ""."""
        if at > self._latest:
            return "ahead"
        return "behind" if at < self._earliest_of(rid) else ""

    def count(self, rid: int, *, after: int) -> dict[str, tuple[int, str, str]]:
        """Count the odd changesets of a log after a number: how many, the first and the last moment, by oddity."""
        changeset = tables.changeset
        earliest = self._earliest_of(rid)
        rows = self._connection.execute(
            select(
                (changeset.c.at > self._latest).label("ahead"),
                func.count().label("n"),
                func.min(changeset.c.at).label("first"),
                func.max(changeset.c.at).label("last"),
            )
            .where(
                changeset.c.rid == rid,
                changeset.c.last > after,
                or_(changeset.c.at > self._latest, changeset.c.at < earliest),
            )
            # by its name: a server takes the same question, asked twice, for two
            .group_by(literal_column("ahead"))
        )
        return {"ahead" if row.ahead else "behind": (row.n, row.first, row.last) for row in rows}

    def _earliest_of(self, rid: int) -> str:
        log = self._context.names.log(rid)
        if log.copy not in self._earliest:
            made = self._made_at(log.copy)
            self._earliest[log.copy] = max(made, self._start)
        return self._earliest[log.copy]

    def _made_at(self, copy: bytes) -> str:
        """Give when another copy prepared this one; nobody wrote with it before. "" where nobody else can tell."""
        table, changeset = tables.DATA["copy"], tables.changeset
        born = self._connection.execute(
            select(table.c.born_rid, table.c.born_seq).where(table.c.id == copy)
        ).one_or_none()
        if born is None or self._context.names.log(born.born_rid).copy == copy:
            return ""
        found = self._connection.execute(
            select(changeset.c.at)
            .where(and_(changeset.c.rid == born.born_rid, changeset.c.last >= born.born_seq))
            .order_by(changeset.c.last)
            .limit(1)
        ).scalar_one_or_none()
        return _text(datetime.fromisoformat(found) - SLACK) if found else ""


def odd_clocks(
    clocks: Clocks, logs: Iterable[tuple[int, int]], *, known: dict[str, int]
) -> dict[tuple[int, str], tuple[int, str, str]]:
    """Look at what was written in each log (its number, its last change) since it was looked at before."""
    return {
        (rid, oddity): counted
        for rid, seq in logs
        if seq > (after := known.get(str(rid), 0))
        for oddity, counted in clocks.count(rid, after=after).items()
    }


def _project_start(profile: str) -> str:
    start = str(tomllib.loads(profile).get("project", {}).get("start", ""))
    return _text(datetime.fromisoformat(start).replace(tzinfo=UTC) - SLACK) if start else ""


def _text(moment: datetime) -> str:
    """Write a moment as changesets do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
