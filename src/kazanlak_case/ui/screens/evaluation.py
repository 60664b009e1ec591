"""„За оценители“: rows about participants without names; who could be recognised is shown before anything is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from kazanlak_case.domain.rules.anonymity import USUAL_K
from kazanlak_case.export.evaluation import notes_of
from kazanlak_case.i18n import _, ngettext, sentence
from kazanlak_case.services.anonymised import Evaluation, evaluation
from kazanlak_case.services.reports import selection_of
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.evaluation_parts.level_row import LevelRow
from kazanlak_case.ui.evaluation_parts.risk_card import RiskCard
from kazanlak_case.ui.report_parts.selection_row import SelectionRow, Wish
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SIZES = (3, USUAL_K, 10, 20)
SHOWN_BY = ("person", "participation", "vulnerability", "spell", "data_request")


class EvaluationScreen(QWidget):
    """Plans, shows the risk, and writes what is safe."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "evaluationScreen")
        self._kit = kit
        self._by_hand: dict[str, int] | None = None
        self.found: Evaluation | None = None
        tokens = kit.look.tokens
        self.selection = SelectionRow(self, kit)
        self._page = ScrollPage(self, "evaluationScroll", tokens.large)
        inside = self._page.page
        self._plan = Card(inside, "evaluationPlan", tokens)
        self.group_size = named(QComboBox(self._plan), "groupSize")
        for size in SIZES:
            self.group_size.addItem(str(size), size)
        self.group_size.setCurrentIndex(SIZES.index(USUAL_K))
        self.pseudonyms = named(QCheckBox(self._plan), "pseudonyms")
        self.levels = LevelRow(self._plan, kit)
        self._finest = QuietButton(self._plan, "finestLevels", kit.look, icon="refresh-cw")
        self.write = PrimaryButton(self, "writeEvaluation", kit.look, icon="file-spreadsheet")
        self.write_json = Button(self, "writeEvaluationJson", kit.look, icon="file-down")
        self._title = SectionTitle(self._plan, "planTitle")
        self._size_label = Words(self._plan, "groupSizeLabel", role="label")
        self._result = Words(self._plan, "evaluationResult", role="strong", wraps=True)
        self._notes = Words(self._plan, "evaluationNotes", role="muted", wraps=True)
        self.risks = RiskCard(inside, kit)
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Plan anew."""
        ask = partial(
            _plan, self.selection.wish, self.group_size.currentData(), self._by_hand, self._named
        )
        self._kit.operations.read(
            ask, done=self._on_plan, failed=self._on_refused, channel="evaluation"
        )

    def follow(self, changed: Changed) -> None:
        """Plan anew when something counted was written."""
        if self.isVisible() and changed.concerns(*SHOWN_BY):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("For evaluators"), _("participants without names")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self.selection.retranslate()
        self.levels.retranslate()
        self._title.setText(_("How people are hidden"))
        self._size_label.setText(_("Each among at least"))
        self.group_size.setAccessibleName(self._size_label.text())
        self.pseudonyms.setText(_("With pseudonyms, to follow the same people later"))
        self._finest.say(
            _("As fine as can be"), hint=_("Choose the finest answers that hide nearly everybody")
        )
        self.write.say(_("Write for Excel"))
        self.write_json.say(_("JSON"), hint=_("Write the same rows for programs"))
        if self.found is not None:
            self._show(self.found)
        self.heading_changed.emit(*self.heading())

    def write_to(self, path: Path) -> None:
        """Write what is planned."""
        if self.found is None:
            return
        work = partial(_write, path, self.found, self._kit.wording.language)
        self._kit.operations.one_step(
            work,
            title=_("Writing rows without names"),
            done=partial(self._on_written, path),
            failed=self._kit.messages.refuse,
            writes=False,
        )

    @property
    def _named(self) -> bool:
        return self.pseudonyms.isChecked()

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        choices = row(tokens.medium)
        choices.addWidget(self._size_label)
        choices.addWidget(self.group_size)
        choices.addWidget(self.pseudonyms)
        choices.addStretch(1)
        choices.addWidget(self._finest)
        for part in (self._title, choices, self.levels, self._result, self._notes):
            if isinstance(part, QWidget):
                self._plan.body.addWidget(part)
            else:
                self._plan.body.addLayout(part)
        self._page.body.addWidget(self._plan)
        self._page.body.addWidget(self.risks)
        self._page.body.addStretch(1)
        above = row(tokens.medium)
        above.addWidget(self.selection, 1)
        above.addWidget(self.write_json)
        above.addWidget(self.write)
        layout = column(tokens.medium)
        layout.addLayout(above)
        layout.addWidget(self._page, 1)
        self.setLayout(layout)
        self.selection.fund.hide()
        self.selection.chosen.connect(self._on_other)
        self.group_size.activated.connect(self._on_other)
        self.pseudonyms.toggled.connect(self._on_other)
        self._finest.clicked.connect(self._on_finest)
        self.levels.chosen.connect(self._on_levels)
        self.risks.coarser_wanted.connect(self._on_coarser)
        self.risks.person_opened.connect(self.person_opened)
        for button, ending in ((self.write, ".xlsx"), (self.write_json, ".json")):
            button.clicked.connect(partial(self._choose_file, ending))

    def _on_other(self, _what: object = None) -> None:
        self.refresh()

    def _on_finest(self) -> None:
        self._by_hand = None
        self.refresh()

    def _on_levels(self) -> None:
        self._by_hand = self.levels.levels
        self.refresh()

    def _on_coarser(self, name: str, level: int) -> None:
        self._by_hand = {**self.levels.levels, name: level}
        self.refresh()

    def _on_plan(self, found: Evaluation) -> None:
        self.found = found
        self._show(found)

    def _on_refused(self, error: ExpectedError) -> None:
        self.found = None
        self._result.setText(sentence(error))
        self._notes.setText("")
        self.risks.hide()
        self._allow()

    def _show(self, found: Evaluation) -> None:
        self.levels.show_levels(found.levels)
        count = len(found.rows)
        text = ngettext("{n} row will be written.", "{n} rows will be written.", count)
        self._result.setText(text.format(n=self._kit.wording.number(count)))
        self._notes.setText("\n".join(sentence(note) for note in notes_of(found)))
        self.risks.show_risks(found)
        self.risks.show()
        self._allow()

    def _allow(self) -> None:
        for button in (self.write, self.write_json):
            button.setEnabled(self.found is not None)

    def _choose_file(self, ending: str) -> None:
        wanted = str(Path.home() / f"evaluation-{self._kit.today.isoformat()}{ending}")
        path = choose_target(self, _("Write to"), name=wanted, kinds=f"*{ending}")
        if path is not None:
            self.write_to(path.with_suffix(ending))

    def _on_written(self, path: Path, found: Evaluation) -> None:
        rows = len(found.rows)
        count = ngettext("{n} row", "{n} rows", rows).format(n=self._kit.wording.number(rows))
        text = _("{name} is written: {count}.")
        self._kit.messages.tell(text.format(name=path.name, count=count))


def _plan(
    wish: Wish,
    k: int,
    levels: dict[str, int] | None,
    pseudonyms: bool,
    uow: UnitOfWork,
) -> Evaluation:
    chosen = selection_of(uow, site=wish.site, since=wish.since, until=wish.until)
    return evaluation(uow, chosen, k=k, levels=levels, pseudonyms=pseudonyms)


def _write(
    path: Path,
    planned: Evaluation,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Evaluation:
    from kazanlak_case.export.evaluation import write_evaluation

    return write_evaluation(
        case_file,
        path,
        now=now,
        selection=planned.selection,
        k=planned.k,
        levels=planned.levels,
        pseudonyms=planned.has_pseudonyms,
        language=language,
    )
