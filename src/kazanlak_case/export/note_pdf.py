"""One confidential note on paper, marked as such on top; that it was printed is on the record before it is there."""

from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import ConfidentialNote, Person, StaffMember
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    MUTED,
    paragraph,
    print_document,
    style,
    use_own_fonts,
)
from kazanlak_case.export.report_words import day_in_words, made_on, practice_mark
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.confidential import PRINTED, OpenedNote, read_note
from kazanlak_case.services.same_person import person_now

ENDING = ".pdf"


def write_note_pdf(
    case_file: CaseFile, note: RecordId, out: Path, *, now: datetime, language: str = "bg"
) -> Path:
    """Write a note as a document of its own, to be printed and then deleted.

    Raises:
        NoSecretKeyError: The user does not hold the note's key; what is lent in an emergency is not printed.
        UnfitTargetError: The name does not end in .pdf.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.writing(now) as uow:
        opened = read_note(uow, note, what=PRINTED)
    with case_file.reading(now) as uow:
        content = copy_context().run(_content, uow, opened, language)
    write_whole(out, content)
    return out


def _content(uow: UnitOfWork, opened: OpenedNote, language: str) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    use_own_fonts()
    title = _("CONFIDENTIAL")
    facts = style("facts", 9.5, textColor=MUTED)
    story: list[Any] = [
        paragraph(title, style("mark", 20, font=BOLD, textColor=ACCENT, spaceAfter=4)),
        paragraph(_whom(uow, opened), style("whom", 12, font=BOLD, spaceAfter=4)),
        *(paragraph(line, facts) for line in _facts(uow, opened, language)),
        paragraph(opened.text, style("text", 11, spaceBefore=14, spaceAfter=18)),
        paragraph(
            _(
                "Only for the person named on top and the post that wrote it. Do not leave it lying about."
            ),
            style("care", 8, textColor=MUTED),
        ),
    ]
    mark = practice_mark() if uow.is_practice else ""
    return print_document(story, uow.profile, title=title, made=made_on(uow.now), mark=mark)


def _whom(uow: UnitOfWork, opened: OpenedNote) -> str:
    return uow.records.get(Person, person_now(uow, opened.note.person)).name


def _facts(uow: UnitOfWork, opened: OpenedNote, language: str) -> list[str]:
    note = opened.note
    author = note.staff_member
    staff = uow.records.many(StaffMember, [author] if author else [])
    profession = code_lists_of(uow.profile).label("note_secret", note.secret or "", language)
    who = next((one.name for one in staff.values()), "")
    parts = (_day(note), who, profession)
    lines = [" · ".join(part for part in parts if part)]
    if note.corrects:
        day = _day(uow.records.get(ConfidentialNote, note.corrects))
        lines.append(_("Corrects the note of {day}").format(day=day))
    return lines


def _day(note: ConfidentialNote) -> str:
    return day_in_words(note.written_on) if note.written_on else ""
