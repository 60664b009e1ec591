"""„Внасяне от Excel“: a list becomes people, in four steps; nothing is written before the last."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.intake.mapping import SUFFIX, save_mapping, shipped_mappings
from kazanlak_case.intake.plan import IntakePlan, Outcome
from kazanlak_case.intake.rehearse import rehearse
from kazanlak_case.intake.rejects import write_rejects
from kazanlak_case.intake.take_in import IntakeReport, take_in
from kazanlak_case.services.work_list import missing
from kazanlak_case.ui.dialogs.choosing import choose_file, choose_target
from kazanlak_case.ui.intake_parts.columns_step import ColumnsStep
from kazanlak_case.ui.intake_parts.preview import ListSeen, look_at
from kazanlak_case.ui.intake_parts.result_card import ResultCard
from kazanlak_case.ui.intake_parts.rows_step import RowsStep
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.intake.mapping import ListMapping
    from kazanlak_case.services.work_list import MissingColumn
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

MAPPINGS = "mappings"
"""Folder in the case folder, beside the case file, where kept meanings of columns are."""


class Intake(QWidget):
    """Choose, understand, rehearse, take in."""

    heading_changed = Signal(str, str)
    work_list_opened = Signal()
    undo_asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "intake")
        self._kit = kit
        self._path: Path | None = None
        self._plan: IntakePlan | None = None
        self._report: IntakeReport | None = None
        self._missing = 0
        tokens = kit.look.tokens
        self._pages = named(QStackedWidget(self), "intakeSteps")
        self._begin = EmptyState(self, "intakeBegin", kit.look, icon="file-spreadsheet")
        self.columns = ColumnsStep(self, kit)
        self.rows = RowsStep(self, kit)
        self._rows_page = named(QWidget(self), "rehearsalPage")
        self._again = Button(self._rows_page, "otherColumns", kit.look, icon="arrow-left")
        self._save = Button(self._rows_page, "saveRejects", kit.look, icon="file-down")
        self._take = PrimaryButton(self._rows_page, "takePeopleIn", kit.look, icon="check")
        foot = row(tokens.small)
        foot.addWidget(self._again)
        foot.addStretch(1)
        foot.addWidget(self._save)
        foot.addWidget(self._take)
        inside = column(tokens.medium)
        inside.addWidget(self.rows, 1)
        inside.addLayout(foot)
        self._rows_page.setLayout(inside)
        self._done = named(QWidget(self), "intakeDone")
        self._card = ResultCard(self._done, kit)
        done = column(tokens.large)
        done.addStretch(1)
        done.addWidget(self._card)
        done.addStretch(2)
        self._done.setLayout(done)
        for page in (self._begin, self.columns, self._rows_page, self._done):
            self._pages.addWidget(page)
        layout = column(0)
        layout.addWidget(self._pages)
        self.setLayout(layout)
        self._connect()
        self.retranslate()

    def refresh(self) -> None:
        """Count what is missing; the steps stand as one left them."""
        self._kit.operations.read(missing, done=self._on_missing, channel="intake missing")

    def follow(self, changed: Changed) -> None:
        """Count anew after an undo."""
        if self._report is not None and (changed.touched or changed.everything):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Taking in from Excel"), self._path.name if self._path else ""

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._begin.say(
            _("Take in the list you have kept"),
            _(
                "An Excel workbook or a .csv with a row per person. "
                "You see beforehand what would become of each row; nothing is written until you say so."
            ),
            action=_("Choose the list…"),
        )
        self._again.say(_("Meanings of the columns"))
        self._save.say(_("Save the rejected rows…"))
        self.columns.retranslate()
        self.rows.retranslate()
        self._word_take()
        self._show_result()
        self.heading_changed.emit(*self.heading())

    # the steps ----------------------------------------------------------------------------------------------------
    def choose_file(self) -> None:
        """Ask for a workbook."""
        kinds = _("Lists (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv)")
        path = choose_file(self, _("Choose the list"), kinds)
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path, mapping: str = "") -> None:
        """Recognise the columns of a workbook."""
        self._kit.operations.aside(
            partial(look_at, path, mapping, self._folder),
            title=_("Reading the list"),
            done=self._on_seen,
            failed=self._kit.messages.refuse,
        )

    def rehearse(self) -> None:
        """Say what would become of each row."""
        if self._path is None:
            return
        self._kit.operations.long(
            partial(_rehearse, self._path, self.columns.mapping),
            title=_("Going through the rows; nothing is written"),
            done=self._on_plan,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def take_in(self) -> None:
        """Write the good rows."""
        if self._plan is None:
            return
        self._kit.operations.long(
            partial(_take_in, self._plan),
            title=_("Taking people in"),
            done=self._on_taken,
            failed=self._kit.messages.refuse,
        )

    def save_rejects(self, path: Path) -> None:
        """Write the rejected rows with their reasons into a workbook."""
        if self._plan is None:
            return
        self._kit.operations.aside(
            partial(write_rejects, self._plan, path),
            title=_("Writing the rejected rows"),
            done=partial(self._on_saved, path.name),
            failed=self._kit.messages.refuse,
        )

    def keep_mapping(self, name: str) -> None:
        """Keep what the columns mean for lists of this kind."""
        try:
            save_mapping(self.columns.kept_mapping, self._folder)
        except ExpectedError as error:
            self._kit.messages.refuse(error)
            return
        self.columns.offer(self._kinds(), name)
        self._kit.messages.tell(_("Kept as “{name}”.").format(name=name))

    def start_again(self) -> None:
        """Begin with another list."""
        self._path, self._plan, self._report = None, None, None
        self._pages.setCurrentWidget(self._begin)
        self.heading_changed.emit(*self.heading())

    @property
    def _folder(self) -> Path:
        return self._kit.operations.case_file.path.parent / MAPPINGS

    def _kinds(self) -> list[str]:
        """Name the kinds of lists kept here, then those shipped."""
        kept = sorted(path.stem for path in self._folder.glob(f"*{SUFFIX}"))
        return kept + [name for name in shipped_mappings() if name not in kept]

    def _on_kind(self, name: str) -> None:
        if self._path is not None:
            self.look_at(self._path, name)

    def _connect(self) -> None:
        self._begin.action.clicked.connect(self.choose_file)
        self.columns.tried.connect(self.rehearse)
        self.columns.left.connect(self.start_again)
        self.columns.mapping_wanted.connect(self._on_kind)
        self.columns.mapping_kept.connect(self.keep_mapping)
        self._again.clicked.connect(self._on_again)
        self._take.clicked.connect(self.take_in)
        self._save.clicked.connect(self._choose_rejects)
        self._card.rejects_wanted.connect(self._choose_rejects)
        self._card.undo_wanted.connect(self._on_undo)
        self._card.another_wanted.connect(self.start_again)
        self._card.left.connect(self.left)
        self._card.work_list_opened.connect(self.work_list_opened)

    def _choose_rejects(self) -> None:
        if self._path is None:
            return
        wanted = self._path.with_name(_("{name} - rejected.xlsx").format(name=self._path.stem))
        path = choose_target(self, _("Save the rejected rows"), name=str(wanted), kinds="*.xlsx")
        if path is not None:
            self.save_rejects(path.with_suffix(".xlsx"))

    def _word_take(self) -> None:
        count = len(self._plan.of(Outcome.TAKEN)) if self._plan else 0
        text = ngettext("Take in {n} person", "Take in {n} people", count)
        self._take.say(text.format(n=self._kit.wording.number(count)))
        self._take.setEnabled(bool(count))
        self._save.setVisible(bool(self._plan and self._plan.of(Outcome.REJECTED)))

    def _on_again(self) -> None:
        self._pages.setCurrentWidget(self.columns)

    def _on_seen(self, seen: ListSeen) -> None:
        self._path = seen.path
        self._kit.messages.forgive()
        self.columns.show_list(seen)
        self.columns.offer(self._kinds(), seen.mapping.name)
        self._pages.setCurrentWidget(self.columns)
        self.columns.go.setFocus()
        self.heading_changed.emit(*self.heading())

    def _on_plan(self, plan: IntakePlan) -> None:
        self._plan = plan
        self._kit.messages.forgive()
        self.rows.show_plan(plan)
        self._word_take()
        self._pages.setCurrentWidget(self._rows_page)
        self.rows.table.setFocus()

    def _on_taken(self, report: IntakeReport) -> None:
        self._report = report
        self._show_result()
        self._pages.setCurrentWidget(self._done)
        count = len(report.of(Outcome.TAKEN))
        text = ngettext("{n} person taken in", "{n} people taken in", count).format(n=count)
        self._kit.messages.saved(text, report.undo or "")
        self.refresh()

    def _on_missing(self, columns: list[MissingColumn]) -> None:
        self._missing = sum(one.count for one in columns)
        self._show_result()

    def _on_saved(self, name: str, count: int) -> None:
        text = ngettext("{n} row is in {name}.", "{n} rows are in {name}.", count)
        self._kit.messages.tell(text.format(n=count, name=name))

    def _show_result(self) -> None:
        if self._report is not None:
            self._card.show_report(self._report, self._missing)

    def _on_undo(self) -> None:
        if self._report is not None and self._report.undo:
            self.undo_asked.emit(self._report.undo)
            self.start_again()


def _rehearse(
    path: Path, mapping: ListMapping, case_file: CaseFile, *, now: datetime, progress: Progress
) -> IntakePlan:
    return rehearse(case_file, path, mapping=mapping, now=now, progress=progress)


def _take_in(
    plan: IntakePlan, case_file: CaseFile, *, now: datetime, progress: Progress
) -> IntakeReport:
    return take_in(case_file, plan, now=now, progress=progress)
