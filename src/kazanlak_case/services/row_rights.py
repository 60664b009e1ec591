"""Rows that only some may see, whatever their fields are: a document marked as sensitive."""

from collections.abc import Iterable
from typing import TypeVar

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import Privacy, Record
from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.rules.rights import Action

RowT = TypeVar("RowT", bound=Record)


def seen_rows(uow: UnitOfWork, rows: Iterable[RowT], action: Action = Action.SEE) -> list[RowT]:
    """Leave out the rows that are not for the user."""
    sees_special = uow.may(action, Privacy.SPECIAL)
    return [row for row in rows if sees_special or not _is_special(row)]


def require_row(uow: UnitOfWork, row: Record, action: Action = Action.SEE) -> None:
    """Refuse a row that is not for the user.

    Raises:
        NotAllowedError: It is sensitive, and the user's post does not see, or not take out, what is.
    """
    if _is_special(row) and not uow.may(action, Privacy.SPECIAL):
        raise NotAllowedError(action=action)


def _is_special(row: Record) -> bool:
    return isinstance(row, Attachment) and bool(row.special)
