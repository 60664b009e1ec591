"""Pictures of confidential notes, and of opening them in an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.db.recovery import make_sheet_b
from kazanlak_case.domain.records.confidential import ConfidentialNote
from kazanlak_case.services.emergency import Emergency, open_in_emergency
from kazanlak_case.ui.dialogs.emergency import EmergencyDialog
from kazanlak_case.ui.person_parts.note_row import NotePart
from pictures.stage import HOUSE, NOW, OTHER_HOUSE, PSYCHOLOGIST, settle
from pictures.story import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.shell import Shell

SHEETS: dict[str, str] = {}
"""The sheets the psychologists printed, by house."""


def _told_in_confidence(shell: Shell) -> str:
    """Choose whom most confidential notes are about."""
    with shell.operations.case_file.reading(NOW) as uow:
        people = [one.person for one in uow.records.all(ConfidentialNote)]
    return max(sorted(set(people)), key=people.count)


def person_closed(shell: Shell) -> None:
    """Show confidential notes to who has no key."""
    shell.operations.case_file.secrets.end_loans()
    person_confidential(shell)


def person_confidential(shell: Shell) -> None:
    """Show the confidential notes about a person, one of them opened where that can be."""
    shell.workspace.open_person(_told_in_confidence(shell))
    page = shell.workspace._person
    page.show_confidential()
    settle()
    parts = [one for one in page.findChildren(NotePart) if one.can_be_read]
    if parts:
        parts[0].text_wanted.emit(parts[0].note.id)


def note(shell: Shell) -> None:
    """Write a confidential note."""
    person_confidential(shell)
    part = shell.workspace._person.confidential
    part.write()
    part.form.text.box.setPlainText("Пета среща. Говорихме за училището на детето.")


def emergency(shell: Shell) -> None:
    """Ask for an opening in an emergency."""
    person_closed(shell)
    part = shell.workspace._person.confidential
    part.open_emergency()
    dialog = part.findChild(EmergencyDialog)
    dialog.reason.setText("Лекарят от спешното отделение пита за уговореното с лицето.")
    settle()


def emergency_open(shell: Shell) -> None:
    """Show what an opening in an emergency opens."""
    file = shell.operations.case_file
    _open_in_emergency(file, SHEETS[HOUSE], _told_in_confidence(shell))
    person_confidential(shell)


def _open_in_emergency(file: CaseFile, sheet: str, person_id: str) -> None:
    reason = "Лекарят от спешното отделение пита за уговореното с лицето."
    wanted = Emergency(
        person=person_id, secret=PSYCHOLOGIST, reason=reason, minutes=30, sheet=sheet
    )
    open_in_emergency(file, wanted, now=NOW)


def make_sheets(files: Path) -> None:
    """Let the psychologists print their sheets, and the head of one house use it."""
    for site in (HOUSE, OTHER_HOUSE):
        file = open_file(files, site, PSYCHOLOGIST).case_file
        made = make_sheet_b(
            file.key_place, file.unlocked, scope=site, secret=PSYCHOLOGIST, made_on=NOW.date()
        )
        SHEETS[site] = made.text
        with file.reading(NOW) as uow:
            about = uow.records.all(ConfidentialNote)[0].person
        file.close()
    head = open_file(files, OTHER_HOUSE).case_file
    _open_in_emergency(head, SHEETS[OTHER_HOUSE], about)
    head.close()
