"""Whose confidential notes somebody opened in an emergency: told to those who wrote them, until they have seen it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.emergency import OpeningNotice, acknowledge, unseen_openings
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import restyled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.ui.kit import Kit


class OpeningsCard(Card):
    """Lists openings not yet taken note of; without any it is not there."""

    person_opened = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "openingsCard", kit.look.tokens, tone="warn")
        self._kit = kit
        self.hide()

    def refresh(self) -> None:
        """Look for openings anew."""
        self._kit.operations.read(unseen_openings, done=self._show, channel="openings")

    def _show(self, notices: list[OpeningNotice]) -> None:
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        self.setVisible(bool(notices))
        title = _("Your notes were opened in an emergency")
        self.body.addWidget(SectionTitle(self, "openingsTitle", title))
        for at, one in enumerate(notices):
            if at:
                self.body.addWidget(Line(self, f"openingLine{at}"))
            self._add(one)

    def _add(self, one: OpeningNotice) -> None:
        kit = self._kit
        person = QuietButton(self, f"openingPerson_{one.id}", kit.look)
        person.say(one.person_name or _("Person"))
        restyled(person, flush=True)
        person.clicked.connect(partial(self.person_opened.emit, one.person))
        seen = Button(self, f"openingSeen_{one.id}", kit.look, icon="check")
        seen.say(_("Seen"), hint=_("The record of it stays; it is not shown here any more"))
        seen.clicked.connect(partial(self._on_seen, one.id))
        head = row(kit.look.tokens.small)
        head.addWidget(person)
        head.addStretch(1)
        head.addWidget(seen)
        minutes = ngettext("for {n} minute", "for {n} minutes", one.minutes).format(n=one.minutes)
        parts = (one.who, kit.wording.day(one.on), minutes)
        told = " · ".join(part for part in parts if part)
        self.body.addLayout(head)
        self.body.addWidget(Words(self, f"openingWho_{one.id}", wraps=True, text=told))
        why = _("Reason: {reason}").format(reason=one.reason)
        self.body.addWidget(Words(self, f"openingWhy_{one.id}", wraps=True, text=why))

    def _on_seen(self, opening: str) -> None:
        self._kit.operations.write(
            partial(_acknowledge, RecordId(opening)),
            done=self._on_noted,
            failed=self._kit.messages.refuse,
        )

    def _on_noted(self, _answer: None) -> None:
        self.refresh()


def _acknowledge(opening: RecordId, uow: UnitOfWork) -> None:
    acknowledge(uow, opening)
