"""A signal for a child at risk or an incident: written in a minute, printed at once, followed up later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as Told
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId, specs_of
from kazanlak_case.domain.records.signal import Signal
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.signals import (
    TASK_TITLE,
    follow_signal,
    read_signal,
    record_signal,
    signal_defaults,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

SEEN = ("facts", "person", "concerned", "type", "happened_on", "happened_at", "place", "source")
DONE = ("actions", "notified", "notified_on", "notified_at", "notified_whom")
LATER = ("follow_up", "notified", "notified_on", "notified_at", "notified_whom")
TOLD = ("type", "happened_on", "place", "concerned", "facts", "source", "actions")
"""What is shown of a signal that stands; the hour stands beside the day."""
LOW = 66
"""How high the box of a few words is."""
SECTIONS = (
    Section(N_("What was seen"), SEEN, wide=("person", "type", "place", "source")),
    Section(N_("What was done at once"), DONE, wide=("notified", "notified_whom")),
)


class SignalForm(QWidget):
    """Writes a signal, or shows one that stands and takes what followed."""

    titled = Told(str)
    left = Told()
    person_opened = Told(str)
    history_asked = Told(str, str, str)
    print_wanted = Told(str, str, str, str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        signal_id: str | None = None,
        person: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "signalForm")
        self._kit = kit
        self._signal_id = RecordId(signal_id) if signal_id else None
        self._person = person
        self._title = ""
        self.editor: RecordEditor | None = None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        if self._signal_id is None:
            ask = partial(_defaults, RecordId(person[0]) if person else None)
            kit.operations.read(ask, done=self._on_defaults)
        else:
            standing = partial(_standing, self._signal_id)
            kit.operations.read(standing, done=self._on_standing, failed=self._on_missing)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def begin(self) -> None:
        """Go to what is to be typed first, under its title."""
        if self._title:
            self.titled.emit(self._title)
        if self._signal_id is not None:
            follows = self.editor
            if follows is not None:
                follows.form.focus_first()
        elif self.editor is not None:
            first = "facts"
            self.editor.form.box(first).editor.part.setFocus()

    def retranslate(self) -> None:
        """Word the page in the language of now: the form does so itself."""

    def _on_defaults(self, values: dict[str, Value]) -> None:
        self._column.addWidget(
            Words(
                self,
                "signalHint",
                role="muted",
                wraps=True,
                text=_(
                    "When a child is in danger, call 112 or the child protection department first, then write. "
                    "Write only what was seen and heard. A signal is never deleted or changed afterwards."
                ),
            )
        )
        edit = Edit(
            record=Signal,
            values=values,
            save=_record,
            saved=_("Signal saved. A task to follow it up is there for tomorrow."),
            draft=f"signal-of-{self._person[0]}" if self._person else "signal",
            sections=SECTIONS,
        )
        self.editor = self._add(edit)
        self.editor.save_button.say(_("Save and print"), hint=_("Ctrl+Enter"))
        if self._person is not None:
            self.editor.form.name_reference("person", self._person[1])
        self.editor.saved.connect(self._on_written)
        self.editor.form.edited.connect(self._on_edited)
        self._column.addStretch(1)
        self.begin()

    def _on_standing(self, answer: tuple[Signal, str]) -> None:
        signal, name = answer
        self._title = _("Signal {number}").format(number=signal.number or "")
        self.titled.emit(self._title)
        if signal.person and name:
            link = QuietButton(self, "signalPerson", self._kit.look, icon="user")
            link.say(name)
            restyled(link, flush=True)
            link.clicked.connect(partial(self.person_opened.emit, signal.person))
            self._column.addWidget(link)
        again = Button(self, "printSignal", self._kit.look, icon="printer")
        again.say(_("Print the signal"))
        again.clicked.connect(partial(self._print, signal.id, str(signal.person or "")))
        self._column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._told(signal))
        self._column.addWidget(SectionTitle(self, "followTitle", _("What followed")))
        edit = Edit(
            record=Signal,
            values=values_of(signal),
            record_id=signal.id,
            save=partial(_follow, signal.id),
            saved=_("Follow-up saved."),
            draft=f"signal-{signal.id}",
            sections=(Section("", LATER, wide=("notified", "notified_whom")),),
        )
        self.editor = self._add(edit)
        self.editor.saved.connect(self._on_followed)
        self._column.addStretch(1)
        self.begin()

    def _told(self, signal: Signal) -> Card:
        """Show what was written at once, as it stands for ever."""
        card = Card(self, "signalTold", self._kit.look.tokens)
        card.body.setSpacing(self._kit.look.tokens.tight)
        for spec in specs_of(Signal):
            value = getattr(signal, spec.name)
            if spec.name not in TOLD or not value:
                continue
            card.body.addWidget(Words(card, f"{spec.name}Label", role="label", text=_(spec.label)))
            words = self._kit.lookups.words(spec, value)
            if spec.name == "happened_on" and signal.happened_at:
                words = f"{words}, {signal.happened_at}"
            card.body.addWidget(Words(card, f"{spec.name}Told", wraps=True, text=words))
        return card

    def _add(self, edit: Edit) -> RecordEditor:
        editor = RecordEditor(self, "signal", self._kit, edit)
        editor.left.connect(self.left)
        editor.history_asked.connect(self.history_asked)
        for note in ("concerned", "actions", "follow_up"):
            if editor.form.shows(note):
                editor.form.box(note).editor.part.setFixedHeight(self._kit.look.tokens.px(LOW))
        self._column.addWidget(editor)
        return editor

    def _on_edited(self) -> None:
        """Say that it was now, once somebody was notified; another hour may be written over it."""
        if self.editor is None:
            return
        state = self.editor.state
        if state.value("notified") and not state.is_touched("notified_at"):
            now = self._kit.operations.clock()
            if not state.value("notified_at"):
                self.editor.form.put("notified_at", self._kit.wording.time(now))
                self.editor.form.put("notified_on", self._kit.today)

    def _on_written(self, written: Written) -> None:
        person = str(self.editor.state.value("person") or "") if self.editor else ""
        found = next((one for record, one in written.touched if record == "signal"), None)
        self.left.emit()
        if found:
            self._print(found, person)

    def _print(self, signal_id: str, person: str) -> None:
        self.print_wanted.emit("incident", "signal", signal_id, person)

    def _on_followed(self, _written: Written) -> None:
        self.left.emit()

    def _on_missing(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self.left.emit()


def _defaults(person: RecordId | None, uow: UnitOfWork) -> dict[str, Value]:
    return signal_defaults(uow, person=person)


def _standing(signal_id: RecordId, uow: UnitOfWork) -> tuple[Signal, str]:
    signal = read_signal(uow, signal_id)
    names = labels_of(uow, "person", [signal.person]) if signal.person else {}
    return signal, names.get(signal.person or RecordId(""), "")


def _record(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    # nobody is offered to take a signal back
    from dataclasses import replace

    return replace(record_signal(uow, values, task_title=_(TASK_TITLE)), undo="")


def _follow(signal_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return follow_signal(uow, signal_id, values)
