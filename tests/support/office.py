"""Words the tests of the daily work share."""

from kazanlak_case.db.reference import code_lists
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.fields import RecordId

EGN_OF_WOMAN, EGN_OF_MAN = "8503109277", "9711159280"
"""Synthetic numbers: born on 10 March 1985 and on 15 November 1997."""

SERVICE, OTHER_SERVICE = list(code_lists().labels("service_type"))[:2]
"""Any two kinds of service."""


def id_of(written: Written, record: str) -> RecordId:
    """Give the id of the one record of a type that a changeset touched."""
    ids = [one for name, one in written.touched if name == record]
    assert len(ids) == 1, ids
    return ids[0]
