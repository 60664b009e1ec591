"""One domain of an assessment: its questions one under the other, one of them open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.assessments import Answer
from kazanlak_case.ui.plan_parts.score_row import ScoreRow
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.domain.questionnaires import NeedDomain
    from kazanlak_case.ui.look import Look


class DomainPage(QWidget):
    """Asks the questions of a domain; after the last one it is done."""

    edited = Signal()
    done = Signal()

    def __init__(
        self, parent: QWidget, look: Look, domain: NeedDomain, earlier: Mapping[str, Answer]
    ) -> None:
        super().__init__(parent)
        named(self, f"domain_{domain.code}")
        self.domain = domain
        self._hint = Words(self, f"{domain.code}Hint", role="muted", wraps=True)
        self._again = QuietButton(self, f"{domain.code}Again", look, icon="history")
        self._again.clicked.connect(self._on_again)
        self._again.setVisible(any(one.code in earlier for one in domain.questions))
        layout = column(look.tokens.small)
        layout.addWidget(self._hint)
        layout.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows: list[ScoreRow] = []
        for at, question in enumerate(domain.questions):
            one = ScoreRow(self, look, question, earlier=earlier.get(question.code))
            one.edited.connect(self.edited)
            one.answered.connect(partial(self._go, at, 1, wraps=True))
            one.moved.connect(partial(self._go, at))
            layout.addWidget(one)
            self.rows.append(one)
        self.setLayout(layout)
        self.setFocusProxy(self.rows[0])
        self.retranslate()

    def answers(self) -> dict[str, Answer]:
        """Give what was answered so far."""
        given = {one.code: one.answer() for one in self.rows}
        return {code: one for code, one in given.items() if one != Answer()}

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Show answers, silently."""
        for one in self.rows:
            one.show_answer(answers.get(one.code, Answer()))

    @property
    def count(self) -> int:
        """How many questions have an answer."""
        return sum(1 for one in self.rows if one.answer().score is not None)

    def begin(self) -> None:
        """Go to the first question without an answer."""
        waiting = (one for one in self.rows if one.answer().score is None)
        next(waiting, self.rows[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._hint.setText(
            _(
                "A key from 0 (heavy need) to 4 (no need) answers and goes on; Tab adds a few words, the arrows go to and fro."
            )
        )
        self._again.say(_("All as before"))
        for one in self.rows:
            one.retranslate()

    def _go(self, at: int, step: int, *, wraps: bool = False) -> None:
        to = at + step
        if 0 <= to < len(self.rows):
            self.rows[to].setFocus(Qt.FocusReason.OtherFocusReason)
        elif wraps:
            self.done.emit()

    def _on_again(self) -> None:
        for one in self.rows:
            one.take_earlier()
        self.begin()
