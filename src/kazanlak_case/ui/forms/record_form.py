"""A form made from declared fields: label above, editor, hint or problem below, in short sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import Kind
from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.choice_editors import PickerEditor
from kazanlak_case.ui.forms.editors import editor_for
from kazanlak_case.ui.widgets.buttons import PlainButton, QuietButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.domain.fields import FieldSpec, Value
    from kazanlak_case.ui.forms.editor import Editor, EditorTools
    from kazanlak_case.ui.forms.form_state import FormState

NARROW = 380
"""Below this width (at scale 1) fields stand in one column."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (English, translated where shown; "" for none) and the fields under it."""

    title: str
    fields: tuple[str, ...]
    wide: tuple[str, ...] = ()
    """Fields that take a whole line; notes do so by themselves."""


class FieldBox(QWidget):
    """One field: its label, its editor, and below them what is wrong or how it is meant."""

    edited = Signal(str)
    history_asked = Signal(str)
    conflict_opened = Signal(str)

    def __init__(
        self, parent: QWidget, spec: FieldSpec, tools: EditorTools, *, history: bool
    ) -> None:
        super().__init__(parent)
        named(self, f"{spec.name}Field")
        self.spec = spec
        tokens = tools.look.tokens
        self._label = Words(self, f"{spec.name}Label", role="label")
        self._history = PlainButton(self, f"{spec.name}History", tools.look)
        tools.look.dress(self._history, "history", "muted", size=13)
        restyled(self._history, tiny=True)
        self._history.setFixedSize(tokens.px(22), tokens.px(18))
        self._history.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._history.setVisible(history)
        self._history.clicked.connect(self._on_history)
        self._conflict = QuietButton(self, f"{spec.name}Conflict", tools.look, icon="merge")
        tools.look.dress(self._conflict, "merge", "accent", size=13)
        restyled(self._conflict, tiny=True, bare=True)
        self._conflict.setFixedHeight(tokens.px(18))
        self._conflict.hide()
        self._conflict.clicked.connect(self._on_conflict)
        self.editor: Editor = editor_for(self, spec, tools)
        self._below = Words(self, f"{spec.name}Below", role="caption", wraps=True)
        heading = row(tokens.tight)
        heading.addWidget(self._label)
        heading.addWidget(self._history)
        heading.addStretch(1)
        heading.addWidget(self._conflict)
        layout = column(tokens.tight)
        layout.addLayout(heading)
        layout.addWidget(self.editor)
        layout.addWidget(self._below)
        layout.addStretch(1)
        self.setLayout(layout)
        self._label.setBuddy(self.editor.part)
        self.editor.edited.connect(self._on_edited)
        self.retranslate()

    def retranslate(self) -> None:
        """Word label and hint in the language of now."""
        label, hint = _(self.spec.label), _(self.spec.hint)
        self._label.setText(_("{label} *").format(label=label) if self.spec.required else label)
        self.editor.label_as(label, hint)
        text = _("History of “{field}”").format(field=label)
        self._history.setAccessibleName(text)
        self._history.setToolTip(text)
        hint = _("Two people wrote different things in “{field}”").format(field=label)
        self._conflict.say(_("differs"), hint=hint)
        self._conflict.setAccessibleName(hint)
        self.show_problem("")

    def say_label(self, text: str) -> None:
        """Put other words over the field than its own."""
        self._label.setText(text)
        self.editor.label_as(text)

    def mark_conflict(self, differs: bool) -> None:
        """Show beside the field that two people wrote different things in it."""
        self._conflict.setVisible(differs)

    def show_problem(self, message: str) -> None:
        """Say what is wrong (an English message), or the hint when nothing is."""
        text = _(message) if message else _(self.spec.hint)
        self._below.setProperty("role", "problem" if message else "caption")
        self._below.style().unpolish(self._below)
        self._below.style().polish(self._below)
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self.editor.mark(bool(message))
        if message:
            self.editor.part.setAccessibleDescription(text)

    def _on_edited(self) -> None:
        self.edited.emit(self.spec.name)

    def _on_history(self) -> None:
        self.history_asked.emit(self.spec.name)

    def _on_conflict(self) -> None:
        self.conflict_opened.emit(self.spec.name)


class RecordForm(QWidget):
    """Edits the fields of one record; what is typed goes into the form state at once."""

    edited = Signal()
    submitted = Signal()
    history_asked = Signal(str)
    conflict_opened = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        state: FormState,
        tools: EditorTools,
        *,
        sections: tuple[Section, ...] = (),
        history: bool = False,
    ) -> None:
        super().__init__(parent)
        named(self, "recordForm")
        self._tools = tools
        self.state = state
        self._sections = sections or (Section("", tuple(state.specs)),)
        self._boxes: dict[str, FieldBox] = {}
        self._titles: list[tuple[SectionTitle, str]] = []
        self._grids: list[QGridLayout] = []
        self._columns = 0
        layout = column(tools.look.tokens.wide)
        for at, section in enumerate(self._sections):
            layout.addLayout(self._section(at, section, history=history))
        layout.addStretch(1)
        self.setLayout(layout)
        self._arrange(2)
        self.show_values()

    def show_values(self) -> None:
        """Show the values of the form state."""
        for name, box in self._boxes.items():
            self._show(name, box)
            box.show_problem("")

    def show_untouched(self) -> None:
        """Show the values of fields nobody typed into: they were read while somebody typed elsewhere."""
        for name, box in self._boxes.items():
            if not self.state.is_touched(name):
                self._show(name, box)

    def put(self, name: str, value: Value) -> None:
        """Put a value into a field as if it had been typed."""
        self.state.put(name, value)
        self._boxes[name].editor.show_value(value)
        self._boxes[name].show_problem("")
        self.edited.emit()

    def name_reference(self, name: str, title: str) -> None:
        """Word a reference whose name is known here but not held (a person)."""
        editor = self._boxes[name].editor
        if isinstance(editor, PickerEditor):
            editor.name_choice(title)

    def show_problems(self, problems: Mapping[str, str] | None = None) -> bool:
        """Say what is wrong beside its field, go to the first; answer whether anything is."""
        found = self.state.problems() if problems is None else problems
        for name, box in self._boxes.items():
            box.show_problem(found.get(name, ""))
        first = next((box for name, box in self._boxes.items() if name in found), None)
        if first is not None:
            first.editor.part.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(found)

    def mark_conflicts(self, fields: Collection[str]) -> None:
        """Show which fields two people filled differently."""
        for name, box in self._boxes.items():
            box.mark_conflict(name in fields)

    def box(self, name: str) -> FieldBox:
        """Give the box of a field."""
        return self._boxes[name]

    def shows(self, name: str) -> bool:
        """Tell whether a field stands in the form; some are only kept beside another."""
        return name in self._boxes

    def _show(self, name: str, box: FieldBox) -> None:
        box.editor.show_value(self.state.value(name))
        box.editor.show_beside(self.state.values())

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self._boxes.values())).editor.part.setFocus()

    def retranslate(self) -> None:
        """Word labels and headings in the language of now."""
        for title, message in self._titles:
            title.setText(_(message))
        for box in self._boxes.values():
            box.retranslate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(1 if self.width() < self._tools.look.tokens.px(NARROW) else 2)

    def _section(self, at: int, section: Section, *, history: bool) -> QGridLayout:
        tokens = self._tools.look.tokens
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.large)
        grid.setVerticalSpacing(tokens.medium)
        if section.title:
            title = SectionTitle(self, f"section{at}")
            title.setText(_(section.title))
            self._titles.append((title, section.title))
            grid.addWidget(title, 0, 0, 1, 2)
        for name in section.fields:
            box = FieldBox(self, self.state.specs[name], self._tools, history=history)
            box.edited.connect(self._on_edited)
            box.history_asked.connect(self.history_asked)
            box.conflict_opened.connect(self.conflict_opened)
            box.editor.submitted.connect(self.submitted)
            self._boxes[name] = box
        self._grids.append(grid)
        return grid

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for section, grid in zip(self._sections, self._grids, strict=True):
            at_row, at_column = 1, 0
            for name in section.fields:
                box = self._boxes[name]
                wide = box.spec.kind is Kind.NOTE or name in section.wide
                if wide and at_column:
                    at_row, at_column = at_row + 1, 0
                span = columns if wide else 1
                grid.addWidget(box, at_row, at_column, 1, span)
                at_column += span
                if at_column >= columns:
                    at_row, at_column = at_row + 1, 0
            for at in range(2):
                grid.setColumnStretch(at, 1 if at < columns else 0)

    def _on_edited(self, name: str) -> None:
        editor = self._boxes[name].editor
        message = editor.unreadable()
        if message:
            self.state.put_unreadable(name, message)
        else:
            self.state.put(name, editor.value())
            for other, value in editor.beside().items():
                if other in self.state.specs:
                    self.state.put(other, value)
            self._boxes[name].show_problem("")
        self.edited.emit()
