"""An answer one can choose: what it says, and everybody who said it. Nothing is chosen until somebody chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.card import Line, column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.question_parts.question_words import VoiceWords


class AnswerCard(QAbstractButton):
    """A card that is chosen like one of several words."""

    def __init__(self, parent: QWidget, name: str, look: Look, *, key: str) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._key = key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        tokens = look.tokens
        self._key_chip = Chip(self, f"{name}Key", key)
        self._value = Words(self, f"{name}Value", role="section", wraps=True)
        self._shown = Chip(self, f"{name}Shown")
        head = row(tokens.small)
        head.addWidget(self._key_chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._value, 1)
        self.body = column(tokens.px(2))
        self.body.setContentsMargins(tokens.large, tokens.medium, tokens.large, tokens.medium)
        self.body.addLayout(head)
        self.body.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignLeft)
        self._shown.hide()
        self.setLayout(self.body)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, value: str, voices: Sequence[VoiceWords], *, shown: bool) -> None:
        """Word the answer and its voices; told once."""
        self._value.setText(value)
        self._shown.say(_("shown now") if shown else "", "ok")
        for at, voice in enumerate(voices):
            if at:
                self.body.addWidget(Line(self, f"voiceLine{at}"))
            self._say_voice(at, voice)
        self.body.addStretch(1)
        parts = (self._key, value, self._shown.text(), *(voice.as_text() for voice in voices))
        self.setAccessibleName(", ".join(part for part in parts if part))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _say_voice(self, at: int, voice: VoiceWords) -> None:
        tokens = self._look.tokens
        self.body.addSpacing(tokens.tight)
        self.body.addWidget(Words(self, f"who{at}", role="strong", wraps=True, text=voice.who))
        self.body.addWidget(Words(self, f"when{at}", role="caption", wraps=True, text=voice.when))
        if voice.odd_clock:
            odd = Words(self, f"clock{at}", role="caption", wraps=True, text=voice.odd_clock)
            self.body.addWidget(restyled(odd, chip=True, tone="warn"))
        self.body.addWidget(Words(self, f"form{at}", role="caption", wraps=True, text=voice.form))
        for place, text in enumerate(voice.around):
            words = Words(self, f"around{at}_{place}", role="muted", wraps=True, text=text)
            self.body.addWidget(words)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.body.heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return self.body.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.body.minimumSize()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.body.heightForWidth(self.width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        ground = "accent_soft" if self.isChecked() else "surface"
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            ground = "hover"
        width = 2 if self.isChecked() or self.hasFocus() else 1
        edge = "text" if self.hasFocus() else "accent" if self.isChecked() else "line"
        painter.setBrush(QColor(self._look.colour(ground)))
        painter.setPen(QPen(QColor(self._look.colour(edge)), width))
        inset = width / 2
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, tokens.card_radius, tokens.card_radius)
