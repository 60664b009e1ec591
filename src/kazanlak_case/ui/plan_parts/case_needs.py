"""Needs and plan of one case on the person's page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.plans import APPROVED
from kazanlak_case.ui.plan_parts.needs_chart import NeedsChart
from kazanlak_case.ui.plan_parts.words import GOAL_TONES, PLAN_TONES, bars_in_words, bars_of
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.assessment_change import Comparison
    from kazanlak_case.services.assessments import AssessmentView
    from kazanlak_case.services.plan_sheet import NeedsOfCase
    from kazanlak_case.services.plans import GoalView, PlanView
    from kazanlak_case.ui.kit import Kit


class CaseNeeds(Card):
    """The last assessment and the plan that stands; older ones below as links."""

    assessment_wanted = Signal(str)
    assessment_opened = Signal(str)
    plan_wanted = Signal(str)
    plan_opened = Signal(str)
    review_wanted = Signal(str)
    print_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit, needs: NeedsOfCase, *, person: RecordId) -> None:
        super().__init__(parent, f"needs_{needs.case}", kit.look.tokens)
        self._kit, self._needs, self._person = kit, needs, person
        self.body.setSpacing(kit.look.tokens.small)
        title = _("Needs and plan of case {number}").format(number=needs.case_number)
        self.body.addWidget(SectionTitle(self, "needsTitle", title))
        # the plan is what one works by every day: it stands first
        self._add_plan()
        self.body.addWidget(Line(self, "needsLine"))
        self._add_assessment()

    def _add_assessment(self) -> None:
        needs = self._needs
        if not needs.assessments:
            text = _("The needs were not assessed yet.")
            self._words("notAssessed", text)
        begun = next((one for one in needs.assessments if not one.is_final), None)
        if needs.told is not None:
            self._add_chart(needs.told)
        for one in needs.assessments:
            self.body.addWidget(self._assessment_row(one))
        if needs.may_write and needs.is_open and begun is None:
            text = _("Assess again") if needs.told else _("Assess the needs")
            button = Button(self, "assess", self._kit.look, icon="clipboard-list")
            button.say(text)
            button.clicked.connect(partial(self.assessment_wanted.emit, needs.case))
            self._left(button)

    def _add_chart(self, told: Comparison) -> None:
        if not told.domains:
            self._words(
                "scoresClosed",
                _("The answers are shown only to those who may see sensitive data."),
            )
            return
        bars = bars_of(told, self._kit)
        chart = NeedsChart(self, "needsChart", self._kit.look)
        said = bars_in_words(bars, self._kit)
        chart.show_bars(bars, title=_("Needs by domain"), description=said)
        self.body.addWidget(chart)

    def _assessment_row(self, one: AssessmentView) -> LinkRow:
        about = one.assessment
        day = self._kit.wording.day(about.made_on)
        title = _("Assessment of {day}").format(day=day)
        parts = (
            one.form.title if one.form else "",
            about.number or "",
            self._kit.lookups.name_of("staff_member", about.staff_member),
        )
        link = LinkRow(self, f"assessment_{one.id}", self._kit.look, icon="clipboard-check")
        link.say(
            title,
            " · ".join(part for part in parts if part),
            mark=self._kit.lookups.label("assessment_state", about.state),
            tone="ok" if one.is_final else "accent",
        )
        link.clicked.connect(partial(self.assessment_opened.emit, one.id))
        return link

    def _add_plan(self) -> None:
        needs = self._needs
        standing = next((one for one in needs.plans if one.state == APPROVED), None)
        shown = standing or next(iter(needs.plans), None)
        if shown is None:
            self._add_no_plan()
            return
        self._add_head(shown)
        for goal in shown.goals:
            self._add_goal(goal)
        older = [one for one in needs.plans if one.id != shown.id]
        for one in older:
            self.body.addWidget(self._version_row(one))

    def _add_no_plan(self) -> None:
        needs = self._needs
        text = _("There is no plan yet.")
        if needs.is_open and needs.plan_due is not None:
            day = self._kit.wording.day(needs.plan_due)
            text = _("There is no plan yet; it is due by {day}.").format(day=day)
        self._words("noPlan", text)
        if needs.may_write and needs.is_open and needs.told is not None:
            button = Button(self, "writePlan", self._kit.look, icon="plus")
            button.say(_("Write the plan"))
            button.clicked.connect(partial(self.plan_wanted.emit, needs.case))
            self._left(button)

    def _add_head(self, view: PlanView) -> None:
        look = self._kit.look
        head = row(look.tokens.small)
        title = _("Plan, version {n}").format(n=view.plan.version or 1)
        chip = Chip(self, "planChip")
        label = self._kit.lookups.label("plan_state", view.state)
        chip.say(label, PLAN_TONES.get(view.state, ""))
        head.addWidget(Words(self, "planTitle", role="strong", text=title))
        head.addWidget(chip)
        head.addStretch(1)
        self.body.addLayout(head)
        holder = named(QWidget(self), "planOpeners")
        flow = FlowLayout(look.tokens.small)
        opening = QuietButton(holder, "openPlan", look, icon="clipboard-list")
        opening.say(_("Go on with the plan") if view.is_open else _("Open the plan"))
        opening.clicked.connect(partial(self.plan_opened.emit, view.id))
        flow.addWidget(opening)
        if view.state == APPROVED and self._needs.may_write:
            review = QuietButton(holder, "reviewPlan", look, icon="clipboard-check")
            day = self._kit.wording.day(view.plan.review_on)
            review.say(_("Review by {day}").format(day=day) if day else _("Review"))
            review.clicked.connect(partial(self.review_wanted.emit, view.id))
            flow.addWidget(review)
        printing = QuietButton(holder, "printPlan", look, icon="printer")
        printing.say(_("Print"))
        paper = ("support_plan", "plan", view.id, self._person)
        printing.clicked.connect(partial(self.print_wanted.emit, *paper))
        flow.addWidget(printing)
        holder.setLayout(flow)
        self.body.addWidget(holder)

    def _add_goal(self, view: GoalView) -> None:
        goal = view.goal
        line = row(self._kit.look.tokens.small)
        text = f"{goal.position}. {goal.text}" if goal.position else goal.text
        line.addWidget(Words(self, f"goal_{goal.id}", wraps=True, text=text), 1)
        said = ngettext("{done} of {n} action done", "{done} of {n} actions done", view.wanted)
        words = said.format(done=view.done, n=view.wanted)
        bar = named(QProgressBar(self), f"progress_{goal.id}", words)
        bar.setRange(0, max(1, view.wanted))
        bar.setValue(view.done)
        bar.setTextVisible(False)
        bar.setFixedWidth(self._kit.look.tokens.px(90))
        line.addWidget(bar)
        line.addWidget(
            Words(self, f"count_{goal.id}", role="caption", text=f"{view.done}/{view.wanted}")
        )
        chip = Chip(self, f"status_{goal.id}")
        label = self._kit.lookups.label("plan_goal_status", goal.status)
        chip.say(label, GOAL_TONES.get(goal.status or "", ""))
        line.addWidget(chip)
        self.body.addLayout(line)

    def _version_row(self, one: PlanView) -> LinkRow:
        link = LinkRow(self, f"plan_{one.id}", self._kit.look, icon="history")
        title = _("Plan, version {n}").format(n=one.plan.version or 1)
        link.say(
            title,
            self._kit.wording.day(one.plan.made_on),
            mark=self._kit.lookups.label("plan_state", one.state),
            tone=PLAN_TONES.get(one.state, ""),
        )
        link.clicked.connect(partial(self.plan_opened.emit, one.id))
        return link

    def _words(self, name: str, text: str) -> None:
        self.body.addWidget(Words(self, name, role="muted", wraps=True, text=text))

    def _left(self, button: QWidget) -> None:
        line = row(0)
        line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
