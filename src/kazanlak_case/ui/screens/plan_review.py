"""A review of a plan: goal by goal how it stands, what helped and what did not, and what is decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.records.plan import GoalReview, PlanReview
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.plan_reviews import ReviewDraft, new_review, review_plan
from kazanlak_case.services.plan_sheet import plan_sheet
from kazanlak_case.ui.plan_parts.small_form import SmallForm
from kazanlak_case.ui.plan_parts.words import about_person
from kazanlak_case.ui.widgets.buttons import PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.plans import GoalView, PlanView
    from kazanlak_case.ui.kit import Kit

OF_GOAL = ("status", "helped", "hindered")
OF_ALL = ("decision", "next_review_on", "reviewed_on", "team", "changes", "own_view")


class ReviewForm(QWidget):
    """Writes one review; what it decides is done with it."""

    titled = Signal(str)
    left = Signal()
    print_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit, plan: RecordId) -> None:
        super().__init__(parent)
        named(self, "reviewForm")
        self._kit, self._plan, self._name = kit, plan, ""
        self.goals: dict[RecordId, SmallForm] = {}
        self.whole: SmallForm | None = None
        self._is_saving = False
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        kit.operations.read(partial(_begin, plan), done=self._on_begun, failed=self._on_no_plan)

    def retranslate(self) -> None:
        """Word the form in the language of now."""
        for form in self.goals.values():
            form.retranslate()

    def save(self) -> None:
        """Write the review down."""
        if self.whole is None or self._is_saving:
            return
        forms = (*self.goals.values(), self.whole)
        if any(form.show_problems() for form in forms if form.state.problems()):
            return
        self._is_saving = True
        draft = ReviewDraft(
            plan=self._plan,
            values=self.whole.values(),
            goals={key: form.values() for key, form in self.goals.items()},
        )
        self._kit.operations.write(
            partial(_save, draft), done=self._on_saved, failed=self._on_refused
        )

    def title(self) -> str:
        """Say whose plan is reviewed."""
        return about_person(_("Review of the plan"), self._name)

    def _on_begun(self, answer: tuple[ReviewDraft, PlanView, str]) -> None:
        draft, view, self._name = answer
        self.titled.emit(self.title())
        for goal in view.goals:
            self._column.addWidget(self._goal(goal, draft))
        self._column.addWidget(SectionTitle(self, "reviewWhole", _("What was decided")))
        self.whole = SmallForm(self, self._kit, PlanReview, OF_ALL, values=draft.values)
        self._column.addWidget(self.whole)
        hint = _(
            "“Is changed” begins a new version of the plan with what is still worked on; “ends” closes the plan."
        )
        self._column.addWidget(Words(self, "reviewHint", role="caption", wraps=True, text=hint))
        save = PrimaryButton(self, "reviewSave", self._kit.look, icon="check")
        save.say(_("Save the review"), hint=_("Ctrl+S"))
        save.clicked.connect(self.save)
        self._column.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)
        self._column.addStretch(1)
        first = next(iter(self.goals.values()), self.whole)
        first.focus_first()

    def _goal(self, view: GoalView, draft: ReviewDraft) -> Card:
        goal, tokens = view.goal, self._kit.look.tokens
        card = Card(self, f"review_{goal.id}", tokens)
        card.body.setSpacing(tokens.small)
        text = f"{goal.position}. {goal.text}" if goal.position else goal.text
        card.body.addWidget(Words(card, "reviewGoal", role="strong", wraps=True, text=text))
        said = ngettext("{done} of {n} action done", "{done} of {n} actions done", view.wanted)
        about = [said.format(done=view.done, n=view.wanted)]
        if goal.sign:
            about.append(_("sign: {sign}").format(sign=goal.sign))
        words = " · ".join(about)
        card.body.addWidget(Words(card, "reviewAbout", role="muted", wraps=True, text=words))
        form = SmallForm(card, self._kit, GoalReview, OF_GOAL, values=draft.goals[goal.id])
        card.body.addWidget(form)
        self.goals[goal.id] = form
        return card

    def _on_no_plan(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self.left.emit()

    def _on_saved(self, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Review saved."), written.undo)
        self.left.emit()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if isinstance(error, InvalidRecordError) and self.whole is not None:
            known = self.whole.state.specs.keys()
            if error.problems.keys() <= known and self.whole.show_problems(error.problems):
                return
        self._kit.messages.refuse(error)


def _begin(plan: RecordId, uow: UnitOfWork) -> tuple[ReviewDraft, PlanView, str]:
    draft, view = new_review(uow, plan)
    return draft, view, plan_sheet(uow, plan_id=plan).person_name


def _save(draft: ReviewDraft, uow: UnitOfWork) -> Written:
    return review_plan(uow, draft)
