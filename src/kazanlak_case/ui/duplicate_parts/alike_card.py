"""„Има такова лице“: who may be here already, why, and what to do: open them, or say that it is somebody else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.duplicate_parts.words import reason_words, site_words
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.ui.kit import Kit

SHOWN = 3
REASONS_SHOWN = 4


class AlikeCard(Card):
    """`opened` and `passed_over` carry the id of the person who is here."""

    opened = Signal(str)
    passed_over = Signal(str)

    def __init__(self, parent: QWidget, name: str, kit: Kit) -> None:
        tokens = kit.look.tokens
        super().__init__(parent, name, tokens, tone="warn")
        self._kit = kit
        self.body.setContentsMargins(*(tokens.medium,) * 4)
        self.body.setSpacing(tokens.tight)
        self.hide()

    def show_pairs(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show the likeliest; without any the card goes."""
        clear(self.body)
        self.setVisible(bool(pairs))
        if not pairs:
            return
        is_certain = pairs[0].certain
        text = _("This person is here already") if is_certain else _("Perhaps already here:")
        self.body.addWidget(Words(self, "alikeTitle", role="strong", text=text))
        for pair in pairs[:SHOWN]:
            self._add(pair)
        if len(pairs) > SHOWN:
            left = len(pairs) - SHOWN
            more = ngettext("and {n} more", "and {n} more", left).format(n=left)
            self.body.addWidget(Words(self, "alikeMore", role="caption", text=more))

    def _add(self, pair: DuplicatePair) -> None:
        one = pair.second
        lookups = self._kit.lookups
        lives, house = lookups.settlement(one.settlement), site_words(one.site, self._kit)
        who = (
            lookups.wording.day(one.born_on),
            lives,
            one.national_id_masked,
            "" if house in lives else house,
        )
        why = ", ".join(reason_words(reason) for reason in pair.reasons[:REASONS_SHOWN])
        why = _("Alike: {why}").format(why=why)
        link = LinkRow(self, f"alike_{one.id}", self._kit.look, icon="user")
        link.say(one.name, " · ".join(part for part in who if part))
        link.setAccessibleDescription(why)
        link.clicked.connect(partial(self.opened.emit, one.id))
        self.body.addWidget(link)
        below = row(self._kit.look.tokens.small)
        words = Words(self, f"alikeWhy_{one.id}", role="caption", wraps=True, text=why)
        below.addWidget(words, 1)
        if not pair.certain:
            other = Button(self, f"another_{one.id}", self._kit.look)
            other.say(_("Another person"), hint=_("Do not ask about these two again"))
            other.clicked.connect(partial(self.passed_over.emit, one.id))
            below.addWidget(other, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(below)
