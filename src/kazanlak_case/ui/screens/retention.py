"""„Права и срокове“: what people asked, until when data are kept and whose are due, protocols, and old backups."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import _
from kazanlak_case.services.rights_page import RightsPage, rights_page
from kazanlak_case.ui.rights_parts.due_card import DueCard
from kazanlak_case.ui.rights_parts.old_backups import OldBackupsCard
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.services.data_requests import WaitingRequest
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

WIDTH = 820


class RetentionScreen(QWidget):
    """Four cards, the most pressing first."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    request_opened = Signal(str)
    protocol_opened = Signal(str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "retentionScreen")
        self._kit = kit
        self.page: RightsPage | None = None
        tokens = kit.look.tokens
        self._scroll = ScrollPage(self, "retentionScroll", tokens.large)
        inside = self._scroll.page
        self._requests = Card(inside, "waitingRequests", tokens)
        self.due = DueCard(inside, kit)
        self._protocols = Card(inside, "protocols", tokens)
        self.backups = OldBackupsCard(inside, kit)
        for card in (self._requests, self.due, self.backups, self._protocols):
            card.setMaximumWidth(tokens.px(WIDTH))
            self._scroll.body.addWidget(card)
        self._scroll.body.addStretch(1)
        layout = column(0)
        layout.addWidget(self._scroll)
        self.setLayout(layout)
        self.due.person_opened.connect(self.person_opened)

    def refresh(self) -> None:
        """Gather the page anew."""
        self._kit.operations.read(
            rights_page,
            done=self._on_page,
            failed=self._kit.messages.refuse,
            channel="rights page",
        )
        if self._kit.may(Act.ERASE):
            self.backups.refresh()

    def follow(self, changed: Changed) -> None:
        """Read anew when a request, a person or a protocol was written."""
        shown = ("data_request", "person", "erasure_protocol", "case")
        if self.isVisible() and changed.concerns(*shown):
            self._kit.operations.read(rights_page, done=self._on_page, channel="rights page")

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Rights and terms"), _("requests, terms, protocols")

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        if self.page is not None:
            self._on_page(self.page)
        self.heading_changed.emit(*self.heading())

    def _on_page(self, page: RightsPage) -> None:
        self.page = page
        self._show_requests(page)
        self.due.show_page(page)
        self._show_protocols(page)

    def _show_requests(self, page: RightsPage) -> None:
        card = self._requests
        clear(card.body)
        card.body.setSpacing(self._kit.look.tokens.tight)
        title = SectionTitle(card, "requestsTitle", _("Requests that wait for an answer"))
        card.body.addWidget(title)
        for one in page.requests:
            card.body.addWidget(self._request(card, one))
        if not page.requests:
            text = _("Nobody waits for an answer.")
            card.body.addWidget(Words(card, "noRequests", role="muted", text=text))

    def _request(self, card: Card, one: WaitingRequest) -> LinkRow:
        day = self._kit.wording.day
        link = LinkRow(card, f"waiting_{one.id}", self._kit.look, icon="clipboard-list")
        kind = self._kit.lookups.label("data_request_kind", one.kind)
        asked = _("asked on {day}").format(day=day(one.asked_on))
        until = _("by {day}").format(day=day(one.due_on))
        link.say(
            one.person_name,
            f"{kind} · {asked}",
            mark=until,
            tone="danger" if one.is_late else "accent",
        )
        link.clicked.connect(partial(self.request_opened.emit, one.id))
        return link

    def _show_protocols(self, page: RightsPage) -> None:
        card = self._protocols
        clear(card.body)
        card.setVisible(bool(page.protocols))
        card.body.setSpacing(self._kit.look.tokens.tight)
        title = SectionTitle(card, "protocolsTitle", _("Protocols of erasures"))
        card.body.addWidget(title)
        for one in page.protocols:
            link = LinkRow(card, f"protocol_{one.id}", self._kit.look, icon="file-text")
            ground = self._kit.lookups.label("erasure_ground", one.ground)
            parts = (self._kit.wording.day(one.erased_on), one.initials or "", ground)
            link.say(one.number, " · ".join(part for part in parts if part))
            link.clicked.connect(partial(self.protocol_opened.emit, one.id, one.number))
            card.body.addWidget(link)
