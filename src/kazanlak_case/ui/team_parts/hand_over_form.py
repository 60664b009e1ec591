"""Hands the whole work of a colleague over: who takes it, what goes to whom, and one button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.case_handover import (
    HandOverPlan,
    Receiver,
    hand_over_cases,
    hand_over_plan,
    receivers_of,
)
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import clear, column, row
from kazanlak_case.ui.widgets.labels import ElidedWords, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit


class HandOverForm(QWidget):
    """Nothing is written before the button."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, staff_member: str, name: str) -> None:
        super().__init__(parent)
        named(self, "handOverForm")
        self._kit = kit
        self._from = RecordId(staff_member)
        self._plan: HandOverPlan | None = None
        self._boxes: dict[RecordId, QComboBox] = {}
        tokens = kit.look.tokens
        self._whom = column(tokens.tight)
        self._ticks: dict[RecordId, QCheckBox] = {}
        self._preview = column(tokens.tight)
        self._save = PrimaryButton(self, "handOver", kit.look, icon="check")
        self._cancel = Button(self, "handOverCancel", kit.look)
        self._cancel.say(_("Cancel"))
        about = _("All open cases, tasks and actions of {name}. History keeps who led them before.")
        layout = column(tokens.medium)
        layout.addWidget(
            Words(self, "handOverAbout", role="muted", wraps=True, text=about.format(name=name))
        )
        layout.addWidget(SectionTitle(self, "handOverWhom", _("Who takes them over")))
        layout.addLayout(self._whom)
        layout.addLayout(self._preview)
        buttons = row(tokens.small)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setLayout(layout)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.left)
        self._show_plan()
        kit.operations.read(
            partial(_receivers, self._from), done=self._on_receivers, failed=kit.messages.refuse
        )

    def _on_receivers(self, receivers: tuple[Receiver, ...]) -> None:
        for one in receivers:
            cases = ngettext("{n} open case", "{n} open cases", one.cases).format(n=one.cases)
            text = " · ".join(part for part in (one.name, cases if one.cases else "") if part)
            tick = named(QCheckBox(text, self), f"takes_{one.staff_member}")
            tick.setToolTip(self._kit.lookups.label("role", one.role))
            tick.setMinimumHeight(self._kit.look.tokens.px(26))
            tick.toggled.connect(self._on_whom)
            self._ticks[one.staff_member] = tick
            self._whom.addWidget(tick)
        if self._ticks:
            first = next(iter(self._ticks.values()))
            self.setFocusProxy(first)
            first.setFocus()

    @property
    def _receivers(self) -> list[RecordId]:
        return [key for key, tick in self._ticks.items() if tick.isChecked()]

    def _on_whom(self, _is_on: bool) -> None:
        if not self._receivers:
            self._plan = None
            self._show_plan()
            return
        ask = partial(_plan, self._from, tuple(self._receivers))
        self._kit.operations.read(
            ask, done=self._on_plan, failed=self._kit.messages.refuse, channel="hand over"
        )

    def _on_plan(self, plan: HandOverPlan) -> None:
        self._plan = plan
        self._show_plan()

    def _show_plan(self) -> None:
        clear(self._preview)
        self._boxes = {}
        plan = self._plan
        self._save.setEnabled(plan is not None)
        count = len(plan.cases) if plan else 0
        words = ngettext("Hand over {n} case", "Hand over {n} cases", count).format(n=count)
        self._save.say(words if plan else _("Hand over"))
        if plan is None:
            return
        self._preview.addWidget(SectionTitle(self, "handOverPreview", _("What goes to whom")))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        for at, one in enumerate(plan.cases):
            number = one.case.number or ""
            risk = self._kit.lookups.label("case_priority", one.case.priority)
            below = " · ".join(part for part in (number, risk) if part)
            whom = column(0)
            whom.addWidget(ElidedWords(self, f"handed{at}", text=one.case.person_name))
            whom.addWidget(ElidedWords(self, f"handedBelow{at}", role="caption", text=below))
            grid.addLayout(whom, at, 0)
            grid.addWidget(self._box(one.case.id, one.to, one.case.person_name), at, 1)
        self._preview.addLayout(grid)
        tasks = ngettext("{n} open task", "{n} open tasks", plan.tasks).format(n=plan.tasks)
        actions = ngettext("{n} action of a plan", "{n} actions of plans", plan.actions)
        parts = [tasks] if plan.tasks else []
        parts += [actions.format(n=plan.actions)] if plan.actions else []
        if parts:
            text = _("With them: {what}").format(what=", ".join(parts))
            self._preview.addWidget(
                Words(self, "handOverRest", role="muted", wraps=True, text=text)
            )

    def _box(self, case: RecordId, to: RecordId, text: str) -> QComboBox:
        box = named(QComboBox(self), f"to_{case}")
        for key in self._receivers:
            box.addItem(self._kit.lookups.name_of("staff_member", key), key)
        box.setCurrentIndex(box.findData(to))
        box.setAccessibleName(_("{case} goes to").format(case=text))
        self._boxes[case] = box
        return box

    def _on_save(self) -> None:
        receivers = self._receivers
        if self._plan is None or not receivers:
            return
        leaders = {case: RecordId(str(box.currentData())) for case, box in self._boxes.items()}
        work = partial(_hand_over, self._from, leaders, receivers[0])
        self._kit.operations.write(work, done=self._on_written, failed=self._kit.messages.refuse)

    def _on_written(self, written: Written) -> None:
        count = sum(record == "case" for record, _id in written.touched)
        text = ngettext("{n} case handed over.", "{n} cases handed over.", count)
        self._kit.messages.saved(text.format(n=count), written.undo)
        self.left.emit()


def _receivers(staff_member: RecordId, uow: UnitOfWork) -> tuple[Receiver, ...]:
    return receivers_of(uow, staff_member)


def _plan(staff_member: RecordId, to: tuple[RecordId, ...], uow: UnitOfWork) -> HandOverPlan:
    return hand_over_plan(uow, staff_member, to)


def _hand_over(
    staff_member: RecordId, leaders: Mapping[RecordId, RecordId], rest: RecordId, uow: UnitOfWork
) -> Written:
    return hand_over_cases(uow, staff_member, leaders, rest)
