"""A plan that is not written any more: goals with how far they are, actions to tick, its papers and what follows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.plans import is_done
from kazanlak_case.ui.plan_parts.words import GOAL_TONES
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.domain.records.plan import PlanAction
    from kazanlak_case.services.plan_reviews import ReviewView
    from kazanlak_case.services.plans import GoalView, PlanView
    from kazanlak_case.ui.kit import Kit


class GoalReading(Card):
    """A goal, how far it is, and its actions; a tick says that one is done."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget, kit: Kit, view: GoalView, *, may_tick: bool) -> None:
        goal = view.goal
        super().__init__(parent, f"goal_{goal.id}", kit.look.tokens)
        self._kit, self._may_tick = kit, may_tick
        tokens, lookups = kit.look.tokens, kit.lookups
        self.body.setSpacing(tokens.tight)
        self.body.setContentsMargins(tokens.large, tokens.medium, tokens.large, tokens.medium)
        head = row(tokens.small)
        title = f"{goal.position}. {goal.text}" if goal.position else goal.text
        head.addWidget(Words(self, "goalText", role="strong", wraps=True, text=title), 1)
        chip = Chip(self, "goalStatus")
        chip.say(
            lookups.label("plan_goal_status", goal.status), GOAL_TONES.get(goal.status or "", "")
        )
        head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        about = [lookups.label("domain_of_need", goal.domain)]
        if goal.due_on:
            about.append(_("by {day}").format(day=kit.wording.day(goal.due_on)))
        if goal.sign:
            about.append(_("sign: {sign}").format(sign=goal.sign))
        text = " · ".join(part for part in about if part)
        self.body.addWidget(Words(self, "goalAbout", role="muted", wraps=True, text=text))
        if view.wanted:
            self.body.addWidget(self._progress(view))
        for action in view.actions:
            self.body.addWidget(self._action(action))

    def _progress(self, view: GoalView) -> QProgressBar:
        text = ngettext("{done} of {n} action done", "{done} of {n} actions done", view.wanted)
        bar = named(QProgressBar(self), "goalProgress", text.format(done=view.done, n=view.wanted))
        bar.setRange(0, view.wanted)
        bar.setValue(view.done)
        bar.setTextVisible(False)
        bar.setToolTip(bar.accessibleName())
        return bar

    def _action(self, action: PlanAction) -> QWidget:
        wording, lookups = self._kit.wording, self._kit.lookups
        who = lookups.name_of("staff_member", action.owner) or action.owner_other or ""
        if action.done_on:
            when = _("done on {day}").format(day=wording.day(action.done_on))
        elif action.due_on:
            when = _("by {day}").format(day=wording.day(action.due_on))
        else:
            when = ""
        about = " · ".join(part for part in (who, when) if part)
        holder = named(QWidget(self), f"action_{action.id}")
        tick = named(QCheckBox(action.text.replace("&", "&&"), holder), f"tick_{action.id}")
        tick.setAccessibleName(", ".join(part for part in (action.text, about) if part))
        tick.setChecked(is_done(action))
        tick.setEnabled(self._may_tick)
        tick.clicked.connect(partial(self._on_ticked, action))
        words = Words(holder, "actionAbout", role="caption", text=about)
        is_late = not is_done(action) and action.due_on and action.due_on < self._kit.today
        line = row(self._kit.look.tokens.small)
        line.addWidget(tick, 1)
        line.addWidget(words)
        if is_late:
            line.addWidget(Chip(holder, "actionLate", _("late"), tone="danger"))
        holder.setLayout(line)
        return holder

    def _on_ticked(self, action: PlanAction) -> None:
        self.ticked.emit(action.id, not is_done(action))


class PlanReading(QWidget):
    """Shows one version of a plan."""

    ticked = Signal(str, bool)
    review_chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        view: PlanView,
        *,
        may_tick: bool,
        reviews: tuple[ReviewView, ...] = (),
    ) -> None:
        super().__init__(parent)
        named(self, "planReading")
        self._kit = kit
        layout = column(kit.look.tokens.small)
        for one in view.goals:
            card = GoalReading(self, kit, one, may_tick=may_tick)
            card.ticked.connect(self.ticked)
            layout.addWidget(card)
        if not view.goals:
            text = _("No goals are written yet.")
            layout.addWidget(Words(self, "noGoals", role="muted", text=text))
        for domain, reason in view.unplanned.items():
            label = kit.lookups.label("domain_of_need", domain)
            text = _("{domain}: no goal, because {reason}").format(domain=label, reason=reason)
            layout.addWidget(Words(self, f"reason_{domain}", role="muted", wraps=True, text=text))
        if view.plan.commitments:
            title = _("What the person undertakes")
            layout.addWidget(SectionTitle(self, "commitmentsTitle", title))
            words = view.plan.commitments
            layout.addWidget(Words(self, "commitments", wraps=True, text=words))
        for at, past in enumerate(reviews):
            layout.addWidget(self._review(past, f"review{at}"))
        self.setLayout(layout)

    def _review(self, past: ReviewView, name: str) -> LinkRow:
        about = past.review
        day = self._kit.wording.day(about.reviewed_on)
        parts = [
            about.number or "",
            self._kit.lookups.label("review_decision", about.decision),
            about.changes or "",
        ]
        link = LinkRow(self, name, self._kit.look, icon="clipboard-check")
        detail = " · ".join(part for part in parts if part)
        link.say(_("Review of {day}").format(day=day), detail, mark=_("Print"))
        link.clicked.connect(partial(self.review_chosen.emit, about.id))
        return link
