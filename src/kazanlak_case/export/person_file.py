"""Write what is kept about one person into a file: its ending says for whom, .pdf for the person, .json for a program."""

from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.confidential_errors import NoSecretKeyError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.export.person_file_json import person_file_json
from kazanlak_case.export.person_file_pdf import person_file_pdf
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.confidential import PRINTED, read_note
from kazanlak_case.services.disclosure import PersonFile, person_file
from kazanlak_case.services.same_person import person_now

TAKEN_OUT = "person_file_exported"
ENDINGS = (".pdf", ".json")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What was written: where, how many records, and how many confidential notes stayed closed."""

    path: Path
    records: int
    sealed: int


def write_person_file(  # noqa: PLR0913 - each is a word of the command line
    case_file: CaseFile,
    person: RecordId,
    out: Path,
    *,
    now: datetime,
    language: str = "bg",
    with_notes: bool = False,
) -> WrittenFile:
    """Write the file; that it was taken out is on the record before it is there.

    Args:
        case_file: The open file.
        person: The person, under any id they ever had.
        out: Where; one of that name is replaced when the new one is whole.
        now: The moment.
        language: The language of labels.
        with_notes: Put confidential notes in too, those of which the user holds the key.

    Raises:
        NotAllowedError: The user's post does not answer such requests.
        RecordMissingError: There is no such person here.
        UnfitTargetError: The ending is another one.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, *ENDINGS)
    with case_file.reading(now) as uow:
        person = person_now(uow, person)
        held = person_file(uow, person)
    texts = _opened(case_file, held, now=now) if with_notes else {}
    with case_file.writing(now) as uow:
        held = person_file(uow, person, note_text=lambda note: texts.get(note.id))
        uow.readings.record(TAKEN_OUT, record="person", row=person, facts=out.suffix.lower()[1:])
        content = copy_context().run(_content, uow, held, out.suffix.lower(), language)
        uow.commit()
    write_whole(out, content)
    count = sum(map(len, held.records.values()))
    return WrittenFile(out, count, held.sealed)


def _content(uow: UnitOfWork, held: PersonFile, ending: str, language: str) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    if ending == ".json":
        return person_file_json(held, uow.profile)
    return person_file_pdf(held, uow.profile, language=language)


def _opened(case_file: CaseFile, held: PersonFile, *, now: datetime) -> dict[RecordId, str]:
    """Open the notes the user holds a key of; each opening is recorded for itself."""
    texts = {}
    for one in held.records.get("confidential_note", ()):
        with case_file.writing(now) as uow:
            try:
                texts[one.id] = read_note(uow, one.id, what=PRINTED).text
            except NoSecretKeyError:
                continue
    return texts
