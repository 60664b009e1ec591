"""The documents of a person, a case or a visit, as rows one can open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.attachments import AttachmentRow, attachments_of
from kazanlak_case.ui.attachment_parts.words import about_document, title_of
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.link_row import LinkRow
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

SEES = "attachment.title attachment.sha256"


class AttachmentList(QWidget):
    """Reads what belongs to one record and shows it. `opened` names a document."""

    opened = Signal(str)
    attach_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "attachmentList")
        self._kit = kit
        self._ask: Callable[[UnitOfWork], list[AttachmentRow]] | None = None
        self._card = Card(self, "attachmentCard", kit.look.tokens)
        layout = column(0)
        layout.addWidget(self._card)
        self.setLayout(layout)
        self.setVisible(kit.sight.sees(SEES))
        kit.operations.changed.connect(self._on_changed)

    def show_of(
        self,
        *,
        person: RecordId | None = None,
        case: RecordId | None = None,
        source: str | None = None,
    ) -> None:
        """Read the documents of a person, a case or any other record."""
        if not self._kit.sight.sees(SEES):
            return
        self._ask = partial(_read, person, case, source)
        self._kit.operations.read(self._ask, done=self._show, failed=self._on_refused)

    def _on_changed(self, changed: Changed) -> None:
        """Read again what may leave the house when somebody agreed to photos, or does not any more."""
        if self._ask is not None and changed.concerns("consent"):
            self._kit.operations.read(self._ask, done=self._show, failed=self._on_refused)

    def _on_refused(self, error: ExpectedError) -> None:
        if error.code != "cancelled":
            self._kit.messages.refuse(error)

    def _show(self, rows: list[AttachmentRow]) -> None:
        body = self._card.body
        clear(body)
        body.setSpacing(self._kit.look.tokens.tight)
        body.addWidget(SectionTitle(self._card, "attachmentTitle", _("Attached documents")))
        for row in rows:
            body.addWidget(self._row(row))
        if not rows:
            text = _("Nothing is attached yet. Drop a scan here, or choose one.")
            body.addWidget(Words(self._card, "noAttachments", role="muted", wraps=True, text=text))
        if not self._kit.writes("attachment.title"):
            return
        button = Button(self._card, "attachNew", self._kit.look, icon="paperclip")
        button.say(_("Attach…"), hint=_("Ctrl+Shift+A"))
        button.clicked.connect(self.attach_wanted)
        body.addSpacing(self._kit.look.tokens.small)
        body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, row: AttachmentRow) -> LinkRow:
        one = row.attachment
        icon = "id-card" if one.seen_only else "file-text"
        link = LinkRow(self._card, f"attachment_{one.id}", self._kit.look, icon=icon)
        mark, tone = "", ""
        if one.seen_only:
            mark = _("seen, no copy")
        elif not row.is_here:
            mark, tone = self._waits(row.waits_at), "warn"
        elif row.is_withheld:
            mark, tone = _("no consent to photos"), "warn"
        elif one.special:
            mark, tone = _("sensitive"), "accent"
        link.say(title_of(one, self._kit), about_document(one, self._kit), mark=mark, tone=tone)
        link.clicked.connect(partial(self.opened.emit, one.id))
        return link

    def _waits(self, code: str) -> str:
        if not code:
            return _("file is waited for")
        site = self._kit.lookups.profile.site(code)
        return _("the file is in {site}").format(site=site.short_name if site else code)


def _read(
    person: RecordId | None, case: RecordId | None, source: str | None, uow: UnitOfWork
) -> list[AttachmentRow]:
    return attachments_of(uow, person=person, case=case, source=source)
