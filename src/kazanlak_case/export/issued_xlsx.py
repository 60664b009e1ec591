"""The register of issued documents as a workbook: every number that was given, annulled ones too."""

from contextvars import copy_context
from datetime import date, datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.reference import paper_forms
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.db.work.issued import IssuedFilter, IssuedRow
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.fields import Privacy
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.export.report_xlsx import report_xlsx
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import N_, _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.issued_documents import issued_documents
from kazanlak_case.services.report_model import Column, ColumnKind, Report, Section

NAME = "issued_documents"
ENDING = ".xlsx"
AT_MOST = 50_000

_COLUMNS = (
    Column("number", N_("Document number"), width=20),
    Column("form", N_("Form"), width=34),
    Column("issued_on", N_("Date"), ColumnKind.DATE, width=12),
    Column("person", N_("Person"), width=30),
    Column("addressee", N_("To"), width=24),
    Column("issued_by", N_("Made out by"), width=24),
    Column("state", N_("State"), width=40),
)


def write_issued(
    case_file: CaseFile, filters: IssuedFilter, out: Path, *, now: datetime, language: str = "bg"
) -> Path:
    """Write the register, without what the user may not take out; that it was written is on the record first.

    Raises:
        NotAllowedError: The user's post sees no documents, or takes nothing out.
        UnfitTargetError: It would not be an .xlsx file.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.reading(now) as uow:
        report = copy_context().run(_report, uow, filters, language)
    record_leaving(case_file, "exported", now=now, facts=NAME)
    content = copy_context().run(_content, report, case_file, now, language)
    write_whole(out, content)
    return out


def _report(uow: UnitOfWork, filters: IssuedFilter, language: str) -> Report:
    use_language_here(language, locale_dir=locale_folder())
    if not uow.may(Action.EXPORT, Privacy.OPEN):
        raise NotAllowedError(action=Action.EXPORT)
    found = issued_documents(uow, filters, limit=AT_MOST)
    rows = tuple(
        (
            one.number,
            paper_forms()[one.form].name(language) if one.form in paper_forms() else one.form,
            one.issued_on,
            one.person_name,
            one.addressee or "",
            one.issued_by,
            _state(one),
        )
        for one in uow.sight.shown_all(found, Action.EXPORT)
    )
    year = filters.year
    return Report(
        name=NAME,
        title=N_("Issued documents"),
        columns=_COLUMNS,
        sections=(Section("", rows),),
        notes=(),
        selection=Selection(
            since=date(year, 1, 1) if year else None,
            until=date(year, 12, 31) if year else None,
        ),
        is_practice=uow.is_practice,
    )


def _state(one: IssuedRow) -> str:
    if not one.is_annulled:
        return ""
    reason = one.annulled_reason or (_("taken back") if one.is_undone else "")
    return ": ".join(part for part in (_("annulled"), reason) if part)


def _content(report: Report, case_file: CaseFile, now: datetime, language: str) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    return report_xlsx(report, case_file.profile, now=now)
