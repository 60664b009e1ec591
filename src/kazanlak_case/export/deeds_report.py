"""Write who read and changed what as a workbook: for whoever answers for the data, or for an inspection."""

from contextvars import copy_context
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import Privacy
from kazanlak_case.domain.readings import KIND_WORDS, Deed, DeedFilter, ReadingKind
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.export.reading_words import readings_line, what_in_words
from kazanlak_case.export.report_xlsx import report_xlsx
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import N_, _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.deeds import deeds, state_of_readings
from kazanlak_case.services.intentions import words_of
from kazanlak_case.services.report_model import Column, Report, Section

NAME = "readings"
TITLE = N_("Who read and changed what")
ENDING = ".xlsx"
MOST = 20_000
AT_ONCE = 2000

_COLUMNS = (
    Column("at", N_("When"), width=20),
    Column("who", N_("Who did it"), width=26),
    Column("kind", N_("Kind"), width=14),
    Column("what", N_("What"), width=40),
    Column("about", N_("Whose"), width=30),
    Column("facts", N_("Details"), width=26),
)


def write_deeds(
    case_file: CaseFile,
    out: Path,
    *,
    now: datetime,
    wanted: DeedFilter | None = None,
    language: str = "bg",
) -> int:
    """Write the list and how the record stands; answers how many rows there are.

    Raises:
        NotAllowedError: The user's post does not look through it, or takes nothing out.
        UnfitTargetError, DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.reading(now) as uow:
        report = copy_context().run(_report, uow, wanted or DeedFilter(), language)
    record_leaving(case_file, "exported", now=now, facts=NAME)
    content = copy_context().run(_content, report, case_file, now, language)
    write_whole(out, content)
    return len(report.rows)


def deed_in_words(one: Deed) -> str:
    """Say what was done: a reading by its code, a change by its intention."""
    if one.kind is ReadingKind.CHANGED:
        return _(words_of(one.what))
    return what_in_words(one.what)


def _content(report: Report, case_file: CaseFile, now: datetime, language: str) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    return report_xlsx(report, case_file.profile, now=now)


def _report(uow: UnitOfWork, wanted: DeedFilter, language: str) -> Report:
    use_language_here(language, locale_dir=locale_folder())
    if not uow.may(Action.EXPORT, Privacy.OPEN):
        raise NotAllowedError(action=Action.EXPORT)
    found: list[Deed] = []
    while len(found) < MOST:
        after = found[-1] if found else None
        page = deeds(uow, wanted, after=after, limit=AT_ONCE)
        found += page
        if len(page) < AT_ONCE:
            break
    notes = [Reason(readings_line(state_of_readings(uow)), {})]
    if len(found) >= MOST:
        notes.append(Reason(N_("Only the newest {count} are here."), {"count": MOST}))
    rows = tuple(
        (
            f"{one.at.astimezone():%d.%m.%Y %H:%M}",
            one.who,
            _(KIND_WORDS[one.kind]),
            deed_in_words(one),
            one.about,
            one.facts or one.site,
        )
        for one in found[:MOST]
    )
    return Report(
        name=NAME,
        title=TITLE,
        columns=_COLUMNS,
        sections=(Section("", rows),),
        notes=tuple(notes),
        selection=Selection(since=wanted.since, until=wanted.until),
        is_practice=uow.is_practice,
    )
