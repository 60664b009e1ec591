"""A short form of the panel over fields of several records, saved by one service as one intention."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.code_lists import CodeEntry
from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.fields import Kind, specs_of
from kazanlak_case.i18n import N_, _
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
    from collections.abc import Callable, Mapping
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import FieldSpec, RecordId, Value
    from kazanlak_case.ui.forms.picker import Suggest
    from kazanlak_case.ui.kit import Kit

PEOPLE = "@people"
"""The list of those who can be chosen in a form: the people of one family."""
_REQUIRED = N_("Please fill this in.")


def field(
    cls: type, name: str, label: str = "", *, called: str = "", required: bool | None = None
) -> FieldSpec:
    """Take a declared field into a form, perhaps under another label (English, marked where it is written)."""
    spec = next(one for one in specs_of(cls) if one.name == name)
    return dataclasses.replace(
        spec,
        name=called or name,
        label=label or spec.label,
        required=spec.required if required is None else required,
    )


def choice(spec: FieldSpec, choices: str, *, several: bool = False) -> FieldSpec:
    """Let a field be chosen from a list of its own, one or several."""
    kind = Kind.CODES if several else Kind.CHOICE
    return dataclasses.replace(spec, kind=kind, choices=choices, refers=None)


class PanelForm(QWidget):
    """Asks, saves and leaves. A subclass names its fields and what is done with them."""

    save_word: ClassVar[str] = ""

    left = Signal()
    saved = Signal(object)

    def __init__(self, parent: QWidget, name: str, kit: Kit, *, whose: str) -> None:
        super().__init__(parent)
        named(self, name)
        self._kit = kit
        self._name = name
        self._whose = whose
        self._is_saving = False
        self.state = FormState((), {})
        self.form: RecordForm | None = None
        self._autosave: Autosave | None = None
        self._above = Words(self, f"{name}Above", role="muted", wraps=True)
        self._problem = Words(self, f"{name}Problem", role="problem", wraps=True)
        self.save_button = PrimaryButton(self, f"{name}Save", kit.look, icon="check")
        self.cancel_button = Button(self, f"{name}Cancel", kit.look)
        self.layout_ = column(kit.look.tokens.large)
        self.layout_.addWidget(self._above)
        self.setLayout(self.layout_)
        self._above.hide()
        self._problem.hide()
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self, self.save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def ask(
        self,
        specs: tuple[FieldSpec, ...],
        values: Mapping[str, Value],
        *,
        sections: tuple[Section, ...] = (),
        people: Mapping[RecordId, str] | None = None,
        about: str = "",
    ) -> RecordForm:
        """Make the form, once what it begins with is known, and go to its first field."""
        kit = self._kit
        lookups = kit.lookups
        if people is not None:
            entries = [CodeEntry(key, name, name) for key, name in people.items()]
            lookups = dataclasses.replace(
                lookups, code_lists=lookups.code_lists.with_list(PEOPLE, entries)
            )
        tools = EditorTools(kit.look, lookups, self._today, self.finder_of)
        self.state = FormState(specs, values)
        self.form = RecordForm(self, self.state, tools, sections=sections)
        self.form.submitted.connect(self.save)
        self._autosave = Autosave(
            self, kit.operations, f"{self._name}-{self._whose}", self.state.draft
        )
        self.form.edited.connect(self._autosave.watch)
        self._above.setText(about)
        self._above.setVisible(bool(about))
        buttons = row(kit.look.tokens.small)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        self.layout_.addWidget(self.form)
        self.layout_.addWidget(self._problem)
        self.layout_.addLayout(buttons)
        self.layout_.addStretch(1)
        self.save_button.say(_(self.save_word) if self.save_word else _("Save"), hint="Ctrl+Enter")
        self.cancel_button.say(_("Cancel"))
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self._on_cancel)
        shown = [name for section in sections for name in section.fields] or list(self.state.specs)
        self.setFocusProxy(self.form.box(shown[0]).editor.part)  # the panel goes to what it shows
        self.form.focus_first()
        self._autosave.find(self._on_draft)
        return self.form

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self._autosave is not None:
            self._autosave.keep_pending()

    def save(self) -> None:
        """Hand what was typed to the service."""
        if self._is_saving or self.form is None:
            return
        lacking = {
            name: _REQUIRED
            for name, spec in self.state.specs.items()
            if spec.required and self.state.value(name) is None
        }
        if self.form.show_problems(self.state.problems() or lacking):
            return
        self._is_saving = True
        self._kit.operations.write(
            self.work(self.state.values()), done=self._on_saved, failed=self._on_refused
        )

    def finder_of(self, record: str) -> Suggest:
        """Give the way records are found that a field points to."""
        return finder_of(self._kit.operations, self._kit.lookups, record)

    def work(self, values: Mapping[str, Value]) -> Callable[[UnitOfWork], Written]:
        """Give the one service that is called with what was typed."""
        raise NotImplementedError

    def said(self) -> str:
        """Say what was done."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Word the form in the language of now."""
        if self.form is not None:
            self.form.retranslate()

    def _today(self) -> date:
        return self._kit.today

    def _on_draft(self, draft: dict[str, object]) -> None:
        """Go on with what was half-typed, and say so."""
        if not draft or self.form is None or self.state.is_changed:
            return
        if self.state.restore(draft):
            self.form.show_values()
            self._above.setText(_("Taken up from where you stopped; not saved yet."))
            self._above.show()

    def _on_cancel(self) -> None:
        if self._autosave is not None:
            self._autosave.drop()
        self.left.emit()

    def _on_saved(self, written: Written) -> None:
        self._is_saving = False
        if self._autosave is not None:
            self._autosave.drop()
        self._kit.messages.forgive()
        self._kit.messages.saved(self.said(), written.undo)
        self.saved.emit(written)
        self.left.emit()

    def _on_refused(self, error: ExpectedError) -> None:
        self._is_saving = False
        if not isinstance(error, InvalidRecordError) or self.form is None:
            self._kit.messages.refuse(error)
            return
        self.form.show_problems(error.problems)
        others = [text for name, text in error.problems.items() if name not in self.state.specs]
        self._problem.setText(" ".join(_(text) for text in others))
        self._problem.setVisible(bool(others))
