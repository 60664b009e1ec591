"""A week on one sheet, to be put on the wall or into the bag: a column a day, with the hours."""

from contextvars import copy_context
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.readings import record_leaving
from kazanlak_case.db.reference import code_lists_of
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.records.office import StaffMember
from kazanlak_case.export.calendar_words import about_of, said_of
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
from kazanlak_case.i18n import N_, _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.calendar_out import CalendarOrder, calendar_for_outside
from kazanlak_case.services.calendar_view import CalendarItem

ENDING = ".pdf"
DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def write_week_pdf(
    case_file: CaseFile, order: CalendarOrder, out: Path, *, now: datetime, language: str = "bg"
) -> Path:
    """Write the seven days from the first one on, on A4 across.

    Raises:
        NotAllowedError: The user's post takes no tasks out, or not with names.
        UnfitTargetError: The name does not end in .pdf.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.reading(now) as uow:
        items = calendar_for_outside(uow, order)
        content = copy_context().run(_content, uow, items, order, language)
    record_leaving(case_file, "exported", now=now, facts="week.pdf")
    write_whole(out, content)
    return out


def _content(
    uow: UnitOfWork, items: tuple[CalendarItem, ...], order: CalendarOrder, language: str
) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    use_own_fonts()
    first, last = order.first, order.first + timedelta(days=6)
    title = _("Week {first} – {last}").format(first=day_in_words(first), last=day_in_words(last))
    story: list[Any] = [
        paragraph(title, style("title", 15, font=BOLD, textColor=ACCENT, spaceAfter=2)),
        paragraph(_whose(uow, order), style("whose", 9.5, textColor=MUTED, spaceAfter=8)),
        _table(uow, items, first, language),
    ]
    mark = practice_mark() if uow.is_practice else ""
    return print_document(
        story, uow.profile, title=title, made=made_on(uow.now), mark=mark, wide=True
    )


def _whose(uow: UnitOfWork, order: CalendarOrder) -> str:
    if order.staff_member is None:
        site = uow.profile.site(uow.site)
        return site.name if site else ""
    member = uow.records.many(StaffMember, [order.staff_member]).get(order.staff_member)
    return uow.sight.shown(member).name if member else ""


def _table(uow: UnitOfWork, items: tuple[CalendarItem, ...], first: date, language: str) -> Any:
    from reportlab.platypus import Table

    days = [first + timedelta(days=at) for at in range(7)]
    head = style("day", 8.5, font=BOLD, alignment=1)
    heads = [paragraph(f"{_(DAYS[at])}\n{day:%d.%m.}", head) for at, day in enumerate(days)]
    cells = [_cell(uow, [one for one in items if one.on == day], language) for day in days]
    table = Table([heads, cells], colWidths=[width_of_paper(wide=True) / 7] * 7, repeatRows=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, LINE),
            ("BACKGROUND", (0, 0), (-1, 0), SOFT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 1), (-1, 1), 60),
        ]
    )
    return table


def _cell(uow: UnitOfWork, items: list[CalendarItem], language: str) -> list[Any]:
    """Set what stands on one day, each under its hour."""
    lists = code_lists_of(uow.profile)
    what, whom = style("what", 8, font=BOLD), style("whom", 7.5, textColor=MUTED, spaceAfter=5)
    story: list[Any] = []
    for one in items:
        said = said_of(one, lists, language)
        story.append(paragraph(f"{one.at} {said}" if one.at else said, what))
        below = (about_of(one), one.place or "", one.staff_name)
        story.append(paragraph("\n".join(part for part in below if part), whom))
    return story
