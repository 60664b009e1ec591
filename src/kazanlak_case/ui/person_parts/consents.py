"""How the consents of a person stand, each by itself; all answers ever given below them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from kazanlak_case.i18n import _
from kazanlak_case.services.consents import consent_sheet, withdraw_consent
from kazanlak_case.services.photos import TASK_TITLE
from kazanlak_case.ui.consent_parts.words import (
    answer_words,
    kind_words,
    photos_words,
    state_words,
    with_task_words,
)
from kazanlak_case.ui.person_parts.looked_at import LookedAt
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.consents import ConsentRow, ConsentSheet
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit

MOST_PAST = 12


class ConsentsPart(LookedAt):
    """A card of the tab with the documents."""

    consents_wanted = Signal(str, str)
    print_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, kit, "personConsents", sees="consent.answer")
        self._photos = 0
        self._card = Card(self, "consentsCard", kit.look.tokens)
        layout = column(0)
        layout.addWidget(self._card)
        self.setLayout(layout)
        self.setVisible(kit.sight.sees("consent.answer"))

    @override
    def _ask(self, page: PersonPage) -> None:
        self._kit.operations.read(
            partial(_sheet, page.person.id), done=self._show, channel="consents"
        )

    def _show(self, sheet: ConsentSheet) -> None:
        if self._page is None or sheet.person != self._page.person.id:
            return
        body, tokens = self._card.body, self._kit.look.tokens
        self._photos = sheet.photos
        clear(body)
        body.setSpacing(tokens.small)
        head = row(tokens.small)
        head.addWidget(SectionTitle(self._card, "consentsTitle", _("Consents")), 1)
        paper = Button(self._card, "consentsPrint", self._kit.look, icon="printer")
        paper.say(_("Print the declaration"))
        paper.clicked.connect(self._on_print)
        head.addWidget(paper)
        if self._kit.writes("consent"):
            ask = Button(self._card, "consentsAsk", self._kit.look, icon="clipboard-check")
            ask.say(_("Record answers…"))
            ask.clicked.connect(self._on_wanted)
            head.addWidget(ask)
        body.addLayout(head)
        for at, one in enumerate(sheet.rows):
            self._add(at, one, photos_words(one, sheet.photos))
        self._add_past(sheet)

    def _add(self, at: int, one: ConsentRow, photos: str) -> None:
        tokens, record = self._kit.look.tokens, one.state.record
        line = row(tokens.small)
        words = column(0)
        title = kind_words(self._kit, one.type, one.institution)
        words.addWidget(Words(self._card, f"consentKind{at}", wraps=True, text=title))
        detail = answer_words(self._kit, record) if record is not None else ""
        if one.is_of_older_text:
            detail += " · " + _("the text has changed since: ask again")
        if detail := " · ".join(part for part in (detail, photos) if part):
            words.addWidget(
                Words(self._card, f"consentDetail{at}", role="caption", wraps=True, text=detail)
            )
        line.addLayout(words, 1)
        chip = Chip(self._card, f"consentState{at}")
        chip.say(*state_words(self._kit, one))
        line.addWidget(chip)
        if one.state.is_given and record is not None and self._kit.writes("consent"):
            button = QuietButton(self._card, f"consentWithdraw{at}", self._kit.look)
            button.say(_("Withdraw"))
            button.setAccessibleDescription(title)
            button.clicked.connect(partial(self._on_withdraw, record.id))
            line.addWidget(button)
        self._card.body.addLayout(line)
        self._card.body.addWidget(Line(self._card, f"consentLine{at}"))

    def _add_past(self, sheet: ConsentSheet) -> None:
        """List the answers that stand no more: nothing that was said is overwritten."""
        standing = {one.state.record.id for one in sheet.rows if one.state.record}
        past = [one for one in sheet.past if one.id not in standing]
        if not past:
            return
        body = self._card.body
        body.addWidget(Words(self._card, "consentsPast", role="label", text=_("Answers before")))
        for at, one in enumerate(past[:MOST_PAST]):
            answer = self._kit.lookups.label("consent_answer", one.answer)
            kind = kind_words(self._kit, one.type, one.institution)
            text = f"{kind} – {answer}, {answer_words(self._kit, one)}"
            body.addWidget(
                Words(self._card, f"consentPast{at}", role="caption", wraps=True, text=text)
            )

    def _on_wanted(self) -> None:
        if self._page is not None:
            self.consents_wanted.emit(self._page.person.id, self._page.person.name)

    def _on_print(self) -> None:
        if self._page is not None:
            person = self._page.person.id
            self.print_wanted.emit("consent", "person", person, person)

    def _on_withdraw(self, consent: RecordId) -> None:
        self._kit.operations.write(
            partial(_withdraw, consent), done=self._on_withdrawn, failed=self._kit.messages.refuse
        )

    def _on_withdrawn(self, written: Written) -> None:
        text = _("Consent withdrawn today.")
        self._kit.messages.saved(with_task_words(text, written, self._photos), written.undo)


def _sheet(person: RecordId, uow: UnitOfWork) -> ConsentSheet:
    return consent_sheet(uow, person)


def _withdraw(consent: RecordId, uow: UnitOfWork) -> Written:
    return withdraw_consent(uow, consent, task_title=_(TASK_TITLE))
