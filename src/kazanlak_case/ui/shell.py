"""The window: sign in, work, lock. Holds what outlives a file: look, language, settings, threads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.overriding import override
from kazanlak_case.ui.background import Job, Lane, be_content
from kazanlak_case.ui.first_steps import FirstSteps
from kazanlak_case.ui.fitting import fit_to_screen
from kazanlak_case.ui.idleness import Idleness
from kazanlak_case.ui.practising import Practising
from kazanlak_case.ui.preload import draw_ahead, preload
from kazanlak_case.ui.resting import Resting
from kazanlak_case.ui.restoring import Restoring
from kazanlak_case.ui.screens.sign_in import SignIn
from kazanlak_case.ui.seats import Seat, Seats
from kazanlak_case.ui.surroundings import Surroundings
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.settings import Settings
    from kazanlak_case.ui.guards import Guards
    from kazanlak_case.ui.operations import Operations
    from kazanlak_case.ui.screens.lock import LockPage
    from kazanlak_case.ui.session import Opened
    from kazanlak_case.ui.workspace import Workspace

__all__ = ["Shell", "Surroundings"]


class Shell(QMainWindow):
    """One window. A locked one keeps its pages, hidden, and lets go of the keys."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        named(self, "shell")
        self.around = around
        self.settings = around.settings
        self.operations: Operations | None = None
        self.workspace: Workspace | None = None
        self._locked: Seat | None = None
        self._seats = Seats()
        # before anybody else hears of it: whoever waits for quiet needs a closed file
        around.background.idle.connect(self._on_quiet)
        self._guards: Guards | None = None
        self._lock_page: LockPage | None = None
        self._pages = named(QStackedWidget(self), "pages")
        self.setCentralWidget(self._pages)
        self.sign_in = SignIn(
            self._pages,
            around.look,
            around.background,
            around.clock,
            language=self.settings.language,
        )
        self._pages.addWidget(self.sign_in)
        self._practising = Practising(self, self.sign_in, around.background, around.practice)
        self._practice = self._practising.frame
        self._steps = FirstSteps(self._pages, around, self.sign_in)
        self.idleness = Idleness(self, self.settings.lock_minutes * 60_000)
        self._restoring = Restoring(self, around, self.leave)
        Resting(self, around.background, self._file_at_hand)
        self._connect()
        fit_to_screen(self, around.look.tokens.px)
        self.setMinimumSize(900, 560)
        self.retranslate()
        last = self.settings.last_case_file
        self.sign_in.offer(around.case_folder, Path(last) if last else None)
        self.sign_in.focus_password()

    def _connect(self) -> None:
        self.idleness.noticed.connect(self.lock)
        self.sign_in.file_opened.connect(self._on_opened)
        self.sign_in.restore_wanted.connect(self._restoring.ask)
        self._restoring.restored.connect(self._steps.offer)
        self._restoring.told.connect(self.sign_in.say)
        self._steps.ready.connect(self._on_opened)
        self._steps.left.connect(self._show_sign_in)

    @property
    def lock_page(self) -> LockPage:
        """The locked page, made when it is first needed."""
        if self._lock_page is None:
            from kazanlak_case.ui.screens.lock import LockPage

            self._lock_page = LockPage(self._pages, self.around.look, self.around.background)
            self._lock_page.unlocked.connect(self._on_unlocked)
            self._lock_page.left.connect(self.switch_user)
            self._pages.addWidget(self._lock_page)
        return self._lock_page

    @property
    def guards(self) -> Guards:
        """What watches beside the clock, made when the first file is open."""
        if self._guards is None:
            from kazanlak_case.ui.guards import Guards

            self._guards = Guards(self, watches_system=self.around.watches_system)
            self._guards.away.connect(self.lock)
            self._guards.hide_from_capture(self.settings.hide_from_capture)
        return self._guards

    def begin(self) -> None:
        """Load the store beside the first page, once that is painted."""
        self.around.background.wake()
        self.around.look.load_the_rest()
        self.around.background.start(Job(preload, Lane.POOL, self._on_preloaded, be_content))

    def _on_preloaded(self, _nothing: object) -> None:
        draw_ahead(self.around.look)

    def lock(self) -> None:
        """Hide everything at once, keep what is half-typed, and let go of the keys."""
        self._steps.stop()
        if self.operations is None or self.workspace is None or self._locked is not None:
            return
        from kazanlak_case.ui.curtain import cover

        self.idleness.stop()
        case_file = self.operations.case_file
        seat = Seat(self.operations, self.workspace, self.focusWidget())
        self.lock_page.lock(case_file.path, case_file.unlocked.user)
        self._pages.setCurrentWidget(self.lock_page)
        seat.covered = cover(self, keep=(self._pages, self._practice))
        self.repaint()  # what was shown is gone from the screen before anything is written
        self.workspace.keeping.at_lock(self.lock_page)
        self._part()
        self._locked = seat
        self.retranslate()
        self.guards.on_locked()
        self._on_quiet()

    def _part(self) -> None:
        """Keep what is half-typed, and let go of the keys as soon as that is written."""
        if self.operations is None or self.workspace is None or self._locked is not None:
            return
        self.workspace.keep_drafts()
        self.operations.record("signed_out")
        self.operations.pause()
        self._seats.part_with(self.operations.case_file)

    def switch_user(self) -> None:
        """Let somebody else sign in; whoever was here finds page and drafts again."""
        self.lock()
        if self._locked is None:
            return
        path = self._locked.operations.case_file.path
        self._seats.keep(self._locked)
        self._stand_up()
        self.sign_in.offer(path.parent, path)
        self._show_sign_in()
        self.sign_in.focus_user()

    def leave(self) -> None:
        """Sign out: close the file, keep no page, and go back to the first page."""
        if self.operations is not None and self.workspace is not None:
            self._part()
            seat = self._locked or Seat(self.operations, self.workspace)
            self._pages.removeWidget(self.workspace)
            seat.give_up()
        self._stand_up()
        self._show_sign_in()

    def _stand_up(self) -> None:
        """Nobody is at the keyboard any more."""
        self.operations = self.workspace = self._locked = None
        self._on_quiet()

    def _show_sign_in(self) -> None:
        self.idleness.stop()
        self._practising.show_frame(False)
        self._pages.setCurrentWidget(self.sign_in)
        self.retranslate()
        self.sign_in.focus_password()

    def retranslate_all(self) -> None:
        """Word everything anew: another language is spoken."""
        self.retranslate()
        for widget in self.findChildren(QWidget):
            word = getattr(widget, "retranslate", None)
            if word is not None:
                word()

    def retranslate(self) -> None:
        """Word the window's own title; a locked one names nothing, for it is read in the task bar."""
        site = ""
        if self.operations is not None and self.workspace is not None and self._locked is None:
            found = self.workspace.kit.lookups.profile.site(self.operations.case_file.site)
            site = found.short_name if found else ""
        name = _("Family houses")
        self.setWindowTitle(f"{site} – {name}" if site else name)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        at_work = self.workspace if self._file_at_hand() is not None else None
        if at_work is not None and at_work.keeping.holds_up(self.close):
            event.ignore()
            return
        self._part()
        self.idleness.stop()
        if self._guards is not None:
            self._guards.stop()
        self.around.background.stop()
        self._seats.close_files()
        self.operations = None
        super().closeEvent(event)

    def _on_opened(self, opened: Opened) -> None:
        """Begin to work, or go on where this user was; a one-time password is replaced first."""
        if opened.one_time_password:
            self._steps.choose_password(opened)
            self.idleness.watch(self.windowHandle())
            return
        seat = self._seats.take(opened.case_file)
        if seat is None:
            self._begin_work(opened)
        else:
            self.operations, self.workspace = seat.operations, seat.workspace
            seat.go_on_with(opened)
            self._show_work(seat)
        word = self._practising.show_frame(opened.is_practice)
        if self.workspace is not None:
            self.workspace.rail.say_practice(word)
        self.settings = replace(self.settings, last_case_file=str(opened.case_file.path))
        self.around.keep_settings(self.settings)

    def _begin_work(self, opened: Opened) -> None:
        from kazanlak_case.ui.operations import Operations
        from kazanlak_case.ui.workspace import Workspace

        around = self.around
        clock = around.clock
        if opened.is_practice and around.practice is not None:
            clock = around.practice.clock
        self.operations = Operations(opened.case_file, around.background, clock, self)
        self.workspace = Workspace(self._pages, around.look, self.operations, opened.lookups)
        self.workspace.lock_wanted.connect(self.lock)
        self.workspace.leave_wanted.connect(self.leave)
        self.workspace.restore_wanted.connect(self._on_restore_wanted)
        self.workspace.take_settings(self.settings)
        self.workspace.settings_chosen.connect(self._on_settings)
        self._pages.addWidget(self.workspace)
        self._show_work(None)

    def _show_work(self, seat: Seat | None) -> None:
        """Show the pages of whoever has just given the password, as they were left."""
        if self.operations is None or self.workspace is None:
            return
        self._locked = None
        self._pages.setCurrentWidget(self.workspace)
        self.idleness.watch(self.windowHandle())
        self.guards.on_unlocked()
        self.retranslate()
        self.operations.record("signed_in")
        from kazanlak_case.ui.password_parts.wrong_tries import tell_wrong_tries

        tell_wrong_tries(self.workspace.kit)
        if seat is not None:
            seat.show_again()

    def _on_settings(self, liked: Settings) -> None:
        """Take what was chosen, at once and for the next start."""
        speaks_otherwise = liked.language != self.settings.language
        self.settings = liked
        if self.around.adopt is not None:
            self.around.adopt(liked)
        self.idleness.timer.setInterval(liked.lock_minutes * 60_000)
        self.guards.hide_from_capture(liked.hide_from_capture)
        if speaks_otherwise and self.workspace is not None:
            self.sign_in.language = liked.language
            self.workspace.speak(liked.language)
            self.retranslate_all()
        self.around.keep_settings(liked)

    def _on_restore_wanted(self, backup: Path) -> None:
        if self.operations is not None:
            case_file = self.operations.case_file
            self._restoring.ask(case_file.path, case_file, backup)

    def _file_at_hand(self) -> CaseFile | None:
        if self.operations is None or self._locked is not None:
            return None
        return self.operations.case_file

    def _on_quiet(self) -> None:
        """Close the files of locked places as soon as nothing works in them any more."""
        if self.around.background.is_idle:
            self._seats.close_files()

    def _on_unlocked(self, case_file: CaseFile) -> None:
        if self.operations is not None:
            self.operations.go_on_with(case_file)
            self._show_work(self._locked)
