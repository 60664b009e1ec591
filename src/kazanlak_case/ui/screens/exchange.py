"""„Обмен“: what the other copies have, bundles out and in, and what they brought to light."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.duplicates import pairs_at_a_glance
from kazanlak_case.ui.dialogs.choosing import choose_files, choose_folder
from kazanlak_case.ui.exchange_parts.delivery_card import DeliveryCard
from kazanlak_case.ui.exchange_parts.questions import ConflictsCard, DuplicatesCard
from kazanlak_case.ui.exchange_parts.report_card import ReportPart
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Conflict
    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.exchange import Delivery, ExportReport, ImportReport, Progress
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SHOWN_IMPORTS = 12


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """All that the page shows."""

    deliveries: tuple[Delivery, ...]
    imports: tuple[ImportReport, ...]
    conflicts: tuple[Conflict, ...]
    pairs: tuple[DuplicatePair, ...]


class Exchange(QWidget):
    """Writes bundles and takes them in. Files are chosen here; what follows is told by reports."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    prepare_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "exchange")
        self._kit = kit
        self._view: ExchangeView | None = None
        self._paths: tuple[Path, ...] = ()
        self._reports: tuple[ImportReport, ...] = ()
        self._written: ExportReport | None = None
        tokens = kit.look.tokens
        self._is_centre = kit.operations.case_file.role == "centre"
        self._page = ScrollPage(self, "exchangeScroll", tokens.large)
        inside = self._page.page
        kind = PrimaryButton if self._is_centre else Button
        self.take = kind(inside, "takeBundles", kit.look, icon="download")
        self.prepare = Button(inside, "prepareHouse", kit.look, icon="house")
        self.prepare.setVisible(self._is_centre)
        self._done = Card(inside, "writtenBundle", tokens, tone="accent")
        self._plan = Card(inside, "rehearsal", tokens)
        self.deliveries = DeliveryCard(inside, kit)
        self.conflicts = ConflictsCard(inside, kit)
        self.pairs = DuplicatesCard(inside, kit)
        self._past = Card(inside, "pastImports", tokens)
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(_view_of, done=self._on_view, channel="exchange")

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

    def write_bundle(self, site: str, folder: Path) -> None:
        """Write what a site does not have yet."""
        self._written = None
        self._kit.operations.long(
            partial(_export, site, folder),
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
        self._kit.operations.long(
            partial(_rehearse, self._paths),
            title=_("Trying the bundles; nothing is changed"),
            done=self._on_reports,
            failed=self._kit.messages.refuse,
        )

    def take_in(self) -> None:
        """Take in what was rehearsed."""
        self._kit.operations.long(
            partial(_import, self._paths),
            title=_("Taking in the bundles; a backup is made first"),
            done=self._on_reports,
            failed=self._kit.messages.refuse,
        )

    def forget(self) -> None:
        """Put the rehearsal away."""
        self._reports = ()
        self._show_plan()

    def undo(self, bundle: str) -> None:
        """Take an import out again."""
        self._kit.operations.long(
            partial(_undo, bundle),
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
        for card in (
            self._done,
            self._plan,
            self.deliveries,
            self.conflicts,
            self.pairs,
            self._past,
        ):
            self._page.body.addWidget(card)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self.take.clicked.connect(self.choose_bundles)
        self.prepare.clicked.connect(self.prepare_wanted)
        self.deliveries.bundle_wanted.connect(self.choose_stick)
        self.pairs.person_opened.connect(self.person_opened)
        self.conflicts.record_opened.connect(self._on_record)

    def _show(self) -> None:
        self._show_plan()
        self._show_written()
        view = self._view or ExchangeView((), (), (), ())
        self.deliveries.show_deliveries(view.deliveries)
        self.conflicts.show_conflicts(view.conflicts)
        self.pairs.show_pairs(view.pairs)
        self._show_past(view.imports)

    def _show_written(self) -> None:
        card, one = self._done, self._written
        clear(card.body)
        card.setVisible(one is not None)
        if one is None:
            return
        title = _("You may take the stick out.")
        count = ngettext("{n} change", "{n} changes", one.changes)
        detail = _("{name}: {count}, {size} KB, read back and compared.").format(
            name=Path(one.path).name,
            count=count.format(n=self._kit.wording.number(one.changes)),
            size=self._kit.wording.number(-(-one.bytes // 1024)),
        )
        card.body.addWidget(SectionTitle(card, "writtenTitle", title))
        card.body.addWidget(Words(card, "writtenDetail", wraps=True, text=detail))

    def _show_plan(self) -> None:
        card, tokens = self._plan, self._kit.look.tokens
        clear(card.body)
        card.setVisible(bool(self._reports))
        if not self._reports:
            return
        is_rehearsal = all(one.rehearsal for one in self._reports)
        can_take = is_rehearsal and any(one.status == "merged" for one in self._reports)
        title = _("Rehearsal: nothing is changed yet") if is_rehearsal else _("Taken in")
        card.body.addWidget(SectionTitle(card, "rehearsalTitle", title))
        for at, report in enumerate(self._reports):
            if at:
                card.body.addWidget(Line(card, f"rehearsalLine{at}"))
            card.body.addWidget(ReportPart(card, f"report{at}", self._kit, report))
        buttons = row(tokens.small)
        buttons.addStretch(1)
        close = Button(card, "forgetRehearsal", self._kit.look)
        close.say(_("Do not take in") if can_take else _("Close"))
        close.clicked.connect(self.forget)
        buttons.addWidget(close)
        if can_take:
            go = PrimaryButton(card, "takeIn", self._kit.look, icon="check")
            go.say(_("Take in"))
            go.clicked.connect(self.take_in)
            buttons.addWidget(go)
        card.body.addLayout(buttons)

    def _show_past(self, imports: Sequence[ImportReport]) -> None:
        card = self._past
        clear(card.body)
        card.setVisible(bool(imports))
        card.body.addWidget(SectionTitle(card, "pastTitle", _("Bundles taken in")))
        for at, report in enumerate(imports[:SHOWN_IMPORTS]):
            card.body.addWidget(Line(card, f"pastLine{at}"))
            line = row(self._kit.look.tokens.medium)
            line.addWidget(ReportPart(card, f"past{at}", self._kit, report), 1)
            if at == 0 and report.undo:
                undo = Button(card, "undoImport", self._kit.look, icon="undo-2")
                undo.say(_("Take out again"))
                undo.clicked.connect(partial(self.undo, report.undo))
                line.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(line)

    def _on_view(self, view: ExchangeView) -> None:
        self._view = view
        self._show()

    def _on_written(self, report: ExportReport) -> None:
        self._written = report
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
        ask = partial(_person_of, record, RecordId(record_id))
        self._kit.operations.read(ask, done=self._on_person)

    def _on_person(self, person: RecordId | None) -> None:
        if person:
            self.person_opened.emit(person)


def _view_of(uow: UnitOfWork) -> ExchangeView:
    return ExchangeView(
        tuple(uow.exchange.deliveries()),
        tuple(uow.exchange.imports()),
        tuple(uow.history.conflicts()),
        tuple(pairs_at_a_glance(uow)),
    )


def _person_of(record: str, record_id: RecordId, uow: UnitOfWork) -> RecordId | None:
    """Find whose page shows a record."""
    from kazanlak_case.domain.records import RECORDS

    if record == "person":
        return record_id
    of: type[Any] = RECORDS[record]
    return getattr(uow.records.get(of, record_id), "person", None)


def _export(
    site: str, folder: Path, case_file: CaseFile, *, now: datetime, progress: Progress
) -> ExportReport:
    from kazanlak_case.export.exchange import export_bundle

    return export_bundle(case_file, folder, to_site=site, now=now, progress=progress)


def _rehearse(
    paths: Sequence[Path], case_file: CaseFile, *, now: datetime, progress: Progress
) -> list[ImportReport]:
    from kazanlak_case.export.exchange import rehearse_import

    return rehearse_import(case_file, paths, now=now, progress=progress)


def _import(
    paths: Sequence[Path], case_file: CaseFile, *, now: datetime, progress: Progress
) -> list[ImportReport]:
    from kazanlak_case.export.exchange import import_bundles

    return import_bundles(case_file, paths, now=now, progress=progress)


def _undo(bundle: str, case_file: CaseFile, *, now: datetime, progress: Progress) -> None:  # noqa: ARG001 - as all long work
    from kazanlak_case.export.exchange import undo_import

    undo_import(case_file, bundle, now=now)
