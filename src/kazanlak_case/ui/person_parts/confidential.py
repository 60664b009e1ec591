"""What was told in confidence: everybody sees that there was a contact; who holds the key opens the text, on a click."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, sentence
from kazanlak_case.services.confidential import NotesOf, OpenedNote, notes_of, read_note
from kazanlak_case.services.emergency import end_emergency
from kazanlak_case.ui.person_parts.note_cards import ClosedCard, LentCard
from kazanlak_case.ui.person_parts.note_form import NoteForm
from kazanlak_case.ui.person_parts.note_print import ask_to_print
from kazanlak_case.ui.person_parts.note_row import NotePart
from kazanlak_case.ui.person_parts.note_search import NoteSearch
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent, QShowEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.services.confidential import NoteRow
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit

A_MOMENT_MS = 1_000
"""After the time of an emergency opening is up: then it is surely over by every clock."""


class ConfidentialPart(QWidget):
    """The tab with the confidential notes. Nothing is read before somebody looks, no text before somebody asks."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "confidential")
        self._kit = kit
        self._page: PersonPage | None = None
        self._notes: NotesOf | None = None
        self._is_stale = True
        self.form: NoteForm | None = None
        self._parts: dict[RecordId, NotePart] = {}
        self._scroll = ScrollPage(self, "confidentialScroll", kit.look.tokens.large)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._read)
        kit.operations.closing.connect(self.hide_texts)
        layout = column(0)
        layout.addWidget(self._scroll)
        self.setLayout(layout)

    def show_page(self, page: PersonPage) -> None:
        """Show the notes about this person, as soon as somebody looks."""
        is_other = self._page is None or self._page.person.id != page.person.id
        self._page = page
        if is_other:
            self.forget()
        self._is_stale = True
        if self.isVisible() and self.form is None:
            self._read()

    def forget(self) -> None:
        """Take everything away: it belongs to somebody else, or the window locks."""
        self._notes = None
        self._is_stale = True
        self._leave_form()
        self._clear()

    def hide_texts(self) -> None:
        """Let go of every text on the page."""
        for part in self._parts.values():
            part.hide_text()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes; what was opened is shut."""
        if self.form is not None:
            self.form.keep_draft()
        self.hide_texts()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        if self._notes is not None and self.form is None:
            self._show(self._notes)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale and self.form is None:
            self._read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_texts()
        self._is_stale = True  # a key may be handed over, or taken, before one comes back

    def write(self, corrects: NoteRow | None = None) -> None:
        """Begin a note, or the correction of one."""
        notes = self._notes
        if notes is None or not notes.to_write:
            return
        self._leave_form()
        self.form = NoteForm(
            self._scroll.page,
            self._kit,
            person=notes.person,
            secrets=notes.to_write,
            corrects=corrects,
        )
        self.form.saved.connect(self._on_form_done)
        self.form.left.connect(self._on_form_done)
        self.form.fit(self._scroll.viewport().height())
        self._show(notes)
        self._scroll.show_part(self.form)
        self.form.setFocus()

    def open_emergency(self) -> None:
        """Ask for what an emergency opening needs."""
        from kazanlak_case.ui.dialogs.emergency import EmergencyDialog

        if self._notes is None or self._page is None:
            return
        dialog = EmergencyDialog(
            self,
            self._kit,
            person=self._notes.person,
            name=self._page.person.name,
            secrets=self._notes.closed,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self._read)
        dialog.open()

    def _read(self) -> None:
        if self._page is None:
            return
        self._is_stale = False
        ask = partial(_notes, self._page.person.id)
        self._kit.operations.read(
            ask,
            done=self._on_notes,
            failed=self._on_refused,
            channel="confidential notes",
        )

    def _on_refused(self, error: ExpectedError) -> None:
        self._clear()
        empty = EmptyState(self._scroll.page, "notesRefused", self._kit.look, icon="lock")
        empty.say(_("Not for your post"), sentence(error))
        self._scroll.body.addWidget(empty, 1)

    def _on_notes(self, notes: NotesOf) -> None:
        if self._page is None or notes.person != self._page.person.id:
            return
        self._notes = notes
        self._show(notes)
        ends = [one.lent_until for one in notes.secrets if one.lent_until]
        if ends:
            left = min(ends) - self._kit.operations.clock()
            self._over.start(max(0, round(left.total_seconds() * 1000)) + A_MOMENT_MS)

    def _show(self, notes: NotesOf) -> None:
        body = self._scroll.body
        if self.form is not None:
            body.removeWidget(self.form)
        texts = {key: part.text for key, part in self._parts.items() if part.is_open}
        self._clear()
        for standing in notes.secrets:
            if standing.lent_until is not None:
                lent = LentCard(self._scroll.page, self._kit, standing)
                lent.done_wanted.connect(self._on_lent_done)
                body.addWidget(lent)
        if self.form is not None:
            body.addWidget(self.form)
        elif notes.to_write and notes.rows:
            body.addLayout(self._begin())
        if notes.rows:
            body.addWidget(self._list(notes, texts))
        if notes.closed:
            closed = ClosedCard(self._scroll.page, self._kit, notes)
            closed.emergency_wanted.connect(self.open_emergency)
            body.addWidget(closed)
        if not notes.rows and self.form is None:
            body.addWidget(self._empty(notes), 1)
        body.addStretch(1)

    def _clear(self) -> None:
        """Take all parts away; they are let go of later, their texts at once."""
        self.hide_texts()
        self._parts.clear()
        clear(self._scroll.body)

    def _begin(self) -> QHBoxLayout:
        button = PrimaryButton(self._scroll.page, "writeNote", self._kit.look, icon="square-pen")
        button.say(_("New confidential note"))
        button.clicked.connect(self._on_write)
        line = row(self._kit.look.tokens.large)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        search = NoteSearch(self._scroll.page, self._kit)
        search.person_opened.connect(self.person_opened)
        line.addWidget(search, 1)
        return line

    def _list(self, notes: NotesOf, texts: Mapping[RecordId, str]) -> Card:
        tokens = self._kit.look.tokens
        card = Card(self._scroll.page, "notesCard", tokens)
        card.body.setSpacing(tokens.tight)
        days = {one.id: self._kit.wording.day(one.written_on) for one in notes.rows}
        for at, one in enumerate(notes.rows):
            if at:
                card.body.addWidget(Line(card, f"noteLine{at}"))
            corrects = ""
            if one.corrects:
                corrects = _("corrects the note of {day}").format(day=days.get(one.corrects, ""))
            part = NotePart(card, self._kit, one, corrects=corrects)
            part.text_wanted.connect(self._on_text_wanted)
            part.correction_wanted.connect(self._on_correction_wanted)
            part.print_wanted.connect(self._on_print_wanted)
            if part.can_be_read and one.id in texts:
                part.show_text(texts[one.id])
            card.body.addWidget(part)
            self._parts[one.id] = part
        return card

    def _empty(self, notes: NotesOf) -> EmptyState:
        empty = EmptyState(self._scroll.page, "notesEmpty", self._kit.look, icon="lock")
        action = _("New confidential note") if notes.to_write else ""
        hint = _(
            "Notes of the psychologist and of health care stand here: everybody sees the date and who wrote, "
            "only that profession reads the text."
        )
        empty.say(_("No confidential notes"), hint, action=action)
        empty.action.clicked.connect(self._on_write)
        return empty

    def _on_write(self) -> None:
        self.write()

    def _on_correction_wanted(self, note_id: str) -> None:
        notes = self._notes
        if notes is not None:
            self.write(next((one for one in notes.rows if one.id == note_id), None))

    def _on_print_wanted(self, note_id: str) -> None:
        ask_to_print(self, self._kit, note_id)

    def _on_form_done(self) -> None:
        self._leave_form()
        self._read()

    def _leave_form(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            form.hide()
            self._scroll.body.removeWidget(form)
            form.deleteLater()

    def _on_text_wanted(self, note_id: str) -> None:
        self._kit.operations.write(
            partial(_text, RecordId(note_id)), done=self._on_text, failed=self._on_no_text
        )

    def _on_text(self, opened: OpenedNote) -> None:
        part = self._parts.get(opened.note.id)
        if part is not None and self.isVisible():
            part.show_text(opened.text)
            self._scroll.show_part(part)

    def _on_no_text(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self._read()  # the time of an opening may be up

    def _on_lent_done(self) -> None:
        self._kit.operations.write(_end, done=self._on_ended, failed=self._kit.messages.refuse)

    def _on_ended(self, _answer: None) -> None:
        self._read()


def _notes(person: RecordId, uow: UnitOfWork) -> NotesOf:
    return notes_of(uow, person)


def _text(note: RecordId, uow: UnitOfWork) -> OpenedNote:
    return read_note(uow, note)


def _end(uow: UnitOfWork) -> None:
    end_emergency(uow)
