"""Pictures of lists that are taken in, and of the answers they leave out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pictures.stage import settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell

SAMPLE = Path(__file__).resolve().parents[2] / "tests" / "files" / "uchastnitsi-kran.xlsx"


def intake(shell: Shell) -> None:
    """Begin to take in a list."""
    shell.workspace.open_intake()


def intake_columns(shell: Shell) -> None:
    """Show what the columns of a list mean."""
    shell.workspace.open_intake()
    shell.workspace._screens["intake"].look_at(SAMPLE)


def intake_rows(shell: Shell) -> None:
    """Show what would become of each row."""
    intake_columns(shell)
    settle()
    shell.workspace._screens["intake"].rehearse()
    shell.workspace._screens["intake"].rows.table.move_choice(4)


def work_list(shell: Shell) -> None:
    """Fill missing answers."""
    shell.workspace.open_work_list()
    settle()
    screen = shell.workspace._screens["work_list"]
    codes = list(screen._choices())
    for row, code in zip(screen.model.rows[:3], codes, strict=False):
        screen.answer(row.id, code)
