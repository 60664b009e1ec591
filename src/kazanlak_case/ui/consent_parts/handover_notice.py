"""One line while a referral is written: whether data of the person go out with the letter, and why not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from shiboken6 import isValid

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.rules.handover import WITHOUT_CONSENT
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.referrals import handover_of
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import restyled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.consent_states import ConsentState
    from kazanlak_case.ui.kit import Kit

STAY_OUT = {
    "never_asked": N_(
        "Nobody has asked for consent to share data with this institution: the letter goes without them."
    ),
    "refused": N_(
        "The person refused to share data with this institution: the letter goes without them."
    ),
    "withdrawn": N_("The consent was withdrawn: the letter goes without the data."),
    "expired": N_("The consent has run out: the letter goes without the data."),
}
WHAT_NEXT = N_("Ask for consent on the page of the person, or choose the ground the law gives.")


class HandoverNotice(Words):
    """Speaks as soon as a person is chosen. `decided` tells whether data may go."""

    decided = Signal(bool)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "referralNotice", role="muted", wraps=True)
        self._kit = kit
        self.hide()

    def ask(self, person: Value, institution: Value, basis: Value) -> None:
        """Ask what may go out to an institution on a ground."""
        if not person:
            self.hide()
            return
        ask = partial(_handover, RecordId(str(person)), institution, basis)
        self._kit.operations.read(ask, done=self._say, channel="referral consent")

    def _say(self, answer: tuple[ConsentState, bool, str | None]) -> None:
        if not isValid(self):
            return  # the page was left meanwhile
        consent, may, basis = answer
        self.decided.emit(may)
        if may:
            words = (
                _("The data go out on a ground that needs no consent.")
                if basis in WITHOUT_CONSENT
                else _("The person agreed that data are shared.")
            )
        else:
            words = f"{_(STAY_OUT.get(consent.state, STAY_OUT['never_asked']))} {_(WHAT_NEXT)}"
        self.setText(words)
        restyled(self, role="muted" if may else "problem")
        self.show()


def _handover(
    person: RecordId, institution: Value, basis: Value, uow: UnitOfWork
) -> tuple[ConsentState, bool, str | None]:
    ground = str(basis) if basis else None
    where = str(institution) if institution else None
    consent, may = handover_of(uow, person, institution=where, basis=ground)
    return consent, may, ground
