"""Questions about what is due. Each answers the longest-waiting rows and how many there are in all."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from kazanlak_case.db.contacts import contacted_since, contacts_with
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.plan_state import awaits_plan
from kazanlak_case.db.work.rows import DueRow, known_id
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.values import full_name

_case, _person, _spell, _participation = (
    DATA[name] for name in ("case", "person", "spell", "participation")
)


class DeadlineQueries:
    """Finds cases and participations that wait for somebody."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def exit_cards(self, *, limit: int = 20) -> tuple[list[DueRow], int]:
        """Find who has left while the situation on leaving is not written yet."""
        return self._spells(_spell.c.exit_state.is_(None), limit=limit)

    def follow_ups(self, *, left_until: date, limit: int = 20) -> tuple[list[DueRow], int]:
        """Find who left up to a day while the situation months later is not written yet."""
        return self._spells(
            _spell.c.left_on <= left_until.isoformat(), _spell.c.status_6m.is_(None), limit=limit
        )

    def plans(self, *, limit: int = 20) -> tuple[list[DueRow], int]:
        """Find the open cases without an approved plan; where nobody wrote one, those not yet worked on."""
        return self._cases(awaits_plan(_case), limit=limit)

    def quiet_cases(self, *, before: date, limit: int = 20) -> tuple[list[DueRow], int]:
        """Find the open cases opened before a day whose person has had no entry since."""
        lately = contacted_since(before)
        rows, total = self._cases(
            _case.c.opened_on < before.isoformat(), _case.c.person.not_in(lately), limit=limit
        )
        return [self._since_last_contact(row) for row in rows], total

    def _since_last_contact(self, row: DueRow) -> DueRow:
        """Count a quiet case's waiting from its last contact, not from its opening."""
        every = contacts_with([bytes.fromhex(row.person)]).subquery()
        last = self._connection.execute(select(func.max(every.c.provided_on))).scalar_one()
        if not last or last < row.since.isoformat():
            return row
        return DueRow(
            record=row.record,
            id=row.id,
            person=row.person,
            person_name=row.person_name,
            number=row.number,
            since=date.fromisoformat(last),
        )

    def _spells(self, *where: ColumnElement[bool], limit: int) -> tuple[list[DueRow], int]:
        query = (
            select(
                _spell.c.id,
                _spell.c.left_on.label("since"),
                _person.c.id.label("person"),
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join_from(_spell, _participation, _participation.c.id == _spell.c.participation)
            .join(_person, _person.c.id == _participation.c.person)
            .where(
                _spell.c.hidden == 0,
                _participation.c.hidden == 0,
                is_shown(_person),
                # nobody is reminded of the dead
                _person.c.died_on.is_(None),
                _spell.c.left_on.is_not(None),
                *where,
            )
        )
        return self._due("spell", query, limit)

    def _cases(self, *where: ColumnElement[bool], limit: int) -> tuple[list[DueRow], int]:
        query = (
            select(
                _case.c.id,
                _case.c.opened_on.label("since"),
                _case.c.number,
                _person.c.id.label("person"),
                _person.c.given_name,
                _person.c.middle_name,
                _person.c.family_name,
            )
            .join_from(_case, _person, _person.c.id == _case.c.person)
            .where(
                _case.c.hidden == 0,
                is_shown(_person),
                # nobody is reminded of the dead
                _person.c.died_on.is_(None),
                _case.c.closed_on.is_(None),
                _case.c.opened_on.is_not(None),
                *where,
            )
        )
        return self._due("case", query, limit)

    def _due(self, record: str, query: Select[Any], limit: int) -> tuple[list[DueRow], int]:
        # Counted in the same pass: what narrows the rows may have to look through a month of entries.
        counted = query.add_columns(func.count().over().label("total"))
        rows = self._connection.execute(counted.order_by("since", "id").limit(limit)).all()
        return [
            DueRow(
                record=record,
                id=known_id(row.id),
                person=RecordId(row.person.hex()),
                person_name=full_name(row.given_name, row.middle_name, row.family_name),
                number=row.number if record == "case" else None,
                since=date.fromisoformat(row.since),
            )
            for row in rows
        ], rows[0].total if rows else 0
