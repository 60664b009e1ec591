"""What is said of a document while it is attached: kind, title, number, date, who may see it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from kazanlak_case.domain.fields import Privacy, RecordId
from kazanlak_case.domain.records.document import Attachment
from kazanlak_case.domain.rules.rights import Action
from kazanlak_case.i18n import N_, _
from kazanlak_case.intake.attaching import attach_files
from kazanlak_case.services.attachments import (
    SEEN_KINDS,
    SENSITIVE_KINDS,
    AttachmentDraft,
    add_attachment,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.intake.attaching import Source
    from kazanlak_case.ui.kit import Kit

FIELDS = ("type", "title", "number", "dated_on", "special")


class AttachEditor(RecordEditor):
    """A form that saves through a long run: making pictures small takes its time."""

    seen_changed = Signal(bool)
    kind_chosen = Signal(object)
    """The draft as it stands, whenever its kind or its person is another."""

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        draft: AttachmentDraft,
        *,
        kind: str | None,
        files: Callable[[], list[Source]],
    ) -> None:
        self._draft, self._files = draft, files
        self._proposed: str | None = None
        self._was_special = False
        self._told: AttachmentDraft | None = None
        writes_special = kit.sight.may(Action.WRITE, Privacy.SPECIAL)
        fields = FIELDS if writes_special else FIELDS[:-1]
        if not (draft.person or draft.case or draft.household or draft.source):
            fields = ("person", *fields)
        edit = Edit(
            record=Attachment,
            values={"type": kind},
            saved=_("Document attached."),
            draft=f"attach-{draft.source or draft.case or draft.person}",
            sections=(Section("", fields, wide=("person", "type", "title", "special")),),
        )
        super().__init__(parent, "attach", kit, edit)
        self.form.edited.connect(self._on_kind)
        self._on_kind()
        self.save_button.say(_("Attach"), hint=_("Ctrl+Enter"))

    @property
    def is_seen_only(self) -> bool:
        """Whether the document is of a kind that is seen and not copied."""
        return self.state.value("type") in SEEN_KINDS

    def come_to(self) -> None:
        """Put the keyboard to the kind of document: a file was chosen."""
        self.form.box("type").editor.part.setFocus()

    def say_seen(self) -> None:
        """Tell whether files are asked for at all, and for what kind of document."""
        self.seen_changed.emit(self.is_seen_only)
        if self._told is not None:
            self.kind_chosen.emit(self._told)

    @property
    @override
    def is_read_only(self) -> bool:
        return False

    @override
    def problems(self) -> Mapping[str, str]:
        found = super().problems()
        if found:
            return found
        if self.is_seen_only:
            return {} if self.state.value("number") else {"number": NO_NUMBER}
        return {} if self._files() else {"type": NO_FILE}

    @override
    def hand_over(self) -> None:
        draft = self._whole()
        if self.is_seen_only:
            write = partial(_seen, draft)
            self._kit.operations.write(write, done=self._on_saved, failed=self._on_refused)
            return
        self._kit.operations.long(
            partial(_attach, draft, list(self._files())),
            title=_("Attaching the document"),
            done=self._on_saved,
            failed=self._on_refused,
        )

    def _whole(self) -> AttachmentDraft:
        value = self.state.value
        title = value("title") or self._label()
        return replace(
            self._draft,
            person=self._whom(),
            type=_text(value("type")),
            title=_text(title),
            number=_text(value("number")),
            dated_on=value("dated_on"),  # type: ignore[arg-type]  # a date field holds nothing else
            special="special" in self.state.specs and bool(value("special")),
            seen_only=self.is_seen_only,
        )

    def _whom(self) -> RecordId | None:
        value = self.state.value
        whom = value("person") if "person" in self.state.specs else self._draft.person
        return RecordId(str(whom)) if whom else None

    def _label(self) -> str:
        kind = _text(self.state.value("type"))
        return self._kit.lookups.label("document_type", kind) if kind else ""

    def _on_kind(self) -> None:
        """Let title and secrecy follow the kind, until somebody chooses otherwise."""
        self.seen_changed.emit(self.is_seen_only)
        kind = _text(self.state.value("type"))
        about = replace(self._draft, person=self._whom(), type=kind)
        if about != self._told:
            self._told = about
            self.kind_chosen.emit(about)
        if kind == self._proposed:
            return
        self._proposed = kind
        title = self.form.box("title").editor.part
        if isinstance(title, QLineEdit):
            title.setPlaceholderText(self._label())
        is_special = kind in SENSITIVE_KINDS
        if "special" in self.state.specs and is_special != self._was_special:
            self._was_special = is_special
            self.form.put("special", is_special or None)


NO_FILE = N_("Choose a file first, or the kind of an identity document that was seen.")
NO_NUMBER = N_("Write the number of the document you saw.")


def _text(value: Value) -> str | None:
    return str(value) if value else None


def _seen(draft: AttachmentDraft, uow: UnitOfWork) -> Written:
    return add_attachment(uow, draft, None)


def _attach(
    draft: AttachmentDraft,
    sources: Sequence[Source],
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> Written:
    return attach_files(case_file, draft, sources, now=now, progress=progress)
