"""The window: sign in, work, lock. Holds what outlives a file: look, language, settings, threads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.idleness import Idleness
from kazanlak_case.ui.preload import preload
from kazanlak_case.ui.screens.sign_in import SignIn
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.settings import Settings
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import Clock, Operations
    from kazanlak_case.ui.practice import Practice
    from kazanlak_case.ui.screens.lock import LockPage
    from kazanlak_case.ui.session import Opened
    from kazanlak_case.ui.workspace import Workspace


FRAME = 40
"""Room for the title bar of the window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the window is given by whoever starts it.

    Attributes:
        case_folder: Where case files are looked for.
        keep_settings: Writes the settings down.
        practice: Made-up families to practise with; None where nobody makes them.
        adopt: Speaks another language and dresses the program anew.
    """

    look: Look
    background: Background
    clock: Clock
    settings: Settings
    case_folder: Path
    keep_settings: Callable[[Settings], None]
    practice: Practice | None = None
    adopt: Callable[[Settings], None] | None = None


class Shell(QMainWindow):
    """One window. A locked one keeps its pages, hidden, and lets go of the keys."""

    _practice_told = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        named(self, "shell")
        self.around = around
        self.settings = around.settings
        self.operations: Operations | None = None
        self.workspace: Workspace | None = None
        self._is_locked = False
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
        self._lock_page: LockPage | None = None
        self._practice = named(QFrame(self), "practiceFrame")
        self._practice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._practice.hide()
        self.idleness = Idleness(self, self.settings.lock_minutes * 60_000)
        self.idleness.noticed.connect(self.lock)
        self.sign_in.file_opened.connect(self._on_opened)
        self.sign_in.enrol_wanted.connect(self._on_enrol_wanted)
        self.sign_in.practice_wanted.connect(self._on_practice_wanted)
        self._practice_told.connect(self.sign_in.wait_for)
        around.background.idle.connect(self._on_quiet)
        self._fit()
        self.setMinimumSize(900, 560)
        self.retranslate()
        last = self.settings.last_case_file
        self.sign_in.offer(around.case_folder, Path(last) if last else None)
        self.sign_in.focus_password()

    def _fit(self) -> None:
        """Take the size the screen has room for, with the frame the system puts around."""
        px = self.around.look.tokens.px
        wanted = QSize(px(1280), px(760))
        screen = self.screen()
        if screen is not None:
            wanted = wanted.boundedTo(screen.availableSize() - QSize(0, FRAME))
        self.resize(wanted)

    @property
    def lock_page(self) -> LockPage:
        """The locked page, made when it is first needed."""
        if self._lock_page is None:
            from kazanlak_case.ui.screens.lock import LockPage

            self._lock_page = LockPage(self._pages, self.around.look, self.around.background)
            self._lock_page.unlocked.connect(self._on_unlocked)
            self._lock_page.left.connect(self.leave)
            self._pages.addWidget(self._lock_page)
        return self._lock_page

    def begin(self) -> None:
        """Load the store beside the first page, once that is painted."""
        self.around.look.load_the_rest()
        job = Job(preload, Lane.POOL, _be_content, _be_content)
        self.around.background.start(job)

    def lock(self) -> None:
        """Hide everything, keep what is half-typed, and let go of the keys."""
        if self.operations is None or self.workspace is None or self._is_locked:
            return
        self._is_locked = True
        self.idleness.stop()
        self.workspace.keep_drafts()
        self.operations.pause()
        QGuiApplication.clipboard().clear()
        case_file = self.operations.case_file
        self.lock_page.lock(case_file.path, case_file.unlocked.user)
        self._pages.setCurrentWidget(self.lock_page)
        self._on_quiet()

    def leave(self) -> None:
        """Close the file and go back to the first page."""
        if self.workspace is not None:
            if not self._is_locked:
                self.workspace.keep_drafts()
            self._pages.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
        if self.operations is not None:
            self.operations.pause()
            self.operations.case_file.close()
            self.operations.deleteLater()
            self.operations = None
        self.idleness.stop()
        self._is_locked = False
        self._practice.hide()
        self._pages.setCurrentWidget(self.sign_in)
        self.sign_in.focus_password()
        self.retranslate()

    def retranslate_all(self) -> None:
        """Word everything anew: another language is spoken."""
        self.retranslate()
        for widget in self.findChildren(QWidget):
            word = getattr(widget, "retranslate", None)
            if word is not None:
                word()

    def retranslate(self) -> None:
        """Word the window's own title."""
        site = ""
        if self.operations is not None and self.workspace is not None:
            found = self.workspace.kit.lookups.profile.site(self.operations.case_file.site)
            site = found.short_name if found else ""
        name = _("Family houses")
        self.setWindowTitle(f"{site} – {name}" if site else name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._practice.setGeometry(self.rect())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workspace is not None and not self._is_locked:
            self.workspace.keep_drafts()
        self.idleness.stop()
        self.around.background.stop()
        if self.operations is not None:
            self.operations.pause()
            self.operations.case_file.close()
            self.operations = None
        super().closeEvent(event)

    def _on_opened(self, opened: Opened) -> None:
        from kazanlak_case.ui.operations import Operations
        from kazanlak_case.ui.workspace import Workspace

        around = self.around
        clock = around.clock
        if opened.is_practice and around.practice is not None:
            clock = around.practice.clock
        self.operations = Operations(opened.case_file, around.background, clock, self)
        self.workspace = Workspace(self._pages, around.look, self.operations, opened.lookups)
        self.workspace.lock_wanted.connect(self.lock)
        self.workspace.settings = self.settings
        self.workspace.settings_chosen.connect(self._on_settings)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        self._show_practice(opened)
        self.retranslate()
        self.idleness.watch(self.windowHandle())
        self.settings = replace(self.settings, last_case_file=str(opened.case_file.path))
        around.keep_settings(self.settings)

    def _on_settings(self, liked: Settings) -> None:
        """Take what was chosen, at once and for the next start."""
        speaks_otherwise = liked.language != self.settings.language
        self.settings = liked
        if self.around.adopt is not None:
            self.around.adopt(liked)
        self.idleness.timer.setInterval(liked.lock_minutes * 60_000)
        if speaks_otherwise and self.workspace is not None:
            self.sign_in.speak(liked.language)
            self.workspace.speak(liked.language)
            self.retranslate_all()
        self.around.keep_settings(liked)

    def _on_enrol_wanted(self) -> None:
        from kazanlak_case.ui.dialogs.enrol import EnrolDialog

        around = self.around
        dialog = EnrolDialog(
            self, around.look, around.background, folder=around.case_folder, clock=around.clock
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.enrolled.connect(self._on_enrolled)
        dialog.open()

    def _on_enrolled(self, path: Path) -> None:
        self.sign_in.offer(self.around.case_folder, path)
        self.sign_in.focus_password()

    def _on_practice_wanted(self) -> None:
        practice = self.around.practice
        if practice is None:
            return
        if practice.is_made:
            self._offer_practice(None)
            return
        self.sign_in.wait_for(_("Making up families…"))
        make = partial(practice.make, self._practice_told.emit)
        job = Job(make, Lane.POOL, self._offer_practice, self.sign_in.refuse)
        self.around.background.start(job)

    def _offer_practice(self, _answer: object) -> None:
        if self.around.practice is not None:
            self.sign_in.offer(self.around.practice.folder, None)
            self.sign_in.say_password(self.around.practice.password)

    def _show_practice(self, opened: Opened) -> None:
        is_practice = opened.is_practice
        self._practice.setVisible(is_practice)
        self._practice.raise_()
        if self.workspace is not None:
            self.workspace.rail.say_practice(_("Practice") if is_practice else "")

    def _on_quiet(self) -> None:
        """Close the file of a locked window as soon as nothing works in it any more."""
        if self._is_locked and self.operations is not None and self.around.background.is_idle:
            self.operations.case_file.close()

    def _on_unlocked(self, case_file: CaseFile) -> None:
        if self.operations is None or self.workspace is None:
            return
        self.operations.go_on_with(case_file)
        self._is_locked = False
        self._pages.setCurrentWidget(self.workspace)
        self.idleness.watch(self.windowHandle())
        _focus_again(self.workspace.focusWidget())


def _focus_again(widget: QWidget | None) -> None:
    """Go back to where one was typing, if it is still there."""
    if widget is not None and isValid(widget):
        widget.setFocus()


def _be_content(answer: object) -> None:
    """Take an answer nobody waits for."""
