"""The line at the foot: what was saved last, and whether the stick is due."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.receipts import deliveries
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import row
from kazanlak_case.ui.widgets.labels import ElidedWords, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import Delivery
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.wording import Wording


class StatusLine(QFrame):
    """Speaks of what people worry about: is it saved, and does the municipality have it."""

    exchange_opened = Signal()
    backups_opened = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        named(self, "statusLine")
        tokens = look.tokens
        icon = Words(self, "savedIcon")
        look.dress(icon, "circle-check", "ok", size=15)
        self._saved = ElidedWords(self, "savedWords", role="caption")
        self._stick = QuietButton(self, "stickWords", look, icon="usb")
        self._stick.setProperty("tiny", True)
        self._stick.clicked.connect(self.exchange_opened)
        self._stick.hide()
        self._second = QuietButton(self, "secondMediumWords", look, icon="archive")
        self._second.setProperty("tiny", True)
        self._second.clicked.connect(self.backups_opened)
        self._second.hide()
        layout = row(tokens.small)
        layout.setContentsMargins(tokens.large, tokens.px(3), tokens.large, tokens.px(3))
        layout.addWidget(icon)
        layout.addWidget(self._saved, 1)
        layout.addWidget(self._second)
        layout.addWidget(self._stick)
        self.setLayout(layout)
        self.setFixedHeight(tokens.px(34))

    def say_saved(self, text: str, at: str) -> None:
        """Say what was saved, and when."""
        self._saved.setText(_("{time}: {what}").format(time=at, what=text))

    def say_ready(self) -> None:
        """Say that nothing waits to be saved."""
        self._saved.setText(_("Everything is saved on this computer."))

    def ask(self, kit: Kit) -> None:
        """Ask what the municipality does not have yet."""
        kit.operations.read(
            _deliveries, done=partial(self._on_deliveries, kit.wording), channel="stick"
        )

        self._offer_copy(kit)

    def _offer_copy(self, kit: Kit) -> None:
        """Offer to copy a backup to the stick that is plugged in, where none went to one for a week."""
        from kazanlak_case.db import media
        from kazanlak_case.db.care import read_care
        from kazanlak_case.db.second_medium import days_without, is_offered
        from kazanlak_case.domain.rules.rights import Act

        case_file, now = kit.operations.case_file, kit.operations.clock()
        care = read_care(case_file.path)
        offers = case_file.may(Act.BACK_UP) and is_offered(care, now) and bool(media.sticks())
        self._second.setVisible(offers and not case_file.is_practice)
        days = days_without(care, now)
        text = _("No backup is on a stick yet: copy one")
        if days is not None:
            text = ngettext(
                "Last backup on a stick {n} day ago: copy one",
                "Last backup on a stick {n} days ago: copy one",
                days,
            ).format(n=kit.wording.number(days))
        self._second.say(text)

    def _on_deliveries(self, wording: Wording, deliveries: list[Delivery]) -> None:
        waiting = max((one.ours - one.delivered for one in deliveries), default=0)
        days = [one.last_bundle_out for one in deliveries if one.last_bundle_out]
        self.say_stick(waiting, datetime.fromisoformat(max(days)) if days else None, wording)

    def say_stick(self, waiting: int, last: datetime | None, wording: Wording) -> None:
        """Say what the municipality does not have yet; nothing, where nothing waits."""
        self._stick.setVisible(bool(waiting))
        if not waiting:
            return
        count = ngettext(
            "{n} change waits for the stick", "{n} changes wait for the stick", waiting
        )
        text = count.format(n=wording.number(waiting))
        if last is not None:
            day = wording.day(last.date())
            text = _("{what}, last bundle {day}").format(what=text, day=day)
        self._stick.say(text)


def _deliveries(uow: UnitOfWork) -> list[Delivery]:
    return deliveries(uow)
