"""„Обмен“: what the other copies have, bundles out and in, and what they brought to light."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.print_jobs import waiting_prints
from kazanlak_case.services.questions import QuestionCounts, question_counts
from kazanlak_case.services.receipts import receipts
from kazanlak_case.services.records import read_record
from kazanlak_case.services.return_report import return_report
from kazanlak_case.services.transfer_list import transfers
from kazanlak_case.ui.dialogs.choosing import choose_files, choose_folder
from kazanlak_case.ui.exchange_parts.past_card import PastCard
from kazanlak_case.ui.exchange_parts.plan_card import PlanCard
from kazanlak_case.ui.exchange_parts.receipts_card import ReceiptsCard
from kazanlak_case.ui.exchange_parts.waiting_card import WaitingCard
from kazanlak_case.ui.exchange_parts.work import (
    mend_bundles,
    rehearse_bundles,
    take_bundles,
    take_out,
    write_bundles,
)
from kazanlak_case.ui.exchange_parts.written_card import WrittenCard
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import ExportReport, ImportReport
    from kazanlak_case.services.receipts import Receipt
    from kazanlak_case.services.return_report import ReturnLine
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


NOTHING_WAITS = QuestionCounts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """All that the page shows."""

    receipts: tuple[Receipt, ...] = ()
    imports: tuple[ImportReport, ...] = ()
    questions: QuestionCounts = NOTHING_WAITS
    transfers: int = 0
    """How many wait for somebody here."""
    has_transfers: bool = False
    prints: tuple[int, bool] = (0, False)
    """How many orders of prints wait, and whether there ever were any."""
    lines: dict[str, tuple[ReturnLine, ...]] = field(default_factory=dict)
    """What bundles brought to a house, by bundle."""


class Exchange(QWidget):
    """Writes bundles and takes them in. Files are chosen here; what follows is told by reports."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    place_wanted = Signal(str)
    prepare_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "exchange")
        self._kit = kit
        self._view = ExchangeView()
        self._paths: tuple[Path, ...] = ()
        self._reports: tuple[ImportReport, ...] = ()
        self._written: tuple[ExportReport, ...] = ()
        tokens = kit.look.tokens
        self._is_centre = kit.operations.case_file.role == "centre"
        self._page = ScrollPage(self, "exchangeScroll", tokens.large)
        inside = self._page.page
        kind = PrimaryButton if self._is_centre else Button
        self.take = kind(inside, "takeBundles", kit.look, icon="download")
        self.prepare = Button(inside, "prepareHouse", kit.look, icon="house")
        self.prepare.setVisible(self._is_centre and kit.may(Act.PREPARE))
        self._done = WrittenCard(inside, kit)
        self._plan = PlanCard(inside, kit)
        self.deliveries = ReceiptsCard(inside, kit)
        self.waiting = WaitingCard(inside, kit)
        self._past = PastCard(inside, kit)
        self._build()
        self._connect()
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        bundles = tuple(one.bundle for one in self._reports if not one.rehearsal)
        ask = partial(_view_of, bundles)
        self._kit.operations.read(ask, done=self._on_view, channel="exchange")

    def follow(self, changed: Changed) -> None:
        """Read anew after every write: any of them waits for the stick."""
        if self.isVisible() and (changed.touched or changed.everything):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        hint = _("bundles of the houses") if self._is_centre else _("with the municipality")
        return _("Exchange"), hint

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.take.say(_("Take in bundles…") if self._is_centre else _("Take in a return bundle…"))
        self.prepare.say(_("Prepare a house…"))
        self._show()
        self.heading_changed.emit(*self.heading())

    # out ----------------------------------------------------------------------------------------------------------
    def choose_stick(self, site: str) -> None:
        """Ask for the folder of the stick, then write."""
        folder = choose_folder(self, _("Choose the stick"))
        if folder is not None:
            self.write_bundle(site, folder)

    def choose_stick_for_all(self, site: str) -> None:
        """Ask for the folder of the stick, then write everything a house may hold: a fork is mended with it."""
        folder = choose_folder(self, _("Choose the stick"))
        if folder is not None:
            self.write_full_bundle(site, folder)

    def write_full_bundle(self, site: str, folder: Path) -> None:
        """Write everything that a site may hold."""
        self._write([site], folder, full=True)

    def write_bundle(self, site: str, folder: Path) -> None:
        """Write what a site does not have yet."""
        self._write([site], folder)

    def write_answers(self, sites: Sequence[str]) -> None:
        """Write the answers to the houses whose bundles were just taken in, to the stick they came on."""
        if self._paths:
            self._write(sites, self._paths[0].parent)

    def _write(self, sites: Sequence[str], folder: Path, *, full: bool = False) -> None:
        self._written = ()
        self._kit.operations.long(
            partial(write_bundles, tuple(sites), folder, full=full),
            title=_("Writing the bundle and reading it back"),
            done=self._on_written,
            failed=self._kit.messages.refuse,
        )

    # in -----------------------------------------------------------------------------------------------------------
    def choose_bundles(self) -> None:
        """Ask for bundles, then rehearse."""
        kinds = _("Bundles (*.kbundle)")
        paths = choose_files(self, _("Choose bundles"), kinds)
        if paths:
            self.rehearse(paths)

    def rehearse(self, paths: Sequence[Path]) -> None:
        """Say what bundles would bring; nothing is changed."""
        self._paths = tuple(paths)
        self._written = ()
        self._kit.operations.long(
            partial(rehearse_bundles, self._paths),
            title=_("Trying the bundles; nothing is changed"),
            done=self._on_reports,
            failed=self._kit.messages.refuse,
        )

    def take_in(self) -> None:
        """Take in what was rehearsed."""
        self._kit.operations.long(
            partial(take_bundles, self._paths),
            title=_("Taking in the bundles; a backup is made first"),
            done=self._on_reports,
            failed=self._kit.messages.refuse,
        )

    def mend(self) -> None:
        """Bring this file's history and the centre's together with the bundles that were just chosen."""
        self._kit.operations.long(
            partial(mend_bundles, self._paths),
            title=_("Bringing the two histories together; a backup is made first"),
            done=self._on_reports,
            failed=self._kit.messages.refuse,
        )

    def forget(self) -> None:
        """Put the rehearsal away."""
        self._reports = ()
        self._show()

    def undo(self, bundle: str) -> None:
        """Take an import out again."""
        self._kit.operations.one_step(
            partial(take_out, bundle),
            title=_("Taking the import out again"),
            done=self._on_undone,
            failed=self._kit.messages.refuse,
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        buttons = row(tokens.small)
        buttons.addWidget(self.take)
        buttons.addWidget(self.prepare)
        buttons.addStretch(1)
        self._page.body.addLayout(buttons)
        for card in (self._done, self._plan, self.deliveries, self.waiting, self._past):
            self._page.body.addWidget(card)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.take.clicked.connect(self.choose_bundles)
        self.prepare.clicked.connect(self.prepare_wanted)
        self.deliveries.bundle_wanted.connect(self.choose_stick)
        self.waiting.place_wanted.connect(self.place_wanted)
        self._plan.take_wanted.connect(self.take_in)
        self._plan.forget_wanted.connect(self.forget)
        self._plan.answers_wanted.connect(self.write_answers)
        self._plan.mend_wanted.connect(self.mend)
        self._plan.full_wanted.connect(self.choose_stick_for_all)
        self._past.undo_wanted.connect(self.undo)
        self._past.asked.connect(self._page.show_part)
        for card in (self._plan, self._past):
            card.opened.connect(self._on_record)

    def _show(self) -> None:
        view = self._view
        self._done.show_written(self._written)
        self._plan.show_reports(self._reports, view.lines)
        counts = view.questions
        self.deliveries.show_receipts(view.receipts, questions=counts.conflicts + view.transfers)
        self.waiting.show_counts(
            counts,
            transfers=view.transfers,
            has_transfers=view.has_transfers,
            prints=view.prints,
        )
        shown = {one.bundle for one in self._reports}
        past = [one for one in view.imports if one.bundle not in shown or one.undo]
        self._past.show_imports(past, {} if shown else view.lines)

    def _on_view(self, view: ExchangeView) -> None:
        self._view = view
        self._show()

    def _on_written(self, written: list[ExportReport]) -> None:
        self._written = tuple(written)
        self._reports = ()
        self._kit.messages.forgive()
        self._kit.messages.tell(_("The bundle is written. You may take the stick out."))
        self.refresh()

    def _on_reports(self, reports: list[ImportReport]) -> None:
        self._reports = tuple(reports)
        self._kit.messages.forgive()
        self.refresh()

    def _on_undone(self, _answer: None) -> None:
        self._reports = ()
        self._kit.messages.tell(_("The import was taken out again."))
        self.refresh()

    def _on_record(self, record: str, record_id: str) -> None:
        if record == "transfer":
            self.place_wanted.emit("transfers")
            return
        ask = partial(_person_of, record, RecordId(record_id))
        self._kit.operations.read(ask, done=self._on_person)

    def _on_person(self, person: RecordId | None) -> None:
        if person:
            self.person_opened.emit(person)


def _view_of(bundles: tuple[str, ...], uow: UnitOfWork) -> ExchangeView:
    uow.require(Act.EXCHANGE)
    imports = tuple(uow.exchange.imports())
    told = [one for one in imports if one.bundle in bundles] or imports[:1]
    rows = transfers(uow) if uow.sight.sees("transfer.state") else ()
    return ExchangeView(
        receipts=receipts(uow),
        imports=imports,
        questions=question_counts(uow),
        transfers=sum(one.waits_here for one in rows),
        has_transfers=bool(rows),
        prints=waiting_prints(uow),
        lines={} if uow.is_centre else {one.bundle: return_report(uow, one) for one in told},
    )


def _person_of(record: str, record_id: RecordId, uow: UnitOfWork) -> RecordId | None:
    """Find whose page shows a record."""
    from kazanlak_case.domain.records import RECORDS

    if record == "person":
        return record_id
    of: type[Any] = RECORDS[record]
    return getattr(read_record(uow, of, record_id), "person", None)
