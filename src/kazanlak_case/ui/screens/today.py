"""„Днес“: what is to be done, my visits, what waits for an answer, and what I wrote last, to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.today import TodayView, WaitingCounts, today, waiting_counts
from kazanlak_case.ui.today_parts.agenda import AgendaCard
from kazanlak_case.ui.today_parts.attention import AttentionCard
from kazanlak_case.ui.today_parts.drafts import DraftsCard
from kazanlak_case.ui.today_parts.keeping import KeepingLine
from kazanlak_case.ui.today_parts.openings import OpeningsCard
from kazanlak_case.ui.today_parts.visits import VisitsBeforeCard, VisitsCard
from kazanlak_case.ui.today_parts.written import WrittenCard
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

TWO_COLUMNS_FROM = 760


class Today(QWidget):
    """What the day begins with."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    visit_opened = Signal(str)
    visit_wanted = Signal()
    task_opened = Signal(str)
    task_wanted = Signal()
    deadline_opened = Signal(str, str, str, str)
    draft_opened = Signal(str, str, str)
    undo_asked = Signal(str)
    work_list_opened = Signal()
    questions_opened = Signal(str)
    exchange_opened = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "today")
        self._kit = kit
        self._view: TodayView | None = None
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "todayScroll", tokens.large)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.large)
        self.agenda = AgendaCard(self, kit)
        self._visits = VisitsCard(self, "visits", kit)
        self._before = VisitsBeforeCard(self, "before", kit)
        self._attention = AttentionCard(self, "attention", kit)
        self._written = WrittenCard(self, "written", kit)
        self._drafts = DraftsCard(self, kit)
        self._openings = OpeningsCard(self, kit)
        self._keeping = KeepingLine(self, kit)
        self._page.body.addLayout(self._grid)
        self._page.body.addWidget(self._keeping)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self._connect()
        self._columns = 0
        self._arrange(2)

    def refresh(self) -> None:
        """Gather the day anew."""
        self._kit.operations.read(today, done=self._on_view, channel="today")
        self._drafts.refresh()
        self._keeping.refresh()
        self._openings.refresh()

    def follow(self, changed: Changed) -> None:
        """Gather the day anew when something of it was written."""
        if changed.touched or changed.everything:
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Today"), self._kit.wording.long_day(self._kit.today)

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        if self._view is not None:
            self._show(self._view)
        self.heading_changed.emit(*self.heading())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._kit.look.tokens.px(TWO_COLUMNS_FROM) else 1)

    def _connect(self) -> None:
        self.agenda.task_opened.connect(self.task_opened)
        self.agenda.task_wanted.connect(self.task_wanted)
        self.agenda.deadline_opened.connect(self.deadline_opened)
        for visits in (self._visits, self._before):
            visits.person_opened.connect(self.person_opened)
        self._attention.questions_opened.connect(self.questions_opened)
        self._attention.work_list_opened.connect(self.work_list_opened)
        self._attention.exchange_opened.connect(self.exchange_opened)
        self._written.undo_asked.connect(self.undo_asked)
        self._drafts.opened.connect(self.draft_opened)
        self._openings.person_opened.connect(self.person_opened)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        left: QVBoxLayout = column(self._kit.look.tokens.large)
        right: QVBoxLayout = column(self._kit.look.tokens.large)
        while self._grid.count():
            self._grid.takeAt(0)
        urgent: tuple[QWidget, ...] = (self._openings, self._drafts, self.agenda)
        rest: tuple[QWidget, ...] = (self._visits, self._attention, self._before, self._written)
        for side, parts in ((left, urgent), (right, rest)):
            for part in parts:
                side.addWidget(part)
        for side in (left, right):
            side.addStretch(1)
        self._grid.addLayout(left, 0, 0)
        self._grid.addLayout(right, *((0, 1) if columns == 2 else (1, 0)))
        self._grid.setColumnStretch(0, 6 if columns == 2 else 1)
        self._grid.setColumnStretch(1, 5 if columns == 2 else 0)

    def _on_view(self, view: TodayView) -> None:
        self._show(view)
        # the day is painted first, to be worked with; what goes over all people comes after it
        self._kit.operations.read_later(waiting_counts, done=self._on_counts, channel="waiting")

    def _on_counts(self, counts: WaitingCounts) -> None:
        self._attention.show_counts(counts)
        self._page.measure_later()

    def _show(self, view: TodayView) -> None:
        self._view = view
        self.agenda.show_lines(view.agenda)
        for card in (self._visits, self._before, self._attention, self._written):
            card.show_view(view)
        # the list may have grown: its height is asked for once more when all of it is there
        self._page.measure_later()
