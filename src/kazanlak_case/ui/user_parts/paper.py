"""Onto paper: the slip with a one-time password, and recovery sheets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.recovery_sheets import Sheet
    from kazanlak_case.ui.kit import Kit


def slip_lines(kit: Kit, user: str, password: str) -> list[tuple[str, bool]]:
    """Word the slip; what is marked is printed big."""
    name = kit.operations.case_file.path.stem
    return [
        (_("Family houses – access to “{file}”").format(file=name), False),
        (_("User: {user}").format(user=user), False),
        (password, True),
        (_("This password works once: at the first sign-in you choose your own."), False),
        (_("Tear the slip up after that."), False),
        (kit.wording.day(kit.today), False),
    ]


def print_one_time(parent: QWidget, kit: Kit, user: str, password: str) -> None:
    """Print the slip."""
    from kazanlak_case.ui.printing import chosen_printer, paint_slip

    printer = chosen_printer(parent, _("One-time password"))
    if printer is not None:
        paint_slip(printer, slip_lines(kit, user, password))
        kit.messages.tell(_("The slip is sent to the printer."))


def print_sheet(parent: QWidget, kit: Kit, sheet: Sheet) -> None:
    """Print a recovery sheet."""
    from kazanlak_case.ui.printing import chosen_printer, paint_pdf

    printer = chosen_printer(parent, _("Recovery sheet"))
    if printer is not None:
        paint_pdf(printer, _pdf_of(kit, sheet))
        kit.messages.tell(_("The sheet is sent to the printer."))


def save_sheet(parent: QWidget, kit: Kit, sheet: Sheet) -> None:
    """Write a recovery sheet as a PDF where somebody chooses."""
    from kazanlak_case.ui.dialogs.choosing import choose_target

    letter = "b" if sheet.secret else "a"
    name = f"{kit.operations.case_file.path.stem}-{letter}-{sheet.made_on.isoformat()}.pdf"
    path = choose_target(
        parent, _("Where to write the sheet"), name=name, kinds=_("PDF files") + " (*.pdf)"
    )
    if path is not None:
        write_sheet(kit, sheet, path)


def write_sheet(kit: Kit, sheet: Sheet, path: Path) -> None:
    """Write a recovery sheet as a PDF."""
    kit.operations.aside(
        partial(_write, _pdf_of(kit, sheet), path),
        title=_("Writing the sheet"),
        done=partial(_on_written, kit),
        failed=kit.messages.refuse,
    )


def _pdf_of(kit: Kit, sheet: Sheet) -> bytes:
    from kazanlak_case.export.recovery_sheet_pdf import recovery_sheet_pdf

    profile, now = kit.lookups.profile, kit.operations.clock()
    return recovery_sheet_pdf(sheet, profile, now=now, language=kit.wording.language)


def _write(content: bytes, path: Path) -> Path:
    from kazanlak_case.db.small_files import write_whole

    write_whole(path, content)
    return path


def _on_written(kit: Kit, path: Path) -> None:
    kit.messages.tell(_("The sheet is written as {name}.").format(name=path.name))
