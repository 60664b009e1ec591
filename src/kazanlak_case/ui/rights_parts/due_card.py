"""Those whose time is over: chosen by hand, held where something is open, erased in one go with their number typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.rights_parts.words import hold_in_words
from kazanlak_case.ui.widgets.buttons import DangerButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.export.erasing import ManyErased
    from kazanlak_case.services.retention import DueRow
    from kazanlak_case.services.rights_page import RightsPage
    from kazanlak_case.ui.kit import Kit

USUAL_GROUND = "retention_over"


class DueCard(Card):
    """Says until when data are kept; after that day it lists whose are due."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "dueData", kit.look.tokens)
        self._kit = kit
        self._boxes: dict[RecordId, QCheckBox] = {}
        self.ground = QComboBox(self)
        self.confirmed = QLineEdit(self)
        self._problem = Words(self, "dueProblem", role="problem", wraps=True)
        self._erase: DangerButton | None = None
        for part in (self.ground, self.confirmed, self._problem):
            part.hide()

    def show_page(self, page: RightsPage) -> None:
        """Show the term, and those it is over for."""
        clear(self.body)
        self._boxes = {}
        self.body.setSpacing(self._kit.look.tokens.tight)
        self.body.addWidget(SectionTitle(self, "dueTitle", _("How long data are kept")))
        kept, day = page.retention, self._kit.wording.day
        text = _("The profile does not say until when data are kept, so nothing is ever due.")
        if kept.until is not None:
            text = _("Data are kept until {day}.").format(day=day(kept.until))
        self.body.addWidget(Words(self, "keptUntil", role="strong", text=text))
        if kept.reason:
            self.body.addWidget(Words(self, "keptWhy", role="muted", wraps=True, text=kept.reason))
        if page.due:
            self._list(page)
        elif kept.until is not None and not page.is_over:
            calm = _("Until then nobody's data are due. Nothing is ever erased by itself.")
            self.body.addWidget(Words(self, "nothingDue", role="muted", wraps=True, text=calm))

    def chosen(self) -> list[RecordId]:
        """Give those that are ticked."""
        return [one for one, box in self._boxes.items() if box.isChecked()]

    def erase(self) -> None:
        """Erase the chosen, each with a protocol of its own."""
        self._problem.hide()
        work = partial(_erase, self.chosen(), self.ground.currentData(), self.confirmed.text())
        self._kit.operations.alone(
            work,
            title=_("Erasing for good, and emptying the free pages of the file"),
            done=self._on_erased,
            failed=self._on_refused,
        )

    def choose_all(self) -> None:
        """Tick everybody whom nothing holds."""
        for box in self._boxes.values():
            box.setChecked(box.isEnabled())

    def _list(self, page: RightsPage) -> None:
        text = ngettext(
            "The data of {n} person are due. They go only when you choose them.",
            "The data of {n} people are due. They go only when you choose them.",
            page.due_total,
        )
        count = self._kit.wording.number(page.due_total)
        self.body.addWidget(
            Words(self, "dueCount", role="muted", wraps=True, text=text.format(n=count))
        )
        every = QuietButton(self, "dueAll", self._kit.look, icon="list-checks")
        every.say(_("Choose all whom nothing holds"))
        every.clicked.connect(self.choose_all)
        self.body.addWidget(every, 0, Qt.AlignmentFlag.AlignLeft)
        for one in page.due:
            self._row(one)
        self._ask()

    def _row(self, one: DueRow) -> None:
        wording = self._kit.wording
        line = row(self._kit.look.tokens.small)
        box = named(QCheckBox(self), f"due_{one.id}", one.name)
        box.setEnabled(not one.holds)
        box.toggled.connect(self._on_toggled)
        self._boxes[one.id] = box
        line.addWidget(box)
        name = QuietButton(self, f"dueName_{one.id}", self._kit.look)
        name.say(one.name)
        restyled(name, flush=True)
        name.clicked.connect(partial(self.person_opened.emit, one.id))
        line.addWidget(name)
        parts = [wording.birth(one.born_on, one.born_precision)]
        if one.last_service_on:
            parts.append(_("last visit {day}").format(day=wording.day(one.last_service_on)))
        about = " · ".join(part for part in parts if part)
        line.addWidget(Words(self, f"dueAbout_{one.id}", role="caption", text=about), 1)
        for hold in one.holds:
            line.addWidget(Chip(self, f"hold_{one.id}_{hold}", hold_in_words(hold), tone="warn"))
        self.body.addLayout(line)

    def _ask(self) -> None:
        tokens = self._kit.look.tokens
        self.body.addWidget(Line(self, "dueLine"))
        self.ground = named(QComboBox(self), "dueGround", _("On what ground"))
        for code, label in self._kit.lookups.choices("erasure_ground").items():
            self.ground.addItem(label, code)
        self.ground.setCurrentIndex(self.ground.findData(USUAL_GROUND))
        self.confirmed = named(QLineEdit(self), "dueConfirmed", _("How many are chosen"))
        self.confirmed.setMaximumWidth(tokens.px(90))
        self._erase = DangerButton(self, "eraseDue", self._kit.look, icon="trash-2")
        self._erase.clicked.connect(self.erase)
        line = row(tokens.medium)
        line.addWidget(Words(self, "dueGroundLabel", role="label", text=_("On what ground")))
        line.addWidget(self.ground)
        line.addStretch(1)
        self.body.addLayout(line)
        line = row(tokens.medium)
        ask = _("To confirm, type how many you chose")
        line.addWidget(Words(self, "dueConfirmedLabel", role="label", text=ask))
        line.addWidget(self.confirmed)
        line.addStretch(1)
        line.addWidget(self._erase)
        self.body.addLayout(line)
        self._problem = Words(self, "dueProblem", role="problem", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self._on_toggled()

    def _on_toggled(self, _on: bool = False) -> None:
        if self._erase is None:
            return
        count = len(self.chosen())
        text = ngettext("Erase {n} person for good", "Erase {n} people for good", count)
        self._erase.say(text.format(n=count))
        self._erase.setEnabled(count > 0)

    def _on_refused(self, error: ExpectedError) -> None:
        if isinstance(error, InvalidRecordError):
            self._problem.setText(" ".join(_(text) for text in error.problems.values()))
            self._problem.show()
            return
        self._kit.messages.refuse(error)

    def _on_erased(self, done: ManyErased) -> None:
        text = ngettext(
            "{n} person erased for good; the protocols are below.",
            "{n} people erased for good; the protocols are below.",
            len(done.numbers),
        )
        self._kit.messages.tell(text.format(n=len(done.numbers)))


def _erase(  # noqa: PLR0913 - what was chosen, then as all long work
    people: Sequence[RecordId],
    ground: str | None,
    confirmed: str,
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> ManyErased:
    from kazanlak_case.export.erasing import erase_many

    return erase_many(case_file, people, ground, confirmed=confirmed, now=now, progress=progress)
