"""One confidential note on the page: when, by whom, of which profession; the text only once somebody asks for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.confidential import Access, NoteRow
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

READABLE = frozenset({Access.HELD, Access.LENT})


class NotePart(QWidget):
    """Shows one row; what is wanted is told by signals that carry the note's id."""

    text_wanted = Signal(str)
    correction_wanted = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, note: NoteRow, *, corrects: str) -> None:
        super().__init__(parent)
        named(self, f"note_{note.id}")
        self._kit, self.note = kit, note
        self.can_be_read = note.access in READABLE
        self._text = Words(self, "noteText", wraps=True)
        self._tools = named(QWidget(self), "noteTools")
        parts = column(kit.look.tokens.tight)
        parts.addWidget(self._head(corrects))
        parts.addWidget(self._text)
        parts.addWidget(self._tools)
        self.setLayout(parts)
        indent = kit.look.tokens.px(34)
        self._text.setContentsMargins(indent, 0, 0, 0)
        self._fill_tools(indent)
        self.hide_text()

    @property
    def is_open(self) -> bool:
        """Whether the text can be read on the screen now."""
        return not self._text.isHidden()

    @property
    def text(self) -> str:
        """What can be read on the screen now; nothing while it is shut."""
        return self._text.text()

    def show_text(self, text: str) -> None:
        """Show what was written."""
        self._text.setText(text)
        self._text.show()
        self._tools.show()

    def hide_text(self) -> None:
        """Let go of the text; the next look is another reading."""
        self._text.clear()
        self._text.hide()
        self._tools.hide()

    def _head(self, corrects: str) -> QWidget:
        note, kit = self.note, self._kit
        who = kit.lookups.name_of("staff_member", note.staff_member)
        profession = kit.lookups.label("note_secret", note.secret)
        day = kit.wording.day(note.written_on)
        detail = " · ".join(part for part in (who, profession, corrects) if part)
        mark = _("corrected") if note.corrected_by else ""
        if self.can_be_read:
            link = LinkRow(self, "noteHead", kit.look, icon="file-text")
            link.say(day, detail, mark=mark)
            link.clicked.connect(self._on_clicked)
            return link
        return self._shut(day, detail, mark)

    def _shut(self, day: str, detail: str, mark: str) -> QWidget:
        """Make a head that looks like the others and opens nothing."""
        tokens = self._kit.look.tokens
        holder = named(QWidget(self), "noteHead", ", ".join((day, detail, _("closed"))))
        picture = Words(holder, "noteLock")
        self._kit.look.dress(picture, "lock", "muted")
        words = column(0)
        words.addWidget(Words(holder, "noteDay", role="strong", text=day))
        words.addWidget(Words(holder, "noteDetail", role="caption", wraps=True, text=detail))
        line = row(tokens.medium)
        line.setContentsMargins(tokens.small, tokens.px(5), tokens.small, tokens.px(5))
        line.addWidget(picture)
        line.addLayout(words, 1)
        chip = Chip(holder, "noteChip")
        chip.say(mark)
        line.addWidget(chip)
        holder.setLayout(line)
        return holder

    def _fill_tools(self, indent: int) -> None:
        look, note = self._kit.look, self.note
        line = row(self._kit.look.tokens.small)
        line.setContentsMargins(indent, 0, 0, self._kit.look.tokens.small)
        said = _("This reading was recorded.")
        line.addWidget(Words(self._tools, "noteRecorded", role="caption", text=said))
        line.addStretch(1)
        wanted = []
        if note.access is Access.HELD:
            wanted = [("notePrint", _("Print…"), "printer", self.print_wanted)]
        if note.access is Access.HELD and not note.corrected_by:
            wanted.insert(0, ("noteCorrect", _("Correct…"), "square-pen", self.correction_wanted))
        for name, text, icon, signal in wanted:
            button = QuietButton(self._tools, name, look, icon=icon)
            button.say(text)
            restyled(button, small=True)
            button.clicked.connect(partial(signal.emit, note.id))
            line.addWidget(button)
        self._tools.setLayout(line)

    def _on_clicked(self) -> None:
        if self.is_open:
            self.hide_text()
        else:
            self.text_wanted.emit(self.note.id)
