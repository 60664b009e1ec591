"""What is still missing of somebody before a visit is written: the signed card, the consent to be visited at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _
from kazanlak_case.ui.widgets.labels import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

REMINDERS = {
    "no_card": N_("The participant card is not signed yet: it comes before the first activity."),
    "home_visit_refused": N_("Visits at home were refused: meet in the house."),
    "home_visit_withdrawn": N_("The consent to visits at home was withdrawn: meet in the house."),
    "home_visit_expired": N_("The consent to visits at home has ended: ask again."),
}
"""By code, in English, translated where shown."""


class Reminders(Words):
    """A few words; without anything to say it is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "visitReminders", role="strong", wraps=True)
        self.hide()

    def say(self, codes: Iterable[str]) -> None:
        """Word what is missing."""
        text = "\n".join(_(REMINDERS[code]) for code in codes if code in REMINDERS)
        self.setText(text)
        self.setVisible(bool(text))
