"""What is to be done, on one card: late, today, this week, later. Space ticks, Enter opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.agenda import QUIET, TASK, AgendaLine, When, see_to
from kazanlak_case.services.tasks import tick_task
from kazanlak_case.ui.telling import deadline_in_words, due_in_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.widgets.tick_row import TickRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit

GROUPS: dict[When, tuple[str, int]] = {
    When.LATE: (N_("Late"), 5),
    When.TODAY: (N_("Today"), 12),
    When.WEEK: (N_("This week"), 6),
    When.LATER: (N_("Later"), 3),
}
"""By group its heading, and how many lines of it are shown before one asks for more."""

ICONS = {
    "exit_card": "log-out",
    "plan": "clipboard-list",
    "quiet_case": "clock",
    "follow_up": "history",
    "approval": "clipboard-check",
    "review": "refresh-cw",
    "referral": "external-link",
    "expiring": "file-text",
    "school_age": "graduation-cap",
    "preschool_age": "graduation-cap",
    "out_of_school": "graduation-cap",
}


class AgendaCard(Card):
    """The list. What is opened where is the affair of the page's place."""

    task_opened = Signal(str)
    task_wanted = Signal()
    deadline_opened = Signal(str, str, str, str)
    """Code, record type, id and person."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "agendaCard", kit.look.tokens)
        self._kit = kit
        self._lines: tuple[AgendaLine, ...] = ()
        self._whole: set[When] = set()
        self._rows: list[TickRow] = []
        self._go_to: int | None = None

    def show_lines(self, lines: tuple[AgendaLine, ...]) -> None:
        """Show these lines, grouped."""
        self._lines = lines
        clear(self.body)
        self._rows = []
        self.body.setSpacing(self._kit.look.tokens.px(1))
        self._add_head()
        for group, (title, _most) in GROUPS.items():
            count = sum(one.when is group for one in lines)
            if count:
                self._add_group(group, _(title), count)
        if not lines:
            text = _("Nothing is due.")
            self.body.addWidget(Words(self, "agendaEmpty", role="muted", wraps=True, text=text))
        if self._go_to is not None:
            self._focus(self._go_to)
            self._go_to = None

    def focus_first(self) -> None:
        """Go to the most urgent line."""
        self._focus(0)

    def _focus(self, at: int) -> None:
        if self._rows:
            row_there = self._rows[max(0, min(at, len(self._rows) - 1))]
            # what was just put there is not in sight before the layout had its turn, and takes no keys until then
            row_there.show()
            row_there.setFocus()

    def _add_head(self) -> None:
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(self, "agendaTitle", _("To do")))
        head.addStretch(1)
        if self._kit.writes("task.title"):
            button = QuietButton(self, "newTask", self._kit.look, icon="plus")
            button.say(_("New task"), hint="Ctrl+Shift+T")
            restyled(button, small=True)
            button.clicked.connect(self.task_wanted)
            head.addWidget(button)
        self.body.addLayout(head)

    def _add_group(self, group: When, title: str, count: int) -> None:
        self.body.addSpacing(self._kit.look.tokens.small)
        text = f"{title} · {self._kit.wording.number(count)}"
        heading = Words(self, f"agenda_{group}", role="tone", text=text)
        heading.setProperty("tone", "danger" if group is When.LATE else "")
        self.body.addWidget(heading)
        shown = self._shown(group)
        for line in shown:
            self._add_line(line)
        rest = count - len(shown)
        if rest:
            more = QuietButton(self, f"agendaMore_{group}", self._kit.look, icon="chevron-down")
            more.say(ngettext("{n} more", "{n} more", rest).format(n=rest))
            restyled(more, small=True, flush=True)
            more.clicked.connect(partial(self._show_whole, group))
            self.body.addWidget(more)

    def _add_line(self, line: AgendaLine) -> None:
        is_ticked = line.is_ticked_here and self._kit.writes("task.done_on")
        icon = ICONS.get(line.code, "clock")
        link = TickRow(
            self, f"agenda_{line.code}_{line.id}", self._kit.look, ticks=is_ticked, icon=icon
        )
        mark, tone = self._mark(line)
        link.say(title_of(line), self._detail(line), mark=mark, tone=tone)
        link.clicked.connect(partial(self._open, line))
        link.ticked.connect(partial(self._tick, line))
        link.stepped.connect(partial(self._step, len(self._rows)))
        self._rows.append(link)
        self.body.addWidget(link)

    def _detail(self, line: AgendaLine) -> str:
        for_whom = line.staff_name
        if line.code == TASK and line.assigned_to is None:
            for_whom = _("for nobody yet")
        parts = (line.person_name, line.number or "", for_whom)
        return " · ".join(part for part in parts if part)

    def _mark(self, line: AgendaLine) -> tuple[str, str]:
        today = self._kit.today
        if line.on is None:
            return "", ""
        if line.code == QUIET:
            return "", ""
        if line.when is When.LATE:
            return due_in_words(line.on, self._kit.lookups, today), "danger"
        if line.when is When.TODAY:
            return line.at or "", "accent"
        if line.when is When.WEEK:
            name = self._kit.wording.weekday(line.on)
            return (f"{name}, {line.at}" if line.at else name), ""
        return self._kit.wording.plain_day(line.on, today), ""

    def _open(self, line: AgendaLine) -> None:
        if line.code == TASK:
            self.task_opened.emit(line.id)
        else:
            self.deadline_opened.emit(line.code, line.record, line.id, line.person or "")

    def _tick(self, line: AgendaLine) -> None:
        # what follows takes its place under the hand, so that several are ticked one after the other
        self._go_to = next(
            (at for at, one in enumerate(self._rows) if one.hasFocus()), len(self._rows)
        )
        work = partial(_tick, line.id)
        if line.code != TASK and line.person is not None:
            work = partial(_see_to, line.person, line.code, title_of(line))
        self._kit.operations.write(work, done=self._on_ticked, failed=self._kit.messages.refuse)

    def _on_ticked(self, written: Written) -> None:
        self._kit.messages.saved(_("Task done."), written.undo)

    def _step(self, at: int, by: int) -> None:
        self._focus(at + by)

    def _show_whole(self, group: When) -> None:
        at = sum(len(self._shown(one)) for one in list(When)[: list(When).index(group)])
        self._whole.add(group)
        self._go_to = at + GROUPS[group][1]
        self.show_lines(self._lines)

    def _shown(self, group: When) -> list[AgendaLine]:
        lines = [one for one in self._lines if one.when is group]
        most = GROUPS[group][1]
        return lines if group in self._whole or len(lines) <= most + 1 else lines[:most]


def title_of(line: AgendaLine) -> str:
    """Say what is to be done."""
    return line.title if line.code == TASK else deadline_in_words(line.code)


def _tick(task: RecordId, uow: UnitOfWork) -> Written:
    return tick_task(uow, task)


def _see_to(person: RecordId, code: str, title: str, uow: UnitOfWork) -> Written:
    return see_to(uow, person, code=code, title=title)
