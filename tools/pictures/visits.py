"""Pictures of visits: to a family, a day's notebook, a correction, ready texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from kazanlak_case.domain.records.household import HouseholdMember
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.i18n import _
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.text_blocks import save_text_block
from kazanlak_case.ui.visit_parts.text_examples import EXAMPLES
from pictures import families as homes

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.shell import Shell

WRITTEN: list[str] = []
SAID = (
    ("09:00", "45", "Попълнихме заявлението за помощи; подава се утре."),
    ("10:00", "30", "Обади се майката: детето е болно, няма да идва."),
    ("10:15", "60", "Огледано е жилището, течът е отстранен."),
    ("13:30", "5000", "Придружаване до бюрото по труда."),
)


def _member(shell: Shell) -> tuple[RecordId, str]:
    """Give the first of a large family, and their name."""
    household = homes._told(shell)
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        member = uow.records.find(HouseholdMember, household=household)[0]
        return member.person, labels_of(uow, "person", [member.person])[member.person]


def family_visit(shell: Shell) -> None:
    """Write a visit to a whole family."""
    shell.workspace.go("today")
    person, name = _member(shell)
    shell.workspace.openings.write_visit_for(person, name)
    editor = shell.workspace.panel.content.editor
    editor.add_family()
    editor.form.put("note", "Огледано е жилището; договорихме почистване на двора до петък.")
    editor.form.put("agreed", "Да донесат епикризата на Ани")


def anybody(shell: Shell) -> None:
    """Begin a visit of somebody still to be chosen."""
    shell.workspace.go("today")
    shell.workspace.write_visit()


def services(shell: Shell) -> None:
    """Choose what was done."""
    person, name = _member(shell)
    shell.workspace.go("today")
    shell.workspace.openings.write_visit_for(person, name)
    form = shell.workspace.panel.content.editor.form
    form.put("service", None)
    form.box("service").editor.part.setFocus()


def corrected(shell: Shell) -> None:
    """Correct an older visit, and move it."""
    shell.workspace.go("today")
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        visit = next(one for one in uow.records.find(ServiceEntry) if one.note and one.case)
    shell.workspace.openings.open_visit(visit.id)
    shell.workspace.panel.content.ask_move()


def notebook(shell: Shell) -> None:
    """Write a day down, with a fault in one row and two that overlap."""
    shell.workspace.begin("notebook")
    page = shell.workspace._screens["notebook"]
    with shell.operations.case_file.reading(shell.operations.clock()) as uow:
        people = uow.people.page(limit=len(SAID))
    codes = ("soc_benefits", "edu_attendance", "soc_housing", "lab_registration")
    labels = shell.workspace.kit.lookups.choices("service_type")
    for row, someone, code, (hour, minutes, note) in zip(
        page.rows, people, codes, SAID, strict=False
    ):
        row.person.take(someone.id, someone.name)
        row.service.take(code, labels[code])
        row.started_at.setText(hour)
        row.minutes.setText(minutes)
        row.note.setText(note)
        row.note.editingFinished.emit()
        row.edited.emit()
    page.save()


def texts(shell: Shell) -> None:
    """List ready texts."""
    _write(shell)
    shell.workspace.go("text_blocks")


def text_form(shell: Shell) -> None:
    """Take an example over."""
    texts(shell)
    page = shell.workspace._screens["text_blocks"]
    page.findChild(QAbstractButton, "example_2").click()


def inserting(shell: Shell) -> None:
    """Put a ready text into a note."""
    _write(shell)
    person, name = _member(shell)
    shell.workspace.go("today")
    shell.workspace.openings.write_visit_for(person, name)
    note = shell.workspace.panel.content.editor.form.box("note").editor.part
    note.setFocus()
    note.insertPlainText("Днес на обяд. /")


def _write(shell: Shell) -> None:
    """Write two texts, once."""
    if WRITTEN:
        return
    file = shell.operations.case_file
    for at, owner in ((0, None), (1, file.user.staff_member)):
        title, text = EXAMPLES[at]
        with file.writing(shell.operations.clock()) as uow:
            save_text_block(uow, None, {"title": _(title), "text": _(text), "owner": owner})
    WRITTEN.append("")
