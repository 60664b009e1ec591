"""Write a report into a file: its ending says which kind, and what has the final name is whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.small_files import sync_folder, translating_disk, write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.exchange import Progress, no_progress
from kazanlak_case.domain.fields import Privacy
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.rules.esf import GRAND_TOTAL
from kazanlak_case.domain.rules.expressions import Reason
from kazanlak_case.domain.rules.isun import Cell
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.export.microdata_xlsx import write_microdata
from kazanlak_case.export.report_json import report_json
from kazanlak_case.export.report_pdf import report_pdf
from kazanlak_case.export.report_words import cell_in_words
from kazanlak_case.export.report_xlsx import report_xlsx
from kazanlak_case.export.targets import require_target
from kazanlak_case.export.xlsx_package import HEADING, SheetFile, SheetLayout, height_of
from kazanlak_case.i18n import _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.indicator_texts import isun_fields
from kazanlak_case.services.indicators import rules_in_use
from kazanlak_case.services.microdata import Answer, microdata
from kazanlak_case.services.microdata_report import (
    BESIDE_COLUMNS,
    MICRODATA,
    MicrodataCounts,
    beside_row,
)
from kazanlak_case.services.reports import report_kind, run_report, selection_of

_TELL_EVERY = 1000
_HEADING_HEIGHT = 32

Period = tuple[date | None, date | None]
"""First and last day; None is open."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What was written: the file, its rows, and for ISUN the list beside it."""

    path: Path
    rows: int
    notes: tuple[Reason, ...]
    beside: Path | None = None
    blocked: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class _Order:
    """What to write, where, and as of when."""

    name: str
    out: Path
    selection: Selection
    language: str
    now: datetime
    progress: Progress


def write_report(  # noqa: PLR0913 - each is a word of the command line
    case_file: CaseFile,
    name: str,
    out: Path,
    *,
    now: datetime,
    fund: str | None = None,
    site: str | None = None,
    period: Period | None = None,
    language: str = "bg",
    progress: Progress = no_progress,
) -> WrittenReport:
    """Write a report of what stands in the file now; a file of that name is replaced when the new one is whole.

    Raises:
        UnknownReportError, UnknownFundError, UnknownSiteError, PeriodError: There is nothing such to report.
        UnfitTargetError: This report is not written as such a file.
        NotAllowedError: The user's post takes nothing out, or not what stands in this report.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    kind = report_kind(name)
    require_target(out, *kind.endings)
    with case_file.reading(now) as uow:
        uow.require(Act.REPORT)
        if not uow.may(Action.EXPORT, Privacy.OPEN):
            raise NotAllowedError(action=Action.EXPORT)
        since, until = period or (None, None)
        selection = selection_of(uow, fund=fund, site=site, since=since, until=until)
        order = _Order(name, out, selection, language, now, progress)
        what = "microdata_exported" if name == MICRODATA else "report_exported"
        record_leaving(case_file, what, now=now, facts=f"{name}{out.suffix.lower()}")
        # a report carries its own language, whatever the window speaks
        return copy_context().run(_write, uow, order)


def beside_path(out: Path) -> Path:
    """Name the list beside a microdata file."""
    return out.with_name(f"{out.stem}-blocked{out.suffix}")


def _write(uow: UnitOfWork, order: _Order) -> WrittenReport:
    use_language_here(order.language, locale_dir=locale_folder())
    ending = order.out.suffix.lower()
    if order.name == MICRODATA and ending == ".xlsx":
        return _write_microdata(uow, order)
    report = run_report(uow, order.name, order.selection, language=order.language)
    report = replace(report, is_practice=uow.is_practice)
    if ending == ".json":
        content = report_json(report)
    else:
        make = report_pdf if ending == ".pdf" else report_xlsx
        content = make(report, uow.profile, now=order.now)
    write_whole(order.out, content)
    return WrittenReport(order.out, len(report.rows), report.notes)


def _write_microdata(uow: UnitOfWork, order: _Order) -> WrittenReport:
    """Write the file for ISUN and the list beside it at once, each participant into one or both."""
    answers = microdata(uow, order.selection)
    beside = beside_path(order.out)
    counts = MicrodataCounts()
    with (
        _replacing(beside) as stream,
        _replacing(order.out) as target,
        SheetFile(stream, _beside_layout()) as sheet,
    ):
        sheet.write(
            [_(column.label) for column in BESIDE_COLUMNS], look=HEADING, height=_HEADING_HEIGHT
        )
        rows = _sorted_out(
            answers, sheet, uow.profile, counts=counts, progress=_progress(uow, order)
        )
        write_microdata(target, isun_fields(), rows)
    return WrittenReport(
        order.out, counts.written, counts.notes(), beside, counts.blocked, counts.refused
    )


def _progress(uow: UnitOfWork, order: _Order) -> Callable[[int], None]:
    """Count everybody beforehand, so that progress has an end."""
    rules = [rule for rule in rules_in_use(uow.profile) if rule.code == GRAND_TOTAL]
    of = sum(one.total for one in uow.indicators.count(rules, replace(order.selection, since=None)))

    def tell(done: int) -> None:
        order.progress(done, max(done, of))

    return tell


def _sorted_out(
    answers: Iterator[Answer],
    sheet: SheetFile,
    profile: MunicipalityProfile,
    *,
    counts: MicrodataCounts,
    progress: Callable[[int], None],
) -> Iterator[tuple[Cell, ...]]:
    """Hand on the rows ISUN takes; put who is not among them, or refused an answer, on the other list."""
    for number, answer in enumerate(answers, start=1):
        counts.add(answer)
        if answer.blocked or answer.refused:
            words = [cell_in_words(cell) for cell in beside_row(profile, answer)]
            height = height_of(words, [column.width for column in BESIDE_COLUMNS])
            sheet.write(words, height=height)
        if number % _TELL_EVERY == 0:
            progress(number)
        if not answer.blocked:
            yield answer.cells


def _beside_layout() -> SheetLayout:
    return SheetLayout(
        name=_("Beside the file"),
        widths=[column.width for column in BESIDE_COLUMNS],
        frozen=1,
        own_text=frozenset(range(len(BESIDE_COLUMNS))),
        wrapped=frozenset(range(len(BESIDE_COLUMNS))),
    )


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` when all went well; else that is as it was."""
    part = path.with_name(f"{path.name}.part")
    with translating_disk(path):
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
