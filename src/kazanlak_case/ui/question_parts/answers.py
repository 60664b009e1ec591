"""The answers to one question: those that stand, side by side, and room for another one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.record_form import FieldBox
from kazanlak_case.ui.question_parts.answer_card import AnswerCard
from kazanlak_case.ui.question_parts.question_words import value_words, voice_words
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.conflicts import Question
    from kazanlak_case.ui.kit import Kit

LEAST_WIDTH = 230
"""Narrower than this (at scale 1) an answer cannot be read: they stand below each other."""


class Answers(QWidget):
    """`chosen` follows every choice, by hand or by key; `submitted` an Enter in the field of another value."""

    chosen = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "answers")
        self._kit = kit
        self._question: Question | None = None
        self.cards: list[AnswerCard] = []
        self.box: FieldBox | None = None
        self._third: Card | None = None
        self._is_third = False
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(kit.look.tokens.medium)
        self._below = column(0)
        layout = column(kit.look.tokens.medium)
        layout.addLayout(self._grid)
        layout.addLayout(self._below)
        self.setLayout(layout)

    def show_question(self, question: Question) -> None:
        """Show the answers of a question; none is chosen."""
        self._forget()
        self._question = question
        can_answer = not question.refused
        for at, option in enumerate(question.options):
            card = AnswerCard(self, f"answer{at + 1}", self._kit.look, key=str(at + 1))
            voices = [voice_words(question, voice, self._kit) for voice in option.voices]
            words = value_words(question, option.value, self._kit)
            card.say(words, voices, shown=option.is_shown)
            card.setEnabled(can_answer)
            card.clicked.connect(partial(self.choose, at))
            self._group.addButton(card)
            self.cards.append(card)
        if can_answer and question.spec is not None:
            self._make_third(question)
        self._arrange()

    @property
    def has_choice(self) -> bool:
        """Whether somebody has chosen."""
        return self._is_third or self._at is not None

    @property
    def value(self) -> Value:
        """What was chosen."""
        if self._question is None:
            return None
        if self._is_third and self.box is not None:
            return self.box.editor.value()
        return None if self._at is None else self._question.options[self._at].value

    def choose(self, at: int) -> None:
        """Choose one of the answers that stand."""
        if self._question is None or self._question.refused or at >= len(self.cards):
            return
        self._is_third = False
        self.cards[at].setChecked(True)
        self._mark_third()
        self.chosen.emit()

    def choose_third(self) -> None:
        """Go to the field of another value."""
        if self.box is not None:
            self.box.editor.part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, message: str) -> bool:
        """Say beside the field what is wrong with the other value; tell whether there is such a field."""
        if self.box is None or not self._is_third:
            return False
        self.box.show_problem(message)
        self.choose_third()
        return True

    def unreadable(self) -> str:
        """Say, as an English message, why the other value is none."""
        return self.box.editor.unreadable() if self.box is not None and self._is_third else ""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def _at(self) -> int | None:
        chosen = (at for at, card in enumerate(self.cards) if card.isChecked())
        return next(chosen, None)

    def _forget(self) -> None:
        for card in self.cards:
            self._group.removeButton(card)
        clear(self._grid)
        clear(self._below)
        self.cards, self.box, self._third = [], None, None
        self._is_third, self._columns = False, 0

    def _make_third(self, question: Question) -> None:
        kit, spec = self._kit, question.spec
        if spec is None:
            return
        tools = EditorTools(
            kit.look, kit.lookups, self._today, partial(finder_of, kit.operations, kit.lookups)
        )
        self._third = Card(self, "anotherValue", kit.look.tokens)
        self.box = FieldBox(self._third, spec, tools, history=False)
        self.box.say_label(_("Another value ({key})").format(key=_("T")))
        self.box.edited.connect(self._on_edited)
        self.box.editor.submitted.connect(self.submitted)
        self._third.body.addWidget(self.box)
        self._below.addWidget(self._third)

    def _on_edited(self, _field: str) -> None:
        self._is_third = self.box is not None
        self._group.setExclusive(False)
        for card in self.cards:
            card.setChecked(False)
        self._group.setExclusive(True)
        if self.box is not None:
            self.box.show_problem(self.box.editor.unreadable())
        self._mark_third()
        self.chosen.emit()

    def _mark_third(self) -> None:
        if self._third is not None:
            self._third.setProperty("chosen", self._is_third)
            self._third.style().unpolish(self._third)
            self._third.style().polish(self._third)
            if self.box is not None and not self._is_third:
                self.box.show_problem("")

    def _today(self) -> date:
        return self._kit.today

    def _arrange(self) -> None:
        room = max(1, self.width() // self._kit.look.tokens.px(LEAST_WIDTH))
        columns = max(1, min(len(self.cards), room))
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for at in range(len(self.cards)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
