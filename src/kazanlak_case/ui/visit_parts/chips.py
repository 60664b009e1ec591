"""Several people, or several colleagues, beside the first one: a chip each, and a line to find one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.labels import labels_of
from kazanlak_case.ui.forms.picker import Picker
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import Flowing
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.forms.picker import Suggest
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.look import Look


class Chips(QWidget):
    """Who else. `changed` follows every choice by hand; showing is silent, `named_all` tells that it is done."""

    changed = Signal()
    named_all = Signal()

    def __init__(self, parent: QWidget, name: str, look: Look, suggest: Suggest) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._chosen: dict[str, str] = {}
        self._add_words = ""
        self._remove_words = ""
        self._chips = named(Flowing(self, look.tokens.small), f"{name}Chips")
        self._flow = self._chips.flow
        self._add = QuietButton(self, f"{name}Add", look, icon="plus")
        restyled(self._add, tiny=True, bare=True)
        self._more: list[Button] = []
        self._own: list[Button] = []
        self.picker = Picker(self, f"{name}Find", look, suggest)
        self.picker.hide()
        layout = column(look.tokens.tight)
        layout.addWidget(self._chips)
        layout.addWidget(self.picker)
        self.setLayout(layout)
        self._add.clicked.connect(self.ask)
        self.picker.picked.connect(self._on_picked)
        self.picker.line.installEventFilter(self)
        self._show()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of who is chosen."""
        return tuple(self._chosen)

    def say(self, add: str, remove: str, find: str, *, hint: str = "") -> None:
        """Word the buttons; `remove` has a place for {name}."""
        self._add_words, self._remove_words = add, remove
        self._add.say(add, hint=hint)
        self.picker.line.say(find, find)
        self._show()

    def show_chosen(self, chosen: Mapping[str, str]) -> None:
        """Show who is chosen, by id and name."""
        self._chosen = dict(chosen)
        self._show()

    def add_all(self, people: Mapping[str, str]) -> None:
        """Add several in one stroke."""
        self._chosen |= dict(people)
        self._show()
        self.changed.emit()

    def offer(self, button: Button) -> None:
        """Put another button beside the one that adds."""
        self._more.append(button)
        self._show()

    def ask(self) -> None:
        """Open the line to find one more."""
        self.picker.show()
        self.picker.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ids(self, kit: Kit, record: str, ids: tuple[str, ...]) -> None:
        """Show who is chosen, by id; names that are not held are asked for."""
        if ids == self.chosen:
            return
        held = kit.lookups.names.get(record)
        if held is not None or not ids:
            self.show_chosen({one: (held or {}).get(RecordId(one), "") for one in ids})
            return
        ask = partial(_labels, record, ids)
        kit.operations.read(ask, done=partial(self._on_names, ids))

    def stops(self) -> list[QWidget]:
        """Give where Tab stops."""
        return [*self._own, self._add, *self._more, self.picker]

    def arrange(self) -> None:
        """Lay the chips out again, after a button appeared or went."""
        self._show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            key: QKeyEvent = event  # type: ignore[assignment]  # as its type says
            if key.key() == Qt.Key.Key_Escape:
                self.picker.show_choice("", "")
                self.picker.hide()
                self._add.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._own:
            chip.hide()
            chip.deleteLater()
        self._own = [self._chip(key, name) for key, name in self._chosen.items()]
        for button in (*self._own, self._add, *self._more):
            self._flow.addWidget(button)
        for chip in reversed(self._own):
            self.setTabOrder(self._add, chip)
        self._chips.fit()

    def _chip(self, key: str, name: str) -> Button:
        chip = Button(self._chips, f"chip_{key}", self._look, icon="x")
        chip.say(name, hint=self._remove_words.format(name=name))
        chip.setAccessibleName(self._remove_words.format(name=name))
        restyled(chip, small=True, tiny=True)
        chip.clicked.connect(partial(self._on_removed, key))
        chip.show()
        return chip

    def _on_names(self, ids: tuple[str, ...], names: Mapping[RecordId, str]) -> None:
        self.show_chosen({one: names.get(RecordId(one), "") for one in ids})
        self.named_all.emit()

    def _on_picked(self, key: str) -> None:
        if not key:
            return
        self._chosen[key] = self.picker.line.text()
        self.picker.show_choice("", "")
        self.picker.hide()
        self._show()
        self._add.setFocus()
        self.changed.emit()

    def _on_removed(self, key: str) -> None:
        self._chosen.pop(key, None)
        self._show()
        self._add.setFocus()
        self.changed.emit()


def short_name(name: str) -> str:
    """Say a name in two words."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else name


def family_words(count: int) -> str:
    """Word the button that adds a whole family."""
    return _("The whole family ({count})").format(count=count)


def _labels(record: str, ids: tuple[str, ...], uow: UnitOfWork) -> dict[RecordId, str]:
    return labels_of(uow, record, [RecordId(one) for one in ids])
