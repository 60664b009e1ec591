"""Erase a person from an open case file, to the last page: the records, then the traces on the disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.old_backups import OldBackup, backups_with_erased
from kazanlak_case.db.purging import purge_if_due
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import N_
from kazanlak_case.services.erasure_order import ErasureOrder, order_erasure, review_erasure


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureDone:
    """What was done here, and what still holds the data.

    Attributes:
        protocol: The record of the protocol, and `number` as people know it.
        backups: Backups made before, which still hold the data.
    """

    written: Written
    protocol: RecordId
    number: str
    backups: tuple[OldBackup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyErased:
    """What was done with several people: the numbers of their protocols, and how many were held and stayed."""

    numbers: tuple[str, ...]
    held: int


def erase_for_good(
    case_file: CaseFile,
    person: RecordId,
    order: ErasureOrder,
    *,
    now: datetime,
    progress: Progress = no_progress,
) -> ErasureDone:
    """Erase a person and purge the file; once the records are gone there is no way back, so nothing stops the purge.

    Raises:
        CaseFileInUseError: The records are erased; the purge could not end and will be done with the next.
        ExpectedError: As `order_erasure` says; then nothing was erased.
    """
    progress(0, 1)
    with case_file.writing(now) as uow:
        done = order_erasure(uow, person, order)
    purge_if_due(case_file, now=now)
    progress(1, 1)
    return ErasureDone(
        written=done.written,
        protocol=done.protocol,
        number=done.number,
        backups=backups_with_erased(case_file),
    )


def erase_many(  # noqa: PLR0913 - what was decided, then as all long work
    case_file: CaseFile,
    people: Sequence[RecordId],
    ground: str | None,
    *,
    confirmed: str,
    now: datetime,
    progress: Progress = no_progress,
) -> ManyErased:
    """Erase several people whose time is over, each with a protocol; whoever is held stays. One purge ends it.

    Somebody who stops it midway has erased those before; the purge is done for them all the same.

    Raises:
        CancelledError: Somebody asked to stop.
        InvalidRecordError: Their number was not typed, or there is no ground.
        NotAllowedError: The user's post may not erase.
    """
    if confirmed.strip() != str(len(people)) or not people:
        raise InvalidRecordError({"confirmed": N_("Type how many people you chose.")})
    numbers, held = [], 0
    try:
        for at, person in enumerate(people):
            progress(at, len(people))
            with case_file.writing(now) as uow:
                review = review_erasure(uow, person)
                if review.needs_reason:
                    held += 1
                    continue
                order = ErasureOrder(ground=ground, confirmed=review.name)
                numbers.append(order_erasure(uow, person, order).number)
    finally:
        purge_if_due(case_file, now=now)
    return ManyErased(numbers=tuple(numbers), held=held)
