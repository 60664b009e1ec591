"""The register of signals: every one that was ever written, the newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.signals import signals
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.services.signals import SignalRow
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed


class Signals(QWidget):
    """Lists signals; none is ever missing from the list."""

    heading_changed = Signal(str, str)
    signal_opened = Signal(str)
    signal_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "signals")
        self._kit = kit
        self._rows: Sequence[SignalRow] = ()
        tokens = kit.look.tokens
        self._page = ScrollPage(self, "signalsScroll", tokens.large)
        self._new = Button(self._page.page, "newSignal", kit.look, icon="triangle-alert")
        self._card = Card(self._page.page, "signalsCard", tokens)
        self._empty = EmptyState(self._page.page, "signalsEmpty", kit.look, icon="shield-check")
        self._page.body.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        self._page.body.addWidget(self._card)
        self._page.body.addWidget(self._empty, 1)
        self._page.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._page)
        self.setLayout(layout)
        self._new.clicked.connect(self.signal_wanted)
        self._empty.action.clicked.connect(self.signal_wanted)
        self.retranslate()

    def refresh(self) -> None:
        """Read anew."""
        self._kit.operations.read(signals, done=self._on_rows, channel="signals")

    def follow(self, changed: Changed) -> None:
        """Read anew when a signal may have been written."""
        if self.isVisible() and changed.concerns("signal", "person"):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        count = ngettext("{n} signal", "{n} signals", len(self._rows))
        return _("Signals"), count.format(n=self._kit.wording.number(len(self._rows)))

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        may = self._kit.writes("signal.facts")
        self._new.say(_("Write a signal"), hint=_("Ctrl+Shift+S"))
        self._empty.say(
            _("No signal was written"),
            _(
                "Who learns that a child needs protection must notify at once; secrecy does not hold it back."
            ),
            action=_("Write a signal") if may else "",
        )
        self._show()

    def _on_rows(self, rows: Sequence[SignalRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        clear(self._card.body)
        self._card.body.setSpacing(self._kit.look.tokens.tight)
        for one in self._rows:
            self._card.body.addWidget(self._row(one))
        self._card.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)
        self._new.setVisible(bool(self._rows) and self._kit.writes("signal.facts"))
        self.heading_changed.emit(*self.heading())

    def _row(self, row: SignalRow) -> LinkRow:
        one, lookups = row.signal, self._kit.lookups
        whom = row.person_name or (one.concerned or "").partition("\n")[0]
        link = LinkRow(self._card, f"signal_{one.id}", self._kit.look, icon="triangle-alert")
        parts = (
            one.number or "",
            self._kit.wording.day(one.happened_on) if one.happened_on else "",
            lookups.label("incident_type", one.type),
        )
        is_told = bool(one.notified)
        link.say(
            whom or _("nobody in the file"),
            " · ".join(part for part in parts if part),
            mark=_("notified") if is_told else _("nobody notified"),
            tone="accent" if is_told else "danger",
        )
        link.clicked.connect(partial(self.signal_opened.emit, one.id))
        return link
