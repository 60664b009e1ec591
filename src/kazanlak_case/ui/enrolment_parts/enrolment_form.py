"""Where somebody learns: written in a few keys from the reminder, changed each school year, ended with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.enrolment import Enrolment
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.enrolments import (
    EnrolmentView,
    change_enrolment,
    delete_enrolment,
    enrolment_defaults,
    enrolment_view,
    write_enrolment,
)
from kazanlak_case.services.labels import labels_of
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

WHERE = Section(
    "", ("kind", "grade", "school_year", "since", "partner", "institution"), wide=("kind",)
)
END = Section(N_("When it ends"), ("until", "leaving_reason", "note"))


class EnrolmentForm(QWidget):
    """Writes an enrolment down, or shows one that stands."""

    titled = Signal(str)
    left = Signal()
    history_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit, *, enrolment: str = "", person: str = "") -> None:
        super().__init__(parent)
        named(self, "enrolmentForm")
        self._kit = kit
        self._person = RecordId(person)
        self._name = ""
        self.editor: RecordEditor | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        refuse = kit.messages.refuse
        if enrolment:
            standing = partial(_standing, RecordId(enrolment))
            kit.operations.read(standing, done=self._on_standing, failed=refuse)
        else:
            begin = partial(_defaults, self._person)
            kit.operations.read(begin, done=self._on_defaults, failed=refuse)

    def title(self) -> str:
        """Say whose enrolment it is, once that is known."""
        return _("Enrolment: {name}").format(name=self._name) if self._name else _("Enrolment")

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def _on_defaults(self, answer: tuple[dict[str, Value], str]) -> None:
        values, name = answer
        hint = _("Where the child was until then ends by itself, the day before.")
        self._column.addWidget(Words(self, "enrolmentHint", role="muted", wraps=True, text=hint))
        edit = Edit(
            record=Enrolment,
            values=values,
            save=partial(_write, self._person),
            saved=_("The enrolment is written."),
            draft=f"enrolment-of-{self._person}",
            sections=(WHERE,),
        )
        self._show(edit, name)

    def _on_standing(self, view: EnrolmentView) -> None:
        one = view.enrolment
        edit = Edit(
            record=Enrolment,
            values=values_of(one),
            record_id=one.id,
            save=partial(_change, one.id),
            saved=_("The enrolment is changed."),
            draft=f"enrolment-{one.id}",
            sections=(WHERE, END),
        )
        self._show(edit, view.person_name)
        if self._kit.may(Act.DELETE) and self._kit.writes("enrolment.kind"):
            button = QuietButton(self, "deleteEnrolment", self._kit.look, icon="trash-2")
            button.say(_("Written by mistake: delete"))
            button.clicked.connect(partial(self._delete, one.id))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self, edit: Edit, name: str) -> None:
        self.editor = RecordEditor(self, "enrolment", self._kit, edit)
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        self.editor.history_asked.connect(self.history_asked)
        self._column.addWidget(self.editor)
        self._name = name
        self.titled.emit(self.title())
        first = self.editor.form.box("kind" if edit.record_id is None else "grade")
        self.setFocusProxy(first.editor.part)
        first.editor.part.setFocus()

    def _delete(self, enrolment: RecordId) -> None:
        self._kit.operations.write(
            partial(_take_away, enrolment),
            done=self._on_deleted,
            failed=self._kit.messages.refuse,
        )

    def _on_deleted(self, written: Written) -> None:
        self._kit.messages.saved(_("The enrolment is deleted."), written.undo)
        self.left.emit()

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def _defaults(person: RecordId, uow: UnitOfWork) -> tuple[dict[str, Value], str]:
    name = labels_of(uow, "person", [person]).get(person, "")
    return enrolment_defaults(uow, person), name


def _standing(enrolment: RecordId, uow: UnitOfWork) -> EnrolmentView:
    return enrolment_view(uow, enrolment)


def _write(person: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return write_enrolment(uow, {**values, "person": person})


def _change(enrolment: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return change_enrolment(uow, enrolment, values)


def _take_away(enrolment: RecordId, uow: UnitOfWork) -> Written:
    return delete_enrolment(uow, enrolment)
