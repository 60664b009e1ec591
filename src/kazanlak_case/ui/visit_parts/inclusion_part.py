"""Asked once a referral is completed: shall the inclusion in the service be written into the diary? Nobody has to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kazanlak_case.i18n import _
from kazanlak_case.services.inclusions import inclusion_of
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.inclusions import Inclusion
    from kazanlak_case.ui.kit import Kit


class InclusionPart(QWidget):
    """Says nothing where there is nothing to write. Enter writes the entry that is begun already."""

    wanted = Signal()
    found = Signal(bool)
    """Whether there is something to write."""
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "inclusionPart")
        self._kit = kit
        tokens = kit.look.tokens
        card = Card(self, "inclusionCard", tokens, tone="accent")
        title = _("Write the inclusion in the service?")
        card.body.addWidget(SectionTitle(card, "inclusionTitle", title))
        self._told = Words(card, "inclusionTold", role="strong", wraps=True)
        card.body.addWidget(self._told)
        why = _(
            "The referral already counts as an inclusion. The entry in the diary is filled in: look through it and save it."
        )
        card.body.addWidget(Words(card, "inclusionWhy", role="muted", wraps=True, text=why))
        self.write = PrimaryButton(card, "inclusionWrite", kit.look, icon="check")
        self.write.say(_("Write the entry…"), hint=_("Enter"))
        self.write.clicked.connect(self.wanted)
        self.leave = Button(card, "inclusionLeave", kit.look)
        self.leave.say(_("Not now"), hint=_("Esc"))
        self.leave.clicked.connect(self.left)
        buttons = row(tokens.small)
        buttons.addWidget(self.write)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        layout = column(0)
        layout.addWidget(card)
        self.setLayout(layout)
        self.setFocusProxy(self.write)
        self.hide()

    def ask(self, referral_id: RecordId) -> None:
        """Ask whether a referral is an inclusion that the diary does not tell yet."""
        self._kit.operations.read(partial(_inclusion, referral_id), done=self._on_answer)

    def _on_answer(self, inclusion: Inclusion | None) -> None:
        if not isValid(self):
            return  # the page was left meanwhile
        if inclusion is not None:
            draft, lookups = inclusion.draft, self._kit.lookups
            known = (
                lookups.label("referral_institution", draft.institution),
                lookups.label("service_type", draft.service),
                self._kit.wording.day(draft.provided_on),
            )
            self._told.setText(" · ".join(part for part in known if part))
        self.setVisible(inclusion is not None)
        self.found.emit(inclusion is not None)


def _inclusion(referral_id: RecordId, uow: UnitOfWork) -> Inclusion | None:
    return inclusion_of(uow, referral_id)
