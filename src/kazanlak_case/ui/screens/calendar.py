"""The calendar: a week with its hours or a month, of one's own, of a colleague, or of the whole house."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.calendar import months_after
from kazanlak_case.i18n import _
from kazanlak_case.services.calendar_view import DEADLINE, TASK, CalendarItem, calendar_items
from kazanlak_case.services.tasks import move_task, open_task_again, tick_task
from kazanlak_case.ui.calendar_parts.month_board import MonthBoard
from kazanlak_case.ui.calendar_parts.week_board import WeekBoard
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.labels import SectionTitle
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.calendar_parts.board import Board
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

WEEK, MONTH = "week", "month"
EVERYBODY = ""


class CalendarScreen(QWidget):
    """Shows days and lets tasks be moved between them."""

    heading_changed = Signal(str, str)
    task_opened = Signal(str)
    task_wanted = Signal(object, object)
    visit_opened = Signal(str)
    deadline_opened = Signal(str, str, str, str)
    export_wanted = Signal(object, str)
    """The Monday of the week, and whose it is: an id, or "" for the whole house."""
    whole_house_chosen = Signal(bool)
    """One's own days were chosen, or those of the whole house: to be shown so the next time."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "calendar")
        self._kit = kit
        self._shown = (kit.today, kit.today)
        tokens = kit.look.tokens
        self.week = WeekBoard(self, kit)
        self.month = MonthBoard(self, kit)
        self._boards: dict[str, Board] = {WEEK: self.week, MONTH: self.month}
        self._stack = named(QStackedWidget(self), "calendarBoards")
        for key, board in self._boards.items():
            page = ScrollPage(self, f"{key}Scroll", 0)
            page.body.addWidget(board, 1)
            self._stack.addWidget(page)
        self._back = PlainButton(self, "calendarBack", kit.look, icon="chevron-left")
        self._today = Button(self, "calendarToday", kit.look)
        self._on = PlainButton(self, "calendarOn", kit.look, icon="chevron-right")
        self._title = SectionTitle(self, "calendarTitle")
        self._whose = named(QComboBox(self), "calendarWhose")
        self._view = WordFilter(self, "calendarView", (WEEK, MONTH))
        self._new = PlainButton(self, "calendarNew", kit.look, icon="plus")
        self._out = PlainButton(self, "calendarOut", kit.look, icon="download")
        card = Card(self, "calendarCard", tokens)
        card.body.setContentsMargins(tokens.small, tokens.small, tokens.small, tokens.small)
        card.body.addWidget(self._stack)
        layout = column(tokens.medium)
        layout.addLayout(self._bar())
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.week)
        self._fill_whose()
        self._connect()
        self.retranslate()

    @property
    def board(self) -> Board:
        """What is shown: the week or the month."""
        return self._boards[self._view.key]

    @property
    def whose(self) -> str:
        """Whose days are shown; "" for the whole house."""
        return str(self._whose.currentData() or EVERYBODY)

    def begin_with_house(self) -> None:
        """Begin with the whole house, as it was left the last time; without any, one's own days come first."""
        with QSignalBlocker(self._whose):
            self._whose.setCurrentIndex(max(0, self._whose.findData(EVERYBODY)))

    def refresh(self) -> None:
        """Read the days anew."""
        first, last = self._span()
        staff_member = RecordId(self.whose) if self.whose else None
        ask = partial(_items, first, last, staff_member)
        self._kit.operations.read(
            ask, done=self._on_items, failed=self._kit.messages.refuse, channel="calendar"
        )

    def follow(self, changed: Changed) -> None:
        """Read anew when something shown here may have been written."""
        if changed.everything or changed.touched:
            self.refresh()
        if changed.concerns("staff_member"):
            self._fill_whose()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Calendar"), self._period()

    def go_to(self, day: date) -> None:
        """Show the week or month of a day."""
        for board in self._boards.values():
            board.go_to(day)
        self._on_period()

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._today.say(_("Today"), hint=_("Go to today (Home)"))
        for button, text in ((self._back, _("Earlier")), (self._on, _("Later"))):
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._new.say(_("New task"), hint=_("N: a task on the day one stands on"))
        self._out.say(_("Take out"), hint=_("A file for other calendars, or the week on paper"))
        self._view.say({WEEK: _("Week"), MONTH: _("Month")}, _("View"))
        self._whose.setAccessibleName(_("Whose calendar"))
        for at, text in enumerate(self._fixed_words()):
            self._whose.setItemText(at, text)
        keys = _("Arrows: days and things. Ctrl+arrows: move the task. Enter: open. N: new.")
        for board in self._boards.values():
            board.setAccessibleName(_("Calendar"))
            board.setToolTip(keys)
        self._on_period()

    def _bar(self) -> QHBoxLayout:
        tokens = self._kit.look.tokens
        bar = row(tokens.small)
        for part in (self._back, self._today, self._on):
            bar.addWidget(part)
        bar.addWidget(self._title)
        bar.addStretch(1)
        choices: tuple[QWidget, ...] = (self._whose, self._view, self._new, self._out)
        for choice in choices:
            bar.addWidget(choice)
        self._whose.setMinimumWidth(tokens.px(150))
        self._whose.setMaximumWidth(tokens.px(240))
        self._new.setVisible(self._kit.writes("task.title"))
        return bar

    def _connect(self) -> None:
        self._back.clicked.connect(partial(self._turn, -1))
        self._on.clicked.connect(partial(self._turn, 1))
        self._today.clicked.connect(self._go_today)
        self._view.chosen.connect(self._on_view)
        self._whose.currentIndexChanged.connect(self._on_whose)
        self._new.clicked.connect(self._on_new)
        self._out.clicked.connect(self._on_out)
        keys = {"PgUp": partial(self._turn, -1), "PgDown": partial(self._turn, 1)}
        for key, act in (keys | {"Home": self._go_today}).items():
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for board in self._boards.values():
            board.item_opened.connect(self._on_item)
            board.task_moved.connect(self._on_moved)
            board.task_wanted.connect(self.task_wanted)
            board.ticked.connect(self._on_ticked)
            board.day_changed.connect(self._on_day)

    def _fixed_words(self) -> tuple[str, ...]:
        mine = self._kit.operations.case_file.user.staff_member
        return (_("Mine"), _("Of the house")) if mine else (_("Of the house"),)

    def _fill_whose(self) -> None:
        mine = self._kit.operations.case_file.user.staff_member
        chosen = self._whose.currentData()
        blocked = QSignalBlocker(self._whose)
        self._whose.clear()
        for text, key in zip(
            self._fixed_words(), (mine, EVERYBODY) if mine else (EVERYBODY,), strict=True
        ):
            self._whose.addItem(text, key)
        names = self._kit.lookups.names.get("staff_member", {})
        for key, name in self._kit.wording.in_order(names.items(), _second):
            if key != mine:
                self._whose.addItem(name, key)
        self._whose.setCurrentIndex(max(0, self._whose.findData(chosen)))
        blocked.unblock()

    def _span(self) -> tuple[date, date]:
        if self._view.key == WEEK:
            return self.week.monday, self.week.monday + timedelta(days=6)
        return self.month.first, self.month.first + timedelta(days=self.month.weeks * 7 - 1)

    def _period(self) -> str:
        wording = self._kit.wording
        if self._view.key == MONTH:
            return wording.month(self.month.day)
        first, last = self._span()
        head = str(first.day) if first.month == last.month else wording.plain_day(first, last)
        return f"{head} – {wording.plain_day(last, date.min)}"

    def _turn(self, by: int) -> None:
        day = self.board.day
        self.go_to(
            day + timedelta(days=7 * by) if self._view.key == WEEK else months_after(day, by)
        )

    def _go_today(self) -> None:
        self.go_to(self._kit.today)

    def _on_view(self, key: str) -> None:
        other = self._boards[MONTH if key == WEEK else WEEK]
        self._stack.setCurrentIndex(list(self._boards).index(key))
        self.setFocusProxy(self._boards[key])
        self.go_to(other.day)
        self._boards[key].setFocus()

    def _on_whose(self, _index: int) -> None:
        self.refresh()
        mine = self._kit.operations.case_file.user.staff_member
        # a colleague's days are looked at now and then; nobody means to begin with them
        if mine and self.whose in {EVERYBODY, mine}:
            self.whole_house_chosen.emit(self.whose == EVERYBODY)

    def _on_day(self, day: date) -> None:
        first, last = self._shown
        if not first <= day <= last or self._view.key == MONTH:
            self._on_period()

    def _on_period(self) -> None:
        self._shown = self._span()
        self._title.setText(self._period())
        self.heading_changed.emit(*self.heading())
        self.refresh()

    def _on_items(self, items: tuple[CalendarItem, ...]) -> None:
        self.board.show_items(items)

    def _on_item(self, item: CalendarItem) -> None:
        if item.kind == TASK:
            self.task_opened.emit(item.id)
        elif item.kind == DEADLINE:
            self.deadline_opened.emit(item.code or "", item.record, item.id, item.person or "")
        else:
            self.visit_opened.emit(item.id)

    def _on_moved(self, item: CalendarItem, on: date, hour: str | None) -> None:
        if self._kit.writes("task.due_on"):
            work = partial(_move, item.id, on, hour)
            told = _("Moved to {day}.").format(day=self._kit.wording.long_day(on))
            self._write(work, told)

    def _on_ticked(self, item: CalendarItem) -> None:
        if self._kit.writes("task.done_on"):
            told = _("The task is open again.") if item.is_done else _("Task done.")
            self._write(partial(_again if item.is_done else _tick, item.id), told)

    def _write(self, work: partial[Written], told: str) -> None:
        done = partial(self._on_written, told)
        self._kit.operations.write(work, done=done, failed=self._kit.messages.refuse)

    def _on_written(self, told: str, written: Written) -> None:
        self._kit.messages.saved(told, written.undo)

    def _on_new(self) -> None:
        self.task_wanted.emit(self.board.day, None)

    def _on_out(self) -> None:
        self.export_wanted.emit(self.week.monday, self.whose)


def _second(pair: tuple[RecordId, str]) -> str:
    return pair[1]


def _items(
    first: date, last: date, staff_member: RecordId | None, uow: UnitOfWork
) -> tuple[CalendarItem, ...]:
    return calendar_items(uow, first, last, staff_member=staff_member)


def _move(task: RecordId, on: date, hour: str | None, uow: UnitOfWork) -> Written:
    return move_task(uow, task, on, hour=hour)


def _tick(task: RecordId, uow: UnitOfWork) -> Written:
    return tick_task(uow, task)


def _again(task: RecordId, uow: UnitOfWork) -> Written:
    return open_task_again(uow, task)
