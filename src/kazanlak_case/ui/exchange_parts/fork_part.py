"""What to do when two histories have parted: a full bundle from the centre, and bringing together in the house."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.exchange import ImportReport
    from kazanlak_case.ui.kit import Kit

FORK = "fork"
"""Code of the refusal that this mends (domain/bundle_errors.py)."""


class ForkPart(QWidget):
    """Says that nothing is lost, and offers the one step that leads on from here."""

    mend_wanted = Signal()
    full_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, reports: Sequence[ImportReport]) -> None:
        super().__init__(parent)
        named(self, "fork")
        self._kit = kit
        is_centre = kit.operations.case_file.role == "centre"
        hint = (
            _(
                "The house's file was copied or restored and went on apart. Write a full bundle for the house: there the two are brought together, and nothing that was written is lost."
            )
            if is_centre
            else _(
                "This file was copied or restored and went on apart. A full bundle from the municipality brings the two together; everything written here is kept."
            )
        )
        body = column(kit.look.tokens.small)
        body.addWidget(Words(self, "forkHint", role="body", wraps=True, text=hint))
        buttons = row(kit.look.tokens.small)
        buttons.addStretch(1)
        if is_centre:
            for site in dict.fromkeys(one.sender_site for one in reports):
                buttons.addWidget(self._full(site))
        else:
            mend = PrimaryButton(self, "mendFork", kit.look, icon="merge")
            mend.say(_("Bring the two together"))
            mend.clicked.connect(self.mend_wanted)
            buttons.addWidget(mend)
        body.addLayout(buttons)
        self.setLayout(body)

    def _full(self, site: str) -> Button:
        found = self._kit.lookups.profile.site(site)
        button = Button(self, f"writeFull_{site}", self._kit.look, icon="usb")
        button.say(
            _("Write a full bundle for {name}").format(name=found.short_name if found else site)
        )
        button.clicked.connect(partial(self.full_wanted.emit, site))
        return button


def forked(reports: Sequence[ImportReport]) -> list[ImportReport]:
    """Give the reports of bundles that were refused because two histories have parted."""
    return [one for one in reports if one.code == FORK]
