"""Find a confidential note by its words, among all whose key one holds; the texts never leave the memory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.confidential import NoteRow, find_notes
from kazanlak_case.services.labels import labels_of
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit

AFTER_MS = 250
SHOWN = 8


class Found(NamedTuple):
    """A note that has the words, and whom it is about."""

    note: NoteRow
    person_name: str


class NoteSearch(QWidget):
    """A line to type in, and below it the people whose notes have the words."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "noteSearch")
        self._kit = kit
        label = _("Search in all notes you may read")
        self.line = named(QLineEdit(self), "noteSearchLine", label)
        self.line.setPlaceholderText(label)
        self.line.setClearButtonEnabled(True)
        self._found = Card(self, "noteSearchFound", kit.look.tokens)
        self._found.body.setSpacing(kit.look.tokens.tight)
        self._found.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER_MS)
        self._pause.timeout.connect(self.search)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.search)
        layout = column(kit.look.tokens.small)
        layout.addWidget(self.line)
        layout.addWidget(self._found)
        self.setLayout(layout)

    def search(self) -> None:
        """Look for what is typed."""
        self._pause.stop()
        ask = partial(_find, self.line.text())
        self._kit.operations.read(ask, done=self._show, channel="confidential search")

    def _on_edited(self, _text: str) -> None:
        self._pause.start()

    def _show(self, found: list[Found]) -> None:
        clear(self._found.body)
        self._found.setVisible(bool(self.line.text().strip()))
        if not found:
            text = _("No note you may read has these words.")
            self._found.body.addWidget(
                Words(self._found, "noteSearchNone", role="muted", text=text)
            )
        for one in found[:SHOWN]:
            link = LinkRow(self._found, f"found_{one.note.id}", self._kit.look, icon="file-text")
            link.say(one.person_name, self._kit.wording.day(one.note.written_on))
            link.clicked.connect(partial(self.person_opened.emit, one.note.person))
            self._found.body.addWidget(link)
        if len(found) > SHOWN:
            text = _("{shown} of {total}").format(shown=SHOWN, total=len(found))
            self._found.body.addWidget(
                Words(self._found, "noteSearchMore", role="caption", text=text)
            )


def _find(words: str, uow: UnitOfWork) -> list[Found]:
    rows = find_notes(uow, words)
    names = labels_of(uow, "person", {row.person for row in rows[:SHOWN]})
    return [Found(row, names.get(row.person, "")) for row in rows]
