"""One question on a page: whom it is about, the answers that stand, room for another, and others like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from kazanlak_case.i18n import _
from kazanlak_case.services.alike import alike
from kazanlak_case.ui.question_parts.alike_part import AlikePart
from kazanlak_case.ui.question_parts.answers import Answers
from kazanlak_case.ui.question_parts.question_words import REFUSED, place_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.conflicts import Question
    from kazanlak_case.ui.kit import Kit


class QuestionPart(ScrollPage):
    """`changed` follows every choice; what is chosen is in `answers` and `alike`."""

    changed = Signal()
    person_opened = Signal(str)
    history_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "question", kit.look.tokens.medium)
        self._question: Question | None = None
        self._all: Sequence[Question] = ()
        tokens = kit.look.tokens
        self._person = QuietButton(self.page, "questionPerson", kit.look, icon="user")
        restyled(self._person, flush=True)
        self._title = SectionTitle(self.page, "questionTitle")
        self._history = QuietButton(self.page, "questionHistory", kit.look, icon="history")
        restyled(self._history, small=True)
        self._hint = Words(self.page, "questionHint", role="muted", wraps=True)
        self._refused = Words(self.page, "questionRefused", role="strong", wraps=True)
        self.answers = Answers(self.page, kit)
        self.alike = AlikePart(self.page, kit)
        head = row(tokens.small)
        head.addWidget(self._title, 1)
        head.addWidget(self._history)
        self.body.addWidget(self._person, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(head)
        for part in (self._hint, self._refused, self.answers, self.alike):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.answers.chosen.connect(self._on_chosen)
        self.alike.changed.connect(self._on_alike)
        # what was just listed is laid out only after this moment
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_alike)
        self._person.clicked.connect(self._on_person)
        self._history.clicked.connect(self._on_history)

    def show_question(self, question: Question | None, every: Sequence[Question]) -> None:
        """Show a question; nothing is chosen. `every` is where others like it are looked for."""
        self._question, self._all = question, every
        if question is None:
            self.changed.emit()
            return
        self._person.say(question.label or _("Record"))
        self._person.setEnabled(question.person is not None)
        self._title.setText(place_words(question))
        self._history.say(_("History"))
        self._hint.setText(
            _("Deleted by one, changed by another, neither knowing of the other. You decide.")
            if question.is_own_place
            else _("Written by two people, neither knowing of the other. You decide.")
        )
        self._refused.setText(_(REFUSED[question.refused]) if question.refused else "")
        self._refused.setVisible(bool(question.refused))
        self.answers.show_question(question)
        self.alike.show_groups(())
        self.verticalScrollBar().setValue(0)
        self.changed.emit()

    @property
    def given(self) -> tuple[tuple[Question, Value], ...]:
        """The answers given: to this question, and to others like it."""
        if self._question is None or not self.answers.has_choice:
            return ()
        return ((self._question, self.answers.value), *self.alike.answers)

    def _on_chosen(self) -> None:
        if self._question is not None:
            self.alike.show_groups(alike(self._all, self._question, self.answers.value))
        self.changed.emit()

    def _on_alike(self) -> None:
        self._later.start()
        self.changed.emit()

    def _show_alike(self) -> None:
        self.ensureWidgetVisible(self.alike)

    def _on_person(self) -> None:
        if self._question is not None and self._question.person:
            self.person_opened.emit(self._question.person)

    def _on_history(self) -> None:
        if self._question is not None:
            place = self._question.place
            self.history_asked.emit(place.record, place.id, place.field)
