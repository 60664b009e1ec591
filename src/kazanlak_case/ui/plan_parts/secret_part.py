"""The psychologist's part of an assessment: a confidential note that names it; the text only for who holds the key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.confidential import NotesOf, notes_of
from kazanlak_case.ui.person_parts.note_form import NoteForm
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.confidential import NoteRow
    from kazanlak_case.ui.kit import Kit


class SecretPart(QWidget):
    """Tells that there is such a part, and lets who may write it add one. It is never changed, only added to."""

    def __init__(
        self, parent: QWidget, kit: Kit, person: RecordId, *, assessment: RecordId
    ) -> None:
        super().__init__(parent)
        named(self, "secretPart")
        self._kit, self._person, self._assessment = kit, person, assessment
        self.form: NoteForm | None = None
        self._column = column(kit.look.tokens.small)
        self.setLayout(self._column)
        self._ask()

    def keep_draft(self) -> None:
        """Keep what is being written, under the key it is written under."""
        if self.form is not None:
            self.form.keep_draft()

    def _ask(self) -> None:
        if self._kit.sight.sees("confidential_note.written_on"):
            ask = partial(_notes, self._person)
            self._kit.operations.read(ask, done=self._show, failed=self._kit.messages.refuse)

    def _show(self, notes: NotesOf) -> None:
        clear(self._column)
        self.form = None
        rows = [one for one in notes.rows if one.assessment == self._assessment]
        if not rows and not notes.to_write:
            return
        title = _("Confidential part")
        self._column.addWidget(SectionTitle(self, "secretTitle", title))
        for one in rows:
            words = Words(self, f"secret_{one.id}", role="muted", wraps=True, text=self._told(one))
            self._column.addWidget(words)
        if notes.to_write:
            button = Button(self, "secretAdd", self._kit.look, icon="lock")
            button.say(_("Write the confidential part"))
            button.clicked.connect(partial(self._on_wanted, notes.to_write))
            line = row(0)
            line.addWidget(button)
            line.addStretch(1)
            self._column.addLayout(line)

    def _told(self, one: NoteRow) -> str:
        who = self._kit.lookups.name_of("staff_member", one.staff_member)
        parts = (
            self._kit.wording.day(one.written_on),
            self._kit.lookups.label("note_secret", one.secret),
            who,
            _("the text stands on the page “Confidential”"),
        )
        return " · ".join(part for part in parts if part)

    def _on_wanted(self, secrets: tuple[str, ...]) -> None:
        clear(self._column)
        self.form = NoteForm(
            self, self._kit, person=self._person, secrets=secrets, assessment=self._assessment
        )
        self.form.saved.connect(self._ask)
        self.form.left.connect(self._ask)
        self._column.addWidget(self.form)
        self.form.show()
        self.form.setFocus()


def _notes(person: RecordId, uow: UnitOfWork) -> NotesOf:
    return notes_of(uow, person)
