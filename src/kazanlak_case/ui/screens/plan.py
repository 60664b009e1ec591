"""A plan of support: written from the assessment, handed in, approved, printed, ticked and begun anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.plan_approval import approve_plan, return_plan, sign_plan, submit_plan
from kazanlak_case.services.plan_sheet import PlanSheet, plan_sheet
from kazanlak_case.services.planning import (
    begin_new_version,
    open_action_again,
    save_plan,
    tick_action,
)
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.plan_parts.approval_card import ApprovalCard
from kazanlak_case.ui.plan_parts.kept_draft import draft_from, plain_of
from kazanlak_case.ui.plan_parts.plan_editor import PlanEditor
from kazanlak_case.ui.plan_parts.plan_head import PlanHead
from kazanlak_case.ui.plan_parts.plan_reading import PlanReading
from kazanlak_case.ui.plan_parts.taken_up import TakenUp
from kazanlak_case.ui.plan_parts.words import about_person
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.services.plan_drafts import PlanDraft
    from kazanlak_case.ui.kit import Kit


class PlanForm(QWidget):
    """Writes a plan while it is open, else shows it."""

    titled = Signal(str)
    left = Signal()
    print_wanted = Signal(str, str, str, str)
    review_wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        case: RecordId | None = None,
        plan: RecordId | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "planForm")
        self._kit, self._case, self._id = kit, case, plan
        self.sheet: PlanSheet | None = None
        self.editor: PlanEditor | None = None
        self.approval: ApprovalCard | None = None
        self._autosave: Autosave | None = None
        self._is_busy = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._ask()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self._autosave is not None:
            self._autosave.keep_pending()

    def retranslate(self) -> None:
        """Word the form in the language of now: it is read anew."""
        if self.editor is None:
            self._ask()

    def begin(self) -> None:
        """Go to what is to be done first, once the panel is open."""
        if self.editor is not None:
            self.editor.begin()

    def title(self) -> str:
        """Say which plan it is."""
        view = self.sheet.view if self.sheet else None
        version = view.plan.version if view else None
        title = _("Plan, version {n}").format(n=version) if version else _("New plan")
        return about_person(title, self.sheet.person_name if self.sheet else "")

    def save(self) -> None:
        """Write the plan down as it stands."""
        if self.editor is not None and not self.editor.show_problems():
            self._write(partial(_save, self.editor.draft()), _("Plan saved."))

    def submit(self) -> None:
        """Hand the plan in; what it lacks stands above the buttons."""
        if self.editor is not None and not self.editor.show_problems():
            self._write(partial(_submit, self.editor.draft()), _("Plan handed in for approval."))

    def _ask(self) -> None:
        ask = partial(_sheet, self._case, self._id)
        self._kit.operations.read(ask, done=self._on_sheet, failed=self._on_no_sheet)

    def _on_no_sheet(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self.left.emit()

    def _on_sheet(self, sheet: PlanSheet) -> None:
        self.sheet = sheet
        self._show(sheet, sheet.draft)
        if self.editor is not None:
            name = f"plan-of-{sheet.draft.case}"
            self._autosave = Autosave(self, self._kit.operations, name, self._typed)
            self._autosave.find(self._on_draft)

    def _show(self, sheet: PlanSheet, draft: PlanDraft) -> None:
        clear(self._column)
        self.editor = self.approval = None
        view = sheet.view
        self.titled.emit(self.title())
        head = PlanHead(self, self._kit, sheet)
        head.print_wanted.connect(self.print_wanted)
        head.review_wanted.connect(self.review_wanted)
        head.signed.connect(self._on_signed)
        head.new_version_wanted.connect(self._on_new_version)
        self._column.addWidget(head)
        if view is not None and (not view.is_open or not sheet.may_write):
            self._show_reading(sheet)
            return
        self.editor = PlanEditor(self, self._kit, sheet, draft)
        self.editor.edited.connect(self._on_edited)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)
        self._column.addWidget(self._foot())
        self.editor.begin()

    def _show_reading(self, sheet: PlanSheet) -> None:
        view = sheet.view
        if view is None:
            return
        if sheet.may_approve:
            self.approval = ApprovalCard(self, self._kit)
            self.approval.approved.connect(self._on_approved)
            self.approval.returned.connect(self._on_returned)
        may_tick = sheet.may_write and view.state == "approved"
        reading = PlanReading(self, self._kit, view, may_tick=may_tick, reviews=sheet.reviews)
        reading.ticked.connect(self._on_ticked)
        reading.review_chosen.connect(self._on_review_chosen)
        self._column.addWidget(reading)
        if self.approval is not None:
            self._column.addWidget(self.approval)
        self._column.addStretch(1)
        # else the focus would stay with what was there before, or go to another button
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _foot(self) -> QWidget:
        look = self._kit.look
        foot = named(QWidget(self), "planFoot")
        self._taken_up = TakenUp(foot, "planDraft", self._kit)
        self._taken_up.thrown_away.connect(self._on_thrown_away)
        save = Button(foot, "planSave", look, icon="check")
        save.say(_("Save"), hint=_("Ctrl+S"))
        save.clicked.connect(self.save)
        self.submit_button = PrimaryButton(foot, "planSubmit", look, icon="arrow-right")
        self.submit_button.say(_("Hand in for approval"))
        self.submit_button.clicked.connect(self.submit)
        line = row(look.tokens.small)
        line.addWidget(self._taken_up)
        line.addStretch(1)
        line.addWidget(save)
        line.addWidget(self.submit_button)
        foot.setLayout(line)
        return foot

    def _typed(self) -> dict[str, object]:
        return plain_of(self.editor.draft()) if self.editor is not None else {}

    def _on_draft(self, kept: dict[str, object]) -> None:
        if not kept or self.sheet is None or self.editor is None:
            return
        draft = draft_from(kept, self.sheet.draft)
        if draft is not None and draft != self.sheet.draft:
            self._show(self.sheet, draft)
            self._taken_up.show()

    def _on_thrown_away(self) -> None:
        if self._autosave is not None:
            self._autosave.drop()
        self._ask()

    def _on_edited(self) -> None:
        if self._autosave is not None:
            self._autosave.watch()

    def _write(self, service: Callable[[UnitOfWork], Written], said: str) -> None:
        if not self._is_busy:
            self._is_busy = True
            done = partial(self._on_written, said)
            self._kit.operations.write(service, done=done, failed=self._on_refused)

    def _on_written(self, said: str, written: Written) -> None:
        self._is_busy = False
        if self._autosave is not None:
            self._autosave.drop()
            self._autosave = None
        self._kit.messages.forgive()
        self._kit.messages.saved(said, written.undo)
        plans = [key for record, key in written.touched if record == "plan"]
        if len(plans) == 1:  # a new version is shown at once
            self._id = plans[0]
        self._ask()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_busy = False
        if isinstance(error, InvalidRecordError) and self.approval is not None:
            self.approval.show_problem(error.problems.get("approval_comment", ""))
            return
        if isinstance(error, InvalidRecordError) and self.editor is not None:
            shown = self.editor.days.show_problems(error.problems)
            if shown and error.problems.keys() <= self.editor.days.state.specs.keys():
                return
        self._kit.messages.refuse(error)

    def _on_approved(self, comment: str) -> None:
        self._write(partial(_approve, self._plan, comment), _("Plan approved."))

    def _on_returned(self, comment: str) -> None:
        self._write(partial(_return, self._plan, comment), _("Plan given back."))

    def _on_signed(self) -> None:
        self._write(partial(_sign, self._plan), _("Signed today."))

    def _on_new_version(self) -> None:
        self._write(partial(_anew, self._plan), _("New version begun."))

    def _on_review_chosen(self, review: str) -> None:
        person = self.sheet.person if self.sheet else ""
        self.print_wanted.emit("plan_review", "plan_review", review, person)

    def _on_ticked(self, action: str, is_ticked: bool) -> None:
        said = _("Action done.") if is_ticked else _("Action open again.")
        self._write(partial(_tick, RecordId(action), is_ticked), said)

    @property
    def _plan(self) -> RecordId:
        return self._id or RecordId("")


def _sheet(case: RecordId | None, plan: RecordId | None, uow: UnitOfWork) -> PlanSheet:
    return plan_sheet(uow, case_id=case, plan_id=plan)


def _save(draft: PlanDraft, uow: UnitOfWork) -> Written:
    return save_plan(uow, draft)


def _submit(draft: PlanDraft, uow: UnitOfWork) -> Written:
    return submit_plan(uow, draft)


def _approve(plan: RecordId, comment: str, uow: UnitOfWork) -> Written:
    return approve_plan(uow, plan, comment)


def _return(plan: RecordId, comment: str, uow: UnitOfWork) -> Written:
    return return_plan(uow, plan, comment)


def _sign(plan: RecordId, uow: UnitOfWork) -> Written:
    return sign_plan(uow, plan)


def _anew(plan: RecordId, uow: UnitOfWork) -> Written:
    return begin_new_version(uow, plan)


def _tick(action: RecordId, is_ticked: bool, uow: UnitOfWork) -> Written:
    return tick_action(uow, action) if is_ticked else open_action_again(uow, action)
