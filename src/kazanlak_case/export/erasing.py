"""Erase a person from an open case file, to the last page: the records, then the traces on the disk."""

from dataclasses import dataclass
from datetime import datetime

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.old_backups import OldBackup, backups_with_erased
from kazanlak_case.db.purging import purge_if_due
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.services.erasure_order import ErasureOrder, order_erasure


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
