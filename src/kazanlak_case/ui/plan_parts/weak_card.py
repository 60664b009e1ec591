"""A weak domain while a plan is written: what is weak, goals proposed for it, or the reason why there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.plan_parts.words import domain_title
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.questionnaires import Proposal
    from kazanlak_case.services.plan_sheet import WeakDomain
    from kazanlak_case.ui.kit import Kit


class WeakCard(Card):
    """Offers what the questionnaire proposes; one press makes a goal of it."""

    edited = Signal()
    goal_wanted = Signal(str, object)

    def __init__(self, parent: QWidget, kit: Kit, weak: WeakDomain, *, reason: str) -> None:
        super().__init__(parent, f"weak_{weak.code}", kit.look.tokens)
        self._kit = kit
        self.code = weak.code
        tokens = kit.look.tokens
        self.body.setSpacing(tokens.tight)
        self.body.setContentsMargins(tokens.large, tokens.medium, tokens.large, tokens.medium)
        label = domain_title(weak.code, kit)
        self._chip = Chip(self, f"{weak.code}Goals")
        head = row(tokens.small)
        head.addWidget(Words(self, f"{weak.code}Name", role="strong", text=label), 1)
        head.addWidget(self._chip)
        self.body.addLayout(head)
        proposals: list[Proposal] = []
        for one, said in zip(weak.questions, weak.said, strict=True):
            text = f"{one.text}: {said}"
            words = Words(self, f"{one.code}Weak", role="muted", wraps=True, text=text)
            self.body.addWidget(words)
            proposals += one.proposals
        self._offered: dict[str, QuietButton] = {}
        for at, proposal in enumerate(proposals):
            button = self._add_button(f"propose_{weak.code}_{at}", proposal.goal, proposal)
            self._offered[proposal.goal] = button
        self._add_button(f"goal_{weak.code}", _("A goal in own words"), None)
        self.reason = named(QLineEdit(self), f"reason_{weak.code}")
        text = _("Or why there is no goal for “{domain}”").format(domain=label)
        self.reason.setPlaceholderText(text)
        self.reason.setAccessibleName(text)
        self.reason.setText(reason)
        self.reason.textEdited.connect(self._on_edited)
        self.body.addWidget(self.reason)

    def show_goals(self, goals: Sequence[str]) -> None:
        """Say whether the domain is answered, and offer only what is no goal yet."""
        for text, button in self._offered.items():
            button.setVisible(text not in goals)
        count = len(goals)
        if count:
            text = ngettext("{n} goal", "{n} goals", count).format(n=count)
            self._chip.say(text, "ok")
        elif self.reason.text().strip():
            self._chip.say(_("reason given"), "ok")
        else:
            self._chip.say(_("no goal yet"), "warn")

    def _add_button(self, name: str, text: str, proposal: Proposal | None) -> QuietButton:
        button = QuietButton(self, name, self._kit.look, icon="plus")
        button.say(text)
        restyled(button, small=True)
        button.clicked.connect(partial(self.goal_wanted.emit, self.code, proposal))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()
