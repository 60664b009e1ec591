"""Consents on one short page: a row a kind, three answers each, one save; what was said before stays to be seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.services.consents import ConsentAnswer, consent_sheet, record_consents
from kazanlak_case.services.photos import TASK_TITLE
from kazanlak_case.ui.consent_parts.answer_row import AnswerRow
from kazanlak_case.ui.consent_parts.words import with_task_words
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.form_state import FormState
from kazanlak_case.ui.forms.record_form import RecordForm, Section
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Line, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.consents import ConsentSheet
    from kazanlak_case.ui.kit import Kit

HOW = ("language", "answered_on", "valid_until", "explained_by")
OF_CHILD = ("representative", "representative_quality", "child_opinion")
REST = ("note",)
USUAL_LANGUAGE = "bg"


class ConsentsForm(QWidget):
    """Asks one person for all consents."""

    saved = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, person: str) -> None:
        super().__init__(parent)
        named(self, "consentsForm")
        self._kit = kit
        self._person = RecordId(person)
        self._is_saving = False
        self._photos = 0
        self.rows: list[AnswerRow] = []
        self.form: RecordForm | None = None
        self._below = Words(self, "consentsBelow", role="problem", wraps=True)
        self._below.hide()
        self._save = PrimaryButton(self, "consentsSave", kit.look, icon="check")
        self._cancel = Button(self, "consentsCancel", kit.look)
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        kit.operations.read(
            partial(_sheet, self._person), done=self._on_sheet, failed=kit.messages.refuse
        )

    def retranslate(self) -> None:
        """Nothing here outlives a change of language: the page is opened anew."""

    def save(self) -> None:
        """Hand the answers to the service."""
        if self._is_saving or self.form is None or self.form.show_problems():
            return
        values = self.form.state.filled()
        until = values.pop("valid_until", None)
        answers = [one.answered(until) for one in self.rows]  # type: ignore[arg-type]  # the field is a date
        self._is_saving = True
        self._kit.operations.write(
            partial(_record, self._person, [one for one in answers if one], values),
            done=self._on_saved,
            failed=self._on_refused,
        )

    def _on_sheet(self, sheet: ConsentSheet) -> None:
        kit, tokens = self._kit, self._kit.look.tokens
        self._photos = sheet.photos
        tools = EditorTools(
            kit.look, kit.lookups, self._today, partial(finder_of, kit.operations, kit.lookups)
        )
        self._column.addWidget(
            Words(self, "consentsHint", role="caption", wraps=True, text=self._hint(sheet))
        )
        for asked in sheet.rows:
            one = AnswerRow(self, kit, tools, asked)
            one.edited.connect(self._on_edited)
            self.rows.append(one)
            self._column.addWidget(one)
            self._column.addWidget(Line(self, f"line_{one.objectName()}"))
        fields = (*HOW, *(OF_CHILD if sheet.needs_representative else ()), *REST)
        begun: dict[str, Value] = {"answered_on": kit.today, "language": USUAL_LANGUAGE}
        state = FormState(tuple(spec_of("consent", name) for name in fields), begun)
        self.form = RecordForm(self, state, tools, sections=(Section("", fields),))
        self.form.edited.connect(self._on_edited)
        self._column.addWidget(self.form)
        self._column.addWidget(self._below)
        buttons = row(tokens.small)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        self._column.addLayout(buttons)
        self._column.addStretch(1)
        self._save.say(_("Save the answers"), hint=_("Ctrl+Enter"))
        self._cancel.say(_("Cancel"))
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.left)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.rows[0].answer.part.setFocus()

    def _hint(self, sheet: ConsentSheet) -> str:
        if sheet.has_own_say:
            return _(
                "From 14 to 18 both answer: the child and a parent, guardian or trustee. Read each sentence aloud; "
                "what was not asked stays empty."
            )
        if sheet.needs_representative:
            return _(
                "For a child a parent, guardian or trustee answers; write the child's opinion too, where it has one. "
                "What was not asked stays empty."
            )
        return _(
            "Read each sentence aloud, in the language the person understands. What was not asked stays empty; "
            "a refusal is an answer and takes no support away."
        )

    def _today(self) -> date:
        return self._kit.today

    def _on_edited(self) -> None:
        self._below.hide()

    def _on_saved(self, written: Written) -> None:
        self._is_saving = False
        self._kit.messages.forgive()
        self._kit.messages.saved(
            with_task_words(_("Consents saved."), written, self._photos), written.undo
        )
        self.saved.emit()
        self.left.emit()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if not isinstance(error, InvalidRecordError):
            self._kit.messages.refuse(error)
            return
        if self.form is not None:
            self.form.show_problems(error.problems)
        if problem := error.problems.get("answer"):
            self._below.setText(_(problem))
            self._below.show()
            self.rows[0].answer.part.setFocus()


def _sheet(person: RecordId, uow: UnitOfWork) -> ConsentSheet:
    return consent_sheet(uow, person)


def _record(
    person: RecordId, answers: Sequence[ConsentAnswer], values: dict[str, Value], uow: UnitOfWork
) -> Written:
    return record_consents(uow, person, answers, values, task_title=_(TASK_TITLE))
