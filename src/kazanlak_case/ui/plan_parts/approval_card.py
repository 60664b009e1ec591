"""The head's word on a plan that waits: approve it, or give it back and say what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.text_editors import NoteEditor
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit


class ApprovalCard(Card):
    """Asks for a comment; without one nothing is given back."""

    approved = Signal(str)
    returned = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "approvalCard", kit.look.tokens, tone="warn")
        self._kit = kit
        tokens = kit.look.tokens
        self.body.setSpacing(tokens.small)
        tools = EditorTools(kit.look, kit.lookups, self._today)
        self.comment = NoteEditor(self, spec_of("plan", "approval_comment"), tools)
        self.comment.label_as(_("Comment of the head"))
        self.comment.box.setPlaceholderText(_("Comment; needed to give the plan back"))
        self.comment.box.setMinimumHeight(tokens.px(58))
        self.comment.box.setFixedHeight(tokens.px(58))
        self._problem = Words(self, "approvalProblem", role="problem", wraps=True)
        self._problem.hide()
        approve = PrimaryButton(self, "approvePlan", kit.look, icon="circle-check")
        approve.say(_("Approve"))
        approve.clicked.connect(self._on_approve)
        back = Button(self, "returnPlan", kit.look, icon="undo-2")
        back.say(_("Give back to be mended"))
        back.clicked.connect(self._on_return)
        line = row(tokens.small)
        line.addWidget(approve)
        line.addWidget(back)
        line.addStretch(1)
        self.body.addWidget(SectionTitle(self, "approvalTitle", _("The plan waits for your word")))
        self.body.addWidget(self.comment)
        self.body.addWidget(self._problem)
        self.body.addLayout(line)
        self.setFocusProxy(self.comment)

    def show_problem(self, message: str) -> None:
        """Say what is wrong with the comment (an English message)."""
        self._problem.setText(_(message) if message else "")
        self._problem.setVisible(bool(message))
        self.comment.mark(bool(message))
        self.comment.part.setFocus()

    def _on_approve(self) -> None:
        self.approved.emit(str(self.comment.value() or ""))

    def _on_return(self) -> None:
        self.returned.emit(str(self.comment.value() or ""))

    def _today(self) -> date:
        return self._kit.today
