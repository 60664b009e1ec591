"""Sign in: which file, who, and the password, with hints on what usually goes wrong with passwords."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.file_errors import CaseFileDamagedError
from kazanlak_case.i18n import _, sentence
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.early import centre
from kazanlak_case.ui.password_parts.sign_in_card import SignInCard
from kazanlak_case.ui.session import Opened, case_files_in, open_session, users_of
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column, in_the_middle
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.operations import Clock


class SignIn(QWidget):
    """The first page. Knows nothing of what comes after it."""

    file_opened = Signal(object)
    practice_wanted = Signal()
    enrol_wanted = Signal()
    restore_wanted = Signal(object)
    recovery_wanted = Signal(object, str)

    def __init__(
        self, parent: QWidget, look: Look, background: Background, clock: Clock, *, language: str
    ) -> None:
        super().__init__(parent)
        named(self, "signIn")
        self._look = look
        self._background = background
        self._clock = clock
        self.language = language
        self._is_waiting = False
        self._asks_who = False
        self._build()
        self.retranslate()

    def offer(self, folder: Path, last: Path | None) -> None:
        """Offer the case files of a folder, the last used one first."""
        found = list(case_files_in(folder))
        if last is not None and last.is_dir():
            found = [last, *(path for path in found if path != last)]
        self._file.clear()
        for path in found:
            self._file.addItem(path.stem, path)
        self._show_choice()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._title.setText(_("Family houses"))
        self._card.retranslate()
        self._enrol.say(_("Begin with the municipality's starter"))
        self._practice.say(_("Practise with made-up families"))
        if not self._is_waiting:
            self._practice_hint.setText(
                _("Nothing there is real, and nothing from there can get into a real file.")
            )
        self._show_choice()

    def wait_for(self, text: str) -> None:
        """Say what is being made ready; nothing can be opened meanwhile."""
        self._is_waiting = True
        self._practice.setEnabled(False)
        self._enter.setEnabled(False)
        self._practice_hint.setText(text)

    def say_password(self, password: str) -> None:
        """Tell and fill in a password that is no secret: that of made-up families."""
        self._is_waiting = False
        self._practice.setEnabled(True)
        self._enter.setEnabled(self._path is not None)
        self._practice_hint.setText(
            _("The password of all practice files: {password}").format(password=password)
        )
        self._password.setText(password)
        self._enter.setFocus()

    def refuse(self, error: ExpectedError) -> None:
        """Say why something could not be made ready."""
        self._is_waiting = False
        self._practice.setEnabled(True)
        self._on_refused(error)

    def focus_password(self) -> None:
        """Go where one types first."""
        (self._password if self._file.count() else self._other).setFocus()

    def focus_user(self) -> None:
        """Go where one says who one is: several people share this computer."""
        self._asks_who = True
        self._focus_user()

    def _focus_user(self) -> None:
        """Go to the users as soon as it is known that there are several."""
        if self._asks_who and self._user.isEnabled():
            self._asks_who = False
            self._user.setFocus()

    def _build(self) -> None:
        tokens = self._look.tokens
        icon = named(Words(self, "signInIcon"), "signInIcon")
        self._look.dress(icon, "house", "accent", size=36)
        self._title = Words(self, "signInTitle", role="title")
        self._subtitle = Words(self, "signInSubtitle", role="muted", wraps=True)
        card = self._build_card()
        self._enrol = QuietButton(self, "enrolHouse", self._look, icon="package-open")
        self._enrol.clicked.connect(self.enrol_wanted)
        self._practice = QuietButton(self, "practice", self._look, icon="graduation-cap")
        self._practice.clicked.connect(self.practice_wanted)
        self._practice_hint = Words(self, "practiceHint", role="caption", wraps=True)
        for words in (icon, self._title, self._subtitle, self._practice_hint):
            centre(words)
        page = ScrollPage(self, "signInScroll", 0)  # large text on a low screen is higher than it
        middle = named(QWidget(page.page), "signInMiddle")
        middle.setFixedWidth(tokens.px(440))
        inside = column(tokens.small)
        for widget in (icon, self._title, self._subtitle):
            inside.addWidget(widget)
        inside.addSpacing(tokens.medium)
        inside.addWidget(card)
        inside.addSpacing(tokens.medium)
        for button in (self._enrol, self._practice):
            inside.addLayout(in_the_middle(button))
        inside.addWidget(self._practice_hint)
        middle.setLayout(inside)
        page.body.addStretch(2)
        page.body.addLayout(in_the_middle(middle))
        page.body.addStretch(3)
        layout = column(0)
        layout.addWidget(page)
        self.setLayout(layout)

    def _build_card(self) -> SignInCard:
        card = SignInCard(self, self._look)
        self._card = card
        self._file, self._other, self._user = card.file, card.other, card.user
        self._password, self._problem, self._enter = card.password, card.problem, card.enter
        self._restore, self._forgotten = card.restore, card.forgotten
        self._file.currentIndexChanged.connect(self._on_file)
        self._user.currentIndexChanged.connect(self._on_user)
        self._password.returnPressed.connect(self._on_enter)
        for button, act in (
            (self._other, self._on_other),
            (self._enter, self._on_enter),
            (self._restore, self._on_restore),
            (self._forgotten, self._on_forgotten),
        ):
            button.clicked.connect(act)
        return card

    @property
    def _path(self) -> Path | None:
        chosen = self._file.currentData()
        return chosen if isinstance(chosen, Path) else None

    def _show_choice(self) -> None:
        has_file = self._path is not None
        for widget in (self._file, self._user, self._password, self._enter):
            widget.setEnabled(has_file)
        self._user.setEnabled(self._user.count() > 1)
        self._forgotten.setVisible(has_file)
        self._subtitle.setText(
            _("Everything stays on this computer, encrypted.")
            if has_file
            else _("There is no case file on this computer yet. Open one, or practise first.")
        )

    def _on_file(self, _at: int) -> None:
        self._user.clear()
        self._problem.hide()
        self._restore.hide()
        path = self._path
        if path is not None:
            ask = partial(users_of, path)
            self._start(ask, self._on_users)
        self._show_choice()

    def _on_users(self, users: tuple[str, ...]) -> None:
        self._user.clear()
        self._user.addItems(list(users))
        self._user.setEnabled(len(users) > 1)
        self._focus_user()

    def _on_other(self) -> None:
        from kazanlak_case.ui.dialogs.choosing import choose_folder

        path = choose_folder(self, _("Choose a folder whose name ends in .kcase"))
        if path is not None:
            self._file.insertItem(0, path.stem, path)
            self._file.setCurrentIndex(0)
            self._password.setFocus()

    def _on_user(self, _at: int) -> None:
        self._problem.hide()
        self._card.stop_waiting()

    def say(self, text: str) -> None:
        """Say something above the card."""
        self._subtitle.setText(text)

    def _on_restore(self) -> None:
        if self._path is not None:
            self.restore_wanted.emit(self._path)

    def _on_forgotten(self) -> None:
        if self._path is not None:
            self.recovery_wanted.emit(self._path, self._user.currentText())

    def _on_enter(self) -> None:
        path = self._path
        if path is None or not self._password.text() or not self._enter.isEnabled():
            self._password.setFocus()
            return
        self._problem.hide()
        self._enter.setEnabled(False)
        self._enter.say(_("Opening…"))
        work = partial(
            open_session,
            path,
            self._user.currentText(),
            self._password.text(),
            language=self.language,
            now=self._clock(),
        )
        self._start(work, self._on_opened)

    def _start(self, work: object, done: object) -> None:
        self._background.start(Job(work, Lane.POOL, done, self._on_refused))  # type: ignore[arg-type]  # each done fits its work

    def _on_opened(self, opened: Opened) -> None:
        self._card.forget()
        self._ready()
        self.file_opened.emit(opened)

    def _on_refused(self, error: ExpectedError) -> None:
        self._ready()
        from kazanlak_case.domain.key_errors import TooManyTriesError

        if isinstance(error, TooManyTriesError):
            self._card.waiting.begin(self._user.currentText(), error.seconds)
            self._enter.setEnabled(False)
        else:
            self._problem.setText(sentence(error))
            self._restore.say(_("Restore from a backup…"))
            self._restore.setVisible(isinstance(error, CaseFileDamagedError))
            self._problem.show()
        self._password.selectAll()
        self._password.setFocus()

    def _ready(self) -> None:
        self._enter.say(_("Sign in"))
        self._enter.setEnabled(True)
