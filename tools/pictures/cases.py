"""Pictures of cases and the form of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pictures.stage import settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def cases(shell: Shell) -> None:
    """List cases."""
    shell.workspace.go("cases")


def case(shell: Shell) -> None:
    """Open one case."""
    shell.workspace.go("cases")
    settle()
    shell.workspace.openings.open_case(shell.workspace._screens["cases"].model.rows[0].id)


def visit(shell: Shell) -> None:
    """Write a visit."""
    shell.workspace.go("today")
    shell.workspace.write_visit()
    settle()
    form = shell.workspace.panel.content
    line = form.editor.form.box("person").editor.picker.line
    line.setFocus()
    line.insert("мар")
