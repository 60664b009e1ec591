"""„Запиши посещение“: what was done for a person, in a few keystrokes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.i18n import _
from kazanlak_case.services.visit_corrections import change_visit
from kazanlak_case.services.visits import (
    VisitDraft,
    draft_of,
    recent_people,
    record_visit,
    visit_defaults,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.rows import RecentPerson
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

FIELDS = ("person", "service", "note", "form", "provided_on", "minutes", "staff_member")
RECENT = 4


class VisitForm(QWidget):
    """Writes a visit down, or corrects one. `recorded` follows once it is saved."""

    recorded = Signal(str)
    left = Signal()
    history_asked = Signal(str, str, str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        person: tuple[str, str] | None = None,
        visit_id: str | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "visitForm")
        self._kit = kit
        self._visit_id = RecordId(visit_id) if visit_id else None
        self._person = person
        self._recent_title = Words(self, "recentTitle", role="caption")
        self._recent = named(QWidget(self), "recentPeople")
        self._recent_flow = FlowLayout(kit.look.tokens.tight)
        self._recent.setLayout(self._recent_flow)
        self.editor = self._make_editor()
        layout = column(kit.look.tokens.small)
        layout.addWidget(self._recent_title)
        layout.addWidget(self._recent)
        layout.addWidget(self.editor, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.editor)
        self._recent_title.hide()
        self._recent.hide()
        self.retranslate()
        self._ask()

    def retranslate(self) -> None:
        """Word the heading in the language of now."""
        self._recent_title.setText(_("Lately visited"))

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def begin(self) -> None:
        """Go to what is to be typed first."""
        name = "person" if self._person is None and self._visit_id is None else "note"
        self.editor.form.box(name).editor.part.setFocus()

    def _make_editor(self) -> RecordEditor:
        values: dict[str, Value] = {"provided_on": self._kit.today}
        draft = "visit"
        if self._person is not None:
            values["person"] = self._person[0]
            draft = f"visit-{self._person[0]}"
        if self._visit_id is not None:
            draft = f"visit-{self._visit_id}"
        edit = Edit(
            record=ServiceEntry,
            values=values,
            record_id=self._visit_id,
            save=_record if self._visit_id is None else partial(_change, self._visit_id),
            saved=_("Visit saved."),
            draft=draft,
            sections=(Section("", FIELDS, wide=("person", "service")),),
        )
        editor = RecordEditor(self, "visit", self._kit, edit)
        if self._person is not None:
            editor.form.name_reference("person", self._person[1])
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        editor.history_asked.connect(self.history_asked)
        editor.form.edited.connect(self._on_edited)
        return editor

    def _ask(self) -> None:
        if self._visit_id is not None:
            ask = partial(_standing, self._visit_id)
            self._kit.operations.read(ask, done=self._on_standing, failed=self._kit.messages.refuse)
            return
        person = RecordId(self._person[0]) if self._person else None
        self._kit.operations.read(partial(_defaults, person), done=self._on_defaults)

    def _on_defaults(self, answer: tuple[VisitDraft, list[RecentPerson]]) -> None:
        defaults, recent = answer
        self.editor.begin_with(defaults.values())
        if self._person is None:
            self._offer(recent[:RECENT])

    def _on_standing(self, standing: VisitDraft) -> None:
        self.editor.begin_with(standing.values())

    def _offer(self, recent: list[RecentPerson]) -> None:
        for person in recent:
            button = Button(self._recent, f"recent_{person.person}", self._kit.look)
            button.say(_short(person.name), hint=person.name)
            button.setAccessibleName(person.name)
            restyled(button, small=True)
            button.clicked.connect(partial(self._on_recent, person.person, person.name))
            self._recent_flow.addWidget(button)
        has_any = bool(recent) and not self.editor.state.value("person")
        self._recent_title.setVisible(has_any)
        self._recent.setVisible(has_any)

    def _on_recent(self, person_id: str, name: str) -> None:
        self.editor.form.put("person", person_id)
        self.editor.form.name_reference("person", name)
        self._go_on()

    def _on_edited(self) -> None:
        picker = self.editor.form.box("person").editor
        if self.editor.state.value("person") and picker.part.hasFocus():
            self._go_on()

    def _go_on(self) -> None:
        """Go to the first thing still to be said."""
        self._recent_title.hide()
        self._recent.hide()
        name = "note" if self.editor.state.value("service") else "service"
        self.editor.form.box(name).editor.part.setFocus()

    def _on_saved(self, _written: Written) -> None:
        self.recorded.emit(str(self.editor.state.value("person") or ""))
        self.left.emit()


def _short(name: str) -> str:
    """Say a name in two words."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else name


def _record(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return record_visit(uow, VisitDraft(**values))  # type: ignore[arg-type]  # the registry keeps names and types alike


def _change(visit_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    whole = {**draft_of(uow, visit_id).values(), **values}
    return change_visit(uow, visit_id, VisitDraft(**whole))  # type: ignore[arg-type]  # as above


def _defaults(person: RecordId | None, uow: UnitOfWork) -> tuple[VisitDraft, list[RecentPerson]]:
    return visit_defaults(uow, person=person), recent_people(uow)


def _standing(visit_id: RecordId, uow: UnitOfWork) -> VisitDraft:
    return draft_of(uow, visit_id)
