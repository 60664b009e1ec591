"""What waits for a person: differences, repeats, what does not fit together, and transfers; each opens where it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kazanlak_case.services.questions import QuestionCounts
    from kazanlak_case.ui.kit import Kit


class WaitingCard(Card):
    """Rows with counts. `place_wanted` names the place to go to."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "waiting", kit.look.tokens)
        self._kit = kit

    def show_counts(
        self,
        counts: QuestionCounts,
        *,
        transfers: int,
        has_transfers: bool,
        prints: tuple[int, bool] = (0, False),
    ) -> None:
        """Show what waits; transfers and prints stay in reach when none does."""
        clear(self.body)
        self.body.setSpacing(self._kit.look.tokens.tight)
        title = SectionTitle(self, "waitingTitle", _("Questions for you"))
        self.body.addWidget(title)
        rows = (
            (counts.conflicts, "conflicts", "merge", *_differences(counts.conflicts)),
            (transfers, "transfers", "folder-open", *_transfers(transfers)),
            (counts.duplicates, "duplicates", "users", *_repeats(counts.duplicates)),
            (counts.findings, "findings", "circle-alert", *_findings(counts.findings)),
            (prints[0], "print_queue", "printer", *_prints(prints[0])),
        )
        shown = [one for one in rows if one[0]]
        for count, place, icon, text, detail in shown:
            self._add(place, icon, text.format(n=self._kit.wording.number(count)), detail)
        if not shown:
            text = _("Nothing waits for you.")
            self.body.addWidget(Words(self, "waitingNothing", role="muted", text=text))
        if has_transfers and not transfers:
            self._add(
                "transfers", "folder-open", _("Transfers of cases"), _("offered, answered, done")
            )

        if prints[1] and not prints[0]:
            self._add(
                "print_queue",
                "printer",
                _("Prints at the municipality"),
                _("what was ordered, and when it was printed"),
            )

    def _add(self, place: str, icon: str, text: str, detail: str) -> None:
        link = LinkRow(self, f"waiting_{place}", self._kit.look, icon=icon)
        link.say(text, detail)
        link.clicked.connect(partial(self.place_wanted.emit, place))
        self.body.addWidget(link)


def _differences(n: int) -> tuple[str, str]:
    text = ngettext("{n} value to be settled", "{n} values to be settled", n)
    return text, _("Two people wrote different things")


def _transfers(n: int) -> tuple[str, str]:
    text = ngettext("{n} transfer waits for you", "{n} transfers wait for you", n)
    return text, _("A case offered to you, or one that came and has no number yet")


def _prints(n: int) -> tuple[str, str]:
    text = ngettext("{n} document waits for a printer", "{n} documents wait for a printer", n)
    return text, _("Ordered by houses from the municipality")


def _repeats(n: int) -> tuple[str, str]:
    return ngettext("{n} possible repeat", "{n} possible repeats", n), _(
        "Perhaps the same person twice"
    )


def _findings(n: int) -> tuple[str, str]:
    text = ngettext("{n} thing for attention", "{n} things for attention", n)
    return text, _("What does not fit together since bundles were merged")
