"""A form with its own saving: what changed goes to one service, what is wrong comes back beside its field."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.errors import (
    ChangedMeanwhileError,
    ExpectedError,
    InvalidRecordError,
)
from kazanlak_case.domain.fields import RecordId, Value, record_type, specs_of
from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.records import read_record
from kazanlak_case.ui.forms.autosave import Autosave
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.finding import finder_of
from kazanlak_case.ui.forms.form_state import FormState
from kazanlak_case.ui.forms.record_form import RecordForm, Section
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import FieldSpec
    from kazanlak_case.ui.kit import Kit

Save: TypeAlias = "Callable[[UnitOfWork, Mapping[str, Value]], Written]"
"""Saves the changed fields (of a new record: all that are filled)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to be edited, and by which service it is saved.

    Attributes:
        record: The record class; its declared fields make the form.
        values: What stands there now, or what a new record begins with.
        record_id: None for a new record.
        save: None where nothing is saved by a service of one step: the form is read only, unless it is one that hands
            over in its own way.
        saved: What is said once it is saved (translated).
        draft: Name under which unsaved typing is kept.
        also: Fields beside those of the record, as “intake.source”: of another record that is saved with it, or kept
            beside another field without an editor of their own.
    """

    record: type
    values: Mapping[str, Value]
    save: Save | None = None
    saved: str = ""
    draft: str = ""
    record_id: RecordId | None = None
    sections: tuple[Section, ...] = ()
    also: tuple[str, ...] = ()
    begun_with: Mapping[str, Value] = field(default_factory=dict)


class RecordEditor(QWidget):
    """Edits one record. `saved` carries what was written; `left` follows when there is nothing more to do here."""

    saved = Signal(object)
    left = Signal()
    history_asked = Signal(str, str, str)
    conflict_opened = Signal(str, str, str)
    state_changed = Signal(bool)

    def __init__(self, parent: QWidget, name: str, kit: Kit, edit: Edit) -> None:
        super().__init__(parent)
        named(self, name)
        self._kit = kit
        self._edit = edit
        fields = [one for section in edit.sections for one in section.fields]
        own = [one for one in specs_of(edit.record) if not fields or one.name in fields]
        specs = tuple(
            spec
            for spec in (*own, *(spec_of(*place.split(".")) for place in edit.also))
            if not spec.retired and kit.sight.sees(f"{spec.record}.{spec.name}")
        )
        shown = {spec.name for spec in specs}
        sections = tuple(
            replace(one, fields=tuple(name for name in one.fields if name in shown))
            for one in edit.sections
        )
        self.state = FormState(self.specs_for(specs), edit.values, record_id=edit.record_id)
        for key, value in edit.begun_with.items():
            self.state.put(key, value)
        tools = EditorTools(
            kit.look, kit.lookups, self._today, partial(finder_of, kit.operations, kit.lookups)
        )
        self.form = RecordForm(
            self, self.state, tools, sections=sections, history=edit.record_id is not None
        )
        self._autosave = Autosave(self, kit.operations, edit.draft, self.state.draft)
        self._draft_note = Words(self, f"{name}Draft", role="caption", wraps=True)
        self._draft_note.hide()
        self.save_button = PrimaryButton(self, f"{name}Save", kit.look, icon="check")
        self.cancel_button = Button(self, f"{name}Cancel", kit.look)
        self._is_saving = False
        self._keep_to(kit)
        self._build()
        self._connect()
        self.retranslate()
        self._show_state()
        if not self.is_read_only:
            self._autosave.find(self._on_draft)

    @property
    def is_read_only(self) -> bool:
        """Whether there is no way to save: then nobody can type here either, and no draft is looked for."""
        return self._edit.save is None

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self.state.is_changed

    def specs_for(self, specs: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
        """Give the fields the form keeps: those that are shown, and what a form of its own keeps beside them."""
        return specs

    def retranslate(self) -> None:
        """Word the buttons in the language of now."""
        self.save_button.say(_("Save"), hint=_("Ctrl+S"))
        self.cancel_button.say(_("Discard changes") if self._edit.record_id else _("Cancel"))
        self._draft_note.setText(_("Taken up from where you stopped; not saved yet."))

    def save(self) -> None:
        """Hand what changed to the service."""
        if self._is_saving or self.is_read_only:
            return
        if self.form.show_problems(self.problems()):
            return
        self._is_saving = True
        self.hand_over()

    def problems(self) -> Mapping[str, str]:
        """Say what stands in the way of saving, by field."""
        return self.state.problems()

    def hand_over(self) -> None:
        """Give what changed to the service; a form with a longer way of saving goes its own."""
        if self._edit.save is None:
            return
        changes = self.state.changes()
        if self._edit.record_id is None:
            changes = {**self.state.filled(), **changes}
        work = partial(_call, self._edit, self._edit.save, changes, self.state.seen())
        self._kit.operations.write(work, done=self._on_saved, failed=self._on_refused)

    def begin_with(self, values: Mapping[str, Value]) -> None:
        """Take what the record begins with or stands at, under whatever was typed meanwhile."""
        self.state.load(values)
        self.form.show_untouched()
        self._name_references()
        self._show_state()

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        self._autosave.keep_pending()

    def freeze(self, names: Collection[str]) -> None:
        """Let these fields be read only; with nothing else left to write the buttons go."""
        self._keep_to(self._kit, frozen=names)

    def _keep_to(self, kit: Kit, *, frozen: Collection[str] = ()) -> None:
        """Let nobody type where saving would only refuse."""
        own = {
            name
            for name, spec in self.state.specs.items()
            if not self.is_read_only
            and kit.writes(f"{spec.record}.{spec.name}")
            and name not in frozen
        }
        for name in filter(self.form.shows, self.state.specs):
            self.form.box(name).editor.setEnabled(name in own)
        for button in (self.save_button, self.cancel_button):
            button.setVisible(bool(own))

    def _today(self) -> date:
        return self._kit.today

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        buttons = row(tokens.small)
        buttons.addWidget(self._draft_note, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        layout = column(tokens.large)
        layout.addWidget(self.form, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.submitted.connect(self.save)
        self.form.history_asked.connect(self._on_history)
        self.form.conflict_opened.connect(self._on_conflict)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._on_cancel)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_edited(self) -> None:
        self._autosave.watch()
        self._show_state()

    def _show_state(self) -> None:
        is_changed = self.state.is_changed or self._edit.record_id is None
        self.save_button.setEnabled(is_changed)
        self.cancel_button.setEnabled(is_changed)
        if not self.state.is_changed:
            self._draft_note.hide()
        self.state_changed.emit(self.state.is_changed)

    def _on_draft(self, draft: dict[str, object]) -> None:
        if draft and not self.state.is_changed and self.state.restore(draft):
            self.form.show_values()
            self._name_references()
            self._draft_note.show()
            self._show_state()

    def _name_references(self) -> None:
        """Ask for the names of records that are not held: of people, whom the form knows by id only."""
        for name, spec in self.state.specs.items():
            value = self.state.value(name)
            if spec.refers and spec.refers not in self._kit.lookups.names and value:
                ask = partial(_label, spec.refers, RecordId(str(value)))
                self._kit.operations.read(ask, done=partial(self.form.name_reference, name))

    def _on_saved(self, written: Written) -> None:
        self._is_saving = False
        self.state.saved()
        self._autosave.drop()
        self._show_state()
        self._kit.messages.forgive()
        self._kit.messages.saved(self._edit.saved, written.undo)
        self.saved.emit(written)

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if isinstance(error, InvalidRecordError) and self.form.show_problems(error.problems):
            return
        if isinstance(error, ChangedMeanwhileError):
            self._kit.operations.read(partial(_standing, self._edit), done=self._on_others_values)
        self._kit.messages.refuse(error)

    def _on_others_values(self, values: Mapping[str, Value]) -> None:
        """Show what somebody else wrote, beside what was typed here: the next save has seen it."""
        theirs = {
            name: values.get(name)
            for name, seen in self.state.seen().items()
            if values.get(name) != seen
        }
        self.begin_with(values)
        told = _(
            "Meanwhile somebody else wrote “{value}” here. Save again to put yours in its place."
        )
        self.form.show_problems(
            {
                name: told.format(value=self._kit.lookups.words(self.state.specs[name], value))
                for name, value in theirs.items()
            }
        )

    def _on_cancel(self) -> None:
        self.state.discard()
        self._autosave.drop()
        self.form.show_values()
        self._show_state()
        self.left.emit()

    def _on_history(self, field_name: str) -> None:
        if self._edit.record_id is not None:
            record = self.state.specs[field_name].record
            self.history_asked.emit(record, self._edit.record_id, field_name)

    def _on_conflict(self, field_name: str) -> None:
        if self._edit.record_id is not None:
            record = self.state.specs[field_name].record
            self.conflict_opened.emit(record, self._edit.record_id, field_name)


def _label(record: str, record_id: RecordId, uow: UnitOfWork) -> str:
    return labels_of(uow, record, [record_id]).get(record_id, "")


def _call(
    edit: Edit,
    save: Save,
    changes: Mapping[str, Value],
    seen: Mapping[str, Value],
    uow: UnitOfWork,
) -> Written:
    if edit.record_id is not None:
        own = {spec.name for spec in specs_of(edit.record)}
        before = {name: value for name, value in seen.items() if name in own}
        uow.log.expect(record_type(edit.record), edit.record_id, before)
    return save(uow, changes)


def _standing(edit: Edit, uow: UnitOfWork) -> dict[str, Value]:
    return values_of(read_record(uow, edit.record, edit.record_id or RecordId("")))
