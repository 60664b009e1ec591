"""What is still to be done in a case, ticked in place, and a way to write down more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.services.tasks import tasks_of_case, tick_task
from kazanlak_case.ui.telling import due_in_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.widgets.tick_row import TickRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.task_rows import TaskRow
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit


class CaseTasks(Card):
    """The open tasks of one case."""

    task_opened = Signal(str)
    task_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit, case_id: str) -> None:
        super().__init__(parent, "caseTasks", kit.look.tokens)
        self._kit = kit
        self._case = RecordId(case_id)
        self.body.setSpacing(kit.look.tokens.px(1))
        self.refresh()

    def refresh(self) -> None:
        """Read them anew."""
        self._kit.operations.read(partial(_read, self._case), done=self._show)

    def _show(self, rows: list[TaskRow]) -> None:
        clear(self.body)
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(self, "caseTasksTitle", _("To do")))
        head.addStretch(1)
        if self._kit.writes("task.title"):
            button = QuietButton(self, "caseNewTask", self._kit.look, icon="plus")
            button.say(_("New task"), hint="Ctrl+Shift+T")
            restyled(button, small=True)
            button.clicked.connect(self.task_wanted)
            head.addWidget(button)
        self.body.addLayout(head)
        for one in rows:
            self._add(one)
        if not rows:
            text = _("No open tasks.")
            self.body.addWidget(Words(self, "caseNoTasks", role="muted", text=text))

    def _add(self, one: TaskRow) -> None:
        today = self._kit.today
        link = TickRow(
            self, f"caseTask_{one.id}", self._kit.look, ticks=self._kit.writes("task.done_on")
        )
        when = due_in_words(one.due_on, self._kit.lookups, today) if one.due_on else ""
        is_late = one.due_on is not None and one.due_on < today
        link.say(one.title, one.staff_name, mark=when, tone="danger" if is_late else "")
        link.clicked.connect(partial(self.task_opened.emit, one.id))
        link.ticked.connect(partial(self._tick, one.id))
        self.body.addWidget(link)

    def _tick(self, task: RecordId) -> None:
        self._kit.operations.write(
            partial(_tick, task), done=self._on_ticked, failed=self._kit.messages.refuse
        )

    def _on_ticked(self, written: Written) -> None:
        self._kit.messages.saved(_("Task done."), written.undo)
        self.refresh()


def _read(case: RecordId, uow: UnitOfWork) -> list[TaskRow]:
    return tasks_of_case(uow, case)


def _tick(task: RecordId, uow: UnitOfWork) -> Written:
    return tick_task(uow, task)
