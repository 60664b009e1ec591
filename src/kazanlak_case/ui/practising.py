"""„Упражнение“ from the first page: made-up families are made, offered, and framed so that nobody takes them for real."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame

from kazanlak_case.i18n import _
from kazanlak_case.overriding import override
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.practice import Practice
    from kazanlak_case.ui.screens.sign_in import SignIn


class Practising(QObject):
    """Offers the practice files on the first page. `frame` stands around the whole window while one is open."""

    _told = Signal(str)

    def __init__(
        self, window: QWidget, sign_in: SignIn, background: Background, practice: Practice | None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._sign_in = sign_in
        self._background = background
        self._practice = practice
        self.frame = named(QFrame(window), "practiceFrame")
        self.frame.hide()
        sign_in.practice_wanted.connect(self.offer)
        self._told.connect(sign_in.wait_for)

    def offer(self) -> None:
        """Offer the made-up files; make them first if there are none yet."""
        if self._practice is None:
            return
        if self._practice.is_made:
            self._on_made(None)
            return
        self._sign_in.wait_for(_("Making up families…"))
        make = partial(self._practice.make, self._told.emit)
        self._background.start(Job(make, Lane.POOL, self._on_made, self._sign_in.refuse))

    def show_frame(self, is_practice: bool) -> str:
        """Frame the window, or not; give the word for the rail."""
        # not before: see `ui.early`
        self.frame.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.frame.setVisible(is_practice)
        self._window.installEventFilter(self)
        self._fit()
        self.frame.raise_()
        return _("Practice") if is_practice else ""

    @override
    def eventFilter(self, watched: QObject, event: QtCore.QEvent) -> bool:
        if event.type() is QtCore.QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.frame.setGeometry(self._window.rect())

    def _on_made(self, _answer: object) -> None:
        if self._practice is not None:
            self._sign_in.offer(self._practice.folder, None)
            self._sign_in.say_password(self._practice.password)
