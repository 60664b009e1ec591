"""Editors one chooses in: a row of two or three, a list that opens, ticks, or a line to find one among many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.picker import Answer, Picker
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from kazanlak_case.domain.fields import FieldSpec, Value

MOST_SEGMENTS = 3
MOST_IN_LIST = 14
LONGEST_SEGMENTS = 36
"""Letters of all words of a row together; longer ones go into a list."""


class _Segment(QPushButton):
    """One choice of a row. Arrows go to its neighbours; choosing it again takes the answer away."""

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(parent)
        self.code = code
        self.setCheckable(True)
        self.setProperty("kind", "segment")
        self.setAutoDefault(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Right:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class SegmentsEditor(Editor):
    """Two or three choices side by side."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        labels = tools.lookups.choices(spec.choices or "")
        self._segments: list[_Segment] = []
        layout: QHBoxLayout = row(0)
        for at, (code, label) in enumerate(labels.items()):
            segment = named(_Segment(self, code), f"{spec.name}_{code}")
            segment.setText(label.replace("&", "&&"))
            place = {0: "first", len(labels) - 1: "last"}.get(at, "middle")
            segment.setProperty("place", place)
            segment.clicked.connect(self._on_clicked)
            layout.addWidget(segment)
            self._segments.append(segment)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self._segments[0])

    @property
    @override
    def part(self) -> QWidget:
        return self._segments[0]

    @override
    def value(self) -> Value:
        return next((one.code for one in self._segments if one.isChecked()), None)

    @override
    def show_value(self, value: Value) -> None:
        for segment in self._segments:
            segment.setChecked(segment.code == value)

    @override
    def label_as(self, label: str, hint: str = "") -> None:
        for segment in self._segments:
            segment.setAccessibleName(f"{label}: {segment.text()}")

    @override
    def mark(self, is_wrong: bool) -> None:
        for segment in self._segments:
            restyled(segment, wrong=is_wrong)

    def _on_clicked(self) -> None:
        chosen = self.sender()
        for segment in self._segments:
            if segment is not chosen:
                segment.setChecked(False)
        self.edited.emit()


class _Combo(QComboBox):
    """A list that opens; the wheel scrolls the page, never the answer."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ComboEditor(Editor):
    """One choice of a short list; letters typed jump to it."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.combo = named(_Combo(self), spec.name)
        self.combo.addItem("", None)
        for code, label in tools.lookups.choices(spec.choices or "").items():
            self.combo.addItem(label, code)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(8)
        layout = column(0)
        layout.addWidget(self.combo)
        self.setLayout(layout)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(self._on_activated)

    @property
    @override
    def part(self) -> QWidget:
        return self.combo

    @override
    def value(self) -> Value:
        code = self.combo.currentData()
        return None if code is None else str(code)

    @override
    def show_value(self, value: Value) -> None:
        at = 0 if value is None else self.combo.findData(value)
        if at < 0:  # a code of a newer version: shown as it is, kept unless changed
            self.combo.addItem(str(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def _on_activated(self, _at: int) -> None:
        self.edited.emit()


class CodesEditor(Editor):
    """Several choices, each with a tick."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self._ticks: dict[str, QCheckBox] = {}
        layout = column(0)
        for code, label in tools.lookups.choices(spec.choices or "").items():
            tick = named(QCheckBox(label.replace("&", "&&"), self), f"{spec.name}_{code}", label)
            tick.clicked.connect(self._on_clicked)
            layout.addWidget(tick)
            self._ticks[code] = tick
        self.setLayout(layout)
        if self._ticks:
            self.setFocusProxy(self.part)

    @property
    @override
    def part(self) -> QWidget:
        return next(iter(self._ticks.values()), self)

    @override
    def value(self) -> Value:
        codes = sorted(code for code, tick in self._ticks.items() if tick.isChecked())
        return " ".join(codes) or None

    @override
    def show_value(self, value: Value) -> None:
        codes = set(str(value or "").split())
        for code, tick in self._ticks.items():
            tick.setChecked(code in codes)

    @override
    def label_as(self, label: str, hint: str = "") -> None:
        for tick in self._ticks.values():
            tick.setAccessibleDescription(label)

    def _on_clicked(self) -> None:
        self.edited.emit()


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.tick = named(QCheckBox(_("yes"), self), spec.name)
        layout = column(0)
        layout.addWidget(self.tick)
        self.setLayout(layout)
        self.setFocusProxy(self.tick)
        self.tick.clicked.connect(self._on_clicked)

    @property
    @override
    def part(self) -> QWidget:
        return self.tick

    @override
    def value(self) -> Value:
        return self.tick.isChecked()

    @override
    def show_value(self, value: Value) -> None:
        self.tick.setChecked(bool(value))

    def _on_clicked(self) -> None:
        self.edited.emit()


class PickerEditor(Editor):
    """Anything found by typing. What it finds depends on where it looks."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self._named: tuple[str, str] | None = None
        self.picker = Picker(self, spec.name, tools.look, self.suggest)
        layout = column(0)
        layout.addWidget(self.picker)
        self.setLayout(layout)
        self.setFocusProxy(self.picker)
        self.picker.picked.connect(self._on_picked)
        self.picker.submitted.connect(self.submitted)

    @property
    @override
    def part(self) -> QWidget:
        return self.picker.line

    @override
    def value(self) -> Value:
        return self.picker.key or None

    @override
    def show_value(self, value: Value) -> None:
        key = "" if value is None else str(value)
        self.picker.show_choice(key, self.title_of(key) if key else "")

    def title_of(self, key: str) -> str:
        """Word what is chosen."""
        if self._named and self._named[0] == key:
            return self._named[1]
        return self.tools.lookups.words(self.spec, key)

    def name_choice(self, title: str) -> None:
        """Word what is chosen by a name known elsewhere."""
        self._named = (self.picker.key, title)
        self.picker.show_choice(self.picker.key, title)

    def suggest(self, text: str, answer: Answer) -> None:
        """Find what may be chosen."""
        raise NotImplementedError

    def _on_picked(self, _key: str) -> None:
        self.edited.emit()


class LongChoiceEditor(PickerEditor):
    """One choice of a long code list, found by any part of its words."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        self.picker.opens_when_entered = True

    @override
    def suggest(self, text: str, answer: Answer) -> None:
        folded = text.casefold()
        labels = self.tools.lookups.choices(self.spec.choices or "").items()
        hits = [Suggestion(code, label) for code, label in labels if folded in label.casefold()]
        hits.sort(key=lambda hit: bool(folded) and not hit.title.casefold().startswith(folded))
        answer(hits)


class SettlementEditor(PickerEditor):
    """A settlement, those of the own municipality first."""

    @override
    def suggest(self, text: str, answer: Answer) -> None:
        lookups = self.tools.lookups
        hits = lookups.settlements.find(text, near_municipality=lookups.profile.nsi_code)
        detail = _("municipality of {municipality}, district of {oblast}")
        answer(
            [
                Suggestion(
                    hit.ekatte,
                    hit.short,
                    detail.format(municipality=hit.municipality, oblast=hit.oblast),
                )
                for hit in hits
            ]
        )


class ReferenceEditor(PickerEditor):
    """Another record: staff and partners from the held names, people by search."""

    @override
    def suggest(self, text: str, answer: Answer) -> None:
        record = self.spec.refers or ""
        held = self.tools.lookups.names.get(record)
        if held is not None:
            folded = text.casefold()
            answer(
                [Suggestion(key, name) for key, name in held.items() if folded in name.casefold()]
            )
        elif self.tools.suggest is not None:
            self.tools.suggest(record)(text, answer)
        else:
            answer([])


def choice_editor(parent: QWidget, spec: FieldSpec, tools: EditorTools) -> Editor:
    """Choose the way of choosing by how many choices there are."""
    labels = tools.lookups.choices(spec.choices or "")
    if not labels or len(labels) > MOST_IN_LIST:
        return LongChoiceEditor(parent, spec, tools)
    letters = sum(len(label) for label in labels.values())
    if len(labels) <= MOST_SEGMENTS and letters <= LONGEST_SEGMENTS:
        return SegmentsEditor(parent, spec, tools)
    return ComboEditor(parent, spec, tools)
