"""The people of the house: found as one types, listed by the alphabet, narrowed by what one looks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.db.people import PeopleFilter, PersonRow
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.finding_people import count_people, find_people, people_page
from kazanlak_case.ui.people_parts.person_cells import PersonCells
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

NARROW = 520
MOST_FOUND = 200
FILTERS = {
    "all": PeopleFilter(),
    "open": PeopleFilter(has_open_case=True),
    "no_number": PeopleFilter(without_number=True),
}


class People(QWidget):
    """Lists and finds people. `person_opened` follows a click, Enter, or a move while a page is open beside."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    person_chosen = Signal(str)
    person_wanted = Signal()
    intake_wanted = Signal()
    repeats_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "people")
        self._kit = kit
        self._text = ""
        self._count = 0
        self._cells = PersonCells(kit)
        self.box = SearchBox(self, "peopleSearch", kit.look)
        self._filter = WordFilter(self, "peopleFilter", tuple(FILTERS))
        self._new = Button(self, "newPersonButton", kit.look, icon="user-plus")
        self._repeats = PlainButton(self, "repeatsButton", kit.look, icon="merge")
        self._intake = Button(self, "intakeButton", kit.look, icon="file-spreadsheet")
        self.model: PagedModel[PersonRow] = PagedModel(
            self, self._cells.columns(), self._fetch, lines=self._cells.lines
        )
        self.table = TableView(self, "peopleTable", kit.look, self.model)
        self._empty = EmptyState(self, "peopleEmpty", kit.look, icon="users")
        self._pages = named(QStackedWidget(self), "peoplePages")
        self._build()
        self._connect()
        self.retranslate()

    def refresh(self) -> None:
        """Read the list anew, standing where one stood."""
        self.model.refresh()
        self._ask_count()

    def follow(self, changed: Changed) -> None:
        """Read anew when something shown was written."""
        if changed.concerns("person", "case", "service_entry"):
            self.refresh()

    def search(self, text: str) -> None:
        """Narrow the list to who is found by a text."""
        self.box.setText(text)

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = ngettext("{n} person", "{n} people", self._count)
        return _("People"), count.format(n=self._kit.wording.number(self._count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.box.say(_("Name, personal number or phone"), _("Search people"))
        words = {
            "all": _("All"),
            "open": _("With an open case"),
            "no_number": _("Without a number"),
        }
        self._filter.say(words, _("Show"))
        self._new.say(_("New person"))
        self._intake.say(_("Take in from Excel"))
        self._repeats.setAccessibleName(_("Possible repeats"))
        self._repeats.setToolTip(_("Possible repeats"))
        self.table.setAccessibleName(_("People"))
        self._word_emptiness()
        self.heading_changed.emit(*self.heading())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= self._kit.look.tokens.px(NARROW)
        for part, is_wanted in self._parts():
            part.setVisible(has_room and is_wanted)

    @property
    def _may_write(self) -> bool:
        return self._kit.writes("person.given_name")

    def _parts(self) -> tuple[tuple[QWidget, bool], ...]:
        """Tell which parts of the head are for this user."""
        kit = self._kit
        return (
            (self._filter, kit.sight.sees("person.national_id", "case.closed_on")),
            (self._new, self._may_write),
            (self._intake, kit.may(Act.INTAKE)),
            (self._repeats, kit.may(Act.JOIN)),
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        card = Card(self, "peopleCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._pages)
        self.box.setMinimumWidth(tokens.px(150))
        self.box.setMaximumWidth(tokens.px(360))
        head = row(tokens.medium)
        head.addWidget(self.box, 1)
        head.addWidget(self._filter)
        head.addStretch(0)
        head.addWidget(self._repeats)
        head.addWidget(self._intake)
        head.addWidget(self._new)
        layout = column(tokens.medium)
        layout.addLayout(head)
        layout.addWidget(card, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.box.searched.connect(self._on_searched)
        self.box.moved.connect(self.table.move_choice)
        self.box.chosen.connect(self.table.open_chosen)
        self._filter.chosen.connect(self._on_filtered)
        self.table.opened.connect(self.person_opened)
        self.table.chosen.connect(self.person_chosen)
        self.model.filled.connect(self._on_filled)
        self._new.clicked.connect(self.person_wanted)
        self._intake.clicked.connect(self.intake_wanted)
        self._repeats.clicked.connect(self.repeats_wanted)
        self._empty.action.clicked.connect(self.person_wanted)

    def _on_searched(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.model.reload()

    def _on_filtered(self, _key: str) -> None:
        self.model.reload()
        self._ask_count()

    def _ask_count(self) -> None:
        wanted = FILTERS[self._filter.key]
        self._kit.operations.read(
            partial(_count, wanted), done=self._on_count, channel="people count"
        )

    def _on_count(self, count: int) -> None:
        self._count = count
        self.heading_changed.emit(*self.heading())

    def _fetch(
        self, after: PersonRow | None, limit: int, answer: Callable[[Sequence[PersonRow]], None]
    ) -> None:
        if self._text:
            if after is not None:
                answer([])
                return
            ask = partial(_found, self._text)
            told = partial(self._tell_apart, None, answer)
            self._kit.operations.read(ask, done=told, channel="people")
            return
        wanted = FILTERS[self._filter.key]
        page = partial(_page, wanted, after, limit)
        told = partial(self._tell_apart, after, answer)
        self._kit.operations.read(page, done=told, channel="people")

    def _tell_apart(
        self,
        after: PersonRow | None,
        answer: Callable[[Sequence[PersonRow]], None],
        rows: Sequence[PersonRow],
    ) -> None:
        self._cells.tell_apart(after, rows)
        answer(rows)

    def _on_filled(self) -> None:
        is_empty = not self.model.rowCount()
        if is_empty:
            self._word_emptiness()
        self._pages.setCurrentWidget(self._empty if is_empty else self.table)

    def _word_emptiness(self) -> None:
        if self._text:
            hint = _(
                "Part of a name is enough, in Cyrillic or Latin letters, or digits of a number."
            )
            self._empty.say(
                _("Nobody found"),
                hint,
                action=_("Write down a new person") if self._may_write else "",
            )
            return
        self._empty.say(
            _("Nobody here yet"),
            _("Write people down one by one, or take in the list you have kept in Excel."),
            action=_("New person") if self._may_write else "",
        )


def _page(
    wanted: PeopleFilter, after: PersonRow | None, limit: int, uow: UnitOfWork
) -> list[PersonRow]:
    cursor = after.cursor if after is not None else None
    return people_page(uow, "name", cursor, limit=limit, wanted=wanted)


def _found(text: str, uow: UnitOfWork) -> list[PersonRow]:
    """Find by text, best hits first, as rows of the list."""
    hits = [hit.id for hit in find_people(uow, text, limit=MOST_FOUND)]
    rows = {row.id: row for row in people_page(uow, wanted=PeopleFilter(ids=frozenset(hits)))}
    return [rows[one] for one in hits if one in rows]


def _count(wanted: PeopleFilter, uow: UnitOfWork) -> int:
    return count_people(uow, wanted)
