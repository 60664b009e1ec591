"""Receipts: how far the other copies have what was written here, what waits for the stick, and who is silent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.exchange_parts.kinds import counted
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from kazanlak_case.services.receipts import Receipt
    from kazanlak_case.ui.kit import Kit


class ReceiptsCard(Card):
    """One part per copy, the longest silent first. `bundle_wanted` names the site to write for."""

    bundle_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "deliveries", kit.look.tokens)
        self._kit = kit

    @property
    def _is_centre(self) -> bool:
        return self._kit.operations.case_file.role == "centre"

    def show_receipts(self, receipts: Sequence[Receipt], *, questions: int = 0) -> None:
        """Show where each copy stands."""
        clear(self.body)
        title = _("The houses") if self._is_centre else _("Delivered to the municipality")
        self.body.addWidget(SectionTitle(self, "deliveriesTitle", title))
        if not receipts:
            text = (
                _("No house is prepared yet. Prepare one, and carry its starter there.")
                if self._is_centre
                else _(
                    "This file knows no central copy yet: ask the municipality to prepare this house."
                )
            )
            self.body.addWidget(Words(self, "noCopies", role="muted", wraps=True, text=text))
        for at, one in enumerate(receipts):
            if at:
                self.body.addWidget(Line(self, f"deliveryLine_{one.copy}"))
            self.body.addWidget(self._part(one, questions=questions))

    def _part(self, one: Receipt, *, questions: int) -> QWidget:
        tokens = self._kit.look.tokens
        part = named(QWidget(self), f"delivery_{one.site}")
        words = column(tokens.tight)
        words.addLayout(self._head(part, one))
        said = self._said(one, questions)
        bar = named(QProgressBar(part), f"bar_{one.site}", said)
        bar.setTextVisible(False)
        bar.setRange(0, max(1, one.ours))
        bar.setValue(one.delivered if one.ours else 1)
        role = "body" if self._is_centre else "strong"
        words.addWidget(Words(part, f"delivered_{one.site}", role=role, wraps=True, text=said))
        words.addWidget(bar)
        for at, text in enumerate(self._waiting(one)):
            name = f"waiting{at}_{one.site}"
            words.addWidget(Words(part, name, wraps=True, text=text))
        words.addWidget(
            Words(part, f"last_{one.site}", role="caption", wraps=True, text=self._last(one))
        )
        kind = Button if self._is_centre else PrimaryButton
        button = kind(part, f"write_{one.site}", self._kit.look, icon="usb")
        button.say(_("Write a bundle to the stick"))
        button.clicked.connect(partial(self.bundle_wanted.emit, one.site))
        layout = row(tokens.wide)
        layout.addLayout(words, 1)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        part.setLayout(layout)
        return part

    def _head(self, part: QWidget, one: Receipt) -> QHBoxLayout:
        head = row(self._kit.look.tokens.small)
        site = self._kit.lookups.profile.site(one.site)
        name = site.name if site else one.site
        if one.mark:
            name = _("{name}, copy {mark}").format(name=name, mark=one.mark)
        head.addWidget(Words(part, f"site_{one.site}", role="strong", text=name))
        chip = Chip(part, f"mark_{one.site}")
        chip.say(*self._mark(one))
        head.addWidget(chip)
        head.addStretch(1)
        return head

    def _said(self, one: Receipt, questions: int) -> str:
        wording = self._kit.wording
        counts = {"there": wording.number(one.there), "records": wording.number(one.records)}
        if self._is_centre:
            return _("has {there} of {records} of our records").format(**counts)
        if not one.there:
            text = _("{there} of {records} records are delivered").format(**counts)
        elif one.reached:
            text = _("delivered up to {day}: {there} of {records} records").format(
                day=wording.plain_day(one.reached, self._kit.today), **counts
            )
        else:
            text = _("delivered: {there} of {records} records").format(**counts)
        if questions:
            asked = ngettext("{n} question for you", "{n} questions for you", questions)
            text = f"{text}; {asked.format(n=questions)}"
        return text

    def _waiting(self, one: Receipt) -> list[str]:
        """Say by kind what is not there yet."""
        told = []
        if one.new:
            new = counted(one.new, self._kit.wording)
            told.append(_("Not delivered yet: {what}").format(what=new))
        if one.changed:
            changed = counted(one.changed, self._kit.wording)
            told.append(_("Changed since: {what}").format(what=changed))
        return told

    def _mark(self, one: Receipt) -> tuple[str, str]:
        if self._is_centre:
            return self._silence(one)
        if not one.waits:
            return _("everything is delivered"), "ok"
        text = ngettext("{n} change waits", "{n} changes wait", one.ours - one.delivered)
        return text.format(n=self._kit.wording.number(one.ours - one.delivered)), "warn"

    def _silence(self, one: Receipt) -> tuple[str, str]:
        days = one.silent_days
        if days is None:
            return _("no bundle yet"), "warn"
        if one.is_silent:
            text = ngettext("brought no bundle for {n} day", "brought no bundle for {n} days", days)
            return text.format(n=days), "warn"
        brought = local(one.last_in).date() if one.last_in else self._kit.today
        ago = self._kit.wording.ago(brought, self._kit.today)
        return _("brought a bundle {when}").format(when=ago), "ok"

    def _last(self, one: Receipt) -> str:
        parts = (
            _("Last bundle written: {when}").format(when=self._moment(one.last_out))
            if one.last_out
            else _("No bundle written yet"),
            _("last bundle taken in: {when}").format(when=self._moment(one.last_in))
            if one.last_in
            else "",
            _("last receipt: {when}").format(when=self._moment(one.last_receipt))
            if one.last_receipt
            else "",
        )
        return " · ".join(part for part in parts if part)

    def _moment(self, moment: datetime) -> str:
        return f"{self._kit.wording.day(local(moment).date())} {self._kit.wording.time(moment)}"
