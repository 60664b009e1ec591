"""What a form of paper is made by: work that runs off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.export.form_pdf import FormPaper
    from kazanlak_case.services.paper_facts import PaperWish


@dataclass(frozen=True, slots=True)
class SavedPaper:
    """A paper that was written into a file."""

    paper: FormPaper
    path: Path


def preview(wish: PaperWish, language: str, uow: UnitOfWork) -> FormPaper:
    """Show what would be printed now."""
    from kazanlak_case.export.form_pdf import preview_form

    return preview_form(uow, wish, language=language)


def make(
    wish: PaperWish,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> FormPaper:
    """Give the form its number, and make the paper for the printer."""
    from kazanlak_case.export.form_pdf import print_form

    return print_form(case_file, wish, now=now, language=language)


def make_all(
    wishes: Sequence[PaperWish],
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> list[FormPaper]:
    """Make several papers, one after the other."""
    from kazanlak_case.export.form_pdf import print_form

    papers = []
    for at, wish in enumerate(wishes):
        progress(at, len(wishes))
        papers.append(print_form(case_file, wish, now=now, language=language))
    return papers


def save(
    wish: PaperWish,
    language: str,
    out: Path,
    case_file: CaseFile,
    *,
    now: datetime,
) -> SavedPaper:
    """Give the form its number, and write it into a file."""
    from kazanlak_case.db.small_files import write_whole
    from kazanlak_case.export.form_pdf import SAVED, print_form

    paper = print_form(case_file, wish, now=now, language=language, what=SAVED)
    write_whole(out, paper.content)
    return SavedPaper(paper, out)


def order(wish: PaperWish, uow: UnitOfWork) -> Written:
    """Order the print from the municipality."""
    from kazanlak_case.export.form_pdf import paper_of
    from kazanlak_case.services.paper_facts import paper_facts
    from kazanlak_case.services.print_jobs import order_print

    return order_print(uow, paper_of(paper_facts(uow, wish)))
