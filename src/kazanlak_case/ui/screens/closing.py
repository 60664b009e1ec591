"""A case comes to its end: reason, result, what was achieved; what ends with it and what follows is said beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.case import Case
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.closing import (
    Closing,
    ClosingView,
    close_whole,
    closing_of_person,
    closing_view,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.closing import GoalLine
    from kazanlak_case.ui.kit import Kit

FIELDS = ("closing_reason", "closing_result", "closed_on", "achieved", "recommendations")
EXIT = "exit_state"
SHOWN_TASKS = 4


@dataclass
class _Besides:
    """What is chosen beside the fields: plain values, which the writer may read."""

    leaves: bool = False
    drop_tasks: bool = False
    goals: dict[RecordId, str] = field(default_factory=dict)
    titles: tuple[str, str] = ("", "")


class ClosingForm(QWidget):
    """Closes one case."""

    titled = Signal(str)
    closed = Signal(str)
    print_wanted = Signal(str, str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, *, case: str = "", person: str = "") -> None:
        super().__init__(parent)
        named(self, "closingForm")
        self._kit = kit
        self.editor: RecordEditor | None = None
        self.leaves: QCheckBox | None = None
        self._view: ClosingView | None = None
        self._besides = _Besides()
        self._is_printed = False
        self._column = column(kit.look.tokens.medium)
        self._more = column(kit.look.tokens.small)
        """What is ticked beside the fields."""
        self.setLayout(self._column)
        work = partial(_view, RecordId(case), RecordId(person))
        kit.operations.read(work, done=self._on_view, failed=kit.messages.refuse)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        if self.editor is not None:
            self.editor.keep_draft()

    def retranslate(self) -> None:
        """Nothing here outlives a change of language: the form is opened anew."""

    def _on_view(self, view: ClosingView | None) -> None:
        if view is None:
            empty = EmptyState(self, "nothingToClose", self._kit.look, icon="folder")
            empty.say(_("No open case"), _("Open a person with an open case, then close it here."))
            self._column.addWidget(empty)
            return
        self._view = view
        number = view.case.number or ""
        self.titled.emit(_("Close the case {number}").format(number=number))
        self._column.addWidget(Words(self, "closingWho", role="strong", text=view.person_name))
        self._besides.titles = _("Exit card"), _("Look back after months")
        self._add_editor(view)
        self._add_goals(view)
        self._add_leaving(view)
        self._add_tasks(view)
        self._put_before_buttons()
        self._column.addStretch(1)
        if self.editor is not None:
            self.editor.form.focus_first()

    def _add_editor(self, view: ClosingView) -> None:
        asks_exit = view.spell is not None and self._kit.writes("spell.exit_state")
        fields = (*FIELDS, EXIT) if asks_exit else FIELDS
        edit = Edit(
            record=Case,
            values={"closed_on": self._kit.today, "achieved": self._achieved(view.goals)},
            save=partial(_close, view.case.id, self._besides),
            saved=_("Case closed."),
            draft=f"closing-{view.case.id}",
            sections=(Section("", fields, wide=("closing_reason", EXIT)),),
            also=("spell.exit_state",) if asks_exit else (),
        )
        self.editor = RecordEditor(self, "closingEditor", self._kit, edit)
        for name in ("achieved", "recommendations"):  # the next step stays in sight
            note = self.editor.form.box(name).editor.part
            note.setMaximumHeight(max(note.minimumHeight(), self._kit.look.tokens.px(72)))
        self.editor.save_button.say(_("Close the case"), hint=_("Ctrl+Enter"))
        self.editor.saved.connect(self._on_saved)
        self.editor.left.connect(self.left)
        paper = Button(self, "closeAndPrint", self._kit.look, icon="printer")
        paper.say(_("Close and print the protocol"))
        paper.clicked.connect(self._on_print)
        self._column.addWidget(self.editor)
        self._column.addWidget(paper, 0, Qt.AlignmentFlag.AlignRight)

    def _achieved(self, goals: tuple[GoalLine, ...]) -> str | None:
        """Begin with the goals of the plan, a line each with how it stands."""
        label = self._kit.lookups.label
        lines = [f"{one.text}: {label('plan_goal_status', one.status)}" for one in goals]
        return "\n".join(line.removesuffix(": ") for line in lines) or None

    def _add_goals(self, view: ClosingView) -> None:
        if not view.goals or not self._kit.writes("goal.status"):
            return
        self._more.addWidget(SectionTitle(self, "closingGoals", _("How each goal ended")))
        for at, goal in enumerate(view.goals):
            line = row(self._kit.look.tokens.small)
            line.addWidget(Words(self, f"goalText{at}", wraps=True, text=goal.text), 1)
            combo = named(QComboBox(self), f"goal{at}", goal.text)
            for code, label in self._kit.lookups.choices("plan_goal_status").items():
                combo.addItem(label, code)
            combo.setCurrentIndex(max(combo.findData(goal.status), 0))
            combo.activated.connect(partial(self._on_goal, goal.id, combo))
            line.addWidget(combo)
            self._more.addLayout(line)

    def _add_leaving(self, view: ClosingView) -> None:
        if view.spell is None or not self._kit.writes("spell.left_on"):
            return
        self.leaves = named(QCheckBox(_("Leaves the project on the same day"), self), "leaves")
        self.leaves.setChecked(True)
        self._besides.leaves = True
        self.leaves.toggled.connect(self._on_leaves)
        self._more.addWidget(self.leaves)
        day = self._kit.wording.day
        text = _(
            "Two tasks will be written down: the exit card by {card} and the look back on {look_back}."
        ).format(card=day(view.exit_card_due), look_back=day(view.follow_up_due))
        self._more.addWidget(Words(self, "closingFollows", role="caption", wraps=True, text=text))

    def _add_tasks(self, view: ClosingView) -> None:
        if not view.tasks or not self._kit.writes("task.dropped"):
            return
        count = len(view.tasks)
        text = ngettext(
            "The {n} task that is not done is not needed any more",
            "The {n} tasks that are not done are not needed any more",
            count,
        ).format(n=count)
        tick = named(QCheckBox(text, self), "dropTasks")
        tick.setChecked(True)
        self._besides.drop_tasks = True
        tick.toggled.connect(self._on_tasks)
        self._more.addWidget(tick)
        names = ", ".join(one.title for one in view.tasks[:SHOWN_TASKS])
        more = "…" if count > SHOWN_TASKS else ""
        self._more.addWidget(
            Words(self, "closingTasks", role="caption", wraps=True, text=names + more)
        )

    def _put_before_buttons(self) -> None:
        """Let what ends with the case stand over the button that ends it, for the eye and for Tab."""
        if self.editor is None:
            return
        inside = self.editor.layout()
        if isinstance(inside, QVBoxLayout):
            inside.insertLayout(1, self._more)
        before: QWidget | None = None
        for one in (*self.findChildren(QComboBox), *self.findChildren(QCheckBox)):
            if one.parent() is self:
                if before is not None:
                    QWidget.setTabOrder(before, one)
                before = one
        if before is not None:
            QWidget.setTabOrder(before, self.editor.cancel_button)
            QWidget.setTabOrder(self.editor.cancel_button, self.editor.save_button)
            paper = self.findChild(Button, "closeAndPrint")
            if paper is not None:
                QWidget.setTabOrder(self.editor.save_button, paper)

    def _on_goal(self, goal: RecordId, combo: QComboBox, _at: int) -> None:
        self._besides.goals[goal] = str(combo.currentData())

    def _on_leaves(self, is_on: bool) -> None:
        self._besides.leaves = is_on
        if self.editor is not None and self.editor.form.shows(EXIT):
            self.editor.form.box(EXIT).setEnabled(is_on)
        follows = self.findChild(Words, "closingFollows")
        if follows is not None:
            follows.setVisible(is_on)

    def _on_tasks(self, is_on: bool) -> None:
        self._besides.drop_tasks = is_on

    def _on_print(self) -> None:
        self._is_printed = True
        if self.editor is not None:
            self.editor.save()

    def _on_saved(self, _written: Written) -> None:
        if self._view is None:
            return
        case = self._view.case
        self.closed.emit(case.id)
        self.left.emit()
        if self._is_printed:
            self.print_wanted.emit("closing", "case", case.id, case.person)


def _view(case: RecordId, person: RecordId, uow: UnitOfWork) -> ClosingView | None:
    return closing_view(uow, case) if case else closing_of_person(uow, person)


def _close(
    case_id: RecordId, besides: _Besides, uow: UnitOfWork, values: Mapping[str, Value]
) -> Written:
    def text(name: str) -> str | None:
        return str(values[name]) if values.get(name) else None

    day = values.get("closed_on")
    closing = Closing(
        reason=text("closing_reason"),
        closed_on=day if isinstance(day, date) else None,
        result=text("closing_result"),
        achieved=text("achieved"),
        recommendations=text("recommendations"),
        goals=tuple(besides.goals.items()),
        leaves=besides.leaves,
        exit_state=text(EXIT) if besides.leaves else None,
        drop_tasks=besides.drop_tasks,
        titles=besides.titles,
    )
    return close_whole(uow, case_id, closing)
