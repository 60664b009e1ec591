"""A document on paper, or as a plain copy: both are on the record, and the second says first that it is plain."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.intake.attaching import JPEG
from kazanlak_case.intake.scans import as_pdf
from kazanlak_case.services.attachments import PRINTED, OpenedAttachment, open_attachment
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.printing import chosen_printer, paint_pdf
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtPrintSupport import QPrinter

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.domain.records.document import Attachment
    from kazanlak_case.ui.kit import Kit


def print_attachment(parent: QWidget, kit: Kit, attachment_id: RecordId, title: str) -> None:
    """Let a printer be chosen, write down that it was printed, and print."""
    printer = chosen_printer(parent, title)
    if printer is None:
        return
    kit.operations.write(
        partial(_printed, attachment_id),
        done=partial(_paint, printer),
        failed=kit.messages.refuse,
    )


class CopyNotice(QWidget):
    """Warns that a saved copy is plain, and then asks where to."""

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "copyNotice")
        self._kit = kit
        self._about: Attachment | None = None
        tokens = kit.look.tokens
        card = Card(self, "copyCard", tokens, tone="warn")
        why = Words(card, "copyWhy", wraps=True)
        why.setText(
            _(
                "A saved copy is not protected: whoever finds the file can read it. Keep it only as long as it is needed, and delete it then. That you saved it is written down."
            )
        )
        self.go_on = PrimaryButton(card, "copyGoOn", kit.look)
        self.go_on.say(_("Choose where…"))
        self.go_on.clicked.connect(self._on_go_on)
        cancel = Button(card, "copyCancel", kit.look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.hide)
        buttons = row(tokens.small)
        buttons.addWidget(self.go_on)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        card.body.addWidget(why)
        card.body.addLayout(buttons)
        layout = column(0)
        layout.setContentsMargins(tokens.wide, tokens.medium, tokens.wide, tokens.small)
        layout.addWidget(card)
        self.setLayout(layout)
        self.hide()

    def ask(self, about: Attachment) -> None:
        """Warn first."""
        self._about = about
        self.show()
        self.go_on.setFocus()

    def _on_go_on(self) -> None:
        about = self._about
        self.hide()
        if about is None:
            return
        name = about.file_name or "document"
        ending = Path(name).suffix
        kinds = _("Document (*{ending})").format(ending=ending)
        out = choose_target(self, _("Save a copy"), name=name, kinds=kinds)
        if out is None:
            return
        self._kit.operations.long(
            partial(_save, about.id, out),
            title=_("Saving a copy"),
            done=self._on_saved,
            failed=self._kit.messages.refuse,
        )

    def _on_saved(self, out: Path) -> None:
        self._kit.messages.tell(_("Saved as “{name}”; it is not protected.").format(name=out.name))


def _paint(printer: QPrinter, opened: OpenedAttachment) -> None:
    is_picture = opened.attachment.media_type == JPEG
    paint_pdf(printer, as_pdf([opened.content]) if is_picture else opened.content)


def _printed(attachment_id: RecordId, uow: UnitOfWork) -> OpenedAttachment:
    return open_attachment(uow, attachment_id, reading=PRINTED)


def _save(
    attachment_id: RecordId, out: Path, case_file: CaseFile, *, now: datetime, progress: Progress
) -> Path:
    from kazanlak_case.export.attachment_copy import save_copy

    return save_copy(case_file, attachment_id, out, now=now, progress=progress)
