"""Questions about referrals: which institutions are used most."""

from sqlalchemy import Connection, case, func, select

from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import RecordId

_referral = DATA["referral"]


class ReferralQueries:
    """Finds what was sent where."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def usual_institutions(self, staff_member: RecordId | None) -> list[str]:
        """List the institutions that were written to, those this worker writes to most first, then by all."""
        institution = _referral.c.institution
        whose = bytes.fromhex(staff_member or "")
        own = func.sum(case((_referral.c.staff_member == whose, 1), else_=0))
        query = (
            select(institution)
            .where(institution.is_not(None), _referral.c.hidden == 0)
            .group_by(institution)
            .order_by(own.desc(), func.count().desc(), institution)
        )
        return list(self._connection.execute(query).scalars())
