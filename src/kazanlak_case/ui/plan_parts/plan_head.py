"""The head of a plan: its state and days, the head's comment, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.plans import APPROVED, ENDED, RETURNED
from kazanlak_case.ui.plan_parts.words import PLAN_TONES
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.domain.records.plan import Plan
    from kazanlak_case.services.plan_sheet import PlanSheet
    from kazanlak_case.services.plans import PlanView
    from kazanlak_case.ui.kit import Kit


class PlanHead(QWidget):
    """Says where a plan stands."""

    print_wanted = Signal(str, str, str, str)
    review_wanted = Signal(str)
    new_version_wanted = Signal()
    signed = Signal()

    def __init__(self, parent: QWidget, kit: Kit, sheet: PlanSheet) -> None:
        super().__init__(parent)
        named(self, "planHead")
        self._kit, self._sheet = kit, sheet
        tokens = kit.look.tokens
        layout = column(tokens.small)
        flow = FlowLayout(tokens.small)
        view = sheet.view
        state = view.state if view else "draft"
        chip = Chip(self, "planState")
        chip.say(kit.lookups.label("plan_state", state), PLAN_TONES.get(state, ""))
        flow.addWidget(chip)
        holder = named(QWidget(self), "planStateRow")
        holder.setLayout(flow)
        layout.addWidget(holder)
        text = " · ".join(part for part in self._days(view.plan if view else None) if part)
        layout.addWidget(Words(self, "planDays", role="muted", wraps=True, text=text))
        comment = view.plan.approval_comment if view else None
        if view is not None and comment:
            tone = "danger" if view.state == RETURNED else "accent"
            said = Card(self, "planComment", tokens, tone=tone)
            said.body.setContentsMargins(tokens.large, tokens.small, tokens.large, tokens.small)
            words = _("The head: {comment}").format(comment=comment)
            said.body.addWidget(Words(said, "planCommentText", wraps=True, text=words))
            layout.addWidget(said)
        if view is not None:
            layout.addWidget(self._buttons(view))
        self.setLayout(layout)

    def _days(self, about: Plan | None) -> list[str]:
        day = self._kit.wording.day
        said = [_("case {number}").format(number=self._sheet.case_number)]
        if self._sheet.assessed_on:
            said.append(_("by the assessment of {day}").format(day=day(self._sheet.assessed_on)))
        if about is None:
            return said
        said.insert(0, about.number or "")
        if about.approved_on:
            said.append(_("approved on {day}").format(day=day(about.approved_on)))
        elif about.submitted_on:
            said.append(_("handed in on {day}").format(day=day(about.submitted_on)))
        if about.signed_on:
            said.append(_("signed on {day}").format(day=day(about.signed_on)))
        if about.review_on:
            said.append(_("review by {day}").format(day=day(about.review_on)))
        return said

    def _buttons(self, view: PlanView) -> QWidget:
        holder = named(QWidget(self), "planButtons")
        flow = FlowLayout(self._kit.look.tokens.small)
        holder.setLayout(flow)
        may_write, is_approved = self._sheet.may_write, view.state == APPROVED
        printing = self._button(holder, "planPrint", "printer")
        printing.say(_("Print for signature") if is_approved else _("Print"))
        paper = ("support_plan", "plan", view.id, self._sheet.person)
        printing.clicked.connect(partial(self.print_wanted.emit, *paper))
        if may_write and is_approved and not view.plan.signed_on:
            signed = self._button(holder, "planSigned", "pencil")
            signed.say(_("Signed today"))
            signed.clicked.connect(self.signed)
        if may_write and is_approved:
            review = self._button(holder, "planReview", "clipboard-check")
            review.say(_("Review"))
            review.clicked.connect(partial(self.review_wanted.emit, view.id))
        if may_write and view.state in {APPROVED, ENDED}:
            anew = self._button(holder, "planAnew", "copy")
            anew.say(_("New version"))
            anew.clicked.connect(self.new_version_wanted)
        return holder

    def _button(self, holder: QWidget, name: str, icon: str) -> Button:
        button = Button(holder, name, self._kit.look, icon=icon)
        layout = holder.layout()
        if layout is not None:
            layout.addWidget(button)
        return button
