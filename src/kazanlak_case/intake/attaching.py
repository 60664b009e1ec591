"""Take files in as attachments: pictures made small, pages bound together, everything else as it is."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import translating_disk
from kazanlak_case.domain.attachment_errors import (
    AttachmentEmptyError,
    AttachmentKindError,
    AttachmentTooLargeError,
    AttachmentUnreadableError,
    TooManyPagesError,
)
from kazanlak_case.domain.changes import Written
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.intake.pdf_pages import PdfPages, PdfUnreadableError
from kazanlak_case.intake.scans import MOST_PAGES, PICTURE_ENDINGS, as_pdf, pages_of
from kazanlak_case.services.attachments import (
    AttachmentDraft,
    Content,
    add_attachment,
    largest_of,
)
from kazanlak_case.services.writing import joined

MIB = 1 << 20
LARGEST_PICTURE = 100 * MIB
"""So large may a picture be before it is made small."""
PDF, JPEG = "application/pdf", "image/jpeg"
PDF_MARK = b"%PDF-"
MARK_WITHIN = 1024
"""Readers look for the mark of a PDF in so many bytes."""

OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".p7s": "application/pkcs7-signature",
    ".p7m": "application/pkcs7-mime",
}
"""Kept as they are, by ending; the media type that each is kept under."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was chosen, dropped, pasted or found in the scanner's folder."""

    name: str
    path: Path | None = None
    content: bytes = field(default=b"", repr=False)

    @classmethod
    def of_path(cls, path: Path) -> "Source":
        """Take a file on this computer."""
        return cls(path.name, path)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, by its name."""
        return Path(self.name).suffix.lower() in PICTURE_ENDINGS

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it to read."""
        if self.path is None:
            yield io.BytesIO(self.content)
            return
        with translating_disk(self.path), self.path.open("rb") as file:
            yield file


def attach_files(
    case_file: CaseFile,
    draft: AttachmentDraft,
    sources: Sequence[Source],
    *,
    now: datetime,
    progress: Progress = no_progress,
) -> Written:
    """Attach files: pictures together as the pages of one document, each other file as a document of its own.

    Making them small takes the time, and is done before anything is written; then all are written, or none.

    Raises:
        AttachmentUnreadableError, AttachmentKindError, AttachmentTooLargeError, AttachmentEmptyError: One of them
            cannot be kept.
        TooManyPagesError: They have more pages than one document.
        ExpectedError: As `add_attachment` says.
    """
    limit = largest_of(case_file.profile)
    pictures = [one for one in sources if one.is_picture]
    others = [one for one in sources if not one.is_picture]
    total = len(sources) + 1
    with ExitStack() as open_files:
        contents = []
        if pictures:
            told = _part_of(progress, total)
            contents.append(_bound(pictures, title=draft.title or "", progress=told))
        contents += [_as_it_is(one, open_files, limit=limit) for one in others]
        progress(len(sources), total)
        with case_file.writing(now) as uow:
            written = [
                add_attachment(uow, _titled(draft, one, alone=len(contents) == 1), one, keep=False)
                for one in contents
            ]
            uow.commit()
    progress(total, total)
    return joined(written)


def _titled(draft: AttachmentDraft, content: Content, *, alone: bool) -> AttachmentDraft:
    """Name each of several by its file; one alone has the title that was typed."""
    if alone and draft.title:
        return draft
    stem = Path(content.file_name).stem
    return replace(draft, title=f"{draft.title} – {stem}" if draft.title else stem)


def _part_of(progress: Progress, total: int) -> Progress:
    def told(done: int, _of: int) -> None:
        progress(min(done, total - 1), total)

    return told


def _bound(pictures: Sequence[Source], *, title: str, progress: Progress) -> Content:
    """Make pictures small; one page is kept as a picture, several as a PDF."""
    pages: list[bytes] = []
    for at, source in enumerate(pictures):
        progress(at, len(pictures))
        with source.opened() as file:
            if _size_of(file) > LARGEST_PICTURE:
                raise AttachmentTooLargeError(path=source.name, limit=LARGEST_PICTURE // MIB)
            pages += pages_of(file, source.name)
        if len(pages) > MOST_PAGES:
            raise TooManyPagesError(count=len(pages), limit=MOST_PAGES)
    stem = Path(pictures[0].name).stem or title
    if len(pages) == 1:
        return Content(stream=io.BytesIO(pages[0]), file_name=f"{stem}.jpg", media_type=JPEG)
    return Content(stream=io.BytesIO(as_pdf(pages)), file_name=f"{stem}.pdf", media_type=PDF)


def _as_it_is(source: Source, open_files: ExitStack, *, limit: int) -> Content:
    """Keep a file as it is, once it is seen to be what its name says."""
    ending = Path(source.name).suffix.lower()
    file = open_files.enter_context(source.opened())
    size = _size_of(file)
    if size > limit:
        raise AttachmentTooLargeError(path=source.name, limit=limit // MIB)
    if not size:
        raise AttachmentEmptyError(path=source.name)
    if ending == ".pdf":
        _check_pdf(file, source.name)
        return Content(stream=file, file_name=source.name, media_type=PDF)
    if ending not in OFFICE:
        raise AttachmentKindError(path=source.name)
    return Content(stream=file, file_name=source.name, media_type=OFFICE[ending])


def _check_pdf(file: BinaryIO, name: str) -> None:
    """See that a PDF can be opened here, and has pages: what is damaged is better known now."""
    file.seek(0)
    if PDF_MARK not in file.read(MARK_WITHIN):
        raise AttachmentUnreadableError(path=name)
    file.seek(0)
    content = (
        file.read()
    )  # a slow stick is waited for here, and not while the window wants a page drawn
    try:
        with PdfPages(content) as document:
            is_sound = document.count > 0
    except PdfUnreadableError as error:
        raise AttachmentUnreadableError(path=name) from error
    if not is_sound:
        raise AttachmentUnreadableError(path=name)


def _size_of(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size
