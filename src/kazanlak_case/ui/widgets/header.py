"""The head of the window: where one is, the search that finds anybody, and the one big action."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, PlainButton, PrimaryButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.search_box import SearchBox
from kazanlak_case.ui.widgets.suggestions import SuggestionList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.widgets.suggestions import Suggestion


class Header(QWidget):
    """Title at the left, search and action at the right."""

    searched = Signal(str)
    person_chosen = Signal(str)
    visit_wanted = Signal()
    back_wanted = Signal()
    action_wanted = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "header")
        tokens = look.tokens
        self._look = look
        self._is_asking = False
        self._takes_first = False
        self.back = PlainButton(self, "back", look, icon="arrow-left")
        self.back.hide()
        self.new = Button(self, "newMenu", look, icon="plus")
        self._menu = named(QMenu(self), "newActions")
        self.new.setMenu(self._menu)
        self.new.hide()
        self._title = Words(self, "pageTitle", role="title")
        self._subtitle = ElidedWords(self, "pageSubtitle", role="muted")
        self.search = SearchBox(self, "search", look)
        self.search.setFixedWidth(tokens.px(270))
        self._visit = PrimaryButton(self, "writeVisit", look, icon="calendar-plus")
        layout = row(tokens.medium)
        layout.addWidget(self.back)
        layout.addWidget(self._title)
        self._subtitle.setContentsMargins(0, tokens.px(7), 0, 0)
        layout.addWidget(self._subtitle, 1)
        layout.addWidget(self.search)
        layout.addWidget(self.new)
        layout.addWidget(self._visit)
        self.setLayout(layout)
        self._suggestions: SuggestionList | None = None
        self.search.searched.connect(self._on_searched)
        self.search.moved.connect(self._on_moved)
        self.search.chosen.connect(self._on_enter)
        self.search.left.connect(self._on_left)
        self._visit.clicked.connect(self.visit_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.retranslate()

    def show_only(self, *, search: bool, visit: bool) -> None:
        """Leave out what would only refuse."""
        self.search.setVisible(search)
        self._visit.setVisible(visit)

    def offer(self, actions: Sequence[tuple[str, str, str, str]]) -> None:
        """Fill the menu „Ново“ with key, sign, words and keys of each action; without any it is not there."""
        self._menu.clear()
        for key, icon, text, keys in actions:
            action = self._menu.addAction(self._look.icon(icon, "muted"), text)
            action.setObjectName(f"new_{key}")
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(self._on_action, key))
        self.new.setVisible(bool(actions))

    def show_title(self, title: str, subtitle: str) -> None:
        """Say where one is."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def show_found(self, found: Sequence[Suggestion]) -> None:
        """Show whom the search found."""
        self._is_asking = False
        if self._takes_first and found:
            self._takes_first = False
            self._on_chosen(found[0].key)
            return
        if not self.search.hasFocus() or not self.search.text().strip():
            return
        note = "" if found else _("Nobody found. Part of a name is enough, in any letters.")
        self.list.show_under(self.search, found, title=_("People found"), note=note)

    @property
    def list(self) -> SuggestionList:
        """The list under the search; it floats over the whole window."""
        if self._suggestions is None:
            self._suggestions = SuggestionList(self.window(), "searchFound", self._look)
            self._suggestions.chosen.connect(self._on_chosen)
        return self._suggestions

    def set_narrow(self, is_narrow: bool) -> None:
        """Take less room in a narrow window."""
        px = self._look.tokens.px
        self.search.setFixedWidth(px(220 if is_narrow else 290))

    def retranslate(self) -> None:
        """Word everything in the language of now."""
        self.search.say(_("Search  Ctrl+K"), _("Search for anybody by name, number or phone"))
        self._visit.say(_("Write a visit"), hint=_("Ctrl+N"))
        self.new.say(_("New"), hint=_("Everything that can be begun from here"))
        self.back.setAccessibleName(_("Back to the list"))
        self.back.setToolTip(_("Back to the list (Esc)"))

    def _on_action(self, key: str) -> None:
        self.action_wanted.emit(key)

    def _on_searched(self, text: str) -> None:
        if not text:
            self.list.hide()
            return
        self._is_asking = True
        self.searched.emit(text)

    def _on_moved(self, step: int) -> None:
        self.list.move_choice(step)

    def _on_enter(self) -> None:
        if self._is_asking:
            self._takes_first = True
        else:
            self.list.choose_current()

    def _on_left(self) -> None:
        self.list.hide()

    def _on_chosen(self, key: str) -> None:
        self.search.clear()
        self.search.stop_waiting()
        self.list.hide()
        self.person_chosen.emit(key)
