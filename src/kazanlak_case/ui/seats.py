"""Several people on one laptop: where each of them stood when the window was locked, or somebody else signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.curtain import Covered
    from kazanlak_case.ui.operations import Operations
    from kazanlak_case.ui.session import Opened
    from kazanlak_case.ui.workspace import Workspace

MOST_KEPT = 3
"""More than these at one laptop find only their drafts again, not the page."""


@dataclass(eq=False, slots=True)
class Seat:
    """The locked place of one user: hidden pages, dialogs that were open over them, and no keys."""

    operations: Operations
    workspace: Workspace
    focus: QWidget | None = None
    covered: tuple[Covered, ...] = ()

    def go_on_with(self, opened: Opened) -> None:
        """Take the file opened again after somebody else was here: anything may have changed."""
        self.operations.go_on_with(opened.case_file)
        self.workspace.kit.lookups = opened.lookups
        self.operations.announce_everything()

    def show_again(self) -> None:
        """Show what was open, and go back to where one was typing."""
        from kazanlak_case.ui.curtain import focus_again, uncover

        focus_again(self.focus)
        uncover(self.covered)

    def give_up(self) -> None:
        """Let pages and dialogs go; drafts are on the disk."""
        for one in self.covered:
            one.window.deleteLater()
        self.workspace.hide()
        self.workspace.deleteLater()
        self.operations.deleteLater()


class Seats:
    """Keeps the places of those who are not at the keyboard, and files that are still to be closed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Seat] = {}
        self._closing: list[CaseFile] = []

    def keep(self, seat: Seat) -> None:
        """Keep a place; the one left longest ago makes room."""
        case_file = seat.operations.case_file
        self.part_with(case_file)
        self._kept[key_of(case_file)] = seat
        if len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept))).give_up()

    def take(self, case_file: CaseFile) -> Seat | None:
        """Give the place of whoever opened this file back, if there is one."""
        return self._kept.pop(key_of(case_file), None)

    def part_with(self, case_file: CaseFile) -> None:
        """Close a file as soon as nothing works in it any more: drafts are still being written."""
        self._closing.append(case_file)

    def close_files(self) -> None:
        """Wipe the keys, and let others open the files."""
        for case_file in self._closing:
            case_file.close()
        self._closing.clear()


def key_of(case_file: CaseFile) -> tuple[str, str]:
    """Tell whose place it is: the file and the user."""
    return case_file.address, case_file.user.id
