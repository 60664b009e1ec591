"""Put one confidential note on paper: asks where to, and says that it is recorded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _
from kazanlak_case.ui.dialogs.choosing import choose_target

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.ui.kit import Kit


def ask_to_print(parent: QWidget, kit: Kit, note_id: str) -> None:
    """Let be chosen where the document goes, and write it."""
    kinds = _("PDF") + " (*.pdf)"
    out = choose_target(parent, _("Where to write the note"), name="note.pdf", kinds=kinds)
    if out is not None:
        print_note(kit, RecordId(note_id), out)


def print_note(kit: Kit, note_id: RecordId, out: Path) -> None:
    """Write a note as a document."""
    kit.operations.one_step(
        partial(_print, note_id, out, kit.wording.language),
        title=_("Writing the note"),
        done=partial(_tell, kit),
        failed=kit.messages.refuse,
    )


def _tell(kit: Kit, out: Path) -> None:
    text = _("Written: {name}. Print it and delete the file; that it was printed is recorded.")
    kit.messages.tell(text.format(name=out.name))


def _print(
    note: RecordId,
    out: Path,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
) -> Path:
    from kazanlak_case.export.note_pdf import write_note_pdf

    return write_note_pdf(case_file, note, out, now=now, language=language)
