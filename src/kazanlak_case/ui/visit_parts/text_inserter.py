"""Put a text one writes often into a note: „/“ and a part of its name, or a button."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.text_blocks import text_blocks
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.records.task import TextBlock
    from kazanlak_case.ui.kit import Kit

_CALLED = re.compile(r"(?:^|(?<=\s))/([^/\n]{0,40})$")
"""A stroke at the beginning of a word, and what was typed since."""
LONGEST_DETAIL = 90


class TextInserter(QObject):
    """Watches one note. `service` is what the texts are wanted for: those for it come first."""

    def __init__(self, parent: QWidget, kit: Kit, note: QWidget | None) -> None:
        super().__init__(parent)
        self._kit = kit
        is_there = isinstance(note, QPlainTextEdit)
        self._note = note if isinstance(note, QPlainTextEdit) else QPlainTextEdit(parent)
        self._note.setVisible(is_there)
        self._blocks: dict[str, TextBlock] = {}
        self._list: SuggestionList | None = None
        self.service = ""
        self.button = QuietButton(parent, "insertText", kit.look, icon="file-text")
        restyled(self.button, tiny=True, bare=True)
        self.button.clicked.connect(self._on_button)
        self._note.installEventFilter(self)
        self._note.textChanged.connect(self._on_typed)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the button in the language of now."""
        self.button.say(_("Ready text"), hint=_("Or type / and a part of its name"))

    def stand_in(self, layout: QVBoxLayout, at: int) -> None:
        """Put the button into a layout."""
        layout.insertWidget(at, self.button, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_open = self._list is not None and self._list.isVisible()
        if event.type() == QEvent.Type.FocusOut and self._list is not None:
            self._list.hide()
        if event.type() == QEvent.Type.KeyPress and is_open and self._list is not None:
            key_event: QKeyEvent = event  # type: ignore[assignment]  # as its type says
            key = Qt.Key(key_event.key())
            if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                self._list.move_choice(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
                return self._list.choose_current()
            if key == Qt.Key.Key_Escape:
                self._list.hide()
                return True
        return super().eventFilter(watched, event)

    def _on_button(self) -> None:
        self._note.setFocus()
        self._note.insertPlainText("/" if self._at_word_start() else " /")

    def _at_word_start(self) -> bool:
        before = self._before()
        return not before or before[-1].isspace()

    def _before(self) -> str:
        cursor = self._note.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _on_typed(self) -> None:
        found = _CALLED.search(self._before())
        if found is None or not self._note.hasFocus():
            if self._list is not None:
                self._list.hide()
            return
        ask = partial(_read, self.service)
        self._kit.operations.read(
            ask, done=partial(self._offer, found.group(1)), channel="text blocks"
        )

    def _offer(self, typed: str, blocks: list[TextBlock]) -> None:
        self._blocks = {one.id: one for one in blocks}
        folded = typed.strip().casefold()
        found = [one for one in blocks if folded in one.title.casefold()]
        suggestions = [
            Suggestion(
                one.id,
                one.title,
                " ".join(one.text.split())[:LONGEST_DETAIL],
                _("mine") if one.owner else "",
            )
            for one in found
        ]
        note = "" if blocks else _("There are no ready texts yet: Settings, Ready texts.")
        self._suggestions().show_under(self._note, suggestions, title=_("Ready texts"), note=note)

    def _suggestions(self) -> SuggestionList:
        if self._list is None or self._list.parentWidget() is not self._note.window():
            self._list = SuggestionList(self._note.window(), "textSuggestions", self._kit.look)
            self._list.chosen.connect(self._on_chosen)
        return self._list

    def _on_chosen(self, key: str) -> None:
        block = self._blocks.get(key)
        if block is None:
            return
        called = _CALLED.search(self._before())
        cursor = self._note.textCursor()
        if called is not None:
            cursor.movePosition(
                QTextCursor.MoveOperation.Left,
                QTextCursor.MoveMode.KeepAnchor,
                len(called.group(0)),
            )
        cursor.insertText(block.text)
        self._note.setTextCursor(cursor)


def _read(service: str, uow: UnitOfWork) -> list[TextBlock]:
    return text_blocks(uow, service=service or None)
