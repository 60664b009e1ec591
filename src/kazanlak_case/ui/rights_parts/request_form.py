"""A request about the data: written down when it is heard, answered within a month, and a restriction lifted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.data_request import DataRequest
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.data_requests import (
    answer_request,
    due_on,
    is_restricting,
    lift_restriction,
    record_request,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit


class RequestForm(QWidget):
    """Shows one request, and offers the next step that it has."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, *, person: str = "", request: str = "") -> None:
        super().__init__(parent)
        named(self, "requestForm")
        self._kit = kit
        self._person = RecordId(person)
        self.editor: RecordEditor | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        if request:
            ask = partial(_read, request)
            kit.operations.read(ask, done=self._on_request, failed=kit.messages.refuse)
        else:
            self._ask_for_new()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def retranslate(self) -> None:
        """Nothing here outlives a change of language: the form is opened anew."""

    def _ask_for_new(self) -> None:
        self._say(
            _(
                "By law the person must have an answer within a month of this day. Write what was asked, "
                "in the person's words if you can."
            )
        )
        edit = Edit(
            record=DataRequest,
            values={"asked_on": self._kit.today},
            save=partial(_record, self._person),
            saved=_("Request written down."),
            draft=f"request-{self._person}",
            sections=(Section("", ("kind", "asked_on", "reason"), wide=("kind",)),),
        )
        self._edit(edit)

    def _on_request(self, request: DataRequest) -> None:
        lookups, day = self._kit.lookups, self._kit.wording.day
        self._say(lookups.label("data_request_kind", request.kind), role="section")
        self._say(_("Asked on {day}").format(day=day(request.asked_on)), role="strong")
        may_answer = self._kit.may(Act.ANSWER_REQUEST)
        if request.outcome:
            self._show_answer(request)
            if is_restricting(request) and may_answer:
                self._ask_to_lift(request)
            return
        if request.reason:
            self._say(request.reason)
        if request.asked_on:
            until = day(due_on(request.asked_on))
            self._say(_("To be answered by {day}.").format(day=until))
        if not may_answer:
            self._say(_("Your post writes requests down; others answer them."))
            return
        if request.kind == "restriction":
            self._say(
                _(
                    "If you grant it, nobody changes the data of this person until you lift the restriction; they stay "
                    "out of what evaluators are given."
                )
            )
        edit = Edit(
            record=DataRequest,
            values={**values_of(request), "answered_on": self._kit.today},
            save=partial(_answer, request.id),
            saved=_("Request answered."),
            draft=f"answer-{request.id}",
            sections=(Section("", ("outcome", "answered_on", "reason"), wide=("outcome",)),),
        )
        self._edit(edit, save=_("Give the answer"))

    def _show_answer(self, request: DataRequest) -> None:
        lookups, day = self._kit.lookups, self._kit.wording.day
        outcome = lookups.label("data_request_outcome", request.outcome)
        text = _("Answered on {day}: {outcome}")
        self._say(text.format(day=day(request.answered_on), outcome=outcome), role="strong")
        by = lookups.name_of("staff_member", request.staff_member)
        for line in (by, request.reason or ""):
            if line:
                self._say(line)
        if request.ended_on:
            self._say(_("Lifted on {day}").format(day=day(request.ended_on)), role="strong")

    def _ask_to_lift(self, request: DataRequest) -> None:
        self._say(_("Before it is lifted the person must be told (art. 18(3)). Write why it ends."))
        edit = Edit(
            record=DataRequest,
            values={},
            save=partial(_lift, request.id),
            saved=_("The restriction is lifted."),
            draft=f"lift-{request.id}",
            sections=(Section("", ("reason",), wide=("reason",)),),
        )
        self._edit(edit, save=_("Lift the restriction"))

    def _edit(self, edit: Edit, *, save: str = "") -> None:
        self.editor = RecordEditor(self, "request", self._kit, edit)
        if save:
            self.editor.save_button.say(save, hint=_("Ctrl+S"))
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)
        self.editor.form.focus_first()

    def _say(self, text: str, *, role: str = "muted") -> None:
        at = self._column.count()
        self._column.addWidget(Words(self, f"requestWords{at}", role=role, wraps=True, text=text))

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def _read(request: str, uow: UnitOfWork) -> DataRequest:
    return uow.records.get(DataRequest, request)


def _record(person: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return record_request(uow, person, values)


def _answer(request: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return answer_request(uow, request, values)


def _lift(request: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    reason = values.get("reason")
    return lift_restriction(uow, request, str(reason) if reason else None)
