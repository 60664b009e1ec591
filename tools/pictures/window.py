"""Pictures of the window itself: the day, the search, the frame of practice, the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pictures import people

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def today(shell: Shell) -> None:
    """Show the day."""
    shell.workspace.go("today")


def search(shell: Shell) -> None:
    """Find anybody."""
    shell.workspace.go("today")
    box = shell.workspace.header.search
    box.setFocus()
    box.insert("mari")


def practice(shell: Shell) -> None:
    """Show the frame of practice."""
    shell._practice.show()
    shell.workspace.go("today")


def saved(shell: Shell) -> None:
    """Show that what was just saved can be taken back."""
    people.person(shell)
    shell.workspace.kit.messages.saved("Посещението е записано.", "x")


def liked(shell: Shell) -> None:
    """Show the settings."""
    shell.workspace.go("settings")
