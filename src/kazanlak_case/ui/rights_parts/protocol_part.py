"""After an erasure: the protocol for signature, and the backups made before, which still hold the data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.rights_parts.old_backups import OldBackupsCard
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.kit import Kit


class ProtocolPart(QWidget):
    """Two things are left to do."""

    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, protocol: str) -> None:
        super().__init__(parent)
        named(self, "protocolPart")
        self._kit = kit
        self._protocol = RecordId(protocol)
        tokens = kit.look.tokens
        layout = column(tokens.medium)
        hint = _(
            "The protocol tells what was erased, who decided and which copies have erased too, and names nobody. Write "
            "it anew when the receipts have come."
        )
        layout.addWidget(Words(self, "protocolHint", role="muted", wraps=True, text=hint))
        self.write = PrimaryButton(self, "writeProtocol", kit.look, icon="printer")
        self.write.say(_("Write the protocol…"))
        self.write.clicked.connect(self._on_write)
        layout.addWidget(self.write)
        self.backups = OldBackupsCard(self, kit)
        layout.addWidget(self.backups)
        layout.addStretch(1)
        done = Button(self, "protocolDone", kit.look)
        done.say(_("Done"))
        done.clicked.connect(self.left)
        layout.addWidget(done)
        self.setLayout(layout)
        self.backups.refresh()

    def write_to(self, out: Path) -> None:
        """Write the protocol into a file."""
        write_protocol(self._kit, self._protocol, out)

    def _on_write(self) -> None:
        name = _("protocol") + ".pdf"
        out = choose_target(self, _("Protocol of erasure"), name=name, kinds="PDF (*.pdf)")
        if out is not None:
            self.write_to(out)


def write_protocol(kit: Kit, protocol: RecordId, out: Path) -> None:
    """Write a protocol as it stands today."""
    kit.operations.one_step(
        partial(_write, protocol, out, kit.wording.language),
        title=_("Writing the protocol"),
        done=partial(_tell, kit),
        failed=kit.messages.refuse,
        writes=False,
    )


def _tell(kit: Kit, out: Path) -> None:
    kit.messages.tell(_("The protocol is written: {name}").format(name=out.name))


def _write(
    protocol: RecordId,
    out: Path,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Path:
    from kazanlak_case.export.erasure_protocol_pdf import write_protocol as write

    return write(case_file, protocol, out, now=now, language=language)
