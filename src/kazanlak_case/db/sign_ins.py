"""When each user was last here: from the record of readings, which counts unlocking too."""

from datetime import datetime
from typing import TYPE_CHECKING

from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.fields import RecordId

if TYPE_CHECKING:
    from kazanlak_case.db.casefile import CaseFile

_LAST = """SELECT "user", max(at) FROM reading WHERE what = 'signed_in' GROUP BY "user" """


def last_sign_ins(file: "CaseFile") -> dict[RecordId, datetime]:
    """Tell when each user last signed in to this copy; who never did is not there."""
    with file.reading_raw() as connection:
        rows = run(connection, _LAST).all()
    return {RecordId(bytes(user).hex()): datetime.fromisoformat(at) for user, at in rows}
