"""One row of the notebook: who, what, from when, how long, how, and a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.day_hours import Hours
from kazanlak_case.i18n import _
from kazanlak_case.services.visits import VisitDraft
from kazanlak_case.ui.forms.clock_editor import read_hour
from kazanlak_case.ui.forms.picker import Picker
from kazanlak_case.ui.forms.reading import read_number
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent

    from kazanlak_case.ui.forms.picker import Suggest
    from kazanlak_case.ui.kit import Kit

COLUMNS = ("person", "service", "started_at", "minutes", "form", "note")
"""Cells from left to right; the number of the row stands before them."""


@dataclass(frozen=True, slots=True)
class Finders:
    """How a row finds people and kinds of service."""

    people: Suggest
    services: Suggest


class _Form(QComboBox):
    """The wheel scrolls the page, never the answer; Enter goes on."""

    went_on = Signal()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.went_on.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        words = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class NotebookRow(QObject):
    """The cells of one row, put into the grid they share. `edited` follows every change by hand."""

    edited = Signal()
    went_on = Signal(int, str)

    def __init__(self, page: QWidget, kit: Kit, at: int, finders: Finders) -> None:
        super().__init__(page)
        self._kit = kit
        self.at = at
        tokens = kit.look.tokens
        self._number = Words(page, f"row{at}Number", role="caption", text=str(at + 1))
        self.person = Picker(page, f"row{at}Person", kit.look, finders.people)
        self.service = Picker(page, f"row{at}Service", kit.look, finders.services)
        self.service.opens_when_entered = True
        for picker in (self.person, self.service):
            _make_narrow(picker)
        self.started_at = named(QLineEdit(page), f"row{at}StartedAt")
        self.minutes = named(QLineEdit(page), f"row{at}Minutes")
        self.form = named(_Form(page), f"row{at}Form")
        self.form.addItem("", None)
        for code, label in kit.lookups.choices("activity_form").items():
            self.form.addItem(label, code)
        self.form.setMinimumContentsLength(7)
        self.form.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.note = named(QLineEdit(page), f"row{at}Note")
        self.started_at.setFixedWidth(tokens.px(64))
        self.minutes.setFixedWidth(tokens.px(64))
        self.fault = Words(page, f"row{at}Fault", role="problem", wraps=True)
        self.fault.hide()
        self.cells: dict[str, QWidget] = {
            "person": self.person.line,
            "service": self.service.line,
            "started_at": self.started_at,
            "minutes": self.minutes,
            "form": self.form,
            "note": self.note,
        }
        self._connect()
        self.retranslate()

    def stand_in(self, grid: QGridLayout) -> None:
        """Take a place in the grid: two lines, the second for what is wrong."""
        line = 1 + 2 * self.at
        parts = (self.person, self.service, self.started_at, self.minutes, self.form, self.note)
        grid.addWidget(self._number, line, 0)
        for column, part in enumerate(parts, start=1):
            grid.addWidget(part, line, column)
        grid.addWidget(self.fault, line + 1, 1, 1, len(parts))

    def retranslate(self) -> None:
        """Word the cells in the language of now."""
        row = self.at + 1
        words = {
            "person": _("Row {row}: who"),
            "service": _("Row {row}: what"),
            "started_at": _("Row {row}: from"),
            "minutes": _("Row {row}: minutes"),
            "form": _("Row {row}: how"),
            "note": _("Row {row}: what was done"),
        }
        for name, text in words.items():
            self.cells[name].setAccessibleName(text.format(row=row))
        self.started_at.setPlaceholderText(_("hh:mm"))

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to save: nobody, and no words."""
        return not self.person.key and not self.note.text().strip()

    def begin_with(self, draft: VisitDraft) -> None:
        """Put in what somebody mostly writes, where nothing stands yet."""
        if draft.service and not self.service.key:
            label = self._kit.lookups.label("service_type", draft.service)
            self.service.show_choice(draft.service, label)
        if draft.minutes and not self.minutes.text():
            self.minutes.setText(str(draft.minutes))
        if draft.form and self.form.currentIndex() <= 0:
            self.form.setCurrentIndex(max(0, self.form.findData(draft.form)))

    def draft(self, day: date | None, begun: VisitDraft) -> VisitDraft:
        """Give the row as a visit of a day."""
        form = self.form.currentData()
        return VisitDraft(
            person=RecordId(self.person.key) if self.person.key else None,
            service=self.service.key or None,
            form=str(form) if form else None,
            provided_on=day,
            minutes=self._minutes(),
            staff_member=begun.staff_member,
            note=self.note.text().strip() or None,
            started_at=read_hour(self.started_at.text()),
        )

    def hours(self) -> Hours:
        """Give when it was, as far as it can be read."""
        started = read_hour(self.started_at.text())
        is_hour = bool(started) and len(str(started)) == len("09:30") and ":" in str(started)
        return Hours(started if is_hour else None, self._minutes())

    def unreadable(self) -> dict[str, str]:
        """Say what cannot be read."""
        reading = read_number(self.minutes.text(), self._kit.today)
        return {"minutes": reading.problem} if reading.problem else {}

    def show_faults(self, problems: Mapping[str, str]) -> None:
        """Mark what is wrong, and say it below the row."""
        for name, cell in self.cells.items():
            restyled(cell, wrong=name in problems)
        self.fault.setText(" ".join(dict.fromkeys(_(one) for one in problems.values())))
        self.fault.setVisible(bool(problems))

    def kept(self) -> dict[str, str]:
        """Give what is typed, to be kept as a draft; nothing for a blank row."""
        if self.is_blank:
            return {}
        return {
            "person": self.person.key,
            "name": self.person.line.text(),
            "service": self.service.key,
            "started_at": self.started_at.text(),
            "minutes": self.minutes.text(),
            "form": str(self.form.currentData() or ""),
            "note": self.note.text(),
        }

    def restore(self, kept: Mapping[str, str]) -> None:
        """Take up what was kept."""
        self.person.show_choice(kept.get("person", ""), kept.get("name", ""))
        code = kept.get("service", "")
        self.service.show_choice(code, self._kit.lookups.label("service_type", code))
        self.started_at.setText(kept.get("started_at", ""))
        self.minutes.setText(kept.get("minutes", ""))
        self.form.setCurrentIndex(max(0, self.form.findData(kept.get("form") or None)))
        self.note.setText(kept.get("note", ""))
        self.note.setCursorPosition(0)

    def clear(self) -> None:
        """Empty the row."""
        self.restore({})
        self.show_faults({})

    def _minutes(self) -> int | None:
        value = read_number(self.minutes.text(), self._kit.today).value
        return value if isinstance(value, int) else None

    def _connect(self) -> None:
        self.person.picked.connect(self._on_person)
        self.service.picked.connect(self._on_service)
        self.person.submitted.connect(self._on_entered)
        self.service.submitted.connect(self._on_entered)
        self.form.activated.connect(self._on_edited)
        self.form.went_on.connect(self._on_entered)
        for line in (self.started_at, self.minutes, self.note):
            line.textEdited.connect(self._on_edited)
            line.returnPressed.connect(self._on_entered)
        self.started_at.editingFinished.connect(self._on_hour)
        self.note.editingFinished.connect(self._on_note_left)

    def _on_person(self, key: str) -> None:
        self.person.line.setToolTip(self.person.line.text())
        self.edited.emit()
        if key:
            self.went_on.emit(self.at, "person")

    def _on_service(self, key: str) -> None:
        self.service.line.setToolTip(self.service.line.text())
        self.edited.emit()
        if key:
            self.went_on.emit(self.at, "service")

    def _on_edited(self, _what: object = None) -> None:
        self.edited.emit()

    def _on_note_left(self) -> None:
        self.note.setCursorPosition(0)

    def _on_hour(self) -> None:
        self.started_at.setText(read_hour(self.started_at.text()) or "")

    def _on_entered(self) -> None:
        for name, cell in self.cells.items():
            if cell.hasFocus():
                self.went_on.emit(self.at, name)
                return


def _make_narrow(picker: Picker) -> None:
    """Leave the room of a cell to its words."""
    picker.line.setClearButtonEnabled(False)
    for sign in picker.line.actions():
        picker.line.removeAction(sign)
