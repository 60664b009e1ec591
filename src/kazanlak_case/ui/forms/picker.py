"""A line one types in to find one thing among many: a person, a settlement, a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.search_box import SearchBox
from kazanlak_case.ui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from kazanlak_case.ui.look import Look

Answer: TypeAlias = Callable[[Sequence[Suggestion]], None]
Suggest: TypeAlias = Callable[[str, Answer], None]
"""Find by text; the answer may come later, and older answers may never come."""


class _Line(SearchBox):
    """Tells when it is entered and left."""

    entered = Signal()
    abandoned = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()
            self.entered.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
            event.ignore()  # the panel around may close
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.abandoned.emit()


class Picker(QWidget):
    """Shows what is chosen; typing looks for something else. Emptying the line takes the choice away."""

    picked = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget, name: str, look: Look, suggest: Suggest) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Picker")
        self._look = look
        self._suggest = suggest
        self._key = ""
        self._title = ""
        self._list: SuggestionList | None = None
        self._is_asking = False
        self._takes_first = False
        self.opens_when_entered = False
        self.line = _Line(self, name, look)
        layout = column(0)
        layout.addWidget(self.line)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.searched.connect(self._on_searched)
        self.line.moved.connect(self._on_moved)
        self.line.chosen.connect(self._on_enter)
        self.line.entered.connect(self._on_entered)
        self.line.abandoned.connect(self._on_abandoned)

    @property
    def key(self) -> str:
        """What is chosen; "" for nothing."""
        return self._key

    def show_choice(self, key: str, title: str) -> None:
        """Show what is chosen, silently."""
        self._key, self._title = key, title
        self.line.setText(title)
        self.line.setCursorPosition(0)
        self.line.stop_waiting()

    def look_in(self, suggest: Suggest) -> None:
        """Find by another way from now on."""
        self._suggest = suggest

    def take(self, key: str, title: str) -> None:
        """Choose something as if it had been chosen by hand."""
        self._close()
        self._take(key, title)

    def open(self) -> None:
        """Show what could be chosen."""
        self._ask("")

    @property
    def suggestions(self) -> SuggestionList:
        """The floating list; it lives in the window, so it can reach over other parts."""
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = SuggestionList(
                self.window(), f"{self.line.objectName()}Suggestions", self._look
            )
            self._list.chosen.connect(self._on_chosen)
        return self._list

    def _on_searched(self, text: str) -> None:
        if text == self._title:
            return
        if not text:
            self._close()
            if self._key:
                self._take("", "")
            return
        self._ask(text)

    def _ask(self, text: str) -> None:
        self._is_asking = True
        self._suggest(text, self._on_suggestions)

    def _on_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        self._is_asking = False
        if not self.line.hasFocus():
            return
        if self._takes_first and suggestions:  # Enter was pressed before the answer came
            self._takes_first = False
            self._close()
            self._take(suggestions[0].key, suggestions[0].title)
            return
        note = "" if suggestions else _("Nothing found.")
        self.suggestions.show_under(
            self.line, suggestions, title=self.line.accessibleName(), note=note
        )

    def _on_moved(self, step: int) -> None:
        if self._list is None or not self._list.isVisible():
            self.open()
        else:
            self._list.move_choice(step)

    def _on_enter(self) -> None:
        if self._is_asking:
            self._takes_first = True
        elif self._list is None or not self._list.choose_current():
            self.submitted.emit()

    def _on_entered(self) -> None:
        if self.opens_when_entered and not self._key:
            self.open()

    def _on_abandoned(self) -> None:
        """Leave the line as it was chosen: half a name is no choice."""
        self._takes_first = False
        self._close()
        if self.line.text() != self._title:
            self.show_choice(self._key, self._title)

    def _on_chosen(self, key: str) -> None:
        found = next((one for one in self.suggestions.model.shown if one.key == key), None)
        self._take(key, found.title if found else "")

    def _take(self, key: str, title: str) -> None:
        self.show_choice(key, title)
        self.picked.emit(key)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
