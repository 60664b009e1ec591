"""Questions about people who were joined: who points to them, and what still hangs on an old id."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    func,
    literal,
    select,
    union_all,
)

from kazanlak_case.db.context import UowContext
from kazanlak_case.db.same_person import joins
from kazanlak_case.db.tables import DATA, change
from kazanlak_case.db.work.rows import Link, known_id
from kazanlak_case.domain.fields import FieldSpec, RecordId, specs_of
from kazanlak_case.domain.records import RECORDS

_decision, _person = DATA["duplicate_decision"], DATA["person"]


def pointing_to_people() -> list[FieldSpec]:
    """List the fields of all record types that refer to a person: a new record type needs nothing here."""
    return [spec for cls in RECORDS.values() for spec in specs_of(cls) if spec.refers == "person"]


class JoinedQueries:
    """Finds what points to people, and what was left behind when they were joined."""

    def __init__(self, connection: Connection, context: UowContext) -> None:
        self._connection = connection
        self._context = context

    def links_to(self, people: Iterable[RecordId]) -> list[Link]:
        """List the visible records that point to any of some people, with the scope each lies in."""
        raw = [bytes.fromhex(one) for one in people]
        found: list[Link] = []
        for spec in pointing_to_people():
            table = DATA[spec.record]
            query = (
                select(table.c.id, table.c.born_rid, table.c[spec.name].label("target"))
                .where(table.c[spec.name].in_(raw), table.c.hidden == 0)
                .order_by(table.c.id)
            )
            found += [
                Link(
                    record=spec.record,
                    field=spec.name,
                    id=known_id(row.id),
                    target=known_id(row.target),
                    scope=self._context.names.log(row.born_rid).scope,
                )
                for row in self._connection.execute(query)
            ]
        return found

    def moved(self, links: Sequence[Link], *, former: RecordId) -> list[Link]:
        """Keep of some links those that came from a joined person, by any of the changes that moved them."""
        names = self._context.names
        places = {
            (bytes.fromhex(one.id), names.col(self._connection, one.record, one.field)): one
            for one in links
        }
        rows = self._connection.execute(
            select(change.c.row, change.c.col).where(
                change.c.row.in_({row for row, _ in places}),
                change.c.col > 0,
                change.c.old == bytes.fromhex(former),
            )
        )
        came = {(row.row, row.col) for row in rows}
        return [one for place, one in places.items() if place in came]

    def left_behind(self) -> dict[RecordId, int]:
        """Count, by the old id, the visible records that still point to somebody who was joined and is hidden."""
        parts = [self._pointing(spec) for spec in pointing_to_people()]
        every = union_all(*parts).subquery()
        query = select(every.c.target, func.count().label("records")).group_by(every.c.target)
        return {known_id(row.target): row.records for row in self._connection.execute(query)}

    @staticmethod
    def _pointing(spec: FieldSpec) -> Select[Any]:
        table, decision, person = DATA[spec.record].alias(), _decision.alias(), _person.alias()
        # from the decisions, which are few, by the index of the reference
        former = (
            select(decision.c.other)
            .join_from(decision, person, person.c.id == decision.c.other)
            .where(joins(decision), person.c.hidden == 1)
        )
        return select(table.c[spec.name].label("target"), literal(spec.record).label("type")).where(
            table.c[spec.name].in_(former), table.c.hidden == 0
        )
