"""A plain copy of an attached document; that it was made is on the record before it is there."""

from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.export.targets import require_target
from kazanlak_case.services.attachments import SAVED, open_attachment


def save_copy(
    case_file: CaseFile,
    attachment_id: RecordId,
    out: Path,
    *,
    now: datetime,
    progress: Progress = no_progress,
) -> Path:
    """Write what a document holds into a file of its own.

    Raises:
        NotAllowedError: The user's post takes nothing personal out, or does not see this one.
        AttachmentWaitsError: Its content is not here yet.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out)
    progress(0, 2)
    with case_file.writing(now) as uow:
        opened = open_attachment(uow, attachment_id, reading=SAVED)
    progress(1, 2)
    write_whole(out, opened.content)
    progress(2, 2)
    return out
