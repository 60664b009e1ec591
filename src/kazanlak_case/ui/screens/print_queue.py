"""„За печат“: what the houses ordered, house by house. The centre prints and marks; a house sees when it was done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.paper_facts import PaperWish
from kazanlak_case.services.print_jobs import mark_printed, may_mark_printed, print_queue
from kazanlak_case.ui.print_parts.making import make_all
from kazanlak_case.ui.print_parts.queue_row import QueueRow
from kazanlak_case.ui.printing import chosen_printer, paint_pdf
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import SectionTitle
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.export.form_pdf import FormPaper
    from kazanlak_case.services.print_jobs import PrintRow
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class PrintQueue(QWidget):
    """A card for each house with what waits, then one with what was printed."""

    heading_changed = Signal(str, str)
    paper_opened = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "printQueue")
        self._kit = kit
        self._rows: tuple[PrintRow, ...] = ()
        self._may_print = False
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "printQueueScroll", tokens.large)
        self._cards = column(tokens.large)
        self._page.body.addLayout(self._cards)
        self._empty = EmptyState(self._page.page, "printQueueEmpty", kit.look, icon="printer")
        self._page.body.addWidget(self._empty, 1)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(_queue, done=self._on_rows, channel="print_queue")

    def follow(self, changed: Changed) -> None:
        """Read anew when an order was written or came with a bundle."""
        if self.isVisible() and changed.concerns("print_job", "issued_document"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("To be printed"), _("what houses without a printer ordered")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._empty.say(
            _("Nothing waits for a printer"),
            _("A house orders a print with “Print at the municipality”; it comes with the bundle."),
        )
        self._show()
        self.heading_changed.emit(*self.heading())

    def print_on(self, printer: QPrinter, orders: Sequence[RecordId]) -> None:
        """Print some orders, one after the other, and mark them."""
        rows = [one for one in self._rows if one.id in orders and one.printed_on is None]
        if not rows:
            return
        wishes = [wish_of(one) for one in rows]
        self._kit.operations.long(
            partial(make_all, wishes, self._kit.wording.language),
            title=_("Printing"),
            done=partial(self._on_made, printer, rows),
            failed=self._kit.messages.refuse,
        )

    def _on_rows(self, found: tuple[bool, tuple[PrintRow, ...]]) -> None:
        self._may_print, self._rows = found
        self._show()

    def _show(self) -> None:
        clear(self._cards)
        waiting: dict[str, list[PrintRow]] = {}
        for one in self._rows:
            if one.printed_on is None:
                waiting.setdefault(one.site, []).append(one)
        for site, rows in waiting.items():
            self._add_card(f"waiting_{site}", self._house(site), rows, waits=True)
        done = [one for one in self._rows if one.printed_on is not None]
        if done:
            self._add_card("printed", _("Printed"), done[::-1], waits=False)
        self._empty.setVisible(not self._rows)

    def _add_card(self, name: str, title: str, rows: Sequence[PrintRow], *, waits: bool) -> None:
        card = Card(self._page.page, name, self._kit.look.tokens)
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(card, f"{name}Title", title), 1)
        if waits and self._may_print:
            # one action of the page is the first; those of the other houses stand back
            kind = Button if self._cards.count() else PrimaryButton
            button = kind(card, f"{name}All", self._kit.look, icon="printer")
            button.say(_("Print all…"))
            ids = [one.id for one in rows]
            button.clicked.connect(partial(self._on_print, ids))
            head.addWidget(button)
        card.body.addLayout(head)
        for at, one in enumerate(rows):
            if at:
                card.body.addWidget(Line(card, f"{name}Line{at}"))
            part = QueueRow(card, self._kit, one, may_print=self._may_print)
            part.shown.connect(self._on_shown)
            part.print_wanted.connect(self._on_print_one)
            card.body.addWidget(part)
        self._cards.addWidget(card)

    def _house(self, code: str) -> str:
        site = self._kit.lookups.profile.site(code)
        return site.name if site else code

    def _on_shown(self, order: str) -> None:
        one = next(each for each in self._rows if each.id == order)
        self.paper_opened.emit(one.form, one.source_type, one.source, one.person or "")

    def _on_print_one(self, order: str) -> None:
        self._on_print([one.id for one in self._rows if one.id == order])

    def _on_print(self, orders: Sequence[RecordId]) -> None:
        printer = chosen_printer(self, _("To be printed"))
        if printer is not None:
            self.print_on(printer, orders)

    def _on_made(
        self, printer: QPrinter, rows: Sequence[PrintRow], papers: Sequence[FormPaper]
    ) -> None:
        for one, paper in zip(rows, papers, strict=True):
            for _copy in range(one.copies):
                paint_pdf(printer, paper.content)
        self._kit.operations.write(
            partial(_mark, [one.id for one in rows]),
            done=self._on_marked,
            failed=self._kit.messages.refuse,
        )

    def _on_marked(self, written: Written) -> None:
        text = _("Printed. The house learns it with the next bundle.")
        self._kit.messages.saved(text, written.undo)
        self.refresh()


def wish_of(order: PrintRow) -> PaperWish:
    """Say which form an order wants."""
    return PaperWish(
        form=order.form,
        source_type=order.source_type,
        source=order.source,
        person=order.person or "",
    )


def _queue(uow: UnitOfWork) -> tuple[bool, tuple[PrintRow, ...]]:
    return may_mark_printed(uow), print_queue(uow)


def _mark(orders: Sequence[RecordId], uow: UnitOfWork) -> Written:
    return mark_printed(uow, orders)
