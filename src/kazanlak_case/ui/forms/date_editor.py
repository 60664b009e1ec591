"""An editor of dates: typed freely, shown as dd.MM.yyyy, with a calendar for those who like it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.ui.forms.ahead import read_day_ahead
from kazanlak_case.ui.forms.editor import Editor, EditorTools
from kazanlak_case.ui.forms.reading import Reading, read_date
from kazanlak_case.ui.widgets.buttons import PlainButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.domain.fields import FieldSpec, Value

AHEAD = frozenset(
    {
        "answer_due_on",
        "due_on",
        "from_on",
        "next_on",
        "next_review_on",
        "review_on",
        "until_on",
        "valid_until",
    }
)
"""Fields whose days mostly lie ahead: „24.5“ is the next one, and „утре“ is understood."""


class DateEditor(Editor):
    """One day."""

    def __init__(self, parent: QWidget, spec: FieldSpec, tools: EditorTools) -> None:
        super().__init__(parent, spec, tools)
        tokens = tools.look.tokens
        self.line = named(QLineEdit(self), spec.name)
        self.line.setMinimumWidth(tokens.px(106))
        self.line.setMaximumWidth(tokens.px(150))
        self._calendar_button = PlainButton(
            self, f"{spec.name}Calendar", tools.look, icon="calendar"
        )
        self._calendar_button.setFixedWidth(tokens.field_height)
        self._calendar_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = row(tokens.tight)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._calendar_button)
        layout.addStretch(0)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.line.returnPressed.connect(self.submitted)
        self._calendar_button.clicked.connect(self._open_calendar)

    @property
    @override
    def part(self) -> QWidget:
        return self.line

    def read(self) -> Reading:
        """Understand what is typed."""
        read = read_day_ahead if self.spec.name in AHEAD else read_date
        return read(self.line.text(), self.tools.today())

    @override
    def value(self) -> Value:
        return self.read().value

    @override
    def unreadable(self) -> str:
        return self.read().problem

    @override
    def show_value(self, value: Value) -> None:
        self.line.setText(value.strftime("%d.%m.%Y") if isinstance(value, date) else "")

    @override
    def label_as(self, label: str, hint: str = "") -> None:
        super().label_as(label, hint)
        is_ahead = self.spec.name in AHEAD
        self.line.setPlaceholderText(_("tomorrow, +7") if is_ahead else _("dd.mm.yyyy"))
        self._calendar_button.setAccessibleName(_("Calendar: {field}").format(field=label))
        self._calendar_button.setToolTip(_("Choose in a calendar"))

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_finished(self) -> None:
        """Show what was understood, so that a slip is seen at once."""
        reading = self.read()
        if isinstance(reading.value, date):
            self.show_value(reading.value)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = named(QCalendarWidget(menu), f"{self.spec.name}CalendarPage")
        calendar.setLocale(self.tools.lookups.wording.locale)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self.value()
        shown = day if isinstance(day, date) else self.tools.today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(self._on_day)
        calendar.clicked.connect(self._on_day)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.setFocus()

    def _on_day(self, day: QDate) -> None:
        self.show_value(date(day.year(), day.month(), day.day()))
        self.edited.emit()
        self.line.setFocus()
