"""A plan while it is written: weak domains with what is proposed, goals with actions, days, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kazanlak_case.domain.questionnaires import Proposal
from kazanlak_case.domain.records.plan import Plan
from kazanlak_case.i18n import _
from kazanlak_case.services.plan_drafts import ActionDraft, GoalDraft, PlanDraft, lacks_of
from kazanlak_case.ui.plan_parts.goal_card import GoalCard
from kazanlak_case.ui.plan_parts.small_form import SmallForm
from kazanlak_case.ui.plan_parts.weak_card import WeakCard
from kazanlak_case.ui.plan_parts.words import lack_in_words
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.plan_drafts import Lack
    from kazanlak_case.services.plan_sheet import PlanSheet
    from kazanlak_case.ui.kit import Kit

DAYS = ("from_on", "until_on", "review_on", "commitments")


class PlanEditor(QWidget):
    """Edits one plan that is not fixed."""

    edited = Signal()

    def __init__(self, parent: QWidget, kit: Kit, sheet: PlanSheet, draft: PlanDraft) -> None:
        super().__init__(parent)
        named(self, "planEditor")
        self._kit, self._sheet, self._draft = kit, sheet, draft
        tokens = kit.look.tokens
        self.goals: list[GoalCard] = []
        self.weak: list[WeakCard] = []
        self._goals: QVBoxLayout = column(tokens.medium)
        self._open = Card(self, "planOpen", tokens, tone="warn")
        self._open.body.setSpacing(tokens.tight)
        layout = column(tokens.medium)
        if sheet.weak:
            layout.addWidget(SectionTitle(self, "weakTitle", _("What the plan must answer")))
        for one in sheet.weak:
            card = WeakCard(self, kit, one, reason=draft.unplanned.get(one.code, ""))
            card.goal_wanted.connect(self._on_goal_wanted)
            card.edited.connect(self._on_edited)
            layout.addWidget(card)
            self.weak.append(card)
        layout.addWidget(SectionTitle(self, "goalsTitle", _("Goals")))
        layout.addLayout(self._goals)
        for goal in draft.goals:
            self._add(goal)
        layout.addWidget(SectionTitle(self, "daysTitle", _("Days and what the person undertakes")))
        self.days = SmallForm(self, kit, Plan, DAYS, values=draft.values)
        self.days.edited.connect(self._on_edited)
        layout.addWidget(self.days)
        layout.addWidget(self._open)
        self.setLayout(layout)
        self._show_state()

    def draft(self) -> PlanDraft:
        """Give the plan as it stands; a goal without a word is none."""
        drafts = [one.draft() for one in self.goals]
        return replace(
            self._draft,
            values=dict(self._draft.values) | self.days.values(),
            goals=tuple(one for one in drafts if one.id or one.values.get("text")),
            unplanned={one.code: one.reason.text() for one in self.weak},
        )

    def lacks(self) -> tuple[Lack, ...]:
        """List what is still to be written before the plan can be handed in."""
        weak = tuple(one.code for one in self._sheet.weak)
        return lacks_of(self.draft(), weak, latest_review=self._sheet.latest_review)

    def show_problems(self) -> bool:
        """Say beside its field what cannot be read; answer whether anything is."""
        if self.days.state.problems():
            return self.days.show_problems()
        return any(one.show_problems() for one in self.goals)

    def begin(self) -> None:
        """Go to what is to be done first."""
        if self.goals:
            self.goals[0].form.focus_first()
        else:
            self.focusNextChild()

    def _add(self, draft: GoalDraft) -> GoalCard:
        card = GoalCard(self, self._kit, draft, number=len(self.goals) + 1)
        card.edited.connect(self._on_edited)
        card.removed.connect(partial(self._on_removed, card))
        self._goals.addWidget(card)
        self.goals.append(card)
        return card

    def _on_goal_wanted(self, domain: str, proposal: object) -> None:
        staff = self._kit.operations.case_file.user.staff_member
        if isinstance(proposal, Proposal):
            action = ActionDraft(
                values={
                    "text": proposal.action or None,
                    "service": proposal.service or None,
                    "owner": staff,
                }
            )
            values = {"text": proposal.goal, "sign": proposal.sign or None, "domain": domain}
            card = self._add(GoalDraft(values=values, actions=(action,)))
            card.form.box("due_on").editor.part.setFocus()
        else:
            draft = GoalDraft(
                values={"domain": domain}, actions=(ActionDraft(values={"owner": staff}),)
            )
            self._add(draft).form.focus_first()
        self._on_edited()

    def _on_removed(self, card: GoalCard) -> None:
        self.goals.remove(card)
        card.hide()
        card.deleteLater()
        for at, one in enumerate(self.goals, start=1):
            one.number(at)
        self._on_edited()

    def _on_edited(self) -> None:
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        for one in self.weak:
            one.show_goals([goal.text for goal in self.goals if goal.domain == one.code])
        lacks = self.lacks()
        clear(self._open.body)
        self._open.setVisible(bool(lacks))
        title = _("Still open before it is handed in")
        self._open.body.addWidget(Words(self._open, "planOpenTitle", role="strong", text=title))
        for at, lack in enumerate(lacks):
            text = lack_in_words(lack, self._kit)
            self._open.body.addWidget(Words(self._open, f"lack{at}", wraps=True, text=text))
