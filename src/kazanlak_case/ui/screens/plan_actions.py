"""What is to be done by a person's plan: the arrows choose, Enter ticks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.planning import tick_action
from kazanlak_case.services.plans import OpenAction, open_actions
from kazanlak_case.ui.widgets.card import clear, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit


class PlanActions(QWidget):
    """Lists the open actions of a person's approved plan, one's own first."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, person: RecordId) -> None:
        super().__init__(parent)
        named(self, "planActions")
        self._kit, self._person = kit, person
        self.rows: list[LinkRow] = []
        self._at = 0
        self._column = column(kit.look.tokens.small)
        self.setLayout(self._column)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ask()

    def retranslate(self) -> None:
        """Word the list in the language of now: it is read anew."""
        self._ask()

    def focus_row(self) -> None:
        """Go to the action chosen, once the panel is open."""
        if self.rows:
            # shown at once: else the focus would wait elsewhere, and Enter would be for another button
            self.rows[self._at].show()
            self.rows[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
            return
        self._at = max(0, min(len(self.rows) - 1, self._at + step))
        self.focus_row()

    def _ask(self) -> None:
        self._kit.operations.read(
            partial(_waiting, self._person), done=self._show, failed=self._kit.messages.refuse
        )

    def _show(self, waiting: tuple[OpenAction, ...]) -> None:
        clear(self._column)
        self.rows = []
        if not waiting:
            empty = EmptyState(self, "noActions", self._kit.look, icon="circle-check")
            empty.say(
                _("Nothing waits"),
                _("By the approved plan everything is done, or no plan is approved yet."),
            )
            self._column.addWidget(empty)
            self._column.addStretch(1)
            return
        hint = _("Enter says that the action was done today.")
        self._column.addWidget(Words(self, "actionsHint", role="muted", wraps=True, text=hint))
        for one in waiting:
            self._column.addWidget(self._row(one))
        self._column.addStretch(1)
        self._at = min(self._at, len(self.rows) - 1)
        self.focus_row()

    def _row(self, one: OpenAction) -> LinkRow:
        lookups, wording = self._kit.lookups, self._kit.wording
        who = lookups.name_of("staff_member", one.owner) or one.owner_other
        when = _("by {day}").format(day=wording.day(one.due_on)) if one.due_on else ""
        link = LinkRow(self, f"open_{one.id}", self._kit.look, icon="circle-check")
        link.say(
            one.text,
            " · ".join(part for part in (when, who, one.goal) if part),
            mark=_("late") if one.is_late else "",
            tone="danger" if one.is_late else "",
        )
        link.setEnabled(self._kit.writes("plan_action.done_on"))
        link.clicked.connect(partial(self._on_chosen, one.id))
        self.rows.append(link)
        return link

    def _on_chosen(self, action: RecordId) -> None:
        self._kit.operations.write(
            partial(_tick, action), done=self._on_ticked, failed=self._kit.messages.refuse
        )

    def _on_ticked(self, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(_("Action done."), written.undo)
        if len(self.rows) > 1:
            self._ask()
        else:
            self.left.emit()


def _waiting(person: RecordId, uow: UnitOfWork) -> tuple[OpenAction, ...]:
    return open_actions(uow, person)


def _tick(action: RecordId, uow: UnitOfWork) -> Written:
    return tick_action(uow, action)
