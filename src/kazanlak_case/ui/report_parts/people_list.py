"""People with the reasons why they stand in a list: behind a number, or to be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.i18n import N_
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.held_rows import HeldRows
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.card import Card, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the list, worded. `number` tells rows of one person apart."""

    number: int
    person: RecordId
    name: str
    about: str
    site: str
    entered: str
    mark: Mark
    why: tuple[str, ...]

    @property
    def id(self) -> RecordId:
        """The key of the row."""
        return self.person


class PeopleList(QWidget):
    """A table; below it all the reasons of who is chosen, for a column never holds them whole."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, name: str, kit: Kit, *, has_age: bool = True) -> None:
        super().__init__(parent)
        named(self, name)
        tokens = kit.look.tokens
        self.rows: HeldRows[Listed] = HeldRows()
        self.model: PagedModel[Listed] = PagedModel(
            self, _columns(has_age=has_age), self.rows.fetch, lines=_lines
        )
        card = Card(self, f"{name}Card", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        self.table = TableView(card, f"{name}Table", kit.look, self.model)
        self.empty = EmptyState(card, f"{name}Empty", kit.look, icon="circle-check")
        self._pages = named(QStackedWidget(card), f"{name}Pages")
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        card.body.addWidget(self._pages)
        self._detail = Card(self, f"{name}Detail", tokens)
        self._who = Words(self._detail, f"{name}Who", role="strong")
        self._why = Words(self._detail, f"{name}Why", wraps=True)
        self._detail.body.setSpacing(tokens.tight)
        self._detail.body.addWidget(self._who)
        self._detail.body.addWidget(self._why)
        self._detail.hide()
        layout = column(tokens.medium)
        layout.addWidget(card, 1)
        layout.addWidget(self._detail)
        self.setLayout(layout)
        self.table.opened.connect(self.person_opened)
        self.table.chosen.connect(self._on_chosen)

    def show_people(self, people: Sequence[Listed], *, title: str) -> None:
        """Show these people; without any, why there is nobody."""
        self.table.setAccessibleName(title)
        self.rows.hold(people)
        self.model.reload()
        self._pages.setCurrentWidget(self.table if people else self.empty)
        self._detail.hide()

    def _on_chosen(self, key: str) -> None:
        one = self.rows.row(key)
        self._detail.setVisible(one is not None and bool(one.why))
        if one is not None:
            self._who.setText(one.name)
            self._why.setText("\n".join(one.why))


def _columns(*, has_age: bool) -> tuple[Column[Listed], ...]:
    columns = (
        Column(key="name", title=N_("Person"), text=_name, least=180, share=2, is_strong=True),
        Column(key="about", title=N_("Age"), text=_about, least=84, share=0, goes=4),
        Column(key="site", title=N_("House"), text=_site, least=100, share=0, goes=3),
        Column(key="entered", title=N_("Entered on"), text=_entered, least=140, share=0, goes=2),
        Column(
            key="mark", title=N_("State"), text=_mark_text, mark=_mark, least=130, share=0, goes=1
        ),
        Column(key="why", title=N_("Why"), text=_why, least=220, share=5),
    )
    return columns if has_age else tuple(one for one in columns if one.key != "about")


def _lines(one: Listed) -> TwoLines:
    return TwoLines(one.name, _why(one), one.mark)


def _name(one: Listed) -> str:
    return one.name


def _about(one: Listed) -> str:
    return one.about


def _site(one: Listed) -> str:
    return one.site


def _entered(one: Listed) -> str:
    return one.entered


def _mark(one: Listed) -> Mark:
    return one.mark


def _mark_text(one: Listed) -> str:
    return one.mark.text


def _why(one: Listed) -> str:
    return "; ".join(one.why)
