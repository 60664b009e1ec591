"""„Запиши посещение“: what was done for a person or a family, in a few keystrokes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.service_entry import ServiceEntry
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.inclusions import inclusion_of
from kazanlak_case.services.visit_corrections import change_visit, delete_visit, needs_reason
from kazanlak_case.services.visit_start import AboutVisit, VisitStart, about_visit, visit_start
from kazanlak_case.services.visits import VisitDraft, draft_of, record_visit
from kazanlak_case.ui.attachment_parts.of_record import RecordAttachments
from kazanlak_case.ui.forms.record_editor import Edit
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.visit_parts.move_part import MovePart
from kazanlak_case.ui.visit_parts.offered import OfferedPeople
from kazanlak_case.ui.visit_parts.reminders import Reminders
from kazanlak_case.ui.visit_parts.visit_editor import VisitEditor
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.red_line import RedLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

FIELDS = (
    "person",
    "service",
    "note",
    "institution",
    "minutes",
    "form",
    "provided_on",
    "agreed",
    "staff_member",
    "plan_action",
)
WIDE = ("correction", "person", "service", "minutes", "institution", "staff_member", "agreed")
BESIDE = frozenset({"people", "workers"})


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
        referral_id: str | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "visitForm")
        self._kit = kit
        self._visit_id = RecordId(visit_id) if visit_id else None
        self._person = person
        self._referral_id = RecordId(referral_id) if referral_id else None
        self._known = ""
        self.red_line = RedLine(self, "visitRedLine", kit.look)
        self.reminders = Reminders(self)
        self.offered = OfferedPeople(self, kit)
        self.editor = self._make_editor()
        layout = column(kit.look.tokens.small)
        layout.addWidget(self.red_line)
        layout.addWidget(self.reminders)
        layout.addWidget(self.offered)
        if self._visit_id is not None:
            self._move = MovePart(self, kit, self._visit_id)
            self._move.hide()
            self._move.moved.connect(self._on_moved)
            layout.addWidget(self._move)
        layout.addWidget(self.editor, 1)
        if self._visit_id is not None:
            self.papers = RecordAttachments(self, kit, "service_entry", self._visit_id)
            layout.addWidget(self.papers)
            layout.addWidget(self._acts())
        self.setLayout(layout)
        self.setFocusProxy(self.editor)
        self.offered.chosen.connect(self._on_offered)
        self._ask()

    def retranslate(self) -> None:
        """Word the heading in the language of now."""
        self.offered.retranslate()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self.editor.keep_draft()

    def begin(self) -> None:
        """Go to what is to be typed first."""
        name = "person" if self._person is None and self._visit_id is None else "note"
        self.editor.go_to(name)

    def _make_editor(self) -> VisitEditor:
        values: dict[str, Value] = {"provided_on": self._kit.today}
        draft, fields = "visit", FIELDS
        if self._person is not None:
            values["person"] = self._person[0]
            draft = f"visit-{self._person[0]}"
        if self._visit_id is not None:
            draft, fields = f"visit-{self._visit_id}", ("correction", *FIELDS[:-1])
        edit = Edit(
            record=ServiceEntry,
            values=values,
            record_id=self._visit_id,
            save=_record if self._visit_id is None else partial(_change, self._visit_id),
            saved=_("Visit saved."),
            draft=draft,
            sections=(Section("", fields, wide=(*WIDE, "plan_action")),),
        )
        editor = VisitEditor(self, self._kit, edit)
        if self._person is not None:
            editor.form.name_reference("person", self._person[1])
        if self._visit_id is not None:
            editor.fix_person()
        else:
            editor.find_people_by(self.offered.or_found)
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        editor.history_asked.connect(self.history_asked)
        editor.form.edited.connect(self._on_edited)
        return editor

    def _acts(self) -> QWidget:
        """Offer what may be done with a whole visit."""
        buttons = named(QWidget(self), "visitActs")
        flow = FlowLayout(self._kit.look.tokens.small)
        buttons.setLayout(flow)
        move = Button(buttons, "moveVisitAsk", self._kit.look, icon="arrow-left-right")
        move.say(_("Move to another person…"), hint=_("Ctrl+M"))
        move.clicked.connect(self.ask_move)
        delete = Button(buttons, "deleteVisit", self._kit.look, icon="trash-2")
        delete.say(_("Delete"))
        delete.clicked.connect(self._on_delete)
        may_write = self._kit.writes("service_entry.person")
        move.setVisible(may_write)
        delete.setVisible(may_write and self._kit.may(Act.DELETE))
        for button in (move, delete):
            restyled(button, small=True)
            flow.addWidget(button)
        shortcut = QShortcut(QKeySequence("Ctrl+M"), self, self.ask_move)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return buttons

    def ask_move(self) -> None:
        """Ask whom the visit was for."""
        self._move.show()
        self._move.begin()
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.verticalScrollBar().setValue(0)

    def _ask(self) -> None:
        if self._visit_id is not None:
            ask = partial(_standing, self._visit_id)
            self._kit.operations.read(ask, done=self._on_standing, failed=self._kit.messages.refuse)
            return
        person = RecordId(self._person[0]) if self._person else None
        begin = partial(_start, person, self._referral_id)
        self._kit.operations.read(begin, done=self._on_start, failed=self._kit.messages.refuse)

    def _on_start(self, start: VisitStart) -> None:
        self.editor.services.usual = start.usual
        self.editor.begin_with(start.draft.values())
        if self._person is None:
            self.offered.offer(start.people)
        self._follow_person()

    def _on_standing(self, answer: tuple[VisitDraft, bool]) -> None:
        standing, needs = answer
        self.editor.ask_reason(needs)
        beside = {name: " ".join(getattr(standing, name)) for name in BESIDE}
        self.editor.begin_with({**standing.values(), **beside, "correction": None})
        self._follow_person()

    def _on_offered(self, person_id: str, name: str) -> None:
        self.editor.form.put("person", person_id)
        self.editor.form.name_reference("person", name)
        self._go_on()

    def _on_edited(self) -> None:
        self._follow_person()
        if self.editor.state.value("person") and self.editor.is_at("person"):
            self._go_on()

    def _follow_person(self) -> None:
        """Show what is to be known about whoever is chosen."""
        person = str(self.editor.state.value("person") or "")
        self.offered.setVisible(not person and self.offered.has_any)
        if person == self._known:
            return
        self._known = person
        if not person:
            self.red_line.say("")
            self.reminders.say(())
            return
        self._kit.operations.read(
            partial(_about, RecordId(person)), done=self._on_about, channel="about visit"
        )

    def _on_about(self, about: AboutVisit) -> None:
        self.red_line.say("\n".join(about.warnings))
        self.reminders.say(about.reminders)
        self.editor.know(about)

    def _go_on(self) -> None:
        """Go to the first thing still to be said."""
        self.editor.go_to("note" if self.editor.state.value("service") else "service")

    def _on_saved(self, _written: Written) -> None:
        self.recorded.emit(str(self.editor.state.value("person") or ""))
        self.left.emit()

    def _on_moved(self, person_id: str) -> None:
        self.recorded.emit(person_id)
        self.left.emit()

    def _on_delete(self) -> None:
        if self._visit_id is not None:
            self._kit.operations.write(
                partial(_delete, self._visit_id),
                done=self._on_deleted,
                failed=self._kit.messages.refuse,
            )

    def _on_deleted(self, written: Written) -> None:
        self._kit.messages.saved(_("Visit deleted."), written.undo)
        self.left.emit()


def _draft(values: Mapping[str, Value]) -> VisitDraft:
    """Take what was typed; who else was there stands as one text of ids."""
    several = {
        name: tuple(RecordId(one) for one in str(values.get(name) or "").split()) for name in BESIDE
    }
    plain = {name: value for name, value in values.items() if name not in BESIDE}
    plain["action_done"] = bool(values.get("action_done"))
    return VisitDraft(**several, **plain)  # type: ignore[arg-type]  # the registry keeps names and types alike


def _record(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return record_visit(uow, _draft(values))


def _change(visit_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    standing = draft_of(uow, visit_id)
    beside = {name: " ".join(getattr(standing, name)) for name in BESIDE}
    whole = {**standing.values(), **beside, "correction": None, **values}
    return change_visit(uow, visit_id, _draft(whole))


def _start(person: RecordId | None, referral: RecordId | None, uow: UnitOfWork) -> VisitStart:
    start = visit_start(uow, person=person)
    inclusion = inclusion_of(uow, referral) if referral else None
    return replace(start, draft=inclusion.draft) if inclusion else start


def _about(person: RecordId, uow: UnitOfWork) -> AboutVisit:
    return about_visit(uow, person)


def _standing(visit_id: RecordId, uow: UnitOfWork) -> tuple[VisitDraft, bool]:
    return draft_of(uow, visit_id), needs_reason(uow, visit_id)


def _delete(visit_id: RecordId, uow: UnitOfWork) -> Written:
    return delete_visit(uow, visit_id)
