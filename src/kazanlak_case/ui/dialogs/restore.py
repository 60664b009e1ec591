"""Restore: choose a backup, see what is in it and what would be lost, and only then put it back.

Used by somebody who is signed in (`session` is the open file, and its keys open the backup), and from the first page
where a file does not open any more (the password is asked for). It changes nothing: `confirmed` brings a `Wish`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget
from typing_extensions import override

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.intentions import words_of
from kazanlak_case.ui.background import Background, Job, Lane
from kazanlak_case.ui.backup_parts import words
from kazanlak_case.ui.backup_parts.work import Wish, keeping_of, keys_for, look, unlock
from kazanlak_case.ui.session import users_of
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import Wording, local

if TYPE_CHECKING:
    from pathlib import Path

    from kazanlak_case.db.backup_facts import BackupFacts
    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.key_slots import Unlocked
    from kazanlak_case.db.preview import Line, Preview
    from kazanlak_case.ui.look import Look

SHOWN = 5


class RestoreDialog(QDialog):
    """Shows one backup at a time. Nothing is done before „Върни това копие“."""

    confirmed = Signal(object)

    def __init__(  # noqa: PLR0913 - what it stands on, and what it is about
        self,
        parent: QWidget,
        look_: Look,
        background: Background,
        *,
        language: str,
        file: Path,
        sticks: tuple[Path, ...] = (),
        session: CaseFile | None = None,
        backup: Path | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "restoreDialog")
        self._look, self._background = look_, background
        self._wording = Wording(language)
        self._file, self._session = file, session
        self._unlocked: Unlocked | None = None
        self._backups: tuple[BackupFacts, ...] = ()
        tokens = look_.tokens
        self.setWindowTitle(_("Restore from a backup"))
        self.setMinimumWidth(tokens.px(620))
        self.choice = named(QComboBox(self), "backupChoice", _("Backup"))
        self.user = named(QComboBox(self), "restoreUser", _("User"))
        self.password = named(QLineEdit(self), "restorePassword", _("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.look_in = Button(self, "lookInto", look_, icon="search")
        self.look_in.say(_("Look into it"))
        self._problem = Words(self, "restoreProblem", role="problem", wraps=True)
        self._seen = Card(self, "restorePreview", tokens)
        self.go = DangerButton(self, "restoreNow", look_, icon="undo-2")
        self.go.say(_("Restore this backup"))
        self.go.setEnabled(False)
        self._cancel = Button(self, "restoreCancel", look_)
        self._cancel.say(_("Cancel"))
        self._build()
        self._gather(sticks, backup)

    def choose(self, at: int) -> None:
        """Look at another backup."""
        self._forget()
        self.go.setEnabled(False)
        self._problem.hide()
        self._seen.hide()
        if not 0 <= at < len(self._backups):
            return
        if self._session is None:
            self._ask_user()
            return
        try:
            self._unlocked = keys_for(self._backups[at].path, self._session)
        except ExpectedError as error:
            self._on_refused(error)
            return
        self._show_password(self._unlocked is None)
        if self._unlocked is None:
            self._ask_user()
        else:
            self.look_into()

    def look_into(self) -> None:
        """Read the backup through, with the keys of who is signed in or with a password."""
        at = self.choice.currentIndex()
        if not 0 <= at < len(self._backups):
            return
        self._problem.hide()
        self.look_in.setEnabled(False)
        self._say(_("Reading the backup through…"))
        work = partial(
            _look,
            self._backups[at].path,
            self._unlocked,
            (self.user.currentText(), self.password.text()),
            self._session,
        )
        self._background.start(Job(work, Lane.POOL, self._on_seen, self._on_refused))

    def confirm(self) -> None:
        """Say what is wanted; whoever listens does it, and wipes the keys."""
        at = self.choice.currentIndex()
        if self._unlocked is None or not 0 <= at < len(self._backups):
            return
        wish = Wish(self._backups[at].path, self._file, self._unlocked)
        self._unlocked = None
        self.accept()
        self.confirmed.emit(wish)

    @override
    def done(self, result: int) -> None:
        """Let go of keys and password, however the dialog ends."""
        self._forget()
        self.password.clear()
        super().done(result)

    def _build(self) -> None:
        tokens = self._look.tokens
        layout = column(tokens.medium)
        layout.setContentsMargins(tokens.wide, tokens.wide, tokens.wide, tokens.large)
        layout.addWidget(SectionTitle(self, "restoreTitle", _("Restore from a backup")))
        hint = _(
            "Nothing is overwritten: the file as it is now is moved aside, whole. What others hold comes back with the next exchange."
        )
        layout.addWidget(Words(self, "restoreHint", role="muted", wraps=True, text=hint))
        layout.addWidget(self.choice)
        asked = row(tokens.small)
        for part in (self.user, self.password, self.look_in):
            asked.addWidget(part)
        self.password.setPlaceholderText(_("The password of that time"))
        layout.addLayout(asked)
        layout.addWidget(self._problem)
        layout.addWidget(self._seen)
        layout.addStretch(1)
        foot = row(tokens.small)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.go)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._problem.hide()
        self._seen.hide()
        self._show_password(self._session is None)
        self.choice.currentIndexChanged.connect(self.choose)
        self.look_in.clicked.connect(self.look_into)
        self.password.returnPressed.connect(self.look_into)
        self._cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.confirm)

    def _gather(self, sticks: tuple[Path, ...], backup: Path | None) -> None:
        keeping = keeping_of(self._file, sticks)
        found = list(keeping.here.backups)
        for _stick, there in keeping.sticks:
            found += there.backups
        if backup is not None and all(one.path != backup for one in found):
            from kazanlak_case.db.backup_facts import read_facts

            facts = read_facts(backup)
            found += [facts] if facts is not None else []
        self._backups = tuple(found)
        for one in found:
            where = "" if one.path.is_relative_to(self._file) else f" · {one.path.parent}"
            mark, _tone = words.state(one)
            text = f"{words.when(one, self._wording)} · {words.contents(one, self._wording, {})} · {mark}"
            self.choice.addItem(text + where)
        at = next((n for n, one in enumerate(found) if one.path == backup), 0)
        if not found:
            self._say(_("No backup was found, neither on this computer nor on a stick."))
        elif self.choice.currentIndex() == at:
            self.choose(at)
        else:
            self.choice.setCurrentIndex(at)

    def _ask_user(self) -> None:
        self._show_password(True)
        self.user.clear()
        try:
            self.user.addItems(list(users_of(self._backups[self.choice.currentIndex()].path)))
        except ExpectedError as error:
            self._on_refused(error)
        self.password.setFocus()

    def _show_password(self, is_asked: bool) -> None:
        for part in (self.user, self.password, self.look_in):
            part.setVisible(is_asked)

    def _forget(self) -> None:
        if self._unlocked is not None:
            self._unlocked.wipe()
            self._unlocked = None

    def _on_seen(self, answer: tuple[Unlocked, Preview]) -> None:
        self._unlocked, preview = answer
        self.look_in.setEnabled(True)
        self.go.setEnabled(preview.may_restore)
        self._show(preview)

    def _on_refused(self, error: ExpectedError) -> None:
        self.look_in.setEnabled(True)
        self._seen.hide()
        self._problem.setText(sentence(error))
        self._problem.show()

    def _say(self, text: str) -> None:
        clear(self._seen.body)
        self._seen.body.addWidget(
            Words(self._seen, "restoreSays", role="muted", wraps=True, text=text)
        )
        self._seen.show()

    def _show(self, preview: Preview) -> None:
        card, counts = self._seen, preview.counts
        clear(card.body)
        card.body.setSpacing(self._look.tokens.tight)
        whole = _("It opens, and every page of it is whole.")
        held = _("In it: {people} people, {cases} cases, {entries} services.").format(
            people=self._wording.number(counts["person"]),
            cases=self._wording.number(counts["case"]),
            entries=self._wording.number(counts["service_entry"]),
        )
        card.body.addWidget(SectionTitle(card, "inItTitle", _("What is in it")))
        card.body.addWidget(Words(card, "inIt", wraps=True, text=f"{whole} {held}"))
        self._lines(card, "inIt", preview.lines)
        lost, tone = words.loss_in_words(preview.loss, self._wording)
        card.body.addSpacing(self._look.tokens.small)
        card.body.addWidget(SectionTitle(card, "lostTitle", _("What is not in it")))
        role = "problem" if tone == "warn" else "body"
        card.body.addWidget(Words(card, "lost", role=role, wraps=True, text=lost))
        if preview.loss is not None:
            self._lines(card, "lost", preview.loss.lines)
        if not preview.may_restore:
            text = _("Your post does not allow restoring. Ask the head of the house.")
            card.body.addWidget(Words(card, "mayNot", role="problem", wraps=True, text=text))
        card.show()
        self.adjustSize()

    def _lines(self, card: Card, name: str, lines: tuple[Line, ...]) -> None:
        for at, line in enumerate(lines[:SHOWN]):
            moment = local(line.at)
            parts = (
                f"{self._wording.day(moment.date())} {self._wording.time(moment)}",
                _(words_of(line.what)),
                line.author,
            )
            text = " · ".join(part for part in parts if part)
            card.body.addWidget(Words(card, f"{name}{at}", role="caption", text=text))


def _look(
    backup: Path, unlocked: Unlocked | None, who: tuple[str, str], session: CaseFile | None
) -> tuple[Unlocked, Preview]:
    keys = unlocked or unlock(backup, *who)
    return keys, look(backup, keys, session, no_progress)
