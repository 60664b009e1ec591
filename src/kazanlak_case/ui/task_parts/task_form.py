"""A task: written down in a few keystrokes, changed, ticked, taken over, dropped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.task import Task
from kazanlak_case.i18n import _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.records import read_record
from kazanlak_case.services.tasks import (
    change_task,
    drop_task,
    make_task,
    open_task_again,
    read_task,
    take_task,
    task_defaults,
    tick_task,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.task_rows import TaskRow
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

FIELDS = ("title", "due_on", "due_at", "assigned_to", "minutes", "person", "kind", "place", "note")


class TaskForm(QWidget):
    """Writes a task down, or shows one that stands."""

    left = Signal()
    person_opened = Signal(str)
    case_opened = Signal(str)
    history_asked = Signal(str, str, str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        task_id: str | None = None,
        person: tuple[str, str] | None = None,
        begun_with: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "taskForm")
        self._kit = kit
        self._task_id = RecordId(task_id) if task_id else None
        self._person = person
        self._begun_with = dict(begun_with or {})
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        self.editor: RecordEditor | None = None
        if self._task_id is None:
            ask = partial(_defaults, RecordId(person[0]) if person else None)
            kit.operations.read(ask, done=self._on_defaults)
        else:
            ask_standing = partial(_standing, self._task_id)
            kit.operations.read(ask_standing, done=self._on_standing, failed=self._on_missing)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def begin(self) -> None:
        """Go to what is to be typed, or pressed, first."""
        done = self.findChild(Button, "taskDone")
        if done is not None:
            done.setFocus()
        elif self.editor is not None:
            self.editor.form.box("title").editor.part.setFocus()

    def _on_defaults(self, values: dict[str, Value]) -> None:
        draft = f"task-of-{self._person[0]}" if self._person else "task"
        self.editor = self._add(_make, values | self._begun_with, _("Task saved."), draft)
        if self._person is not None:
            self.editor.form.name_reference("person", self._person[1])
        self.begin()

    def _on_standing(self, answer: tuple[TaskRow, Task]) -> None:
        row, task = answer
        self._show_about(row)
        if self._kit.writes("task.done_on"):
            self._column.addWidget(self._acts(task))
        save = partial(_change, task.id)
        self.editor = self._add(save, values_of(task), _("Task saved."), f"task-{task.id}")
        self._column.addStretch(1)
        self.begin()

    def _on_missing(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self.left.emit()

    def _add(
        self,
        save: Callable[[UnitOfWork, Mapping[str, Value]], Written],
        values: Mapping[str, Value],
        saved: str,
        draft: str,
    ) -> RecordEditor:
        edit = Edit(
            record=Task,
            values=values,
            record_id=self._task_id,
            save=save,
            saved=saved,
            draft=draft,
            sections=(Section("", FIELDS, wide=("title", "person", "place")),),
        )
        editor = RecordEditor(self, "task", self._kit, edit)
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        editor.history_asked.connect(self.history_asked)
        self._column.addWidget(editor)
        return editor

    def _show_about(self, row: TaskRow) -> None:
        """Say whom and which case the task is about, and lead there."""
        if row.person is not None and row.person_name:
            link = QuietButton(self, "taskPerson", self._kit.look, icon="user")
            link.say(row.person_name)
            restyled(link, flush=True)
            link.clicked.connect(partial(self.person_opened.emit, row.person))
            self._column.addWidget(link)
        if row.case is not None and row.case_number:
            link = QuietButton(self, "taskCase", self._kit.look, icon="folder-open")
            link.say(_("Case {number}").format(number=row.case_number))
            restyled(link, flush=True)
            link.clicked.connect(partial(self.case_opened.emit, row.case))
            self._column.addWidget(link)
        if row.done_on is not None:
            text = _("Done on {day}").format(day=self._kit.wording.day(row.done_on))
            self._column.addWidget(Words(self, "taskDoneOn", role="muted", text=text))

    def _acts(self, task: Task) -> QWidget:
        holder = named(QWidget(self), "taskActs")
        flow = FlowLayout(self._kit.look.tokens.small)
        holder.setLayout(flow)
        mine = self._kit.operations.case_file.user.staff_member
        acts: list[tuple[str, str, str, Callable[[RecordId, UnitOfWork], Written], str]] = []
        if task.done_on is None:
            acts.append(("taskDone", "check", _("Done"), _tick, _("Task done.")))
            if mine and task.assigned_to != mine:
                acts.append(("taskTake", "user", _("Take over"), _take, _("The task is yours.")))
            acts.append(("taskDrop", "x", _("Not needed"), _drop, _("Task put aside.")))
        else:
            words = _("The task is open again.")
            acts.append(("taskAgain", "undo-2", _("Not done after all"), _again, words))
        for name, icon, text, work, told in acts:
            button = Button(holder, name, self._kit.look, icon=icon)
            button.say(text)
            button.clicked.connect(partial(self._act, partial(work, task.id), told))
            flow.addWidget(button)
        return holder

    def _act(self, work: Callable[[UnitOfWork], Written], told: str) -> None:
        self._kit.operations.write(
            work, done=partial(self._on_acted, told), failed=self._kit.messages.refuse
        )

    def _on_acted(self, told: str, written: Written) -> None:
        self._kit.messages.saved(told, written.undo)
        self.left.emit()

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()


def begun_on(day: date, hour: str | None = None) -> dict[str, Value]:
    """Begin a task on a day of the calendar, perhaps at an hour."""
    return {"due_on": day, **({"due_at": hour} if hour else {})}


def _defaults(person: RecordId | None, uow: UnitOfWork) -> dict[str, Value]:
    return task_defaults(uow, person=person)


def _standing(task_id: RecordId, uow: UnitOfWork) -> tuple[TaskRow, Task]:
    return read_task(uow, task_id), read_record(uow, Task, task_id)


def _make(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return make_task(uow, values)


def _change(task_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return change_task(uow, task_id, values)


def _tick(task_id: RecordId, uow: UnitOfWork) -> Written:
    return tick_task(uow, task_id)


def _take(task_id: RecordId, uow: UnitOfWork) -> Written:
    return take_task(uow, task_id)


def _drop(task_id: RecordId, uow: UnitOfWork) -> Written:
    return drop_task(uow, task_id)


def _again(task_id: RecordId, uow: UnitOfWork) -> Written:
    return open_task_again(uow, task_id)
