"""What stands around the screens: the rail, the head, and the line at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import _
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.person_actions import PERSON_ACTIONS
from kazanlak_case.ui.places import PLACES
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.header import Header
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.rail import Rail
from kazanlak_case.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from kazanlak_case.ui.look import Look
    from kazanlak_case.ui.lookups import Lookups
    from kazanlak_case.ui.operations import Operations

NARROW_BELOW = 1100


class Frame(QWidget):
    """Shows where one is, who one is, and what may be begun. What is inside is the workspace's affair."""

    def __init__(
        self, parent: QWidget, look: Look, operations: Operations, lookups: Lookups
    ) -> None:
        super().__init__(parent)
        self._content = named(QWidget(self), "content")
        self.kit = Kit(look, operations, Messages(self._content, look), lookups)
        self._places = {key: one for key, one in PLACES.items() if one.is_open_to(self.kit.sight)}
        self.rail = Rail(self, look, {key: place.icon for key, place in self._places.items()})
        self.header = Header(self._content, look)
        self._stack = named(QStackedWidget(self._content), "screens")
        self._status = StatusLine(self, look)
        self._lay_out()

    def begin_to_offer(self) -> None:
        """Say that all is well, and offer what this user may do."""
        self._status.say_ready()
        self.header.show_only(
            search=self.kit.sight.sees(NAME), visit=self.kit.writes("service_entry.person")
        )
        self.word()

    def word(self) -> None:
        """Word rail and head in the language of now."""
        case_file, profile = self.kit.operations.case_file, self.kit.lookups.profile
        site = profile.site(case_file.site)
        self.rail.say(
            {key: _(place.title) for key, place in self._places.items()},
            lock=_("Lock"),
            brand=site.short_name if site else case_file.site,
            site=_("Central copy") if case_file.role == "centre" else _("Family house"),
            user=self._user_name(),
        )
        self.header.offer(
            [
                (key, one.icon, _(one.title), one.keys)
                for key, one in PERSON_ACTIONS.items()
                if one.is_open_to(self.kit)
            ]
        )

    def fit(self, width: int) -> None:
        """Take as little room as there is."""
        is_narrow = width < self.kit.look.tokens.px(NARROW_BELOW)
        self.rail.set_narrow(is_narrow)
        self.header.set_narrow(is_narrow)

    def say_saved(self, text: str) -> None:
        """Tell at the foot what was saved, and when."""
        self._status.say_saved(text, self.kit.wording.time(self.kit.operations.clock()))

    def _user_name(self) -> str:
        user = self.kit.operations.case_file.user
        held = self.kit.lookups.name_of("staff_member", user.staff_member)
        return held or user.display_name or user.name

    def _lay_out(self) -> None:
        tokens = self.kit.look.tokens
        inside = column(tokens.large)
        inside.setContentsMargins(tokens.wide, tokens.large, tokens.wide, tokens.large)
        inside.addWidget(self.header)
        inside.addWidget(self._stack, 1)
        self._content.setLayout(inside)
        across = row(0)
        across.addWidget(self.rail)
        across.addWidget(self._content, 1)
        layout = column(0)
        layout.addLayout(across, 1)
        layout.addWidget(self._status)
        self.setLayout(layout)
