"""How far the other copies have what was written here, and the buttons that mend it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.exchange import Delivery
    from kazanlak_case.ui.kit import Kit

LATE_AFTER = 14
"""Days without a bundle after which a house is marked."""


class DeliveryCard(Card):
    """One part per copy. `bundle_wanted` names the site to write for."""

    bundle_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "deliveries", kit.look.tokens)
        self._kit = kit

    def show_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Show where each copy stands."""
        clear(self.body)
        is_centre = self._kit.operations.case_file.role == "centre"
        title = _("The houses") if is_centre else _("Delivered to the municipality")
        self.body.addWidget(SectionTitle(self, "deliveriesTitle", title))
        if not deliveries:
            text = (
                _("No house is prepared yet. Prepare one, and carry its starter there.")
                if is_centre
                else _(
                    "This file knows no central copy yet: ask the municipality to prepare this house."
                )
            )
            self.body.addWidget(Words(self, "noCopies", role="muted", wraps=True, text=text))
        for at, one in enumerate(deliveries):
            if at:
                self.body.addWidget(Line(self, f"deliveryLine_{one.copy}"))
            self.body.addWidget(self._part(one, is_centre=is_centre))

    def _part(self, one: Delivery, *, is_centre: bool) -> QWidget:
        tokens, wording = self._kit.look.tokens, self._kit.wording
        part = named(QWidget(self), f"delivery_{one.site}")
        site = self._kit.lookups.profile.site(one.site)
        head = row(tokens.small)
        head.addWidget(
            Words(part, f"site_{one.site}", role="strong", text=site.name if site else one.site)
        )
        mark, tone = self._mark(one)
        chip = Chip(part, f"mark_{one.site}")
        chip.say(mark, tone)
        head.addWidget(chip)
        head.addStretch(1)
        bar = named(QProgressBar(part), f"bar_{one.site}")
        bar.setTextVisible(False)
        bar.setRange(0, max(1, one.ours))
        bar.setValue(one.delivered if one.ours else 1)
        delivered = _("Delivered: {delivered} of {ours}").format(
            delivered=wording.number(one.delivered), ours=wording.number(one.ours)
        )
        bar.setAccessibleName(delivered)
        when = self._moment(one.last_receipt)
        if when:
            delivered = _("{delivered}, receipt of {when}").format(delivered=delivered, when=when)
        words = column(tokens.tight)
        words.addLayout(head)
        words.addWidget(Words(part, f"delivered_{one.site}", text=delivered))
        words.addWidget(bar)
        words.addWidget(
            Words(part, f"last_{one.site}", role="caption", wraps=True, text=self._last(one))
        )
        kind = Button if is_centre else PrimaryButton
        button = kind(part, f"write_{one.site}", self._kit.look, icon="usb")
        button.say(_("Write a bundle to the stick"))
        button.clicked.connect(partial(self.bundle_wanted.emit, one.site))
        layout = row(tokens.wide)
        layout.addLayout(words, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        part.setLayout(layout)
        return part

    def _mark(self, one: Delivery) -> tuple[str, str]:
        waiting = one.ours - one.delivered
        if self._kit.operations.case_file.role == "centre":
            return self._silence(one)
        if not waiting:
            return _("everything is delivered"), "ok"
        text = ngettext("{n} change waits", "{n} changes wait", waiting)
        return text.format(n=self._kit.wording.number(waiting)), "warn"

    def _silence(self, one: Delivery) -> tuple[str, str]:
        if one.last_bundle_in is None:
            return _("no bundle yet"), "warn"
        brought = local(datetime.fromisoformat(one.last_bundle_in)).date()
        text = _("brought a bundle {when}").format(
            when=self._kit.wording.ago(brought, self._kit.today)
        )
        return text, "warn" if (self._kit.today - brought).days > LATE_AFTER else "ok"

    def _last(self, one: Delivery) -> str:
        out, into = self._moment(one.last_bundle_out), self._moment(one.last_bundle_in)
        parts = (
            _("Last bundle written: {when}").format(when=out)
            if out
            else _("No bundle written yet"),
            _("last bundle taken in: {when}").format(when=into) if into else "",
        )
        return " · ".join(part for part in parts if part)

    def _moment(self, text: str | None) -> str:
        if not text:
            return ""
        moment = datetime.fromisoformat(text)
        return f"{self._kit.wording.day(local(moment).date())} {self._kit.wording.time(moment)}"
