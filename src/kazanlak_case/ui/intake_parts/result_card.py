"""The last step: how many were taken in, what to do with the others, and what is missing now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.intake.plan import Outcome
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.intake.take_in import IntakeReport
    from kazanlak_case.ui.kit import Kit

WIDEST = 680


class ResultCard(Card):
    """Counts, and the ways on."""

    rejects_wanted = Signal()
    undo_wanted = Signal()
    another_wanted = Signal()
    left = Signal()
    work_list_opened = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "intakeResult", kit.look.tokens)
        self._kit = kit
        self.setMaximumWidth(kit.look.tokens.px(WIDEST))

    def show_report(self, report: IntakeReport, missing: int) -> None:
        """Show what a list became, and how many answers are missing since."""
        clear(self.body)
        self.body.addWidget(SectionTitle(self, "resultTitle", _("The list is taken in")))
        for outcome, word, tone in (
            (Outcome.TAKEN, _("taken in"), "ok"),
            (Outcome.REPEATED, _("were here already or stand in the list twice"), "accent"),
            (Outcome.REJECTED, _("rejected, each with its reason"), "danger"),
        ):
            line = row(self._kit.look.tokens.small)
            number = self._kit.wording.number(len(report.of(outcome)))
            line.addWidget(Chip(self, f"count_{outcome.value}", number, tone=tone))
            line.addWidget(Words(self, f"word_{outcome.value}", text=word), 1)
            self.body.addLayout(line)
        if missing:
            text = ngettext("{n} answer is missing", "{n} answers are missing", missing)
            link = QuietButton(self, "fillMissing", self._kit.look, icon="list-checks")
            link.say(text.format(n=self._kit.wording.number(missing)))
            link.clicked.connect(self.work_list_opened)
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_buttons(report)

    def _add_buttons(self, report: IntakeReport) -> None:
        look = self._kit.look
        buttons = row(look.tokens.small)
        if report.of(Outcome.REJECTED):
            save = Button(self, "saveRejectsNow", look, icon="file-down")
            save.say(_("Save the rejected rows…"))
            save.clicked.connect(self.rejects_wanted)
            buttons.addWidget(save)
        if report.undo:
            undo = Button(self, "undoIntake", look, icon="undo-2")
            undo.say(_("Take it back"))
            undo.clicked.connect(self.undo_wanted)
            buttons.addWidget(undo)
        buttons.addStretch(1)
        self.body.addSpacing(look.tokens.small)
        self.body.addLayout(buttons)
        on = row(look.tokens.small)
        on.addStretch(1)
        again = Button(self, "anotherList", look)
        again.say(_("Another list"))
        again.clicked.connect(self.another_wanted)
        done = PrimaryButton(self, "toPeople", look, icon="users")
        done.say(_("To the people"))
        done.clicked.connect(self.left)
        on.addWidget(again)
        on.addWidget(done)
        self.body.addLayout(on)
