"""„Издадени документи“: every number that was ever given, by form and year, and the blank forms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from kazanlak_case.db.reference import paper_forms
from kazanlak_case.db.work.issued import IssuedFilter, IssuedRow
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.issued_documents import (
    count_issued,
    issued_documents,
    years_of_issued,
)
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.print_parts.names import form_name
from kazanlak_case.ui.tables.columns import Column, Mark, TwoLines
from kazanlak_case.ui.tables.paged_model import PagedModel
from kazanlak_case.ui.tables.table_view import TableView
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class IssuedDocuments(QWidget):
    """Lists what was issued, by number."""

    heading_changed = Signal(str, str)
    paper_opened = Signal(str, str, str, str)
    blank_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "issuedDocuments")
        self._kit = kit
        self._count = 0
        tokens = kit.look.tokens
        self.form = named(QComboBox(self), "issuedForm")
        self.year = named(QComboBox(self), "issuedYear")
        self.model: PagedModel[IssuedRow] = PagedModel(
            self, self._columns(), self._fetch, lines=self._lines
        )
        self.table = TableView(self, "issuedTable", kit.look, self.model)
        self._empty = EmptyState(self, "issuedEmpty", kit.look, icon="file-text")
        self._pages = named(QStackedWidget(self), "issuedPages")
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self.blank = Button(self, "blankForms", kit.look, icon="printer")
        self.write = Button(self, "issuedXlsx", kit.look, icon="file-spreadsheet")
        card = Card(self, "issuedListCard", tokens)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self._pages)
        line = row(tokens.medium)
        for part in (self.form, self.year):
            line.addWidget(part)
        line.addStretch(1)
        for button in (self.write, self.blank):
            line.addWidget(button)
        layout = column(tokens.medium)
        layout.addLayout(line)
        layout.addWidget(card, 1)
        self.setLayout(layout)
        self.retranslate()
        self.form.currentIndexChanged.connect(self._on_filtered)
        self.year.currentIndexChanged.connect(self._on_filtered)
        self.blank.clicked.connect(self.blank_wanted)
        self.write.clicked.connect(self._on_write)
        self.table.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(years_of_issued, done=self._on_years)
        self.model.refresh()
        self._ask_count()

    def follow(self, changed: Changed) -> None:
        """Read anew when a document was issued or annulled."""
        if changed.concerns("issued_document", "person"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = ngettext("{n} number given", "{n} numbers given", self._count)
        return _("Issued documents"), count.format(n=self._kit.wording.number(self._count))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        chosen = self.form.currentData()
        self.form.blockSignals(True)
        self.form.clear()
        self.form.addItem(_("All forms"), "")
        for code, form in paper_forms().items():
            self.form.addItem(form.name(self._kit.wording.language), code)
        self.form.setCurrentIndex(max(0, self.form.findData(chosen)))
        self.form.blockSignals(False)
        self.form.setAccessibleName(_("Form"))
        self.year.setAccessibleName(_("Year"))
        self.table.setAccessibleName(_("Issued documents"))
        self.blank.say(_("Blank forms…"))
        self.write.say(_("Excel…"), hint=_("Write this list into a workbook"))
        self._empty.say(
            _("No documents here"),
            _("A document gets its number when it is printed; annulled ones stay in this list."),
        )
        self.heading_changed.emit(*self.heading())

    def wanted(self) -> IssuedFilter:
        """Tell what is shown."""
        return IssuedFilter(form=self.form.currentData() or "", year=self.year.currentData())

    def write_to(self, out: Path) -> None:
        """Write the list into a workbook."""
        self._kit.operations.one_step(
            partial(_write, self.wanted(), out, self._kit.wording.language),
            title=_("Writing the list"),
            done=self._on_written,
            failed=self._kit.messages.refuse,
        )

    def _on_write(self) -> None:
        name = _("issued documents") + ".xlsx"
        out = choose_target(self, _("Issued documents"), name=name, kinds="Excel (*.xlsx)")
        if out is not None:
            self.write_to(out)

    def _on_written(self, out: Path) -> None:
        self._kit.messages.tell(_("Written: {name}. Anybody can read it.").format(name=out.name))

    def _on_years(self, years: tuple[int, ...]) -> None:
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem(_("All years"), None)
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)) if chosen else 0)
        self.year.blockSignals(False)

    def _on_filtered(self, _index: int) -> None:
        self.model.reload()
        self._ask_count()

    def _ask_count(self) -> None:
        self._kit.operations.read(partial(_count, self.wanted()), done=self._on_count)

    def _on_count(self, count: int) -> None:
        self._count = count
        self._pages.setCurrentWidget(self.table if count else self._empty)
        self.heading_changed.emit(*self.heading())

    def _fetch(
        self, after: IssuedRow | None, limit: int, answer: Callable[[Sequence[IssuedRow]], None]
    ) -> None:
        ask = partial(_page, self.wanted(), after.number if after else None, limit)
        self._kit.operations.read(ask, done=answer)

    def _on_opened(self, document: str) -> None:
        one = next((each for each in self.model.rows if each.id == document), None)
        if one is not None and not one.is_annulled and one.form:
            self.paper_opened.emit(
                one.form, one.source_type or "", one.source or "", one.person or ""
            )

    def _columns(self) -> tuple[Column[IssuedRow], ...]:
        return (
            Column(key="number", title=N_("Number"), text=_number, least=150, share=0),
            Column(key="form", title=N_("Form"), text=self._form, least=170, share=4),
            Column(
                key="person", title=N_("Person"), text=_person, least=160, share=3, is_strong=True
            ),
            Column(key="on", title=N_("Date"), text=self._day, least=104, share=0, goes=2),
            Column(key="by", title=N_("Issued by"), text=_by, least=130, share=2, goes=3),
            Column(
                key="state",
                title=N_("State"),
                text=self._state,
                mark=self._mark,
                least=110,
                share=0,
                goes=1,
            ),
        )

    def _lines(self, one: IssuedRow) -> TwoLines:
        return TwoLines(f"{one.number} · {self._form(one)}", one.person_name, self._mark(one))

    def _form(self, one: IssuedRow) -> str:
        return form_name(self._kit, one.form)

    def _day(self, one: IssuedRow) -> str:
        return self._kit.wording.day(one.issued_on)

    def _state(self, one: IssuedRow) -> str:
        return self._mark(one).text

    def _mark(self, one: IssuedRow) -> Mark:
        return Mark(_("annulled"), "warn") if one.is_annulled else Mark("")


def _number(one: IssuedRow) -> str:
    return one.number


def _person(one: IssuedRow) -> str:
    return one.person_name


def _by(one: IssuedRow) -> str:
    return one.issued_by


def _page(
    wanted: IssuedFilter, after: str | None, limit: int, uow: UnitOfWork
) -> Sequence[IssuedRow]:
    return issued_documents(uow, wanted, after=after, limit=limit)


def _count(wanted: IssuedFilter, uow: UnitOfWork) -> int:
    return count_issued(uow, wanted)


def _write(
    wanted: IssuedFilter,
    out: Path,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Path:
    from kazanlak_case.export.issued_xlsx import write_issued

    return write_issued(case_file, wanted, out, now=now, language=language)
