"""A case: opened for a person, changed, closed for a reason, opened again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.cases import (
    case_defaults,
    change_case,
    open_case,
    reopen_case,
)
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.records import read_record
from kazanlak_case.services.transfer_list import transfer_of_case
from kazanlak_case.ui.attachment_parts.of_record import RecordAttachments
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.task_parts.case_tasks import CaseTasks
from kazanlak_case.ui.transfer_parts.case_transfer import CaseTransfer
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Line, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.transfer_list import TransferRow
    from kazanlak_case.ui.kit import Kit

FIELDS = ("type", "status", "priority", "leader", "opened_on", "summary")


class CaseForm(QWidget):
    """Opens a case for a person, or shows one that stands."""

    titled = Signal(str)
    person_opened = Signal(str)
    history_asked = Signal(str, str, str)
    transfer_wanted = Signal(str)
    task_opened = Signal(str)
    task_wanted = Signal(str, str)
    closing_wanted = Signal(str)
    attach_wanted = Signal(str, str, str, str)
    attachment_opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        case_id: str | None = None,
        person: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "caseForm")
        self._kit = kit
        self._case_id = RecordId(case_id) if case_id else None
        self._person = person
        self._editors: list[RecordEditor] = []
        self._close_button: Button | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        if self._case_id is None:
            ask = partial(_defaults, RecordId(person[0]) if person else None)
            kit.operations.read(ask, done=self._on_defaults)
        else:
            kit.operations.read(
                partial(_standing, self._case_id),
                done=self._on_standing,
                failed=kit.messages.refuse,
            )

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        for editor in self._editors:
            editor.keep_draft()

    def retranslate(self) -> None:
        """Word the page in the language of now: the forms do so themselves."""

    def _on_defaults(self, values: dict[str, Value]) -> None:
        edit = Edit(
            record=Case,
            values=values,
            save=_open,
            saved=_("Case opened."),
            draft=f"case-of-{self._person[0]}" if self._person else "case",
            sections=(Section("", ("person", *FIELDS), wide=("person", "type")),),
        )
        editor = self._add(edit)
        if self._person is not None:
            editor.form.name_reference("person", self._person[1])
        first = "type" if self._person else "person"
        editor.form.box(first).editor.part.setFocus()
        editor.saved.connect(self._on_opened)
        editor.left.connect(self.left)

    def _on_standing(self, answer: tuple[Case, str, TransferRow | None]) -> None:
        case, person, transfer = answer
        self.titled.emit(_("Case {number}").format(number=case.number or ""))
        link = QuietButton(self, "casePerson", self._kit.look, icon="user")
        link.say(person)
        link.clicked.connect(partial(self.person_opened.emit, case.person))
        self._column.addWidget(link)
        part = CaseTransfer(self, self._kit, case, transfer)
        part.offer_wanted.connect(self.transfer_wanted)
        part.left.connect(self.left)
        if transfer is not None:
            self._column.addWidget(part)
        if part.is_away:
            self._column.addStretch(1)
            return
        edit = Edit(
            record=Case,
            values=values_of(case),
            record_id=case.id,
            save=partial(_change, case.id),
            saved=_("Case saved."),
            draft=f"case-{case.id}",
            sections=(Section("", FIELDS, wide=("type",)),),
        )
        self._add(edit)
        if self._kit.sight.sees("task.title"):
            tasks = CaseTasks(self, self._kit, case.id)
            tasks.task_opened.connect(self.task_opened)
            tasks.task_wanted.connect(partial(self.task_wanted.emit, case.person, person))
            self._column.addWidget(tasks)
        papers = RecordAttachments(self, self._kit, "case", case.id, person=case.person)
        papers.opened.connect(self.attachment_opened)
        papers.attach_wanted.connect(self.attach_wanted)
        self._column.addWidget(papers)
        if self._kit.writes("case.closed_on"):
            self._column.addWidget(Line(self, "caseLine"))
            if case.closed_on is None:
                self._add_closing(case)
            else:
                self._add_reopening(case)
        if transfer is None and self._kit.may(Act.TRANSFER):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def _add(self, edit: Edit) -> RecordEditor:
        editor = RecordEditor(self, edit.draft.replace("-", "_"), self._kit, edit)
        editor.history_asked.connect(self.history_asked)
        self._editors.append(editor)
        self._column.addWidget(editor)
        return editor

    def _add_closing(self, case: Case) -> None:
        button = Button(self, "closeCase", self._kit.look, icon="folder")
        button.say(_("Close the case…"))
        button.clicked.connect(partial(self._on_close_wanted, case))
        self._close_button = button
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_close_wanted(self, case: Case) -> None:
        self.closing_wanted.emit(case.id)

    def _add_reopening(self, case: Case) -> None:
        reason = self._kit.lookups.label("closing_reason", case.closing_reason)
        text = _("Closed on {day}: {reason}").format(
            day=self._kit.wording.day(case.closed_on), reason=reason
        )
        self._column.addWidget(Words(self, "closedBecause", role="muted", wraps=True, text=text))
        button = Button(self, "reopenCase", self._kit.look, icon="folder-open")
        button.say(_("Open again"))
        button.clicked.connect(partial(self._on_reopen, button))
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_reopen(self, button: Button) -> None:
        """Ask why: the reason stands in the case, beside what history keeps of its closing."""
        button.hide()
        if self._case_id is None:
            return
        edit = Edit(
            record=Case,
            values={},
            save=partial(_reopen, self._case_id),
            saved=_("Case opened again."),
            draft=f"reopening-{self._case_id}",
            sections=(Section("", ("reopening_reason",)),),
        )
        editor = self._add(edit)
        editor.save_button.say(_("Open again"))
        editor.cancel_button.hide()
        editor.saved.connect(self._on_opened)
        editor.form.focus_first()

    def _on_opened(self, _written: Written) -> None:
        self.left.emit()


def _defaults(person: RecordId | None, uow: UnitOfWork) -> dict[str, Value]:
    return case_defaults(uow, person)


def _standing(case_id: RecordId, uow: UnitOfWork) -> tuple[Case, str, TransferRow | None]:
    case = read_record(uow, Case, case_id)
    name = labels_of(uow, "person", [case.person]).get(case.person, "")
    sees = uow.sight.sees("transfer.state")
    return case, name, transfer_of_case(uow, case_id) if sees else None


def _open(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return open_case(uow, values)


def _change(case_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return change_case(uow, case_id, values)


def _reopen(case_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    reason = str(values.get("reopening_reason") or "")
    if not reason.strip():
        raise InvalidRecordError({"reopening_reason": N_("Please write why.")})
    return reopen_case(uow, case_id, reason=reason)
