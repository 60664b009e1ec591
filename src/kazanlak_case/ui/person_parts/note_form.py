"""Write a confidential note, or correct one: the day and the text, kept meanwhile as a draft only its writer opens."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.services.confidential import NoteDraft, write_note
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.text_editors import NoteEditor
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.confidential import NoteRow
    from kazanlak_case.ui.kit import Kit

RECORD = "confidential_note"
LEAST, AROUND = 96, 190
"""Heights: of the text at least, and of everything around it."""


class NoteForm(Card):
    """Asks for little; what is saved can be corrected, never changed."""

    saved = Signal()
    left = Signal()

    def __init__(  # noqa: PLR0913 - what a note belongs to
        self,
        parent: QWidget,
        kit: Kit,
        *,
        person: RecordId,
        secrets: tuple[str, ...],
        corrects: NoteRow | None = None,
        assessment: RecordId | None = None,
    ) -> None:
        super().__init__(parent, "noteForm", kit.look.tokens)
        self._kit, self._person, self._corrects = kit, person, corrects
        self._assessment = assessment
        self._is_saving = False
        tools = EditorTools(kit.look, kit.lookups, self._today)
        self.secret = named(QComboBox(self), "noteSecret", _("Confidential to"))
        for one in (corrects.secret,) if corrects else secrets:
            self.secret.addItem(kit.lookups.label("note_secret", one), one)
        self.day = DateEditor(self, spec_of(RECORD, "written_on"), tools)
        self.day.show_value(kit.today)
        self.text = NoteEditor(self, spec_of(RECORD, "text"), tools)
        self._least = kit.look.tokens.px(LEAST)
        self._problems: dict[str, Words] = {}
        self._autosave = Autosave(self, kit.operations, self._draft_name(), self._draft)
        self._build()
        self._autosave.find(self._on_draft)
        self.setFocusProxy(self.text)

    def fit(self, height: int) -> None:
        """Take the room there is, so that the buttons stay in sight."""
        around = self._kit.look.tokens.px(AROUND)
        self.text.box.setFixedHeight(max(self._least, height - around))

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self._autosave.keep_pending()

    def save(self) -> None:
        """Seal it and write it."""
        if self._is_saving:
            return
        unreadable = self.day.unreadable()
        self._show_problems({"written_on": unreadable} if unreadable else {})
        if unreadable:
            return
        self._is_saving = True
        day = self.day.value()
        draft = NoteDraft(
            person=self._person,
            secret=self._secret(),
            text=str(self.text.value() or ""),
            written_on=day if isinstance(day, date) else None,
            corrects=self._corrects.id if self._corrects else None,
            assessment=self._assessment,
        )
        self._kit.operations.write(
            partial(_write, draft), done=self._on_saved, failed=self._on_refused
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        title, hint = self._words()
        self.body.setSpacing(tokens.tight)
        head = row(tokens.medium)
        head.addWidget(SectionTitle(self, "noteFormTitle", title))
        head.addStretch(1)
        if self.secret.count() > 1:
            head.addWidget(self.secret)
        else:
            self.secret.hide()
        head.addWidget(self.day)
        self.body.addLayout(head)
        self.body.addWidget(Words(self, "noteFormHint", role="caption", wraps=True, text=hint))
        for editor, name, label in (
            (self.day, "written_on", _("Date")),
            (self.text, "text", _("Text")),
        ):
            editor.label_as(label)
            self._problems[name] = Words(self, f"{name}Problem", role="problem", wraps=True)
            self._problems[name].hide()
        self.body.addWidget(self._problems["written_on"])
        self.body.addWidget(self.text)
        self.body.addWidget(self._problems["text"])
        self.body.addLayout(self._foot())
        for editor in (self.day, self.text):
            editor.edited.connect(self._autosave.watch)
            editor.submitted.connect(self.save)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _words(self) -> tuple[str, str]:
        if self._corrects is None:
            return _("New confidential note"), _(
                "Only holders of the key read the text; the others see the date and your name. "
                "Once saved, a note is not changed: a correction stands beside it."
            )
        day = self._kit.wording.day(self._corrects.written_on)
        return _("Correction of the note of {day}").format(day=day), _(
            "The first note stays as it is. Write what is right."
        )

    def _foot(self) -> QHBoxLayout:
        look, tokens = self._kit.look, self._kit.look.tokens
        self._note = Words(self, "noteDraft", role="caption")
        self._note.setText(_("Taken up from where you stopped; not saved yet."))
        self._note.hide()
        cancel = Button(self, "noteCancel", look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self._on_cancel)
        self.save_button = PrimaryButton(self, "noteSave", look, icon="lock")
        self.save_button.say(_("Save under the key"), hint=_("Ctrl+S"))
        self.save_button.clicked.connect(self.save)
        foot = row(tokens.small)
        foot.addWidget(self._note)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        return foot

    def _today(self) -> date:
        return self._kit.today

    def _secret(self) -> str:
        return str(self.secret.currentData())

    def _draft_name(self) -> str:
        # late: the store is loaded while the password is typed
        from kazanlak_case.db.role_drafts import draft_name

        return draft_name(self._person, self._secret())

    def _draft(self) -> dict[str, object]:
        text = self.text.value()
        if not text:
            return {}
        corrects = self._corrects.id if self._corrects else ""
        return {"text": str(text), "day": self.day.line.text(), "corrects": corrects}

    def _on_draft(self, draft: dict[str, object]) -> None:
        is_same = draft.get("corrects", "") == (self._corrects.id if self._corrects else "")
        if draft and is_same and not self.text.value():
            self.text.show_value(str(draft.get("text") or ""))
            self.day.line.setText(str(draft.get("day") or ""))
            self._note.show()

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, words in self._problems.items():
            message = problems.get(name, "")
            words.setText(_(message) if message else "")
            words.setVisible(bool(message))
        self.day.mark("written_on" in problems)
        self.text.mark("text" in problems)

    def _on_saved(self, _written: Written) -> None:
        self._autosave.drop()
        self.text.show_value(None)
        self._kit.messages.forgive()
        self._kit.messages.tell(_("Note saved. Only holders of the key read it."))
        self.saved.emit()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if isinstance(error, InvalidRecordError) and error.problems.keys() <= self._problems.keys():
            self._show_problems(error.problems)
            return
        self._kit.messages.refuse(error)

    def _on_cancel(self) -> None:
        self._autosave.drop()
        self.text.show_value(None)
        self.left.emit()


def _write(draft: NoteDraft, uow: UnitOfWork) -> Written:
    return write_note(uow, draft)
