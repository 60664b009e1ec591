"""What was issued about a person: numbers, days, state; one click shows the paper again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.issued_documents import issued_of
from kazanlak_case.ui.print_parts.names import form_name
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.db.work.issued import IssuedRow
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class IssuedPart(QWidget):
    """Lists the issued documents of one person."""

    print_wanted = Signal(str, str, str, str)
    forms_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "issuedPart")
        self._kit = kit
        self._page: PersonPage | None = None
        tokens = kit.look.tokens
        card = Card(self, "issuedCard", tokens)
        self._forms = Button(card, "personForms", kit.look, icon="printer")
        self._forms.say(_("Print a form…"))
        self._forms.clicked.connect(self._on_forms)
        head = row(tokens.small)
        head.addWidget(SectionTitle(card, "issuedTitle", _("Issued documents")), 1)
        head.addWidget(self._forms)
        card.body.addLayout(head)
        self._empty = Words(card, "issuedEmpty", role="muted", wraps=True)
        self._empty.setText(_("Nothing was issued yet. A document gets its number when printed."))
        card.body.addWidget(self._empty)
        self._rows = column(tokens.tight)
        card.body.addLayout(self._rows)
        layout = column(0)
        layout.addWidget(card)
        self.setLayout(layout)
        self.setVisible(kit.sight.sees("issued_document.number"))

    def show_page(self, page: PersonPage) -> None:
        """Show the documents of this person."""
        if not self._kit.sight.sees("issued_document.number"):
            return
        self._page = page
        self._kit.operations.read(
            partial(_rows_of, page.person.id), done=self._on_rows, channel="issued_of"
        )

    def _on_rows(self, rows: tuple[IssuedRow, ...]) -> None:
        clear(self._rows)
        self._empty.setVisible(not rows)
        for one in rows:
            link = LinkRow(self, f"issued_{one.id}", self._kit.look, icon="file-text")
            form = form_name(self._kit, one.form)
            detail = " · ".join(
                part for part in (self._kit.wording.day(one.issued_on), one.issued_by) if part
            )
            mark = _("annulled") if one.is_annulled else ""
            link.say(f"{one.number} · {form}", detail, mark=mark, tone="warn" if mark else "")
            link.clicked.connect(partial(self._on_row, one))
            self._rows.addWidget(link)

    def _on_row(self, one: IssuedRow) -> None:
        person = self._page.person.id if self._page else ""
        self.print_wanted.emit(one.form, one.source_type or "", one.source or "", person)

    def _on_forms(self) -> None:
        if self._page is not None:
            self.forms_wanted.emit(self._page.person.id, self._page.person.name)


def _rows_of(person: RecordId, uow: UnitOfWork) -> tuple[IssuedRow, ...]:
    return issued_of(uow, person)
