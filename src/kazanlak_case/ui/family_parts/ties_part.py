"""Who is who to whom in a family: what is written, what may be written in one stroke, and where they lived."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.kinship import end_tie, remove_tie
from kazanlak_case.services.suggested_ties import suggested_ties, take_suggested
from kazanlak_case.ui.family_parts.words import joined
from kazanlak_case.ui.kin_phrases import kin_in_words, kin_of
from kazanlak_case.ui.widgets.buttons import Button, PlainButton, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.family import FamilyPage
    from kazanlak_case.services.kinship import Tie
    from kazanlak_case.services.suggested_ties import SuggestedTie
    from kazanlak_case.ui.kit import Kit


class TiesPart(QWidget):
    """Lists ties; a tie can be ended or taken away, and those that follow from the household be written at once."""

    person_opened = Signal(str)
    tie_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "familyTies")
        self._kit = kit
        self._page: FamilyPage | None = None
        tokens = kit.look.tokens
        self._offer = Card(self, "tiesOffered", tokens, tone="accent")
        self._offer.hide()
        self._card = Card(self, "familyTiesCard", tokens)
        self._card.body.setSpacing(tokens.tight)
        self._add = Button(self, "addTie", kit.look, icon="plus")
        self._add.clicked.connect(self.tie_wanted)
        self._add.setVisible(kit.writes("kinship.person"))
        layout = column(tokens.medium)
        layout.addWidget(self._offer)
        layout.addWidget(self._card)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(layout)

    def show_page(self, page: FamilyPage) -> None:
        """Show the ties of a family, and ask which follow from the household."""
        self._page = page
        body = self._card.body
        clear(body)
        body.addWidget(SectionTitle(self._card, "tiesTitle", _("Who is who to whom")))
        own = {one.person: one.name for one in (*page.members, *page.former)}
        for person, name in own.items():
            ties = [tie for tie in page.ties if tie.person == person]
            if ties:
                body.addWidget(Words(self._card, f"tiesOf_{person}", role="label", text=name))
            for tie in ties:
                body.addLayout(self._row(tie, name))
        if not page.ties:
            text = _("No tie is written yet.")
            body.addWidget(Words(self._card, "noTies", role="muted", text=text))
        self.retranslate()
        if self._kit.writes("kinship.person") and page.members:
            ask = partial(_suggested, page.household.id)
            self._kit.operations.read(ask, done=self._on_suggested, channel="suggested ties")

    def retranslate(self) -> None:
        """Word the part in the language of now."""
        self._add.say(_("Write a tie"))

    def take(self) -> None:
        """Write all that follow from the household."""
        if self._page is not None:
            self._write(partial(_take, self._page.household.id), _("The ties are written."))

    def _on_suggested(self, found: tuple[SuggestedTie, ...]) -> None:
        clear(self._offer.body)
        self._offer.setVisible(bool(found))
        if not found:
            return
        count = len(found)
        title = ngettext(
            "{n} tie follows from who lives here", "{n} ties follow from who lives here", count
        )
        self._offer.body.addWidget(SectionTitle(self._offer, "offeredTitle", title.format(n=count)))
        words = "\n".join(
            kin_in_words(one.other_name, one.relation, one.person_name) for one in found
        )
        self._offer.body.addWidget(Words(self._offer, "offeredTies", wraps=True, text=words))
        button = PrimaryButton(self._offer, "takeTies", self._kit.look, icon="check")
        button.say(ngettext("Write {n} tie", "Write {n} ties", count).format(n=count))
        button.clicked.connect(self.take)
        self._offer.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, tie: Tie, of: str) -> QHBoxLayout:
        wording = self._kit.wording
        link = LinkRow(self._card, f"tie_{tie.id}", self._kit.look, icon="users")
        since = _("since {day}").format(day=wording.day(tie.since)) if tie.since else ""
        until = _("until {day}").format(day=wording.day(tie.until)) if tie.until else ""
        told = kin_of(tie.relation, of.split(maxsplit=1)[0] if of else "", tie.sex)
        link.say(tie.name, joined(told, since, until, tie.note or ""))
        link.setAccessibleName(kin_in_words(tie.name, tie.relation, of, tie.sex))
        link.clicked.connect(partial(self.person_opened.emit, tie.other))
        across = row(self._kit.look.tokens.tight)
        across.addWidget(link, 1)
        if tie.until is None and self._kit.writes("kinship.until"):
            across.addWidget(
                self._act(tie, "endTie", "door-open", _("This tie ended today"), end_tie)
            )
        if self._kit.writes("kinship") and self._kit.may(Act.DELETE):
            across.addWidget(
                self._act(tie, "removeTie", "trash-2", _("Written by mistake"), remove_tie)
            )
        return across

    def _act(
        self, tie: Tie, name: str, icon: str, hint: str, service: Callable[..., Written]
    ) -> PlainButton:
        button = PlainButton(self._card, f"{name}_{tie.id}", self._kit.look)
        self._kit.look.dress(button, icon, "muted", size=15)
        button.setToolTip(hint)
        button.setAccessibleName(f"{hint}: {tie.name}")
        work = partial(_change, service, tie.id)
        button.clicked.connect(partial(self._write, work, _("Saved.")))
        return button

    def _write(self, work: Callable[[UnitOfWork], Written], said: str, *_clicked: bool) -> None:
        self._kit.operations.write(
            work, done=partial(self._on_written, said), failed=self._kit.messages.refuse
        )

    def _on_written(self, said: str, written: Written) -> None:
        self._kit.messages.forgive()
        self._kit.messages.saved(said, written.undo)


def _suggested(household: RecordId, uow: UnitOfWork) -> tuple[SuggestedTie, ...]:
    return suggested_ties(uow, household)


def _take(household: RecordId, uow: UnitOfWork) -> Written:
    return take_suggested(uow, household)


def _change(service: Callable[..., Written], tie: RecordId, uow: UnitOfWork) -> Written:
    return service(uow, tie)
