"""What opens in the panel about needs and plans: assessments, plans, reviews, what is to be ticked.

Each form is imported when it is first opened, as in `openings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.screens.assessment import AssessmentForm
    from kazanlak_case.ui.screens.plan import PlanForm
    from kazanlak_case.ui.widgets.panel import Panel


class PlanOpenings(QObject):
    """Makes the forms and puts them into the panel, wider than others."""

    print_wanted = Signal(str, str, str, str)

    def __init__(self, host: QWidget, kit: Kit, panel: Panel) -> None:
        super().__init__(host)
        self._host, self._kit, self._panel = host, kit, panel

    def new_assessment(self, case_id: str) -> None:
        """Begin an assessment of a case."""
        from kazanlak_case.ui.screens.assessment import AssessmentForm

        self._show_assessment(AssessmentForm(self._host, self._kit, case=RecordId(case_id)))

    def open_assessment(self, assessment_id: str) -> None:
        """Go on with an assessment, or read it."""
        from kazanlak_case.ui.screens.assessment import AssessmentForm

        form = AssessmentForm(self._host, self._kit, assessment=RecordId(assessment_id))
        self._show_assessment(form)

    def new_plan(self, case_id: str) -> None:
        """Begin the plan of a case."""
        from kazanlak_case.ui.screens.plan import PlanForm

        self._show_plan(PlanForm(self._host, self._kit, case=RecordId(case_id)))

    def open_plan(self, plan_id: str) -> None:
        """Go on with a plan, or look at it."""
        from kazanlak_case.ui.screens.plan import PlanForm

        self._show_plan(PlanForm(self._host, self._kit, plan=RecordId(plan_id)))

    def review_plan(self, plan_id: str) -> None:
        """Review a plan."""
        from kazanlak_case.ui.screens.plan_review import ReviewForm

        form = ReviewForm(self._host, self._kit, RecordId(plan_id))
        form.left.connect(self._panel.close_panel)
        form.titled.connect(self._panel.say_title)
        self._panel.open_with(form, form.title(), wide=True)

    def tick_actions(self, person_id: str, _name: str = "") -> None:
        """List what is to be done by a person's plan."""
        from kazanlak_case.ui.screens.plan_actions import PlanActions

        form = PlanActions(self._host, self._kit, RecordId(person_id))
        form.left.connect(self._panel.close_panel)
        self._panel.open_with(form, _("What the plan says is to be done"))
        form.focus_row()

    def _show_assessment(self, form: AssessmentForm) -> None:
        form.titled.connect(self._panel.say_title)
        form.left.connect(self._panel.close_panel)
        form.print_wanted.connect(self.print_wanted)
        form.plan_wanted.connect(self.new_plan)
        self._panel.open_with(form, form.title(), wide=True)
        form.begin()

    def _show_plan(self, form: PlanForm) -> None:
        form.titled.connect(self._panel.say_title)
        form.left.connect(self._panel.close_panel)
        form.print_wanted.connect(self.print_wanted)
        form.review_wanted.connect(self.review_plan)
        self._panel.open_with(form, form.title(), wide=True)
        form.begin()
