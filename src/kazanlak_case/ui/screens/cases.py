"""The cases of the house: what is urgent and what is late stands in each row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.db.work.rows import CaseFilter
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.case_rows import CaseRow, case_rows, count_cases
from kazanlak_case.ui.namesakes import beside
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

LATE = {"plan": N_("Plan is late"), "quiet": N_("No contact lately")}
OPEN_CLOSED = {"open": True, "closed": False, "all": None}


class Cases(QWidget):
    """Lists cases, the newest first."""

    heading_changed = Signal(str, str)
    case_opened = Signal(str)
    case_wanted = Signal()
    team_wanted = Signal()
    signals_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "cases")
        self._kit = kit
        self._count = 0
        tokens = kit.look.tokens
        self._state = WordFilter(self, "caseState", ("open", "closed", "all"))
        self._whose = WordFilter(self, "caseWhose", ("everybody", "mine"))
        self.model: PagedModel[CaseRow] = PagedModel(
            self, self._columns(), self._fetch, lines=self._lines
        )
        self.table = TableView(self, "casesTable", kit.look, self.model)
        self._empty = EmptyState(self, "casesEmpty", kit.look, icon="folder-open")
        self._pages = named(QStackedWidget(self), "casesPages")
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        card = Card(self, "casesCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._pages)
        filters = row(tokens.medium)
        filters.addWidget(self._state)
        filters.addWidget(self._whose)
        filters.addStretch(1)
        self._team = QuietButton(self, "casesTeam", kit.look, icon="users-round")
        self._team.clicked.connect(self.team_wanted)
        self._team.setVisible(kit.may(Act.SUPERVISE))
        filters.addWidget(self._team)
        self._signals = QuietButton(self, "openSignals", kit.look, icon="triangle-alert")
        self._signals.setVisible(kit.sight.sees("signal.type"))
        self._signals.clicked.connect(self.signals_wanted)
        filters.addWidget(self._signals)
        layout = column(tokens.medium)
        layout.addLayout(filters)
        layout.addWidget(card, 1)
        self.setLayout(layout)
        for words in (self._state, self._whose):
            words.chosen.connect(self._on_filtered)
        self.table.opened.connect(self.case_opened)
        self._empty.action.clicked.connect(self.case_wanted)
        self.retranslate()

    def refresh(self) -> None:
        """Read the list anew."""
        self.model.refresh()
        self._kit.operations.read(partial(_count, self._wanted()), done=self._on_count)

    def follow(self, changed: Changed) -> None:
        """Read anew when a case or a visit was written."""
        if changed.concerns("case", "service_entry", "person"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = ngettext("{n} case", "{n} cases", self._count)
        return _("Cases"), count.format(n=self._kit.wording.number(self._count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        words = {"open": _("Open"), "closed": _("Closed"), "all": _("All")}
        self._state.say(words, _("State"))
        whose = {"everybody": _("Of everybody"), "mine": _("Mine")}
        self._whose.say(whose, _("Case leader"))
        self._signals.say(_("Signals"), hint=_("The register of signals"))
        self.table.setAccessibleName(_("Cases"))
        self._team.say(_("Team"), hint=_("What each colleague carries and what is late"))
        self._empty.say(
            _("No cases here"),
            _("A case is opened from a person's page, or here."),
            action=_("Open a case") if self._kit.writes("case.person") else "",
        )
        self.heading_changed.emit(*self.heading())

    def _wanted(self) -> CaseFilter:
        user = self._kit.operations.case_file.user
        leader = user.staff_member if self._whose.key == "mine" else None
        return CaseFilter(is_open=OPEN_CLOSED[self._state.key], leader=leader)

    def _on_filtered(self, _key: str) -> None:
        self.model.reload()
        self._kit.operations.read(partial(_count, self._wanted()), done=self._on_count)

    def _fetch(
        self, after: CaseRow | None, limit: int, answer: Callable[[Sequence[CaseRow]], None]
    ) -> None:
        ask = partial(_page, self._wanted(), after, limit)
        self._kit.operations.read(ask, done=answer)

    def _on_count(self, count: int) -> None:
        self._count = count
        self._pages.setCurrentWidget(self.table if count else self._empty)
        self.heading_changed.emit(*self.heading())

    def _columns(self) -> tuple[Column[CaseRow], ...]:
        return (
            Column(key="number", title=N_("Case number"), text=_number, least=120, share=0),
            Column(
                key="person",
                title=N_("Person"),
                text=self._person,
                least=170,
                share=4,
                is_strong=True,
            ),
            Column(
                key="type", title=N_("Kind of case"), text=self._type, least=130, share=3, goes=3
            ),
            Column(
                key="opened", title=N_("Opened on"), text=self._opened, least=104, share=0, goes=4
            ),
            Column(
                key="status",
                title=N_("State"),
                text=self._status,
                mark=self._status_mark,
                least=120,
                share=0,
                goes=2,
            ),
            Column(
                key="last", title=N_("Last contact"), text=self._last, least=124, share=0, goes=1
            ),
            Column(
                key="late",
                title=N_("For attention"),
                text=self._late,
                mark=self._late_mark,
                least=156,
                share=0,
            ),
        )

    def _lines(self, one: CaseRow) -> TwoLines:
        detail = " · ".join(part for part in (_number(one), self._status(one)) if part)
        return TwoLines(self._person(one), detail, self._late_mark(one))

    def _person(self, one: CaseRow) -> str:
        return beside(one.case.person_name, one.apart, self._kit.lookups)

    def _type(self, one: CaseRow) -> str:
        return self._kit.lookups.label("case_type", one.case.type)

    def _opened(self, one: CaseRow) -> str:
        return self._kit.wording.day(one.case.opened_on)

    def _status(self, one: CaseRow) -> str:
        return self._kit.lookups.label("case_status", one.case.status)

    def _status_mark(self, one: CaseRow) -> Mark:
        return Mark(self._status(one), "accent" if one.is_open else "")

    def _last(self, one: CaseRow) -> str:
        on = one.case.last_on
        return self._kit.wording.ago(on, self._kit.today) if on else _("never yet")

    def _late(self, one: CaseRow) -> str:
        return self._late_mark(one).text

    def _late_mark(self, one: CaseRow) -> Mark:
        if one.is_urgent:
            return Mark(self._kit.lookups.label("case_priority", one.case.priority), "danger")
        if one.late:
            return Mark(_(LATE[one.late[0]]), "warn")
        return Mark("")


def _number(one: CaseRow) -> str:
    return one.case.number or ""


def _page(wanted: CaseFilter, after: CaseRow | None, limit: int, uow: UnitOfWork) -> list[CaseRow]:
    return case_rows(uow, wanted, after=after.id if after else None, limit=limit)


def _count(wanted: CaseFilter, uow: UnitOfWork) -> int:
    return count_cases(uow, wanted)
