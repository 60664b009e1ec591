"""Whether what attachments hold is whole: every content gives its checksum; what is not here waits, and is no damage."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from kazanlak_case.db.blobs import Blobs
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.text_sql import run
from kazanlak_case.domain.attachment_errors import AttachmentDamagedError


@dataclass(frozen=True, slots=True)
class AttachmentsState:
    """What there is of contents.

    Attributes:
        count: How many there are.
        waiting: How many visible records name one that is not here: it waits for a bundle.
        unnamed: How many no record names; they take room and harm nothing.
    """

    count: int = 0
    waiting: int = 0
    unnamed: int = 0


def attachments_state(connection: Connection, names: Shorthand) -> AttachmentsState:
    """Count contents, and the records that wait for theirs."""
    blobs = Blobs(connection, names)
    held = {blob.sha256 for blob in blobs.all()}
    return AttachmentsState(
        count=len(held),
        waiting=len(blobs.wanted() - held),
        unnamed=len(held - blobs.wanted(hidden_too=True)),
    )


def attachment_faults(connection: Connection, names: Shorthand) -> Iterator[str]:
    """Read every content and name the records of those that do not give their checksum."""
    blobs = Blobs(connection, names)
    for blob in blobs.all():
        try:
            size = sum(map(len, blobs.open_parts(blob.sha256)))
        except AttachmentDamagedError:
            size = -1
        if size != blob.size:
            naming = run(connection, "SELECT id FROM attachment WHERE sha256 = ?", (blob.sha256,))
            records = ", ".join(f"attachment {row.hex()}" for row in naming.scalars())
            yield f"content {blob.sha256[:16]} damaged ({records})"
