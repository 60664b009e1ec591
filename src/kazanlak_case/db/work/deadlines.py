"""Questions about what is due. Each answers the longest-waiting rows and how many there are in all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from kazanlak_case.db.contacts import contacted_since, contacts_with
from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.due_rows import WHOM, Found, due_rows
from kazanlak_case.db.work.plan_state import awaits_plan
from kazanlak_case.db.work.rows import DueRow

_case, _person, _spell, _participation = (
    DATA[name] for name in ("case", "person", "spell", "participation")
)


class DeadlineQueries:
    """Finds cases and participations that wait for somebody."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def exit_cards(self, *, limit: int = 20) -> Found:
        """Find who has left while the situation on leaving is not written yet."""
        return self._spells(_spell.c.exit_state.is_(None), limit=limit)

    def follow_ups(self, *, left_until: date, limit: int = 20) -> Found:
        """Find who left up to a day while the situation months later is not written yet."""
        return self._spells(
            _spell.c.left_on <= left_until.isoformat(), _spell.c.status_6m.is_(None), limit=limit
        )

    def plans(self, *, limit: int = 20) -> Found:
        """Find the open cases without an approved plan; where nobody wrote one, those not yet worked on."""
        return self._cases(awaits_plan(_case), limit=limit)

    def quiet_cases(self, *, before: date, limit: int = 20) -> Found:
        """Find the open cases opened before a day whose person has had no entry since."""
        lately = contacted_since(before)
        rows, total = self._cases(
            _case.c.opened_on < before.isoformat(), _case.c.person.not_in(lately), limit=limit
        )
        last = self._last_contacts([bytes.fromhex(row.person) for row in rows])
        return [_waiting_since(row, last.get(row.person)) for row in rows], total

    def _last_contacts(self, people: Sequence[bytes]) -> dict[str, date]:
        every = contacts_with(people).subquery()
        query = select(every.c.person, func.max(every.c.provided_on)).group_by(every.c.person)
        found = self._connection.execute(query).all()
        return {person.hex(): date.fromisoformat(last) for person, last in found if last}

    def _spells(self, *where: ColumnElement[bool], limit: int) -> Found:
        query = (
            select(
                _spell.c.id,
                _spell.c.left_on.label("since"),
                *WHOM,
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
        return due_rows(self._connection, "spell", query, limit)

    def _cases(self, *where: ColumnElement[bool], limit: int) -> Found:
        query = (
            select(
                _case.c.id,
                _case.c.opened_on.label("since"),
                _case.c.number,
                *WHOM,
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
        return due_rows(self._connection, "case", query, limit)


def _waiting_since(row: DueRow, last: date | None) -> DueRow:
    """Count a quiet case's waiting from its last contact, not from its opening."""
    return replace(row, since=max(row.since, last)) if last else row
