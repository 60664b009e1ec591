"""One member of staff on the board: a name, a bar of open cases by risk, and numbers that each open their list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.team import OPEN, RISKS, TASKS, Load
from kazanlak_case.ui.widgets.buttons import PlainButton, QuietButton
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.look import Look

COLUMNS: dict[str, str] = {
    OPEN: N_("Cases"),
    "plan": N_("Plans late"),
    "review": N_("Reviews late"),
    "quiet_case": N_("No contact"),
    "approval": N_("To approve"),
    TASKS: N_("Tasks (late)"),
}
"""By code of a list, the heading of its numbers."""

COLOURS = {"urgent": "danger", "high": "warn", "medium": "accent", "low": "ok", "": "strong_line"}


class RiskBar(QWidget):
    """Open cases as a bar in the colours of their risks; its words say the numbers."""

    def __init__(self, parent: QWidget, name: str, look: Look) -> None:
        super().__init__(parent)
        named(self, name)
        self._look = look
        self._parts: list[tuple[int, str]] = []
        self._most = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_load(self, load: Load, most: int, words: str) -> None:
        """Show a load on the scale of the greatest one."""
        self._parts = [(load.by_risk.get(one, 0), COLOURS[one]) for one in (*RISKS, "")]
        self._most = max(1, most)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.tokens.px(120), self._look.tokens.px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self._look.tokens.px(8)
        top, left = (self.height() - height) // 2, 0
        for count, role in self._parts:
            width = count * self.width() // self._most
            if width:
                painter.setBrush(QColor(self._look.colour(role)))
                painter.drawRect(QRect(left, top, width - 1, height))
            left += width


class LoadRows(QWidget):
    """The whole table: a line a colleague. Few enough to be all there."""

    list_wanted = Signal(str, object, str)
    """The code of the list, whose it is, and their name."""
    hand_over_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "teamRows")
        self._kit = kit
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        tokens = kit.look.tokens
        self._grid.setHorizontalSpacing(tokens.small)
        self._grid.setVerticalSpacing(tokens.tight)
        self.setLayout(self._grid)

    def show_loads(self, loads: tuple[Load, ...]) -> None:
        """Show these, one under the other."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._head()
        most = max((one.cases for one in loads), default=1)
        for at, load in enumerate(loads, start=1):
            self._row(at, load, most)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 2)

    def _head(self) -> None:
        titles = (_("Colleague"), _("Open cases by risk"), *(_(one) for one in COLUMNS.values()))
        for column, text in enumerate((*titles, _("Visits, 30 days"))):
            words = Words(self, f"teamHead{column}", role="label", wraps=True, text=text)
            side = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignHCenter
            words.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
            words.setMinimumWidth(self._kit.look.tokens.px(62 if column > 1 else 90))
            self._grid.addWidget(words, 0, column)

    def _row(self, at: int, load: Load, most: int) -> None:
        name = load.name or _("Nobody leads them")
        who = ElidedWords(self, f"teamName{at}", role="strong", text=name)
        role = self._kit.lookups.label("role", load.role)
        who.setToolTip(", ".join(part for part in (name, role) if part))
        who.setMinimumWidth(self._kit.look.tokens.px(130))
        self._grid.addWidget(who, at, 0)
        bar = RiskBar(self, f"teamBar{at}", self._kit.look)
        bar.show_load(load, most, self._risks(load))
        self._grid.addWidget(bar, at, 1)
        for column, code in enumerate(COLUMNS, start=2):
            self._number(at, column, code, load)
        visits = Words(self, f"teamVisits{at}", text=self._visits(load))
        visits.setToolTip(self._kit.wording.minutes(load.minutes))
        self._grid.addWidget(visits, at, 8, Qt.AlignmentFlag.AlignHCenter)
        if load.staff_member is not None and (load.cases or load.tasks):
            look = self._kit.look
            button = PlainButton(self, f"handOver_{load.staff_member}", look, icon="arrow-right")
            told = _("Hand over the work of {name}").format(name=name)
            button.setAccessibleName(told)
            button.setToolTip(told)
            restyled(button, small=True)
            button.clicked.connect(
                partial(self.hand_over_wanted.emit, load.staff_member, load.name)
            )
            self._grid.addWidget(button, at, 9)

    def _number(self, at: int, column: int, code: str, load: Load) -> None:
        counts = {OPEN: load.cases, TASKS: load.tasks}
        count = counts.get(code, load.late.get(code, 0))
        centre = Qt.AlignmentFlag.AlignHCenter
        if not count:
            self._grid.addWidget(
                Words(self, f"none{at}_{code}", role="muted", text="–"), at, column, centre
            )
            return
        button = QuietButton(self, f"team_{code}_{load.staff_member or ''}", self._kit.look)
        text = self._kit.wording.number(count)
        if code == TASKS and load.tasks_late:
            text = f"{text} ({load.tasks_late})"
        button.say(text)
        name = load.name or _("Nobody leads them")
        told = f"{name}: {_(COLUMNS[code])}, {text}"
        if code == TASKS and load.tasks_late:
            late = ngettext("{n} late", "{n} late", load.tasks_late).format(n=load.tasks_late)
            told = f"{told}, {late}"
        button.setAccessibleName(told)
        button.setToolTip(told)
        restyled(button, small=True, tone="danger" if code not in counts else "")
        button.clicked.connect(partial(self.list_wanted.emit, code, load.staff_member, load.name))
        self._grid.addWidget(button, at, column, centre)

    def _risks(self, load: Load) -> str:
        lookups = self._kit.lookups
        parts = [
            f"{lookups.label('case_priority', one) or _('risk not said')}: {load.by_risk[one]}"
            for one in (*RISKS, "")
            if load.by_risk.get(one)
        ]
        return ", ".join(parts)

    def _visits(self, load: Load) -> str:
        if not load.visits:
            return "–"
        hours = self._kit.wording.minutes(round(load.minutes / 60) * 60)
        return " · ".join(part for part in (str(load.visits), hours) if part)
