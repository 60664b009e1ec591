"""„Кой какво е чел и променил“: readings and changes in one list, and whether the record of them is whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.domain.readings import KIND_WORDS, Deed, DeedFilter, ReadingKind
from kazanlak_case.export.deeds_report import deed_in_words
from kazanlak_case.export.reading_words import readings_line
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.deeds import deeds, person_behind, state_of_readings, users_by_name
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.reading_parts.filter_row import FilterRow
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.readings import ReadingsState
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

TONES = {ReadingKind.TAKEN_OUT: "warn", ReadingKind.CHANGED: "accent"}


class Readings(QWidget):
    """Shows what was done. `person_opened` follows a click on a row that concerns somebody."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "readings")
        self._kit = kit
        self._state: ReadingsState | None = None
        self._chip = Chip(self, "chainChip", "", tone="ok")
        self._chain = Words(self, "chainLine", wraps=True)
        self.filter = FilterRow(self, kit)
        self.write = Button(self, "readingsXlsx", kit.look, icon="file-spreadsheet")
        self.model: PagedModel[Deed] = PagedModel(
            self, self._columns(), self._fetch, lines=self._lines
        )
        self.table = TableView(self, "readingsTable", kit.look, self.model)
        self._empty = EmptyState(self, "readingsEmpty", kit.look, icon="eye")
        self._pages = named(QStackedWidget(self), "readingsPages")
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Read the list and check the record anew."""
        refuse = self._kit.messages.refuse
        operations = self._kit.operations
        operations.read(users_by_name, done=self._on_users, failed=refuse, channel="reading users")
        operations.read(
            state_of_readings, done=self._on_state, failed=refuse, channel="reading state"
        )
        self.model.refresh()

    def follow(self, changed: Changed) -> None:
        """Read anew after every write: it stands in the list."""
        if self.isVisible() and (changed.touched or changed.everything):
            self.model.refresh()

    def show_person(self, person: str, name: str) -> None:
        """Ask who read and changed what of one person."""
        self.filter.show_person(person, name)

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Who read and changed what"), ""

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.filter.retranslate()
        self.write.say(_("Excel"), hint=_("Write this list as a workbook"))
        self.table.setAccessibleName(_("Who read and changed what"))
        self._empty.say(
            _("Nothing here"), _("Choose another person, user or period, or show everything.")
        )
        self._show_state()
        self.heading_changed.emit(*self.heading())

    def write_to(self, path: Path) -> None:
        """Write what is listed into a workbook."""
        work = partial(_write, path, self.filter.wanted, self._kit.wording.language)
        self._kit.operations.one_step(
            work,
            title=_("Writing the list"),
            done=partial(self._on_written, path),
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        state = Card(self, "chainCard", tokens)
        line = row(tokens.small)
        line.addWidget(self._chip)
        line.addWidget(self._chain, 1)
        state.body.addLayout(line)
        card = Card(self, "readingsCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._pages)
        head = self.filter.above
        head.addWidget(self.write)
        layout = column(tokens.medium)
        layout.addWidget(state)
        layout.addLayout(head)
        layout.addWidget(self.filter)
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self.filter.chosen.connect(self.model.reload)
        self.table.opened.connect(self._on_opened)
        self.model.filled.connect(self._on_filled)
        self.write.clicked.connect(self._choose_file)

    def _fetch(
        self, after: Deed | None, limit: int, answer: Callable[[Sequence[Deed]], None]
    ) -> None:
        page = partial(_page, self.filter.wanted, after, limit)
        self._kit.operations.read(
            page, done=answer, failed=self._kit.messages.refuse, channel="readings"
        )

    def _on_filled(self) -> None:
        self._pages.setCurrentWidget(self.table if self.model.rowCount() else self._empty)

    def _on_users(self, users: Mapping[RecordId, str]) -> None:
        self.filter.show_users(users)

    def _on_state(self, state: ReadingsState) -> None:
        self._state = state
        self._show_state()

    def _show_state(self) -> None:
        state = self._state
        if state is None:
            self._chain.setText(_("Checking the record…"))
            self._chip.hide()
            return
        tone = "danger" if state.fault else "warn" if state.missing else "ok"
        words = {"danger": _("Altered"), "warn": _("Older file"), "ok": _("Whole")}
        self._chip.say(words[tone], tone)
        self._chip.show()
        line = readings_line(state)
        self._chain.setText(line[:1].upper() + line[1:])

    def _on_opened(self, deed_id: str) -> None:
        deed = next((one for one in self.model.rows if one.id == deed_id), None)
        if deed is None or deed.row is None:
            return
        ask = partial(_behind, deed.record, deed.row)
        self._kit.operations.read(ask, done=self._on_behind, channel="reading person")

    def _on_behind(self, person: RecordId | None) -> None:
        if person is not None:
            self.person_opened.emit(person)

    def _choose_file(self) -> None:
        wanted = str(Path.home() / f"readings-{self._kit.today.isoformat()}.xlsx")
        path = choose_target(self, _("Write to"), name=wanted, kinds="*.xlsx")
        if path is not None:
            self.write_to(path.with_suffix(".xlsx"))

    def _on_written(self, path: Path, rows: int) -> None:
        count = ngettext("{n} row", "{n} rows", rows).format(n=self._kit.wording.number(rows))
        text = _("{name} is written: {count}.")
        self._kit.messages.tell(text.format(name=path.name, count=count))

    def _columns(self) -> tuple[Column[Deed], ...]:
        return (
            Column(key="at", title=N_("When"), text=self._when, least=138, share=0),
            Column(key="who", title=N_("Who did it"), text=_who, least=130, share=2),
            Column(
                key="kind",
                title=N_("Kind"),
                text=_kind,
                mark=_mark,
                least=108,
                share=0,
                goes=2,
            ),
            Column(
                key="what", title=N_("What"), text=deed_in_words, least=220, share=4, is_strong=True
            ),
            Column(key="about", title=N_("Whose"), text=_about, least=150, share=3),
            Column(
                key="facts", title=N_("Details"), text=self._details, least=130, share=2, goes=1
            ),
        )

    def _lines(self, one: Deed) -> TwoLines:
        title = " · ".join(part for part in (deed_in_words(one), one.about) if part)
        return TwoLines(title, f"{self._when(one)} · {one.who}", _mark(one))

    def _when(self, one: Deed) -> str:
        wording = self._kit.wording
        return f"{wording.day(local(one.at).date())} {wording.time(one.at)}"

    def _details(self, one: Deed) -> str:
        site = self._kit.lookups.profile.site(one.facts or one.site)
        return site.short_name if site else one.facts


def _who(one: Deed) -> str:
    return one.who


def _about(one: Deed) -> str:
    return one.about


def _kind(one: Deed) -> str:
    return _(KIND_WORDS[one.kind])


def _mark(one: Deed) -> Mark:
    return Mark(_kind(one), TONES.get(one.kind, ""))


def _page(wanted: DeedFilter, after: Deed | None, limit: int, uow: UnitOfWork) -> list[Deed]:
    return deeds(uow, wanted, after=after, limit=limit)


def _behind(record: str, record_id: RecordId, uow: UnitOfWork) -> RecordId | None:
    return person_behind(uow, record, record_id)


def _write(
    path: Path,
    wanted: DeedFilter,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> int:
    from kazanlak_case.export.deeds_report import write_deeds

    return write_deeds(case_file, path, now=now, wanted=wanted, language=language)
