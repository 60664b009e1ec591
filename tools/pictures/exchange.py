"""Pictures of the exchange between houses and municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case import paths
from pictures.stage import settle

if TYPE_CHECKING:
    from kazanlak_case.ui.shell import Shell


def exchange(shell: Shell) -> None:
    """Show what the municipality has, or what the houses brought."""
    shell.workspace.go("exchange")


def rehearsal(shell: Shell) -> None:
    """Try bundles of the story once more."""
    shell.workspace.go("exchange")
    settle()
    bundles = sorted(paths.case_folder().rglob("*-MUNICIPALITY-*.kbundle"))[:2]
    shell.workspace._screens["exchange"].rehearse(bundles)


def taken_in(shell: Shell) -> None:
    """Take the bundles of the story in once more: the answers are offered."""
    rehearsal(shell)
    settle()
    shell.workspace._screens["exchange"].take_in()


def exchange_past(shell: Shell) -> None:
    """Ask before an import is taken out again."""
    shell.workspace.go("exchange")
    settle()
    screen = shell.workspace._screens["exchange"]
    screen._past._on_asked()


def prepare(shell: Shell) -> None:
    """Prepare a house."""
    shell.workspace.go("exchange")
    shell.workspace.openings.prepare_house()
