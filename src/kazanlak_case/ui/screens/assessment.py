"""An assessment of needs: one domain at a time, one key an answer; finished it is read, not changed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.i18n import _
from kazanlak_case.services.assessing import (
    AssessmentDraft,
    AssessmentSheet,
    new_sheet,
    save_assessment,
    sheet_of,
)
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.plan_parts.assessment_pages import AssessmentPages
from kazanlak_case.ui.plan_parts.assessment_reading import AssessmentReading
from kazanlak_case.ui.plan_parts.taken_up import TakenUp
from kazanlak_case.ui.plan_parts.words import about_person
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit


class AssessmentForm(QWidget):
    """Asks the questions of one questionnaire, or shows what was answered."""

    titled = Signal(str)
    left = Signal()
    print_wanted = Signal(str, str, str, str)
    plan_wanted = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        case: RecordId | None = None,
        assessment: RecordId | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "assessmentForm")
        self._kit, self._case, self._id = kit, case, assessment
        self.sheet: AssessmentSheet | None = None
        self.pages: AssessmentPages | None = None
        self.reading: AssessmentReading | None = None
        self._autosave: Autosave | None = None
        self._is_saving = False
        self._is_first = True
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save),
            ("Ctrl+PgDown", self._on_next),
            ("Ctrl+PgUp", self._on_back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._ask("")

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self._autosave is not None:
            self._autosave.keep_pending()
        if self.reading is not None:
            self.reading.keep_draft()

    def retranslate(self) -> None:
        """Word the form in the language of now."""
        if self.pages is not None:
            self.pages.retranslate()

    def title(self) -> str:
        """Say which questionnaire, and about whom."""
        sheet = self.sheet
        if sheet is None:
            return _("Assessment of needs")
        return about_person(sheet.form.title, sheet.person_name)

    def begin(self) -> None:
        """Go to what is to be said first, once the panel is open."""
        if self.pages is not None:
            self.pages.open(self.pages.steps.key)

    def save(self) -> None:
        """Write it down as it stands; it can be gone on with."""
        self._save(final=False)

    def finish(self) -> None:
        """Say that it is whole."""
        self._save(final=True)

    def _ask(self, code: str) -> None:
        ask = partial(_sheet, self._case, self._id, code)
        self._kit.operations.read(ask, done=self._on_sheet, failed=self._kit.messages.refuse)

    def _on_sheet(self, sheet: AssessmentSheet) -> None:
        self.sheet, self._case = sheet, sheet.draft.case
        self.titled.emit(self.title())
        clear(self._column)
        self.pages = self._autosave = self.reading = None
        if sheet.is_final or not self._kit.writes("assessment.case"):
            self._show_reading(sheet)
            return
        if len(sheet.forms) > 1:
            self._column.addWidget(self._choice(sheet))
        self.pages = AssessmentPages(self, self._kit, sheet)
        self.pages.edited.connect(self._on_edited)
        self.pages.submitted.connect(self.save)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self._foot(sheet))
        self.pages.ended.connect(self.finish_button.setFocus)
        name = f"assessment-of-{sheet.draft.case}"
        self._autosave = Autosave(self, self._kit.operations, name, self.pages.draft)
        self._show_progress()
        self.pages.open("first")
        self._autosave.find(self._on_draft)

    def _show_reading(self, sheet: AssessmentSheet) -> None:
        if sheet.draft.id is None:
            return
        reading = self.reading = AssessmentReading(self, self._kit, sheet)
        reading.print_wanted.connect(self.print_wanted)
        reading.plan_wanted.connect(self.plan_wanted)
        self._column.addWidget(reading)
        self._column.addStretch(1)

    def _choice(self, sheet: AssessmentSheet) -> QComboBox:
        choice = named(QComboBox(self), "assessmentForms", _("Questionnaire"))
        for one in sheet.forms:
            words = _("{title} (version {n})").format(title=one.title, n=one.version)
            choice.addItem(words, one.code)
        choice.setCurrentIndex(choice.findData(sheet.form.code))
        choice.activated.connect(self._on_form_chosen)
        self._forms = choice
        return choice

    def _foot(self, sheet: AssessmentSheet) -> QWidget:
        look = self._kit.look
        foot = named(QWidget(self), "assessmentFoot")
        self._progress = Words(foot, "assessmentProgress", role="muted")
        self._taken_up = TakenUp(foot, "assessmentDraft", self._kit)
        self._taken_up.thrown_away.connect(self._on_thrown_away)
        following = Button(foot, "assessmentNext", look, icon="arrow-right")
        following.say(_("Next"), hint=_("Ctrl+PgDown"))
        save = Button(foot, "assessmentSave", look, icon="check")
        save.say(_("Save"), hint=_("Ctrl+S"))
        self.finish_button = PrimaryButton(foot, "assessmentFinish", look, icon="circle-check")
        hint = _("A finished assessment does not change any more.")
        self.finish_button.say(_("Finish"), hint=hint)
        self.finish_button.setVisible(sheet.sees_scores)
        line = row(look.tokens.small)
        line.addWidget(self._progress)
        line.addWidget(self._taken_up)
        line.addStretch(1)
        for button, act in (
            (following, self._on_next),
            (save, self.save),
            (self.finish_button, self.finish),
        ):
            button.clicked.connect(act)
            line.addWidget(button)
        foot.setLayout(line)
        return foot

    def _show_progress(self) -> None:
        if self.pages is not None:
            done, of = self.pages.counts()
            text = _("{n} of {m} questions answered").format(n=done, m=of)
            self._progress.setText(text if of else "")

    def _on_next(self) -> None:
        if self.pages is not None:
            self.pages.step(1)

    def _on_back(self) -> None:
        if self.pages is not None:
            self.pages.step(-1)

    def _on_edited(self) -> None:
        self._show_progress()
        if self._autosave is not None:
            self._autosave.watch()

    def _on_form_chosen(self, at: int) -> None:
        self._is_first = False
        code = str(self._forms.itemData(at))
        if self.sheet is not None and code != self.sheet.form.code:
            self._ask(code)

    def _on_draft(self, draft: dict[str, object]) -> None:
        if self.pages is None or self.sheet is None:
            return
        if self.pages.restore(draft):
            self._taken_up.show()
            self._show_progress()
            return
        code = str(draft.get("form") or "")
        others = {one.code for one in self.sheet.forms} - {self.sheet.form.code}
        if self._is_first and self._id is None and code in others:
            self._is_first = False
            self._ask(code)  # it was begun with another questionnaire than the usual one

    def _on_thrown_away(self) -> None:
        if self._autosave is not None and self.sheet is not None:
            self._autosave.drop()
            self._ask(self.sheet.form.code)

    def _save(self, *, final: bool) -> None:
        if self._is_saving or self.sheet is None or self.pages is None:
            return
        if self.pages.show_problems():
            return
        self._is_saving = True
        draft = replace(
            self.sheet.draft,
            id=self._id,
            values=self.pages.values(),
            answers=self.pages.answers(),
        )
        self._kit.operations.write(
            partial(_save, draft, final),
            done=partial(self._on_saved, final),
            failed=self._on_refused,
        )

    def _on_saved(self, final: bool, written: Written) -> None:
        self._is_saving = False
        if self._autosave is not None:
            self._autosave.drop()
        self._kit.messages.forgive()
        said = _("Assessment finished.") if final else _("Assessment saved.")
        self._kit.messages.saved(said, written.undo)
        found = next((key for record, key in written.touched if record == "assessment"), None)
        self._id = found or self._id
        if final:
            self._ask("")
        else:
            self.left.emit()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if self.pages is not None:
            problems = error.problems if isinstance(error, InvalidRecordError) else {}
            if problems and self.pages.show_problems(problems):
                return
            if error.code == "assessment_unanswered":
                self.pages.open_unanswered()
        self._kit.messages.refuse(error)


def _sheet(
    case: RecordId | None, assessment: RecordId | None, code: str, uow: UnitOfWork
) -> AssessmentSheet:
    if assessment is not None:
        return sheet_of(uow, assessment)
    if case is None:
        raise ValueError
    return new_sheet(uow, case, code)


def _save(draft: AssessmentDraft, final: bool, uow: UnitOfWork) -> Written:
    return save_assessment(uow, draft, final=final)
