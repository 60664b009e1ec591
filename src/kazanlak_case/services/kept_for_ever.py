"""What is never deleted, taken back or changed once it is written: signals (ЗЗДт, чл. 7)."""

from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.changes import Edited, Written
from kazanlak_case.domain.signal_errors import SignalStaysError

SIGNAL = "signal"
LATER = frozenset(
    {"notified", "notified_on", "notified_at", "notified_whom", "follow_up", "number"}
)
"""The fields of a signal that are written after it: who was told, and what followed."""


def require_deletable(record: str) -> None:
    """Refuse to delete a record of a type that is kept for ever.

    Raises:
        SignalStaysError: It is one.
    """
    if record == SIGNAL:
        raise SignalStaysError


def require_later(edit: Edited) -> None:
    """Refuse to change what was written at once.

    Raises:
        SignalStaysError: Something else than the follow-up would change.
    """
    if edit.type == SIGNAL and set(edit.values) - LATER:
        raise SignalStaysError


def require_kept(uow: UnitOfWork, written: Written) -> None:
    """Refuse to go on where taking something back took a signal away.

    Raises:
        SignalStaysError: It did.
    """
    for record, one in written.touched:
        if record == SIGNAL and not uow.records.is_visible(record, one):
            raise SignalStaysError
