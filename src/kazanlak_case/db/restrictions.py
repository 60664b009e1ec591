"""Where a restriction of processing stands (GDPR art. 18): one question that lists and requests share."""

from sqlalchemy import ColumnElement, exists, select

from kazanlak_case.db.tables import DATA

RESTRICTION = "restriction"
GRANTED = frozenset({"done", "partly"})

_request = DATA["data_request"]

STANDS: tuple[ColumnElement[bool], ...] = (
    _request.c.hidden == 0,
    _request.c.kind == RESTRICTION,
    _request.c.outcome.in_(sorted(GRANTED)),
    _request.c.ended_on.is_(None),
)
"""A granted request that was not lifted."""


def restriction_stands(person: ColumnElement[bytes]) -> ColumnElement[bool]:
    """Tell in a query whether the data of a person may only be kept."""
    return exists(select(_request.c.id).where(_request.c.person == person, *STANDS))
