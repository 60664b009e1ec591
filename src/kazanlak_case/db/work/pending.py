"""Questions about what waits for an answer: approvals, reviews, referrals, consents that end."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from kazanlak_case.db.same_person import is_shown
from kazanlak_case.db.tables import DATA
from kazanlak_case.db.work.due_rows import WHOM, Found, due_rows

_plan, _case, _person, _referral, _consent = (
    DATA[name] for name in ("plan", "case", "person", "referral", "consent")
)


class PendingQueries:
    """Finds records that wait for somebody. `since` is the day something is due, or began to wait."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def approvals(self, *, limit: int = 20) -> Found:
        """Find the plans that wait for the head's word, since they were submitted."""
        since = func.coalesce(_plan.c.submitted_on, _plan.c.made_on)
        return self._plans(since, _plan.c.state == "submitted", limit=limit)

    def reviews(self, *, until: date, limit: int = 20) -> Found:
        """Find the approved plans to be looked at again up to a day."""
        return self._plans(
            _plan.c.review_on,
            _plan.c.state == "approved",
            _plan.c.review_on <= until.isoformat(),
            limit=limit,
        )

    def referrals(self, *, until: date, limit: int = 20) -> Found:
        """Find the referrals that were sent and should have been answered by a day."""
        since = func.coalesce(_referral.c.answer_due_on, _referral.c.sent_on)
        query = _of_person(_referral, since, _referral.c.number).where(
            _referral.c.sent_on.is_not(None),
            _referral.c.answered_on.is_(None),
            _referral.c.completed_on.is_(None),
            _referral.c.outcome.is_(None),
            since <= until.isoformat(),
        )
        return due_rows(self._connection, "referral", query, limit)

    def expiring(self, *, until: date, limit: int = 20) -> Found:
        """Find the consents that end up to a day and were not given anew."""
        newer = _consent.alias("newer")
        given_anew = (
            select(newer.c.id)
            .where(
                newer.c.person == _consent.c.person,
                newer.c.type == _consent.c.type,
                func.coalesce(newer.c.institution, "") == func.coalesce(_consent.c.institution, ""),
                newer.c.id > _consent.c.id,
                newer.c.hidden == 0,
            )
            .exists()
        )
        query = _of_person(_consent, _consent.c.valid_until).where(
            _consent.c.answer == "given",
            _consent.c.withdrawn_on.is_(None),
            _consent.c.valid_until <= until.isoformat(),
            ~given_anew,
        )
        return due_rows(self._connection, "consent", query, limit)

    def _plans(self, since: Any, *where: ColumnElement[bool], limit: int) -> Found:
        query = (
            select(
                _plan.c.id,
                since.label("since"),
                _case.c.number,
                *WHOM,
            )
            .join_from(_plan, _case, _case.c.id == _plan.c.case)
            .join(_person, _person.c.id == _case.c.person)
            .where(
                _plan.c.hidden == 0,
                _case.c.hidden == 0,
                _case.c.closed_on.is_(None),
                is_shown(_person),
                _person.c.died_on.is_(None),
                since.is_not(None),
                *where,
            )
        )
        return due_rows(self._connection, "plan", query, limit)


def _of_person(table: Any, since: Any, *more: Any) -> Select[Any]:
    """Ask for the visible records of a table about people who live."""
    return (
        select(
            table.c.id,
            since.label("since"),
            *WHOM,
            *more,
        )
        .join_from(table, _person, _person.c.id == table.c.person)
        .where(
            table.c.hidden == 0,
            is_shown(_person),
            _person.c.died_on.is_(None),
            since.is_not(None),
        )
    )
