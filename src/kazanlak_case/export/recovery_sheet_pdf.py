"""A recovery sheet on paper: big letters, what they open, where the paper is kept. It exists nowhere else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import code_lists
from kazanlak_case.db.small_files import sync_folder, translating_disk
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import spec_of
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    LINE,
    MUTED,
    SOFT,
    paragraph,
    print_document,
    style,
    use_own_fonts,
    width_of_paper,
)
from kazanlak_case.export.report_words import day_in_words, made_on, practice_mark
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.recovery_sheets import Sheet, recovery_sheet

ENDING = ".pdf"
PRIVATE = 0o600
_ROOM = 256 * 1024
"""Bytes taken on the disk before the older sheet is made void: afterwards it must not be full."""
_IN_A_ROW = 4
_PADDED, _NARROW = 8, 2
_BIG = 21
"""So that five W, the widest letter, stay in one line."""
_INSET = 12
"""Text stands a little inside the frame; the tables stand under it."""


def write_recovery_sheet(
    file: CaseFile, out: Path, *, now: datetime, secret: str = "", language: str = "bg"
) -> Path:
    """Make a recovery sheet and write it, readable by its owner only, to be printed and then deleted.

    Args:
        file: The open file.
        out: The document to be written.
        now: The moment of this work.
        secret: Whose confidential notes it opens (sheet B); without it sheet A, which opens the file.
        language: What the sheet is written in.

    Raises:
        NotAllowedError, NoRoleKeyError: As `recovery_sheet` says.
        UnfitTargetError, CaseFileExistsError, StorageError, DiskFullError, ReadOnlyError: It cannot be written.
    """
    require_target(out, ENDING)
    with own_file(out) as descriptor:
        sheet = recovery_sheet(file, now=now, secret=secret)
        content = copy_context().run(sheet_content, sheet, file.profile, now=now, language=language)
        fill(descriptor, content)
    return out


def recovery_sheet_pdf(
    sheet: Sheet, profile: MunicipalityProfile, *, now: datetime, language: str = "bg"
) -> bytes:
    """Write the document: one page."""
    use_own_fonts()
    title = _("Recovery sheet B") if sheet.secret else _("Recovery sheet A")
    story = [
        paragraph(title, style("title", 24, font=BOLD, textColor=ACCENT, spaceAfter=2)),
        paragraph(
            _opens(sheet, language), style("opens", 13, font=BOLD, spaceBefore=4, spaceAfter=10)
        ),
        _facts(sheet, profile),
        _letters(sheet),
        paragraph(
            _(
                "The letters are Latin, and O, I, L and U are not among them: what looks round is zero, what looks upright is one."
            ),
            style("hint", 9.5, textColor=MUTED, spaceBefore=6, spaceAfter=12),
        ),
        *_advice(sheet),
    ]
    mark = practice_mark() if sheet.is_practice else ""
    return print_document(story, profile, title=title, made=made_on(now), mark=mark)


def sheet_content(
    sheet: Sheet, profile: MunicipalityProfile, *, now: datetime, language: str
) -> bytes:
    """Write the document in its own language; called in a context of its own."""
    # a document carries its own language, whatever the window speaks
    use_language_here(language, locale_dir=locale_folder())
    return recovery_sheet_pdf(sheet, profile, now=now, language=language)


def _opens(sheet: Sheet, language: str) -> str:
    if not sheet.secret:
        return _("It gives a user of the case file a new password.")
    choices = spec_of("confidential_note", "secret").choices or ""
    whose = code_lists().label(choices, sheet.secret, language)
    return _("It opens confidential notes: {whose}.").format(whose=whose)


def _facts(sheet: Sheet, profile: MunicipalityProfile) -> Any:
    from reportlab.platypus import Table, TableStyle

    site = profile.site(sheet.site)
    name, value = style("name", 10.5, textColor=MUTED), style("value", 10.5, font=BOLD)
    rows = [
        (_("File"), sheet.file),
        (_("Site"), site.name if site else sheet.site),
        (_("Made on"), day_in_words(sheet.made_on)),
    ]
    width = width_of_paper() - _INSET
    table = Table(
        [[paragraph(one, name), paragraph(other, value)] for one, other in rows],
        [width * 0.2, width * 0.8],
    )
    table.setStyle(
        TableStyle([("LEFTPADDING", (0, 0), (0, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])
    )
    return table


def _letters(sheet: Sheet) -> Any:
    """Set the groups in fours, each with its number: people find their place again."""
    from reportlab.platypus import Spacer, Table, TableStyle

    number = style("number", 9, textColor=MUTED, leftIndent=4)
    big = style("big", _BIG, font=BOLD, alignment=1)
    groups = sheet.letters.split()
    cells = [
        [paragraph(str(at), number), paragraph("\u2009".join(group), big), Spacer(0, 6)]
        for at, group in enumerate(groups, 1)
    ]
    rows = [cells[start : start + _IN_A_ROW] for start in range(0, len(cells), _IN_A_ROW)]
    table = Table(rows, [(width_of_paper() - _INSET) / _IN_A_ROW] * _IN_A_ROW, spaceBefore=14)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), SOFT),
                ("GRID", (0, 0), (-1, -1), 1.2, LINE),
                ("LEFTPADDING", (0, 0), (-1, -1), _NARROW),
                ("RIGHTPADDING", (0, 0), (-1, -1), _NARROW),
                ("TOPPADDING", (0, 0), (-1, -1), _PADDED),
                ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDED),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return table


def _advice(sheet: Sheet) -> Iterator[Any]:
    head, text = style("head", 11.5, font=BOLD, spaceBefore=8), style("text", 11, spaceAfter=2)
    for title, line in _advice_b() if sheet.secret else _advice_a():
        yield paragraph(title, head)
        yield paragraph(line, text)


def _advice_a() -> list[tuple[str, str]]:
    return [
        (
            _("Where to keep it"),
            _(
                "In a sealed envelope in the municipality's safe, never with the computer or with a backup. Write the date and your signature over the flap."
            ),
        ),
        (
            _("What it opens"),
            _(
                "Everything in the file, except confidential notes: those need sheet B. Whoever holds this paper and a copy of the file needs no password."
            ),
        ),
        (
            _("How to use it"),
            _(
                "On the sign-in page choose “Forgotten password”, then recovery sheet A, and type the eight groups. Small letters and spaces do not matter. Then choose a new password."
            ),
        ),
        *_advice_on_loss(),
    ]


def _advice_b() -> list[tuple[str, str]]:
    return [
        (
            _("Where to keep it"),
            _(
                "In a sealed envelope with the lead specialist of this profession, apart from sheet A and never in the house itself. Write the date and your signature over the flap."
            ),
        ),
        (
            _("What it opens"),
            _(
                "The confidential notes of this site, for somebody who can sign in to the file. It opens no file and replaces no password."
            ),
        ),
        (
            _("How to use it"),
            _(
                "After a forgotten password the specialist signs in with the new one and types the eight groups once. In an emergency the head can open the notes of one person with it; the authors are told."
            ),
        ),
        *_advice_on_loss(),
    ]


def _advice_on_loss() -> list[tuple[str, str]]:
    return [
        (
            _("If it is lost, or somebody saw it"),
            _(
                "Make a new sheet at once: the new one makes this one void. Older backups can still be opened with this one: destroy them, or keep them as strictly."
            ),
        )
    ]


@contextmanager
def own_file(out: Path) -> Iterator[int]:
    """Make a file of our own with room in it; take it away again when there is nothing to fill it with."""
    if out.exists():
        raise CaseFileExistsError(path=out.name)
    require_target(out)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with translating_disk(out):
        descriptor = os.open(out, flags, PRIVATE)
    try:
        with translating_disk(out):
            os.write(descriptor, bytes(_ROOM))
            os.fsync(descriptor)
        yield descriptor
    except BaseException:
        os.close(descriptor)
        with suppress(OSError):
            out.unlink()
        raise
    os.close(descriptor)
    with translating_disk(out):
        sync_folder(out.parent)


def fill(descriptor: int, content: bytes) -> None:
    """Put the document into a file made by `own_file`, on the disk before this returns."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)
    os.ftruncate(descriptor, len(content))
    os.fsync(descriptor)
