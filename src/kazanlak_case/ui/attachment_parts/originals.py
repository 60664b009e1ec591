"""After files were attached: the originals still lie on this computer, readable by anybody. Offer to delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kazanlak_case.ui.kit import Kit


class Originals(QWidget):
    """Says where the plain files lie, and deletes them if somebody wants that."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, paths: Sequence[Path]) -> None:
        super().__init__(parent)
        named(self, "originals")
        self._kit, self._paths = kit, list(paths)
        tokens = kit.look.tokens
        self.keep = Button(self, "originalsKeep", kit.look)
        self.delete = DangerButton(self, "originalsDelete", kit.look, icon="trash-2")
        count = len(self._paths)
        self.keep.say(_("Leave it there"), hint=_("Esc"))
        self.delete.say(
            ngettext("Delete the original", "Delete the originals ({count})", count).format(
                count=count
            )
        )
        self.keep.clicked.connect(self.left)
        self.delete.clicked.connect(self._on_delete)
        text = ngettext(
            "The document is kept encrypted now. Its original in “{folder}” is not: whoever uses this computer can open it.",
            "The document is kept encrypted now. Its originals in “{folder}” are not: whoever uses this computer can open them.",
            count,
        ).format(folder=self._paths[0].parent)
        layout = column(tokens.medium)
        layout.addWidget(SectionTitle(self, "originalsTitle", _("Document attached")))
        layout.addWidget(Words(self, "originalsWhy", wraps=True, text=text))
        layout.addWidget(self.delete)
        layout.addWidget(self.keep)
        self.setLayout(layout)

    def _on_delete(self) -> None:
        left = 0
        for path in self._paths:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                left += 1
        if left:
            self._kit.messages.tell(
                ngettext(
                    "{count} file could not be deleted; delete it by hand.",
                    "{count} files could not be deleted; delete them by hand.",
                    left,
                ).format(count=left)
            )
        else:
            self._kit.messages.tell(_("Deleted from this computer."))
        self.left.emit()
