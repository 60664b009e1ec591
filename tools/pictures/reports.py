"""Pictures of the numbers: indicators, what is behind them, evaluation, who read what."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kazanlak_case.domain.rules.esf import ESF_2014_2020
from pictures.stage import NOW, settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def reports(shell: Shell) -> None:
    """Show the indicators."""
    shell.workspace.go("reports")


def behind(shell: Shell) -> None:
    """Open a number."""
    shell.workspace.go("reports")
    settle()
    screen = shell.workspace._screens["reports"]
    screen.open_number(
        ESF_2014_2020, "CO01", "Безработни лица, включително дълготрайно безработни", ""
    )
    screen.behind.table.choose_first()


def mend(shell: Shell) -> None:
    """List what is to be mended."""
    shell.workspace.go("reports")
    settle()
    screen = shell.workspace._screens["reports"]
    screen._kind._words["mend"].click()
    screen.mend.table.choose_first()


def readings(shell: Shell) -> None:
    """Show who read and changed what, after a morning's work."""
    file = shell.operations.case_file
    with file.reading(NOW) as uow:
        people = [row.id for row in uow.people.page(limit=6)]
    steps = (
        *(("person_opened", "person", one, "") for one in people),
        ("special_seen", "person", people[2], ""),
        ("history_seen", "person", people[1], ""),
        ("report_exported", "", None, "indicators.xlsx"),
        ("backup_made", "", None, ""),
        ("bundle_written", "", None, "municipality"),
    )
    for at, (what, record, row, facts) in enumerate(steps):
        with file.writing(NOW - timedelta(minutes=90 - 7 * at)) as uow:
            uow.readings.record(what, record=record, row=row, facts=facts)
            uow.commit()
    shell.workspace.go("readings")


def evaluation(shell: Shell) -> None:
    """Show who could be recognised, before anything is written."""
    shell.workspace.go("evaluation")
    settle()
    shell.workspace._screens["evaluation"].risks.coarser_wanted.emit("age", 1)
