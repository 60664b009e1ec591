"""Attach a document: files chosen, dropped, pasted or from the scanner; or only that a document was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.intake.attaching import Source
from kazanlak_case.services.attachments import AttachmentDraft, usual_kind
from kazanlak_case.ui.attachment_parts.arriving import (
    SHOWN,
    DropCatcher,
    kinds_to_choose,
    newest_scans,
    sources_in,
)
from kazanlak_case.ui.attachment_parts.facts import AttachEditor
from kazanlak_case.ui.attachment_parts.originals import Originals
from kazanlak_case.ui.attachment_parts.photo_line import PhotoLine
from kazanlak_case.ui.attachment_parts.source_rows import ScannerRows, SourceRows
from kazanlak_case.ui.dialogs.choosing import choose_files, choose_folder
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.changes import Written
    from kazanlak_case.ui.kit import Kit


class AttachForm(QWidget):
    """Takes files for a person, or for a case or a visit of theirs."""

    left = Signal()
    folder_chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        draft: AttachmentDraft,
        *,
        folder: str | None = None,
        sources: Sequence[Source] = (),
    ) -> None:
        super().__init__(parent)
        named(self, "attachForm")
        self._kit, self._draft = kit, draft
        self._folder = Path(folder) if folder else None
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        # never squeezed: the panel scrolls
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._files = Card(self, "attachFiles", kit.look.tokens)
        self.rows = SourceRows(self._files, kit)
        self.scanner = ScannerRows(self._files, kit)
        self._hint = Words(self._files, "attachHint", role="muted", wraps=True)
        self.choose = Button(self._files, "attachChoose", kit.look, icon="folder-open")
        self.paste = Button(self._files, "attachPaste", kit.look, icon="clipboard-list")
        self.scan = Button(self._files, "attachScanner", kit.look, icon="file-down")
        self._seen = Card(self, "attachSeen", kit.look.tokens, tone="accent")
        self._chosen_title = Words(self._files, "chosenTitle", role="label")
        self._scanner_title = Words(self._files, "scannerTitle", role="label")
        self.editor: AttachEditor | None = None
        self._build()
        self._connect()
        self.retranslate()
        self.rows.add(sources)
        self._show_scans()
        kit.operations.read(usual_kind, done=self._on_kind)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes; files are chosen anew."""
        if self.editor is not None:
            self.editor.keep_draft()

    def retranslate(self) -> None:
        """Word what stands here for long."""
        self._hint.setText(
            _(
                "Drop files here, or choose them. Photos and scans are made small; several become the pages of one document."
            )
        )
        self.choose.say(_("Choose…"), hint=_("Choose files (Ctrl+O)"))
        self.paste.say(_("Paste"), hint=_("Paste from the clipboard (Ctrl+V)"))
        self.scan.say(_("From the scanner…"), hint=_("Say in which folder the scanner writes"))
        self._chosen_title.setText(_("Will be attached"))
        self._scanner_title.setText(_("Newest from the scanner"))

    def take(self, sources: Sequence[Source]) -> None:
        """Take files that were dropped, pasted, chosen or scanned."""
        self.rows.add(sources)
        if self.editor is not None:
            self.editor.come_to()

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        buttons = FlowLayout(spacing=tokens.small)
        for button in (self.choose, self.paste, self.scan):
            buttons.addWidget(button)
        body = self._files.body
        body.addWidget(self._chosen_title)
        body.addWidget(self.rows)
        body.addWidget(self._scanner_title)
        body.addWidget(self.scanner)
        body.addWidget(self._hint)
        body.addLayout(buttons)
        self._seen.body.addWidget(
            Words(
                self._seen,
                "seenWhy",
                wraps=True,
                text=_(
                    "Identity documents are seen and not copied: the law allows a copy only where a law demands it (art. 25g of the Personal Data Protection Act). Write down the number; that you saw it, and when, is written by itself."
                ),
            )
        )
        self._column.addWidget(self._files)
        self._column.addWidget(self._seen)
        self._seen.hide()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.paste.clicked.connect(self._on_paste)
        self.scan.clicked.connect(self._on_folder)
        self.scanner.taken.connect(self.take)
        self.rows.changed.connect(self._show_scans)
        DropCatcher(self).dropped.connect(self.take)
        for keys, act in (("Ctrl+O", self._on_choose), ("Ctrl+V", self._on_paste)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show_scans(self) -> None:
        taken = {one.path for one in self.rows.sources}
        limit = max(1, SHOWN - 2 * len(taken))  # what is chosen takes its room
        found = newest_scans(self._folder, but_for=taken, limit=limit) if self._folder else []
        self.scanner.show_scans([(path, Source.of_path(path), self._when(path)) for path in found])
        self._chosen_title.setVisible(bool(self.rows.sources))
        self._scanner_title.setVisible(bool(found))
        self.scanner.setVisible(bool(found))
        self.scan.setVisible(self._folder is None)
        self._hint.setVisible(not self.rows.sources and not found)

    def _when(self, path: Path) -> str:
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        wording = self._kit.wording
        day = wording.plain_day(local(moment).date(), self._kit.today)
        return f"{day}, {wording.time(moment)}"

    def _on_kind(self, kind: str | None) -> None:
        editor = AttachEditor(self, self._kit, self._draft, kind=kind, files=self._sources)
        editor.seen_changed.connect(self._on_seen)
        photo = PhotoLine(self, self._kit)
        editor.kind_chosen.connect(photo.ask)
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        self.editor = editor
        self._column.addWidget(photo)
        self._column.addWidget(editor)
        self._column.addStretch(1)
        editor.say_seen()
        if self.rows.sources:
            editor.come_to()
        else:
            first = self.scanner.rows[0] if self.scanner.rows else self.choose
            self.setFocusProxy(first)
            first.setFocus()

    def _sources(self) -> list[Source]:
        return self.rows.sources

    def _on_seen(self, is_seen: bool) -> None:
        self._seen.setVisible(is_seen)
        self._files.setVisible(not is_seen)

    def _on_choose(self) -> None:
        paths = choose_files(self, _("Attach"), kinds_to_choose())
        if paths:
            self.take([Source.of_path(path) for path in paths])

    def _on_paste(self) -> None:
        found = sources_in(QGuiApplication.clipboard().mimeData())
        if found:
            self.take(found)
        else:
            self._kit.messages.tell(_("There is neither a file nor a picture on the clipboard."))

    def _on_folder(self) -> None:
        folder = choose_folder(self, _("Folder of the scanner"))
        if folder is not None:
            self._folder = folder
            self.folder_chosen.emit(str(folder))
            self._show_scans()

    def _on_saved(self, _written: Written) -> None:
        originals = [one.path for one in self.rows.sources if one.path is not None]
        if not originals:
            self.left.emit()
            return
        clear(self._column)
        self.editor = None
        part = Originals(self, self._kit, originals)
        part.left.connect(self.left)
        self._column.addWidget(part)
        self._column.addStretch(1)
        part.keep.setFocus()


def draft_for(person_id: str, source_type: str, source: str) -> AttachmentDraft:
    """Begin a document of a person, or of a record of theirs; a case is pointed to."""
    draft = AttachmentDraft(person=RecordId(person_id) if person_id else None)
    if source_type == "case":
        return replace(draft, case=RecordId(source))
    if source_type == "household":
        return replace(draft, household=RecordId(source))
    return replace(draft, source_type=source_type or None, source=source or None)
