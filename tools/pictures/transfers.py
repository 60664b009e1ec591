"""Pictures of cases that go from house to house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.services.transfer_list import TransferRow
from kazanlak_case.services.transfer_list import transfers as list_transfers
from kazanlak_case.ui.transfer_parts.transfer_part import TransferPart
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def transfers(shell: Shell) -> None:
    """Show what goes from house to house."""
    shell.workspace.go("transfers")


def declining(shell: Shell) -> None:
    """Say why a case stays where it is."""
    shell.workspace.go("transfers")
    settle()
    screen = shell.workspace._screens["transfers"]
    part = next(one for one in screen.findChildren(TransferPart) if one.asks)
    part.ask_why()
    part.reason.insert("Тази седмица сме само двама.")


def offer(shell: Shell) -> None:
    """Offer a case to another house."""
    shell.workspace.go("cases")
    settle()
    rows = shell.workspace._screens["cases"].model.rows
    case_id = next(row.id for row in rows if row.is_open)
    shell.workspace.openings.case_work.offer_transfer(case_id)


def _moved(shell: Shell, state: str, *, incoming: bool) -> TransferRow:
    with shell.operations.case_file.reading(NOW) as uow:
        return next(
            one
            for one in list_transfers(uow)
            if one.is_incoming == incoming and one.case is not None and one.state == state
        )


def waiting_case(shell: Shell) -> None:
    """Open a case that waits for another house."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(_moved(shell, "offered", incoming=False).case)


def person_came(shell: Shell) -> None:
    """Open the page of somebody who came from another house."""
    shell.workspace.open_person(_moved(shell, "done", incoming=True).person)


def trace(shell: Shell) -> None:
    """Open a case that went to another house."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(_moved(shell, "done", incoming=False).case)
