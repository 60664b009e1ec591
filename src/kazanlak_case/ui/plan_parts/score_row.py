"""One question of an assessment: its answers in words, chosen with one key from 0 to 4."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from typing_extensions import override

from kazanlak_case.domain.questionnaires import BEST, WORST
from kazanlak_case.i18n import _
from kazanlak_case.services.assessments import Answer
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from kazanlak_case.domain.questionnaires import Question
    from kazanlak_case.ui.look import Look

WEAK_BELOW = 2


class ScoreRow(Card):
    """Closed it shows the answer; in focus it shows all five. Enter takes the earlier answer."""

    edited = Signal()
    answered = Signal()
    moved = Signal(int)

    def __init__(
        self, parent: QWidget, look: Look, question: Question, *, earlier: Answer | None = None
    ) -> None:
        super().__init__(parent, f"question_{question.code}", look.tokens)
        self._look, self._question, self._earlier = look, question, earlier
        self._score: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = question.code
        self._text = Words(self, f"{name}Text", role="strong", wraps=True, text=question.text)
        self._chip = Chip(self, f"{name}Chip")
        self._chosen = Words(self, f"{name}Chosen", role="muted", wraps=True)
        self._before = Words(self, f"{name}Before", role="caption", wraps=True)
        self._open = named(QWidget(self), f"{name}Open")
        self._anchors: list[QRadioButton] = []
        self.note = named(QLineEdit(self._open), f"{name}Note")
        self._build()
        self.retranslate()
        self._open.hide()

    @property
    def code(self) -> str:
        """The question's code."""
        return self._question.code

    def answer(self) -> Answer:
        """Give what is chosen and written."""
        return Answer(self._score, self.note.text().strip())

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, silently."""
        self._score = answer.score
        self.note.setText(answer.note)
        self._show()

    def take_earlier(self) -> bool:
        """Answer as before, where there is no answer yet."""
        if self._score is not None or self._earlier is None or self._earlier.score is None:
            return False
        self._choose(self._earlier.score)
        return True

    def retranslate(self) -> None:
        """Word the row in the language of now."""
        self.note.setPlaceholderText(_("In a few words"))
        self.note.setAccessibleName(
            _("{question}: in a few words").format(question=self._question.text)
        )
        self.setAccessibleName(self._question.text)
        words = "; ".join(f"{at}: {text}" for at, text in enumerate(self._question.anchors))
        self.setAccessibleDescription(words)
        self._show()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._open.show()
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        digit = event.text()
        if digit.isdecimal() and WORST <= int(digit) <= BEST and not self.note.hasFocus():
            self._choose(int(digit))
            self.answered.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.take_earlier()
            self.answered.emit()
        elif key == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif key == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not self.note.hasFocus():
            self._score = None
            self._show()
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.close_if_left()
        return super().eventFilter(watched, event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_if_left()

    def close_if_left(self) -> None:
        """Show only the answer once somebody goes on."""
        inside = self.hasFocus() or self.note.hasFocus()
        self._open.setVisible(inside)
        self._show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._look.colour("accent")), 2))
            radius = self._look.tokens.card_radius
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _build(self) -> None:
        tokens = self._look.tokens
        self.body.setContentsMargins(tokens.large, tokens.small, tokens.large, tokens.small)
        self.body.setSpacing(tokens.tight)
        head = row(tokens.small)
        head.addWidget(self._text, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self._chosen)
        self.body.addWidget(self._before)
        inside = column(tokens.px(1))
        for score, text in enumerate(self._question.anchors):
            anchor = QRadioButton(f"{score}   {text}".replace("&", "&&"), self._open)
            named(anchor, f"{self.code}_{score}", f"{score}: {text}")
            anchor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            anchor.clicked.connect(partial(self._on_clicked, score))
            inside.addWidget(anchor)
            self._anchors.append(anchor)
        inside.addSpacing(tokens.tight)
        inside.addWidget(self.note)
        self._open.setLayout(inside)
        self.body.addWidget(self._open)
        self.note.textEdited.connect(self._on_noted)
        self.note.returnPressed.connect(self.answered)
        self.note.installEventFilter(self)

    def _show(self) -> None:
        is_open = not self._open.isHidden()
        score = self._score
        for at, anchor in enumerate(self._anchors):
            anchor.setAutoExclusive(False)
            anchor.setChecked(at == score)
        tone = "" if score is None else "warn" if score < WEAK_BELOW else "ok"
        self._chip.say("" if score is None else str(score), tone)
        words = "" if score is None else self._question.anchors[score]
        note = self.note.text().strip()
        self._chosen.setText(f"{words}. {note}" if words and note else words or note)
        self._chosen.setVisible(not is_open and bool(words or note))
        self._show_before(is_open=is_open)

    def _show_before(self, *, is_open: bool) -> None:
        before = self._earlier.score if self._earlier else None
        is_shown = before is not None and (self._score is None or is_open)
        if before is not None and is_shown:
            text = _("Before: {score}, {words}")
            if is_open and self._score is None:
                text = _("Before: {score}, {words}. Enter takes it again.")
            self._before.setText(text.format(score=before, words=self._question.anchors[before]))
        self._before.setVisible(is_shown)

    def _choose(self, score: int) -> None:
        self._score = score
        self._show()
        self.edited.emit()

    def _on_clicked(self, score: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._choose(score)

    def _on_noted(self, _text: str) -> None:
        self.edited.emit()
