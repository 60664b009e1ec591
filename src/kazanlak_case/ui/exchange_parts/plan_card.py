"""What bundles would bring, and what they brought: take in or not; afterwards the answer to the houses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _
from kazanlak_case.ui.exchange_parts.fork_part import ForkPart, forked
from kazanlak_case.ui.exchange_parts.report_card import ReportPart
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.exchange import ImportReport
    from kazanlak_case.services.return_report import ReturnLine
    from kazanlak_case.ui.kit import Kit


class PlanCard(Card):
    """Shows the reports of one choice of bundles."""

    take_wanted = Signal()
    forget_wanted = Signal()
    answers_wanted = Signal(list)
    mend_wanted = Signal()
    full_wanted = Signal(str)
    opened = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "rehearsal", kit.look.tokens)
        self._kit = kit

    def show_reports(
        self, reports: Sequence[ImportReport], lines: Mapping[str, Sequence[ReturnLine]]
    ) -> None:
        """Show a rehearsal or an import; without reports the card goes."""
        clear(self.body)
        self.setVisible(bool(reports))
        if not reports:
            return
        is_rehearsal = all(one.rehearsal for one in reports)
        title = _("Rehearsal: nothing is changed yet") if is_rehearsal else _("Taken in")
        self.body.addWidget(SectionTitle(self, "rehearsalTitle", title))
        for at, report in enumerate(reports):
            if at:
                self.body.addWidget(Line(self, f"rehearsalLine{at}"))
            told = () if report.rehearsal else lines.get(report.bundle, ())
            part = ReportPart(
                self, f"report{at}", self._kit, report, told, says_backup=not is_rehearsal
            )
            part.opened.connect(self.opened)
            self.body.addWidget(part)
        if parted := forked(reports):
            fork = ForkPart(self, self._kit, parted)
            fork.mend_wanted.connect(self.mend_wanted)
            fork.full_wanted.connect(self.full_wanted)
            self.body.addWidget(fork)
        if is_rehearsal:
            self._add_choice(reports)
        else:
            self._add_answers(_answered(reports, self._kit))

    def _add_choice(self, reports: Sequence[ImportReport]) -> None:
        can_take = any(one.status == "merged" for one in reports)
        buttons = row(self._kit.look.tokens.small)
        buttons.addStretch(1)
        close = Button(self, "forgetRehearsal", self._kit.look)
        close.say(_("Do not take in") if can_take else _("Close"))
        close.clicked.connect(self.forget_wanted)
        buttons.addWidget(close)
        if can_take:
            go = PrimaryButton(self, "takeIn", self._kit.look, icon="check")
            go.say(_("Take in"))
            go.clicked.connect(self.take_wanted)
            buttons.addWidget(go)
        self.body.addLayout(buttons)

    def _add_answers(self, sites: list[str]) -> None:
        """Offer the answers to all houses whose bundles were just here: they go to the same stick."""
        buttons = row(self._kit.look.tokens.small)
        if sites:
            hint = _("The answer carries the receipt, what was settled and joined, and transfers.")
            buttons.addWidget(Words(self, "answerHint", role="caption", wraps=True, text=hint), 1)
        else:
            buttons.addStretch(1)
        close = Button(self, "forgetRehearsal", self._kit.look)
        close.say(_("Close"))
        close.clicked.connect(self.forget_wanted)
        buttons.addWidget(close)
        if sites:
            go = PrimaryButton(self, "writeAnswers", self._kit.look, icon="usb")
            go.say(_answer_words([self._name(site) for site in sites]))
            go.clicked.connect(partial(self.answers_wanted.emit, sites))
            buttons.addWidget(go)
        self.body.addLayout(buttons)

    def _name(self, site: str) -> str:
        found = self._kit.lookups.profile.site(site)
        return found.short_name if found else site


def _answered(reports: Sequence[ImportReport], kit: Kit) -> list[str]:
    if kit.operations.case_file.role != "centre":
        return []
    return list(
        dict.fromkeys(one.sender_site for one in reports if one.status in {"merged", "already"})
    )


def _answer_words(names: list[str]) -> str:
    if len(names) == 1:
        return _("Write the answer for {name}").format(name=names[0])
    return _("Write the answers for {names} and {last}").format(
        names=", ".join(names[:-1]), last=names[-1]
    )
