"""The families of the house: found by name or address, with what is open in them and the red line as a sign."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.family_list import FamilyRow, family_rows
from kazanlak_case.services.households import count_households
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

NARROW = 420
SHOWN = ("household", "household_member", "person", "case", "service_entry")


class Families(QWidget):
    """Lists families, the newest first."""

    heading_changed = Signal(str, str)
    family_opened = Signal(str)
    family_chosen = Signal(str)
    family_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "families")
        self._kit = kit
        self._text = ""
        self._count = 0
        self.box = SearchBox(self, "familySearch", kit.look)
        self._new = Button(self, "newFamilyButton", kit.look, icon="plus")
        self.model: PagedModel[FamilyRow] = PagedModel(
            self, self._columns(), self._fetch, lines=self._lines
        )
        self.table = TableView(self, "familiesTable", kit.look, self.model)
        self._empty = EmptyState(self, "familiesEmpty", kit.look, icon="house")
        self._pages = named(QStackedWidget(self), "familiesPages")
        self._build()
        self.box.searched.connect(self._on_searched)
        self.box.moved.connect(self.table.move_choice)
        self.box.chosen.connect(self.table.open_chosen)
        self.table.opened.connect(self.family_opened)
        self.table.chosen.connect(self.family_chosen)
        self.model.filled.connect(self._on_filled)
        self._new.clicked.connect(self.family_wanted)
        self._empty.action.clicked.connect(self.family_wanted)
        self.retranslate()

    def refresh(self) -> None:
        """Read the list anew, standing where one stood."""
        self.model.refresh()
        self._kit.operations.read(
            partial(_count, self._text), done=self._on_count, channel="families count"
        )

    def follow(self, changed: Changed) -> None:
        """Read anew when something shown was written."""
        if changed.concerns(*SHOWN):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        text = ngettext("{n} family", "{n} families", self._count)
        return _("Families"), text.format(n=self._kit.wording.number(self._count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.box.say(_("Name of the family or address"), _("Search families"))
        self._new.say(_("New family"))
        self.table.setAccessibleName(_("Families"))
        self._word_emptiness()
        self.heading_changed.emit(*self.heading())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= self._kit.look.tokens.px(NARROW)
        self._new.setVisible(has_room and self._may_write)

    @property
    def _may_write(self) -> bool:
        return self._kit.writes("household.name", "household_member.person")

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        card = Card(self, "familiesCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._pages)
        self.box.setMinimumWidth(tokens.px(150))
        self.box.setMaximumWidth(tokens.px(360))
        head = row(tokens.medium)
        head.addWidget(self.box, 1)
        head.addStretch(0)
        head.addWidget(self._new)
        layout = column(tokens.medium)
        layout.addLayout(head)
        layout.addWidget(card, 1)
        self.setLayout(layout)

    def _on_searched(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.refresh()

    def _on_count(self, count: int) -> None:
        self._count = count
        self.heading_changed.emit(*self.heading())

    def _fetch(
        self, after: FamilyRow | None, limit: int, answer: Callable[[Sequence[FamilyRow]], None]
    ) -> None:
        ask = partial(_page, self._text, after.id if after else None, limit)
        self._kit.operations.read(ask, done=answer, channel="families")

    def _on_filled(self) -> None:
        is_empty = not self.model.rowCount()
        if is_empty:
            self._word_emptiness()
        self._pages.setCurrentWidget(self._empty if is_empty else self.table)

    def _word_emptiness(self) -> None:
        if self._text:
            self._empty.say(
                _("No family found"), _("A part of the name or of the address is enough.")
            )
            return
        self._empty.say(
            _("No family yet"),
            _("A family is written once: who lives there, what to know before a visit."),
            action=_("New family") if self._may_write else "",
        )

    def _columns(self) -> tuple[Column[FamilyRow], ...]:
        return (
            Column(key="name", title=N_("Family"), text=_name, least=170, share=4, is_strong=True),
            Column(
                key="red",
                title=N_("Before a visit"),
                text=_red_line,
                mark=self._red_mark,
                least=130,
                share=0,
                goes=2,
            ),
            Column(
                key="place", title=N_("Settlement"), text=self._place, least=130, share=2, goes=3
            ),
            Column(key="address", title=N_("Address"), text=_address, least=130, share=2, goes=6),
            Column(
                key="people",
                title=N_("People"),
                text=self._people,
                least=76,
                share=0,
                goes=5,
                is_figure=True,
            ),
            Column(
                key="children",
                title=N_("Children"),
                text=self._children,
                least=76,
                share=0,
                goes=4,
                is_figure=True,
            ),
            Column(
                key="cases",
                title=N_("Open cases"),
                text=self._cases,
                mark=self._case_mark,
                least=140,
                share=1,
                goes=1,
            ),
            Column(
                key="last", title=N_("Last contact"), text=self._last, least=124, share=1, goes=7
            ),
        )

    def _lines(self, one: FamilyRow) -> TwoLines:
        parts = (one.household.address or self._place(one), self._people_in_words(one))
        detail = " · ".join(part for part in parts if part)
        mark = self._red_mark(one)
        return TwoLines(one.household.name, detail, mark if mark.text else self._case_mark(one))

    def _place(self, one: FamilyRow) -> str:
        return self._kit.lookups.settlement(one.household.settlement)

    def _people(self, one: FamilyRow) -> str:
        return self._kit.wording.number(one.household.members)

    def _people_in_words(self, one: FamilyRow) -> str:
        count = one.household.members
        return ngettext("{n} person", "{n} people", count).format(n=count)

    def _children(self, one: FamilyRow) -> str:
        return self._kit.wording.number(one.children) if one.children else "–"

    def _cases(self, one: FamilyRow) -> str:
        return self._case_mark(one).text

    def _case_mark(self, one: FamilyRow) -> Mark:
        count = one.open_cases
        if not count:
            return Mark("")
        return Mark(ngettext("{n} open", "{n} open", count).format(n=count), "accent")

    def _red_mark(self, one: FamilyRow) -> Mark:
        return Mark(_("important") if one.household.before_visit else "", "danger")

    def _last(self, one: FamilyRow) -> str:
        return self._kit.wording.ago(one.last_contact, self._kit.today) if one.last_contact else ""


def _name(one: FamilyRow) -> str:
    return one.household.name


def _address(one: FamilyRow) -> str:
    return one.household.address or ""


def _red_line(one: FamilyRow) -> str:
    return one.household.before_visit or ""


def _page(text: str, after: RecordId | None, limit: int, uow: UnitOfWork) -> list[FamilyRow]:
    return family_rows(uow, text=text, after=after, limit=limit)


def _count(text: str, uow: UnitOfWork) -> int:
    return count_households(uow, text=text)
