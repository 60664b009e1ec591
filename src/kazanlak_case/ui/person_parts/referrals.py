"""The referrals of one person: where to, what came back, what still waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.referrals import referrals_of
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.services.referrals import ReferralRow
    from kazanlak_case.ui.kit import Kit


class ReferralsPart(QWidget):
    """Rows one can open, and a way to write a new referral."""

    opened = Signal(str)
    referral_wanted = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "personReferrals")
        self._kit = kit
        self._page: PersonPage | None = None
        self._card = Card(self, "personReferralsCard", kit.look.tokens)
        layout = column(0)
        layout.addWidget(self._card)
        self.setLayout(layout)

    def show_page(self, page: PersonPage) -> None:
        """Show the referrals of this person."""
        self._page = page
        ask = partial(_ask, page.person.id)
        self._kit.operations.read(
            ask, done=partial(self._on_rows, page), channel="person referrals"
        )

    def _on_rows(self, page: PersonPage, rows: list[ReferralRow]) -> None:
        if page is not self._page:
            return
        body = self._card.body
        clear(body)
        body.setSpacing(self._kit.look.tokens.tight)
        for one in rows:
            body.addWidget(self._row(one))
        if not rows:
            text = _("Nobody was written to for this person.")
            body.addWidget(Words(self._card, "noReferrals", role="muted", text=text))
        if not self._kit.writes("referral.institution"):
            return
        button = Button(self._card, "newReferral", self._kit.look, icon="hand-helping")
        button.say(_("Write a referral"), hint=_("Ctrl+Shift+R"))
        button.clicked.connect(self._on_wanted)
        body.addSpacing(self._kit.look.tokens.small)
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, row: ReferralRow) -> LinkRow:
        one, lookups = row.referral, self._kit.lookups
        where = lookups.label("referral_institution", one.institution)
        where = where or lookups.name_of("partner", one.partner)
        link = LinkRow(self._card, f"referral_{one.id}", self._kit.look, icon="hand-helping")
        reason = (one.reason or "").partition("\n")[0]
        sent = (
            _("sent on {day}").format(day=lookups.wording.day(one.sent_on)) if one.sent_on else ""
        )
        link.say(
            where,
            " · ".join(part for part in (one.number or "", sent, reason) if part),
            mark=self._state(row),
            tone="danger" if row.is_late else ("warn" if row.is_waiting else ""),
        )
        link.clicked.connect(partial(self.opened.emit, one.id))
        return link

    def _state(self, row: ReferralRow) -> str:
        one, lookups = row.referral, self._kit.lookups
        if one.outcome:
            return lookups.label("referral_outcome", one.outcome)
        if row.is_late:
            return _("no answer")
        if row.is_waiting and one.answer_due_on:
            day = lookups.wording.day(one.answer_due_on)
            return _("answer by {day}").format(day=day)
        return _("answered") if one.answered_on else _("not sent")

    def _on_wanted(self) -> None:
        if self._page is not None:
            self.referral_wanted.emit(self._page.person.id, self._page.person.name)


def _ask(person: RecordId, uow: UnitOfWork) -> list[ReferralRow]:
    return referrals_of(uow, person)
