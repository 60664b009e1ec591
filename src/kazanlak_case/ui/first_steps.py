"""What comes between the first page and work, once: a house begins, a given password becomes one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QStackedWidget

    from kazanlak_case.ui.screens.first_password import FirstPassword
    from kazanlak_case.ui.screens.sign_in import SignIn
    from kazanlak_case.ui.session import Opened
    from kazanlak_case.ui.surroundings import Surroundings


class FirstSteps(QObject):
    """Makes the pages for it. `ready` brings a file that may be worked in; `left` says that somebody thought better."""

    ready = Signal(object)
    left = Signal()

    def __init__(self, pages: QStackedWidget, around: Surroundings, sign_in: SignIn) -> None:
        super().__init__(pages)
        self._pages = pages
        self._around = around
        self._sign_in = sign_in
        self.page: FirstPassword | None = None
        sign_in.enrol_wanted.connect(self.enrol)
        sign_in.recovery_wanted.connect(self.recover)

    def offer(self, path: Path) -> None:
        """Offer a file that is ready to be signed in to."""
        self._sign_in.offer(self._around.case_folder, path)
        self._sign_in.focus_password()

    def enrol(self) -> None:
        """Ask for the municipality's starter."""
        from kazanlak_case.ui.dialogs.enrol import EnrolDialog

        around = self._around
        dialog = EnrolDialog(
            self._pages.window(),
            around.look,
            around.background,
            folder=around.case_folder,
            clock=around.clock,
        )
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.enrolled.connect(self.offer)
        dialog.open()

    def recover(self, path: Path, user: str) -> None:
        """Ask for recovery sheet A: a password was forgotten."""
        from kazanlak_case.ui.dialogs.recover import RecoverDialog

        dialog = RecoverDialog(
            self._pages.window(), self._around.look, self._around.background, path=path, user=user
        )
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.recovered.connect(self.offer)
        dialog.open()

    def choose_password(self, opened: Opened) -> None:
        """Let somebody who was given a password choose one that only he or she knows."""
        from kazanlak_case.ui.screens.first_password import FirstPassword

        around = self._around
        page = FirstPassword(
            self._pages, around.look, around.background, opened=opened, clock=around.clock
        )
        page.chosen.connect(self._on_chosen)
        page.left.connect(self._on_left)
        self.page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.focus_first()

    def stop(self) -> None:
        """Go back without a choice: nobody is here any more."""
        if self.page is not None:
            self.page.leave()

    def _on_chosen(self, opened: Opened) -> None:
        self._drop()
        self.ready.emit(opened)

    def _on_left(self) -> None:
        self._drop()
        self.left.emit()

    def _drop(self) -> None:
        if self.page is not None:
            self._pages.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None
