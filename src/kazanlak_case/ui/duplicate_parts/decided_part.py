"""One decision that was made: what it was, what is wrong with it since, and how it is taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from kazanlak_case.domain.records.repeats import SAME
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.ui.duplicate_parts.words import site_words
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import restyled
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.joining_mend import Decided
    from kazanlak_case.ui.kit import Kit

FAULTS: dict[str, str] = {
    "left_behind": N_(
        "Another copy had not seen the joining and went on writing to the old record."
    ),
    "seen_again": N_(
        "Another copy had not seen the joining and changed the old record, so it is seen again. Look at the two once more."
    ),
    "gone": N_(
        "Two copies decided at the same time, and nobody is left to be seen. Nothing is lost: bring the person back."
    ),
    "both_ways": N_(
        "Somebody else decided that these are two people. Choose one of the two decisions."
    ),
}


def decided_words(one: Decided, kit: Kit) -> tuple[str, str]:
    """Say in a few words what was decided, and with whom."""
    decision = one.decision
    site = site_words(decision.site, kit) if decision.site else ""
    number = decision.case_number or ""
    if decision.verdict != SAME:
        return _("two people"), ", ".join(part for part in (one.other_name, site) if part)
    if not site:
        return _("joined"), one.other_name
    place = _("{site}, case {number}").format(site=site, number=number) if number else site
    return _("another house"), place


class DecidedPart(ScrollPage):
    """Tells of a decision; what is to be done with it is asked of the screen."""

    person_opened = Signal(str)
    split_wanted = Signal(str)
    move_wanted = Signal(str)
    bring_back_wanted = Signal(str)
    stay_wanted = Signal(str)
    comparison_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "decided", kit.look.tokens.medium)
        self._kit = kit
        self._card = Card(self.page, "decidedCard", kit.look.tokens)
        self.body.addWidget(self._card)
        self.body.addStretch(1)

    def show_decided(self, one: Decided) -> None:
        """Show one decision."""
        card, tokens = self._card, self._kit.look.tokens
        clear(card.body)
        kind, other = decided_words(one, self._kit)
        head = row(tokens.small)
        person = QuietButton(card, "decidedPerson", self._kit.look, icon="user")
        person.say(one.person.name)
        restyled(person, flush=True)
        person.clicked.connect(partial(self.person_opened.emit, one.person.id))
        head.addWidget(person, 0, Qt.AlignmentFlag.AlignLeft)
        head.addStretch(1)
        head.addWidget(Chip(card, "decidedKind", kind, tone=self._tone(one)))
        card.body.addLayout(head)
        card.body.addWidget(SectionTitle(card, "decidedTitle", self._title(one, other)))
        if one.decision.site:
            here = _("House of this record: {site}").format(
                site=site_words(one.person_site, self._kit)
            )
            card.body.addWidget(Words(card, "decidedHere", wraps=True, text=here))
        about = Words(card, "decidedAbout", role="muted", wraps=True, text=self._about(one))
        card.body.addWidget(about)
        if one.fault:
            self._show_fault(card, one)
        buttons = row(tokens.small)
        buttons.addStretch(1)
        for button in self._buttons(card, one):
            buttons.addWidget(button)
        card.body.addLayout(buttons)

    def enter(self) -> None:
        """Go to what can be done."""
        found = self._card.findChildren(Button)
        if found:
            found[-1].setFocus(Qt.FocusReason.TabFocusReason)

    def _tone(self, one: Decided) -> str:
        return "" if one.decision.verdict != SAME else "accent"

    def _title(self, one: Decided, other: str) -> str:
        if one.decision.verdict != SAME:
            return _("Not the same as {other}").format(other=other)
        if one.decision.site:
            return _("Known also in {place}").format(place=other)
        return _("Joined with the record “{name}”").format(name=other)

    def _about(self, one: Decided) -> str:
        if one.decision.verdict != SAME:
            return _("This pair is offered again only if the two get one personal number.")
        if one.decision.site:
            text = _(
                "Each house keeps its own record and is told only the house and the case number of the other. The figures count the person once."
            )
            if self._kit.operations.case_file.role == "centre":
                return text
            return " ".join((text, _("The municipality can decide it anew.")))
        return _(
            "Parting them gives each back what was theirs. What was changed or written since stays as it is."
        )

    def _show_fault(self, card: Card, one: Decided) -> None:
        notice = Card(card, "decidedFault", self._kit.look.tokens, tone="warn")
        text = _(FAULTS[one.fault])
        if one.left_behind:
            count = ngettext(
                "{n} record hangs on it.", "{n} records hang on it.", one.left_behind
            ).format(n=self._kit.wording.number(one.left_behind))
            text = f"{text} {count}"
        notice.body.addWidget(Words(notice, "decidedFaultWords", wraps=True, text=text))
        card.body.addWidget(notice)

    def _buttons(self, card: Card, one: Decided) -> list[Button]:
        look, decision = self._kit.look, one.decision
        is_joining = decision.verdict == SAME and not decision.site
        buttons: list[Button] = []
        if not decision.site or self._kit.operations.case_file.role == "centre":
            split = Button(card, "splitAgain", look, icon="undo-2")
            split.say(_("Part them again") if is_joining else _("Decide anew"))
            split.clicked.connect(partial(self.split_wanted.emit, decision.id))
            buttons.append(split)
        if not one.fault:
            return buttons
        mend = PrimaryButton(card, "mendJoining", look, icon="check")
        words = {
            "left_behind": _("Move"),
            "seen_again": _("Compare the two"),
            "gone": _("Bring back"),
            "both_ways": _("They stay one person"),
        }
        mend.say(words[one.fault])
        ways = {
            "left_behind": partial(self.move_wanted.emit, decision.other),
            "seen_again": partial(self.comparison_wanted.emit, one.person.id, decision.other),
            "gone": partial(self.bring_back_wanted.emit, decision.other),
            "both_ways": partial(self.stay_wanted.emit, decision.id),
        }
        mend.clicked.connect(ways[one.fault])
        buttons.append(mend)
        return buttons
