"""„Екип“: what each colleague carries and what is late; each number opens its list, and a whole work is handed over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.team import OPEN, TASKS, TeamBoard, TeamLine, team_board, team_list
from kazanlak_case.ui.team_parts.load_row import COLUMNS, LoadRows
from kazanlak_case.ui.telling import due_in_words
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SHOWN_BY = (
    "case",
    "service_entry",
    "service_worker",
    "task",
    "plan",
    "plan_review",
    "staff_member",
)


class Team(QWidget):
    """The board, and under it the list behind the number that was opened last."""

    heading_changed = Signal(str, str)
    line_opened = Signal(str, str, str)
    """Record type, id and person."""
    hand_over_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "team")
        self._kit = kit
        self._board: TeamBoard | None = None
        self._asked: tuple[str, RecordId | None, str] | None = None
        self._lines: tuple[TeamLine, ...] = ()
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "teamScroll", tokens.large)
        self._card = Card(self._page.page, "teamCard", tokens)
        self._rows = LoadRows(self._card, kit)
        self._hint = Words(self._card, "teamHint", role="caption", wraps=True)
        self._card.body.addWidget(self._rows)
        self._card.body.addWidget(self._hint)
        self._list = Card(self._page.page, "teamList", tokens)
        self._list.hide()
        self._page.body.addWidget(self._card)
        self._page.body.addWidget(self._list)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self._rows.list_wanted.connect(self._on_list_wanted)
        self._rows.hand_over_wanted.connect(self.hand_over_wanted)
        self.retranslate()

    def refresh(self) -> None:
        """Count anew."""
        self._kit.operations.read(
            team_board, done=self._on_board, failed=self._kit.messages.refuse, channel="team"
        )
        if self._asked is not None:
            self._ask_list()

    def follow(self, changed: Changed) -> None:
        """Count anew when something counted here may have been written."""
        if self.isVisible() and changed.concerns(*SHOWN_BY):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = sum(one.cases for one in self._board.loads) if self._board else 0
        text = ngettext("{n} open case", "{n} open cases", count)
        return _("Team"), text.format(n=self._kit.wording.number(count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._hint.setText(
            _(
                "Each number opens its list. In the bar: urgent, high, medium and low risk, from the left."
            )
        )
        if self._board is not None:
            self._rows.show_loads(self._board.loads)
        self._show_list()
        self.heading_changed.emit(*self.heading())

    def _on_board(self, board: TeamBoard) -> None:
        self._board = board
        self._rows.show_loads(board.loads)
        self.heading_changed.emit(*self.heading())

    def _on_list_wanted(self, code: str, staff_member: RecordId | None, name: str) -> None:
        self._asked = (code, staff_member, name)
        self._ask_list()

    def _ask_list(self) -> None:
        if self._asked is None:
            return
        code, staff_member, _name = self._asked
        ask = partial(_lines, code, staff_member)
        self._kit.operations.read(
            ask, done=self._on_lines, failed=self._kit.messages.refuse, channel="team list"
        )

    def _on_lines(self, lines: tuple[TeamLine, ...]) -> None:
        self._lines = lines
        self._show_list()
        first = self._list.findChild(LinkRow)
        if first is not None and self.isVisible():
            first.show()
            first.setFocus()
            self._page.show_part(first)

    def _show_list(self) -> None:
        clear(self._list.body)
        self._list.setVisible(self._asked is not None)
        if self._asked is None:
            return
        code, _member, name = self._asked
        head = row(self._kit.look.tokens.small)
        title = f"{name or _('Nobody leads them')} · {_(COLUMNS[code])}"
        head.addWidget(SectionTitle(self._list, "teamListTitle", title))
        head.addStretch(1)
        self._list.body.addLayout(head)
        self._list.body.setSpacing(self._kit.look.tokens.px(1))
        for one in self._lines:
            link = LinkRow(self._list, f"line_{one.id}", self._kit.look)
            detail = " · ".join(
                part for part in (one.person_name if one.title else "", one.number or "") if part
            )
            mark, tone = self._mark(code, one)
            link.say(one.title or one.person_name, detail, mark=mark, tone=tone)
            link.clicked.connect(
                partial(self.line_opened.emit, one.record, one.id, one.person or "")
            )
            self._list.body.addWidget(link)
        if not self._lines:
            text = _("Nothing here any more.")
            self._list.body.addWidget(Words(self._list, "teamListEmpty", role="muted", text=text))

    def _mark(self, code: str, one: TeamLine) -> tuple[str, str]:
        if code == OPEN:
            tone = {"urgent": "danger", "high": "warn"}.get(one.code or "", "")
            return self._kit.lookups.label("case_priority", one.code), tone
        if one.on is None:
            return "", ""
        is_late = one.on < self._kit.today and code != TASKS
        tone = "danger" if one.on < self._kit.today else ""
        return due_in_words(one.on, self._kit.lookups, self._kit.today), "warn" if is_late else tone


def _lines(code: str, staff_member: RecordId | None, uow: UnitOfWork) -> tuple[TeamLine, ...]:
    return team_list(uow, code, staff_member)
