"""Pictures of what people may ask about their data, and of erasing them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel

from kazanlak_case.export.erasing import erase_for_good
from kazanlak_case.export.erasure_protocol_pdf import write_protocol
from kazanlak_case.services.data_requests import answer_request, record_request, requests_of
from kazanlak_case.services.erasure_order import ErasureOrder
from pictures import HOME
from pictures.people import busiest
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def _with_requests(shell: Shell) -> tuple[str, str]:
    """Give somebody who asked for a restriction, granted since, and now for an extract; and the latter."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        rows = [row.id for row in uow.people.page(limit=200) if row.has_open_case]
        person = next(one for one in rows if one != busiest(shell))
        asked = requests_of(uow, person)
    if not asked:
        for kind, day in (("restriction", date(2022, 9, 12)), ("access", date(2022, 10, 20))):
            with file.writing(NOW) as uow:
                record_request(uow, person, {"kind": kind, "asked_on": day})
        with file.writing(NOW) as uow:
            answer_request(
                uow,
                requests_of(uow, person)[1].id,
                {
                    "outcome": "done",
                    "answered_on": date(2022, 9, 20),
                    "reason": "Лицето оспорва адреса си.",
                },
            )
        with file.reading(NOW) as uow:
            asked = requests_of(uow, person)
    return person, asked[0].id


def person_rights(shell: Shell) -> None:
    """Show what a person asked about the data kept."""
    person_id, _request = _with_requests(shell)
    shell.workspace.open_person(person_id)
    page = shell.workspace._person
    page.show_data()
    settle()
    page.data.ensureWidgetVisible(page.data.rights, 0, 400)


def data_request(shell: Shell) -> None:
    """Answer a request."""
    person_id, request = _with_requests(shell)
    shell.workspace.open_person(person_id)
    shell.workspace.openings.rights.open_request(request)


def erase_plan(shell: Shell) -> None:
    """Show what an erasure would take, and what speaks against it."""
    person_id = busiest(shell)
    shell.workspace.open_person(person_id)
    shell.workspace.openings.rights.erase_person(person_id)


def retention(shell: Shell) -> None:
    """Show what waits for an answer, and how long data are kept."""
    _with_requests(shell)
    shell.workspace.go("retention")


def erased_protocol(shell: Shell) -> None:
    """Erase somebody nobody else takes pictures of, and show the protocol as it is printed."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        last = [row for row in uow.people.page(limit=200) if not row.has_open_case][-1]
    order = ErasureOrder(
        ground="request",
        reason="Лицето никога не е било участник; записано е по погрешка от съседна къща.",
        confirmed=last.name,
    )
    done = erase_for_good(file, last.id, order, now=NOW)
    out = write_protocol(file, done.protocol, HOME / "protocol.pdf", now=NOW)
    page = pypdfium2.PdfDocument(out)[0].render(scale=0.84).to_pil()
    page.save(HOME / "protocol.png")
    shell.workspace.go("retention")
    dialog = QDialog(shell)
    sheet = QLabel(dialog)
    sheet.setPixmap(QPixmap(str(HOME / "protocol.png")))
    sheet.adjustSize()
    dialog.resize(sheet.size())
    dialog.show()
