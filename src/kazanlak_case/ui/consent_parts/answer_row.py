"""One kind of consent as it is asked: the sentence that is signed, how it stands, and three answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.services.consent_texts import consent_text
from kazanlak_case.services.consents import SHARING, ConsentAnswer
from kazanlak_case.ui.consent_parts.words import kind_words, state_words
from kazanlak_case.ui.forms.choice_editors import LongChoiceEditor, SegmentsEditor
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import date

    from kazanlak_case.services.consents import ConsentRow
    from kazanlak_case.ui.forms.editor import EditorTools
    from kazanlak_case.ui.kit import Kit

ANSWER, INSTITUTION = spec_of("consent", "answer"), spec_of("consent", "institution")


class AnswerRow(QWidget):
    """Asks for one consent. Without an answer nothing is written of it."""

    edited = Signal()

    def __init__(self, parent: QWidget, kit: Kit, tools: EditorTools, asked: ConsentRow) -> None:
        super().__init__(parent)
        self.asked = asked
        name = f"{asked.type}_{asked.institution or 'all'}"
        named(self, f"consent_{name}")
        title = kind_words(kit, asked.type, asked.institution)
        self.answer = SegmentsEditor(self, ANSWER, tools)
        self.answer.label_as(title)
        withdrawn = self.answer.findChild(QPushButton, "answer_withdrawn")
        if withdrawn is not None:  # only what stands can be taken back
            withdrawn.setEnabled(asked.state.is_given)
        self.answer.edited.connect(self.edited)
        self._institution = LongChoiceEditor(self, INSTITUTION, tools)
        self._institution.label_as(kit.lookups.label("consent_type", asked.type))
        self._institution.setVisible(asked.type == SHARING and not asked.institution)
        self._institution.picker.line.setPlaceholderText(_("any institution"))
        self._build(kit, name, title)

    def answered(self, valid_until: date | None) -> ConsentAnswer | None:
        """Give what was answered; None where nothing was."""
        answer = self.answer.value()
        if not answer:
            return None
        institution = self.asked.institution or self._institution.value()
        return ConsentAnswer(
            type=self.asked.type,
            answer=str(answer),
            institution=str(institution) if institution else None,
            valid_until=valid_until,
        )

    def _build(self, kit: Kit, name: str, title: str) -> None:
        tokens = kit.look.tokens
        head = row(tokens.small)
        head.addWidget(Words(self, f"title_{name}", role="strong", wraps=True, text=title), 1)
        chip = Chip(self, f"state_{name}")
        chip.say(*state_words(kit, self.asked))
        head.addWidget(chip)
        words = column(tokens.tight)
        words.addLayout(head)
        text = consent_text(self.asked.type)
        if text is not None:
            words.addWidget(
                Words(self, f"text_{name}", role="caption", wraps=True, text=text.statement)
            )
        words.addStretch(1)
        answers = column(tokens.tight)
        answers.addWidget(self.answer)
        answers.addWidget(self._institution)
        answers.addStretch(1)
        layout = row(tokens.large)
        layout.addLayout(words, 3)
        layout.addLayout(answers, 2)
        self.setLayout(layout)
