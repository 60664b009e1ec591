"""The bundles that were just written: the stick may be taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.card import Card, clear
from kazanlak_case.ui.widgets.labels import SectionTitle, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.domain.exchange import ExportReport
    from kazanlak_case.ui.kit import Kit


class WrittenCard(Card):
    """Says what left this copy. Without a bundle the card goes."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "writtenBundle", kit.look.tokens, tone="accent")
        self._kit = kit

    def show_written(self, written: Sequence[ExportReport]) -> None:
        """Show the reports."""
        clear(self.body)
        self.setVisible(bool(written))
        if not written:
            return
        self.body.addWidget(SectionTitle(self, "writtenTitle", _("You may take the stick out.")))
        wording = self._kit.wording
        for at, one in enumerate(written):
            count = ngettext("{n} change", "{n} changes", one.changes)
            detail = _("{name}: {count}, {size} KB, read back and compared.").format(
                name=Path(one.path).name,
                count=count.format(n=wording.number(one.changes)),
                size=wording.number(-(-one.bytes // 1024)),
            )
            self.body.addWidget(Words(self, f"writtenDetail{at}", wraps=True, text=detail))
