"""What questions about something due share: whom it is about, and the rows they answer."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func

from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.rows import DueRow, known_id
from kazanlak_case.domain.rules.values import full_name

_person = DATA["person"]

WHOM = (
    _person.c.id.label("person"),
    _person.c.given_name,
    _person.c.middle_name,
    _person.c.family_name,
)
"""The columns of a person that a row needs."""

Found = tuple[list[DueRow], int]
"""The longest-waiting rows, and how many there are in all."""


def due_rows(connection: Connection, record: str, query: Select[Any], limit: int) -> Found:
    """Answer a query of `id`, `since`, `WHOM` and perhaps `number`, the longest-waiting first."""
    rows = connection.execute(query.order_by("since", "id").limit(limit + 1)).all()
    total = len(rows)
    if (
        total > limit
    ):  # counted only where there are more: a count beside each row would sort them all
        every = query.with_only_columns(func.count(), maintain_column_froms=True)
        total = connection.execute(every).scalar_one()
    return (
        [
            DueRow(
                record=record,
                id=known_id(row.id),
                person=known_id(row.person),
                person_name=full_name(row.given_name, row.middle_name, row.family_name),
                number=row._mapping.get("number"),  # noqa: SLF001 - the public name of it in SQLAlchemy
                since=date.fromisoformat(row.since),
            )
            for row in rows[:limit]
        ],
        total,
    )
