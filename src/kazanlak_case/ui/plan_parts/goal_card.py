"""A goal while it is written: the goal, the sign of it, its day, and what is done for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kazanlak_case.domain.records.plan import Goal, PlanAction
from kazanlak_case.i18n import _
from kazanlak_case.services.plan_drafts import ACTION_FIELDS, GOAL_FIELDS, ActionDraft, GoalDraft
from kazanlak_case.ui.plan_parts.small_form import SmallForm
from kazanlak_case.ui.widgets.buttons import PlainButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit

GOAL_ORDER = ("text", "sign", "domain", "due_on")
ACTION_ORDER = ("text", "owner", "due_on", "service", "owner_other")


class ActionPart(QWidget):
    """One action of a goal."""

    removed = Signal()

    def __init__(self, parent: QWidget, kit: Kit, draft: ActionDraft, *, title: str) -> None:
        super().__init__(parent)
        named(self, "actionPart")
        self._draft = draft
        remove = PlainButton(self, "actionRemove", kit.look, icon="trash-2")
        remove.setAccessibleName(_("Take out: {title}").format(title=title))
        remove.setToolTip(_("Take this action out"))
        remove.clicked.connect(self.removed)
        head = row(kit.look.tokens.small)
        head.addWidget(Words(self, "actionTitle", role="caption", text=title), 1)
        head.addWidget(remove)
        self.form = SmallForm(self, kit, PlanAction, ACTION_ORDER, values=draft.values)
        layout = column(0)
        layout.addWidget(Line(self, "actionLine"))
        layout.addLayout(head)
        layout.addWidget(self.form)
        self.setLayout(layout)

    def draft(self) -> ActionDraft:
        """Give the action as it stands."""
        values = {name: self._draft.values.get(name) for name in ACTION_FIELDS}
        return ActionDraft(id=self._draft.id, values=values | self.form.values())


class GoalCard(Card):
    """One goal with its actions."""

    edited = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget, kit: Kit, draft: GoalDraft, *, number: int) -> None:
        super().__init__(parent, f"goal{number}", kit.look.tokens)
        self._kit, self._draft, self._number = kit, draft, number
        self.body.setSpacing(kit.look.tokens.small)
        self._title = SectionTitle(self, "goalTitle")
        remove = PlainButton(self, "goalRemove", kit.look, icon="trash-2")
        remove.setToolTip(_("Take this goal out"))
        remove.setAccessibleName(_("Take this goal out"))
        remove.clicked.connect(self.removed)
        head = row(kit.look.tokens.small)
        head.addWidget(self._title, 1)
        head.addWidget(remove)
        self.body.addLayout(head)
        self.form = SmallForm(self, kit, Goal, GOAL_ORDER, values=draft.values)
        self.form.edited.connect(self.edited)
        self.body.addWidget(self.form)
        self._actions: QVBoxLayout = column(kit.look.tokens.small)
        self.parts: list[ActionPart] = []
        self.body.addLayout(self._actions)
        for one in draft.actions:
            self._add(one)
        more = QuietButton(self, "actionAdd", kit.look, icon="plus")
        more.say(_("Add an action"))
        more.clicked.connect(self._on_add)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.number(number)

    @property
    def domain(self) -> str:
        """The domain chosen."""
        return str(self.form.values().get("domain") or "")

    @property
    def text(self) -> str:
        """The goal in words."""
        return str(self.form.values().get("text") or "")

    def number(self, number: int) -> None:
        """Say which goal it is."""
        self._title.setText(_("Goal {n}").format(n=number))

    def draft(self) -> GoalDraft:
        """Give the goal as it stands; an action without a word is none."""
        values = {name: self._draft.values.get(name) for name in GOAL_FIELDS}
        actions = tuple(one.draft() for one in self.parts)
        return GoalDraft(
            id=self._draft.id,
            values=values | self.form.values(),
            actions=tuple(one for one in actions if one.id or one.values.get("text")),
        )

    def show_problems(self) -> bool:
        """Say beside its field what cannot be read; answer whether anything is."""
        forms = (self.form, *(one.form for one in self.parts))
        return any(form.show_problems() for form in forms if form.state.problems())

    def _add(self, draft: ActionDraft) -> ActionPart:
        title = _("Action {n}").format(n=len(self.parts) + 1)
        part = ActionPart(self, self._kit, draft, title=title)
        part.form.edited.connect(self.edited)
        part.removed.connect(partial(self._on_removed, part))
        self._actions.addWidget(part)
        self.parts.append(part)
        return part

    def _on_add(self) -> None:
        staff = self._kit.operations.case_file.user.staff_member
        part = self._add(ActionDraft(values={"owner": staff}))
        part.form.focus_first()
        self.edited.emit()

    def _on_removed(self, part: ActionPart) -> None:
        self.parts.remove(part)
        part.hide()
        part.deleteLater()
        self.edited.emit()
