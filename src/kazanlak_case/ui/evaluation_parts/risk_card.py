"""Who could be recognised: what too few people have in common, who they are, and what would hide them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.anonymity import ANY, LADDERS
from kazanlak_case.export.evaluation import answer_in_words
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.evaluation_parts.level_row import STEP_WORDS
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.services.anonymised import Evaluation, RiskyGroup
    from kazanlak_case.ui.kit import Kit

MOST_SHOWN = 40
MOST_STEPS = 3


class RiskCard(Card):
    """`coarser_wanted` names a trait and a level, `person_opened` somebody who stands out."""

    coarser_wanted = Signal(str, int)
    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "riskCard", kit.look.tokens)
        self._kit = kit

    def show_risks(self, found: Evaluation) -> None:
        """Show who is left out, and what would let them in."""
        clear(self.body)
        tokens = self._kit.look.tokens
        head = row(tokens.small)
        head.addWidget(SectionTitle(self, "riskTitle", _("Could be recognised")))
        tone = "warn" if found.left_out else "ok"
        head.addWidget(Chip(self, "riskCount", self._kit.wording.number(found.left_out), tone=tone))
        head.addStretch(1)
        self.body.addLayout(head)
        hint = (
            _("They are not in the file. With coarser answers some of them would be hidden too:")
            if found.left_out
            else _("Everybody is hidden among at least {k}.").format(k=found.k)
        )
        self.body.addWidget(Words(self, "riskHint", role="muted", wraps=True, text=hint))
        if not found.left_out:
            return
        self._add_steps(found)
        shown = 0
        for at, group in enumerate(found.risky):
            if shown >= MOST_SHOWN:
                break
            for place, (person, name) in enumerate(group.people):
                link = LinkRow(self, f"risk{at}_{place}", self._kit.look, icon="user")
                link.say(name, self._alike(group), mark=self._count(group))
                link.clicked.connect(partial(self.person_opened.emit, person))
                self.body.addWidget(link)
                shown += 1
        if found.left_out > shown:
            more = found.left_out - shown
            text = ngettext("and {n} more", "and {n} more", more).format(n=more)
            self.body.addWidget(Words(self, "riskMore", role="muted", text=text))

    def _add_steps(self, found: Evaluation) -> None:
        labels = {ladder.name: ladder.label for ladder in LADDERS}
        holder = named(QWidget(self), "coarserSteps")
        line = FlowLayout(self._kit.look.tokens.tight)
        for at, step in enumerate(found.steps[:MOST_STEPS]):
            button = QuietButton(holder, f"coarser{at}", self._kit.look)
            text = _("{trait}: {answer} ({left} stay out)")
            button.say(
                text.format(
                    trait=_(labels[step.name]),
                    answer=_(STEP_WORDS[step.name][step.level]),
                    left=step.left,
                )
            )
            button.clicked.connect(partial(self.coarser_wanted.emit, step.name, step.level))
            line.addWidget(button)
        holder.setLayout(line)
        self.body.addWidget(holder)

    def _alike(self, group: RiskyGroup) -> str:
        profile, language = self._kit.lookups.profile, self._kit.wording.language
        answers = (
            answer_in_words(ladder.name, answer, profile, language)
            for ladder, answer in zip(LADDERS, group.group, strict=True)
            if answer != ANY
        )
        return " · ".join(answers)

    def _count(self, group: RiskyGroup) -> str:
        count = len(group.people)
        return ngettext("{n} person", "{n} people", count).format(n=count)
